//! What the catalog says of each line against what the compiler says of it when the field has another type.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::{json, text};
use crate::fixture::Project;

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

/// One folder for all: the libraries are compiled once.
struct Workshop(TempDir);

impl Workshop {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        fs::copy(workspace.join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
        let libraries = "im = \"15\"\nimbl = \"7\"\nrpds = \"1\"\necow = \"0.3\"\n";
        let manifest =
            format!("[package]\nname = \"subject\"\nedition = \"2024\"\n[dependencies]\n{libraries}");
        fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        Self(folder)
    }

    /// The lines of the code on which the compiler reports an error. Lines with errors are then left out, until there are none: the
    /// borrow checker may say nothing before.
    fn lines(&self, code: &str) -> BTreeSet<u64> {
        let mut lines: Vec<&str> = code.lines().collect();
        let mut found = BTreeSet::new();
        loop {
            fs::write(self.0.path().join("src/lib.rs"), lines.join("\n")).unwrap();
            let new: BTreeSet<u64> = self.errors().difference(&found).copied().collect();
            for line in &new {
                let text = &mut lines[usize::try_from(*line).unwrap() - 1];
                if text.trim_start().starts_with("pub fn") {
                    *text = "";
                }
            }
            if new.is_empty() {
                return found;
            }
            found.extend(new);
        }
    }

    fn errors(&self) -> BTreeSet<u64> {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--message-format=json", "--offline"])
            .env("CARGO_TARGET_DIR", self.0.path().join("target"))
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let messages = String::from_utf8(output.stdout).unwrap();
        let messages = messages.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let errors = messages.filter(|it| it["message"]["level"] == "error");
        let spans = errors.flat_map(|it| it["message"]["spans"].as_array().unwrap().clone());
        let own = spans.filter(|span| span["is_primary"] == true).map(|span| outermost(&span));
        let lines: BTreeSet<u64> = own.map(|span| span["line_start"].as_u64().unwrap()).collect();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() || !lines.is_empty(), "{said}");
        lines
    }
}

/// Where the macro was called that an error is in.
fn outermost(span: &Value) -> Value {
    match &span["expansion"]["span"] {
        Value::Null => span.clone(),
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

/// Every line on which the two do not agree, and on how many they were asked.
fn disagreements(subject: &Subject<'_>, workshop: &Workshop) -> (usize, Vec<String>) {
    let project = Project::new()
        .with("a/Cargo.toml", "[package]\nname = \"a\"\nedition = \"2024\"\n[workspace]\n")
        .with("a/src/lib.rs", subject.code);
    let said = said("a", &project, subject.field);
    let (_, field) = subject.field.split_once('.').unwrap();
    let mut asked = 0;
    let mut found = Vec::new();
    for (family, ty) in FAMILIES {
        let old = format!("{field}: Vec<{}>", subject.item);
        let new = format!("{field}: {}", ty.replace("<T>", &format!("<{}>", subject.item)));
        assert!(subject.code.contains(&old), "{old}");
        let errors = workshop.lines(&subject.code.replacen(&old, &new, 1));
        for (line, verdicts) in &said {
            let verdicts = &verdicts[family];
            asked += 1;
            let as_is = verdicts.iter().all(|verdict| verdict == "as is");
            // What is done with an item that has left the list is not followed, and said to be unknown.
            let unknown = family == "shared-items"
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
    (asked, found)
}

#[test]
fn catalog_and_compiler_agree_on_every_line() {
    let workshop = Workshop::new();
    let mut all = Vec::new();
    for subject in [SHELF, QUEUE, STORE] {
        let (asked, found) = disagreements(&subject, &workshop);
        assert!(asked > 0);
        all.extend(found);
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
#[ignore = "needs more crates: set CATALOG_CRATES to a folder with kinds, generic and noclone, and add --ignored"]
fn catalog_and_compiler_agree_on_crates_that_were_made_to_tell_them_apart() {
    let folder = std::env::var_os("CATALOG_CRATES").map(PathBuf::from).expect("CATALOG_CRATES is not set");
    let workshop = Workshop::new();
    let mut all = Vec::new();
    for (name, field, item) in
        [("kinds", "L.items", "u32"), ("generic", "Arena.items", "T"), ("noclone", "L.items", "Item")]
    {
        let code = fs::read_to_string(folder.join(name).join("src/lib.rs")).unwrap();
        let (asked, found) = disagreements(&Subject { name, field, item, code: &code }, &workshop);
        assert!(asked > 0);
        all.extend(found);
    }
    assert!(all.is_empty(), "{all:#?}");
}

#[test]
fn an_edit_names_code_that_the_compiler_took() {
    let project = Project::new()
        .with("a/Cargo.toml", "[package]\nname = \"a\"\nedition = \"2024\"\n[workspace]\n")
        .with("a/src/lib.rs", SHELF.code);
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
    let project = Project::new()
        .with("a/Cargo.toml", "[package]\nname = \"a\"\nedition = \"2024\"\n[workspace]\n")
        .with("a/src/lib.rs", code);
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
