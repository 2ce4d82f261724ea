//! What the catalog says of each line against what the compiler says of it when the field has another type.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{json, text};
use crate::fixture::{Project, root};

/// The families that change the field's type, with the type for an item `T`.
const FAMILIES: [(&str, &str); 6] = [
    ("shared-list", "std::sync::Arc<Vec<T>>"),
    ("shared-items", "Vec<std::sync::Arc<T>>"),
    ("im", "im::Vector<T>"),
    ("imbl", "imbl::Vector<T>"),
    ("rpds", "rpds::VectorSync<T>"),
    ("ecow", "ecow::EcoVec<T>"),
];

/// A crate whose functions stand on a line each, with one field that is a list.
struct Subject<'a> {
    name: &'a str,
    field: &'a str,
    item: &'a str,
    code: &'a str,
}

/// A list of structs that can be cloned.
const SHELF: Subject<'_> = Subject {
    name: "shelf",
    field: "Shelf.books",
    item: "Book",
    code: include_str!("../../fixtures/lines/shelf.rs"),
};

/// A list of structs that cannot be cloned.
const QUEUE: Subject<'_> = Subject {
    name: "queue",
    field: "Queue.jobs",
    item: "Job",
    code: include_str!("../../fixtures/lines/queue.rs"),
};

/// A list of whatever it is a list of.
const STORE: Subject<'_> = Subject {
    name: "store",
    field: "Store.held",
    item: "V",
    code: include_str!("../../fixtures/lines/store.rs"),
};

/// A workspace with a package for each code, so that one run of cargo compiles all of them. It stays in the target folder: the
/// libraries are compiled once, and not in the next run of the tests again.
struct Workshop(PathBuf);

impl Workshop {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self(folder)
    }

    /// The lines of each code on which the compiler reports an error. Lines with errors are then left out, until there are none: the
    /// borrow checker may say nothing before.
    fn lines(&self, codes: &[String]) -> Vec<BTreeSet<u64>> {
        let mut codes: Vec<Vec<&str>> = codes.iter().map(|code| code.lines().collect()).collect();
        self.write_manifests(codes.len());
        let mut found = vec![BTreeSet::new(); codes.len()];
        let mut changed: BTreeSet<usize> = (0..codes.len()).collect();
        while !changed.is_empty() {
            for at in &changed {
                fs::write(self.package(*at).join("src/lib.rs"), codes[*at].join("\n")).unwrap();
            }
            changed.clear();
            for (at, line) in self.errors() {
                if !found[at].insert(line) {
                    continue;
                }
                let text = &mut codes[at][usize::try_from(line).unwrap() - 1];
                if text.trim_start().starts_with("pub fn") {
                    *text = "";
                    changed.insert(at);
                }
            }
        }
        found
    }

    fn package(&self, at: usize) -> PathBuf {
        self.0.join(format!("code-{at}"))
    }

    fn write_manifests(&self, count: usize) {
        let members: Vec<String> = (0..count).map(|at| format!("\"code-{at}\"")).collect();
        let workspace = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        fs::write(self.0.join("Cargo.toml"), workspace).unwrap();
        let libraries = "im = \"15\"\nimbl = \"7\"\nrpds = \"1\"\necow = \"0.3\"\n";
        for at in 0..count {
            let manifest =
                format!("[package]\nname = \"code-{at}\"\nedition = \"2024\"\n[dependencies]\n{libraries}");
            fs::create_dir_all(self.package(at).join("src")).unwrap();
            fs::write(self.package(at).join("Cargo.toml"), manifest).unwrap();
        }
    }

    /// Which lines of which code have errors.
    fn errors(&self) -> BTreeSet<(usize, u64)> {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--message-format=json", "--offline", "--keep-going"])
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .current_dir(&self.0)
            .output()
            .unwrap();
        let messages = String::from_utf8(output.stdout).unwrap();
        let messages = messages.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut lines = BTreeSet::new();
        for it in messages.filter(|it| it["message"]["level"] == "error") {
            let package = text(&it["target"]["name"]).strip_prefix("code_").unwrap().parse().unwrap();
            let spans = it["message"]["spans"].as_array().unwrap();
            let own = spans.iter().filter(|span| span["is_primary"] == true).map(outermost);
            lines.extend(own.map(|span| (package, span["line_start"].as_u64().unwrap())));
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || !lines.is_empty(), "{said}");
        lines
    }
}

/// Where the macro was called that an error is in.
fn outermost(span: &Value) -> &Value {
    match &span["expansion"]["span"] {
        Value::Null => span,
        outer => outermost(outer),
    }
}

/// What is said of a line: the verdicts of its uses, by family.
type Said = BTreeMap<u64, BTreeMap<String, BTreeSet<String>>>;

fn said(folder: &str, project: &Project, field: &str) -> Said {
    let document = json(project.command().args(["catalog", folder, "--field", field]));
    let mut said = Said::new();
    for it in document["uses"].as_array().unwrap() {
        let line = said.entry(it["line"].as_u64().unwrap()).or_default();
        for (family, verdict) in it["families"].as_object().unwrap() {
            line.entry(family.clone()).or_default().insert(text(verdict).to_owned());
        }
    }
    said
}

/// The subject's code with another type for its list.
fn changed(subject: &Subject<'_>, ty: &str) -> String {
    let (_, field) = subject.field.split_once('.').unwrap();
    let old = format!("{field}: Vec<{}>", subject.item);
    let new = format!("{field}: {}", ty.replace("<T>", &format!("<{}>", subject.item)));
    assert!(subject.code.contains(&old), "{old}");
    subject.code.replacen(&old, &new, 1)
}

/// Every line on which the two do not agree.
fn disagreements(subjects: &[Subject<'_>], workshop: &Workshop) -> Vec<String> {
    let all = subjects.iter().flat_map(|subject| FAMILIES.map(|(family, ty)| (subject, family, ty)));
    let codes: Vec<String> = all.clone().map(|(subject, _, ty)| changed(subject, ty)).collect();
    let mut errors = workshop.lines(&codes).into_iter();
    let mut found = Vec::new();
    for subject in subjects {
        let said = said("a", &Project::new().with_crate(subject.code), subject.field);
        assert!(!said.is_empty(), "{}", subject.name);
        for ((family, _), errors) in FAMILIES.iter().zip(&mut errors) {
            for (line, verdicts) in &said {
                let verdicts = &verdicts[*family];
                let as_is = verdicts.iter().all(|verdict| verdict == "as is");
                // What is done with an item that has left the list is not followed, and said to be unknown.
                let unknown = *family == "shared-items"
                    && verdicts.iter().all(|it| it == "as is" || it == "unknown")
                    && !as_is;
                if !unknown && as_is == errors.contains(line) {
                    let code = subject.code.lines().nth(usize::try_from(*line).unwrap() - 1).unwrap();
                    found.push(format!(
                        "{} {family}: {verdicts:?}, but {}: {code}",
                        subject.name,
                        if as_is { "an error" } else { "it compiles" }
                    ));
                }
            }
        }
    }
    found
}

#[test]
fn catalog_and_compiler_agree_on_every_line() {
    let found = disagreements(&[SHELF, QUEUE, STORE], &Workshop::new("agreement"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
#[ignore = "needs more crates: set CATALOG_CRATES to a folder with kinds, generic and noclone, and add --ignored"]
fn catalog_and_compiler_agree_on_crates_that_were_made_to_tell_them_apart() {
    let folder = std::env::var_os("CATALOG_CRATES").map(PathBuf::from).expect("CATALOG_CRATES is not set");
    let crates =
        [("kinds", "L.items", "u32"), ("generic", "Arena.items", "T"), ("noclone", "L.items", "Item")];
    let codes = crates.map(|(name, ..)| fs::read_to_string(folder.join(name).join("src/lib.rs")).unwrap());
    let subjects: Vec<Subject<'_>> = crates
        .into_iter()
        .zip(&codes)
        .map(|((name, field, item), code)| Subject { name, field, item, code })
        .collect();
    let found = disagreements(&subjects, &Workshop::new("agreement-of-given-crates"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn an_edit_names_code_that_the_compiler_took() {
    let project = Project::new().with_crate(SHELF.code);
    let document = json(project.command().args(["catalog", "a", "--field", SHELF.field]));
    let edits = &document["subjects"][0]["edits"];
    let push = |family: &str| text(&edits[family]["push"]).to_owned();
    assert!(push("im").contains("books.push_back(value)"), "{edits:#}");
    assert!(push("rpds").contains("books.push_back_mut(value)"), "{edits:#}");
    assert!(push("shared-list").contains("Arc::make_mut(&mut books).push(value)"), "{edits:#}");
    let families = document["axes"]["families"].as_array().unwrap();
    let what: Vec<&str> = families.iter().map(|family| text(&family["title"])).collect();
    assert!(what.contains(&"books: im::Vector<Book>"), "{what:?}");
}

/// The verdicts of a family on the lines of a crate, in their order, with the operation of each.
fn verdicts(code: &str, arguments: &[&str], family: &str) -> Vec<String> {
    let project = Project::new().with_crate(code);
    let document = json(project.command().args(["catalog", "a", "--field", "List.items"]).args(arguments));
    let uses = document["uses"].as_array().unwrap();
    uses.iter().map(|it| format!("{}: {}", text(&it["operation"]), text(&it["families"][family]))).collect()
}

#[test]
fn a_range_that_is_written_through_is_a_mutation() {
    let code = "\
pub struct List { pub items: Vec<u32> }
pub fn sorted(l: &mut List) { l.items[1..].sort(); }
pub fn lent(l: &mut List) -> &mut [u32] { &mut l.items[..2] }
pub fn walked(l: &mut List) { for n in &mut l.items[1..] { *n = 0; } }
pub fn walked_by_iter(l: &mut List) { (l.items[1..]).iter_mut().for_each(|n| *n = 0); }
pub fn part_of_a_part(l: &mut List) { l.items[1..][..2].reverse(); }
pub fn one_of_a_part(l: &mut List) { l.items[1..][0] = 1; }
pub fn read(l: &List) -> usize { l.items[1..].len() + l.items[2..].iter().count() }
pub fn lent_to_be_read(l: &List) -> &[u32] { &l.items[1..] }
";
    let found = verdicts(code, &[], "ecow");
    let (written, read) = found.split_at(6);
    assert!(written.iter().all(|it| it == "range written: edit"), "{found:?}");
    assert!(read.iter().all(|it| it == "range: as is"), "{found:?}");
}

#[test]
fn a_candidate_that_keeps_snapshots_leaves_the_owner_as_it_is_and_shares_what_is_given_out() {
    let code = "\
#[derive(Clone)] pub struct List { pub items: Vec<u32> }
pub struct State { pub list: List }
impl State { pub fn snapshot(&self) -> List { self.list.clone() } }
pub fn reads(s: &State) -> usize { let list = s.snapshot(); list.items.len() }
pub fn changes(s: &State) { let mut list = s.snapshot(); list.items.push(1); }
pub fn takes(s: &State) -> Vec<u32> { let list = s.snapshot(); list.items }
pub fn writes(s: &mut State) { s.list.items.push(1); }
pub fn writes_what_is_lent(list: &mut List) { list.items.push(1); }
";
    let calls = ["--calls", "snapshot"];
    let memo = verdicts(code, &calls, "memo");
    assert_eq!(memo, ["length: as is", "push: edit", "moved: edit", "push: as is", "push: as is"]);
    let shared = verdicts(code, &calls, "shared-file");
    assert_eq!(shared, ["length: as is", "push: edit", "moved: edit", "push: edit", "push: as is"]);
}
