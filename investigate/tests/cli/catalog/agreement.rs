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
    code: "\
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)] pub struct Book { pub id: u32, pub title: String }
#[derive(Clone, Debug, PartialEq)] pub struct Shelf { pub books: Vec<Book>, pub room: u32 }
pub struct Two { pub left: Shelf, pub loose: Vec<Book> }
fn count(books: &[Book]) -> usize { books.len() }
fn longest(books: &Vec<Book>) -> usize { books.capacity() }
fn fill(books: &mut Vec<Book>) { books.clear(); }
fn flip(books: &mut [Book]) { books.reverse(); }
fn keep(books: Vec<Book>) -> usize { books.len() }
pub fn lent_to_a_slice(s: &Shelf) -> usize { count(&s.books) }
pub fn lent_to_a_vec(s: &Shelf) -> usize { longest(&s.books) }
pub fn lent_mutably(s: &mut Shelf) { fill(&mut s.books) }
pub fn lent_mutably_to_a_slice(s: &mut Shelf) { flip(&mut s.books) }
pub fn moved_to_a_function(s: Shelf) -> usize { keep(s.books) }
pub fn part_lent(s: &Shelf) -> usize { count(&s.books[1..]) }
pub fn part_sorted(s: &mut Shelf) { s.books[1..].sort(); }
pub fn part_lent_mutably(s: &mut Shelf) { flip(&mut s.books[..2]) }
pub fn part_changed(s: &mut Shelf) { s.books[..2][0].id = 1; }
pub fn bound_and_read(s: &Shelf) -> usize { let books = &s.books; books.len() }
pub fn bound_and_lent(s: &Shelf) -> usize { let books = &s.books; count(books) }
pub fn bound_and_pushed(s: &mut Shelf, b: Book) { let books = &mut s.books; books.push(b); }
pub fn bound_clone(s: &Shelf) -> usize { let books = s.books.clone(); books.len() }
pub fn bound_clone_sorted(s: &Shelf) { let mut books = s.books.clone(); books.sort_unstable(); }
pub fn bound_by_pattern(s: &Shelf) -> bool { let Shelf { books, .. } = s; books.is_empty() }
pub fn bound_by_match(s: &Shelf) -> usize { match s { Shelf { books, room: 1 } => count(books), _ => 0 } }
pub fn cloned_to_a_vec(s: &Shelf) -> Vec<Book> { s.books.clone() }
pub fn cloned_in_a_pair(s: &Shelf) -> (u32, Vec<Book>) { (s.room, s.books.clone()) }
pub fn cloned_if_there(s: &Shelf) -> Option<Vec<Book>> { Some(s.books.clone()) }
pub fn cloned_into_another_field(t: &mut Two) { t.loose = t.left.books.clone(); }
pub fn cloned_into_the_same_field(s: &Shelf) -> Shelf { Shelf { books: s.books.clone(), room: 0 } }
pub fn cloned_and_walked(s: &Shelf) { for b in s.books.clone() { drop::<Book>(b); } }
pub fn assigned_from_another(s: &mut Shelf, o: &Shelf) { s.books = o.books.clone(); }
pub fn assigned_empty(s: &mut Shelf) { s.books = Vec::new(); }
pub fn assigned_default(s: &mut Shelf) { s.books = Default::default(); }
pub fn assigned_collected(s: &mut Shelf, n: u32) { s.books = (0..n).map(|id| Book { id, title: String::new() }).collect(); }
pub fn made_empty() -> Shelf { Shelf { books: vec![], room: 0 } }
pub fn made_of_one(b: Book) -> Shelf { Shelf { books: vec![b], room: 0 } }
pub fn made_of_a_variable(b: Book) -> Shelf { let books = vec![b]; Shelf { books, room: 0 } }
pub fn made_of_a_parameter(books: Vec<Book>) -> Shelf { Shelf { books, room: 0 } }
pub fn made_by_collect(n: u32) -> Shelf { Shelf { books: (0..n).map(|id| Book { id, title: String::new() }).collect(), room: 0 } }
pub fn taken(s: &mut Shelf) -> Vec<Book> { std::mem::take(&mut s.books) }
pub fn taken_and_dropped(s: &mut Shelf) { drop(std::mem::take(&mut s.books)); }
pub fn swapped(s: &mut Shelf, o: &mut Shelf) { std::mem::swap(&mut s.books, &mut o.books); }
pub fn any(s: &Shelf) -> bool { s.books.iter().any(|b| b.id == 1) }
pub fn last_by_title(s: &Shelf) -> bool { s.books.iter().rev().any(|b| b.title.is_empty()) }
pub fn looped(s: &Shelf) -> u32 { let mut n = 0; for b in &s.books { n += b.id; } n }
pub fn looped_by_iter(s: &Shelf) -> u32 { let mut n = 0; for b in s.books.iter() { n += b.id; } n }
pub fn looped_mutably(s: &mut Shelf) { for b in &mut s.books { b.id += 1; } }
pub fn looped_by_iter_mut(s: &mut Shelf) { for b in s.books.iter_mut() { b.id += 1; } }
pub fn pushed(s: &mut Shelf, b: Book) { s.books.push(b); }
pub fn popped(s: &mut Shelf) { s.books.pop(); }
pub fn removed(s: &mut Shelf) { s.books.remove(0); }
pub fn removed_and_kept(s: &mut Shelf) -> Book { s.books.remove(0) }
pub fn retained(s: &mut Shelf) { s.books.retain(|b| b.id > 1); }
pub fn sorted(s: &mut Shelf) { s.books.sort(); }
pub fn sorted_by(s: &mut Shelf) { s.books.sort_by(|a, b| a.id.cmp(&b.id)); }
pub fn sorted_by_key(s: &mut Shelf) { s.books.sort_by_key(|b| b.id); }
pub fn split(s: &mut Shelf) -> Vec<Book> { s.books.split_off(1) }
pub fn split_into_the_same_field(s: &mut Shelf) -> Shelf { Shelf { books: s.books.split_off(1), room: 0 } }
pub fn appended(s: &mut Shelf, o: &mut Shelf) { s.books.append(&mut o.books); }
pub fn extended(s: &mut Shelf, o: &Shelf) { s.books.extend(o.books.iter().cloned()); }
pub fn extended_by_a_slice(s: &mut Shelf, o: &Shelf) { s.books.extend_from_slice(&o.books); }
pub fn compared(s: &Shelf, o: &Shelf) -> bool { s.books == o.books }
pub fn compared_with_nothing(s: &Shelf) { assert_eq!(s.books, vec![]); }
pub fn compared_with_a_vec(s: &Shelf, o: Vec<Book>) -> bool { s.books == o }
pub fn shown(s: &Shelf) -> String { format!(\"{:?}\", s.books) }
pub fn title_of_the_first(s: &Shelf) -> &str { &s.books[0].title }
pub fn first_changed(s: &mut Shelf) { s.books[0].id = 3; }
pub fn first_replaced(s: &mut Shelf, b: Book) { s.books[0] = b; }
pub fn behind_a_method(s: &Shelf) -> usize { s.books.as_slice().len() }
pub fn in_windows(s: &Shelf) -> bool { s.books.windows(2).any(|two| two[0].id == two[1].id) }
pub fn in_a_closure(s: &Shelf) -> usize { let f = || s.books.len(); f() }
pub fn in_a_branch(s: &Shelf, yes: bool) -> Vec<Book> { if yes { s.books.clone() } else { Vec::new() } }
pub fn returned_early(s: Shelf) -> Vec<Book> { return s.books; }
pub fn as_an_argument_of_a_method(s: &Shelf, o: &mut Vec<Book>) { o.extend_from_slice(&s.books); }
",
};

/// A list of structs that cannot be cloned.
const QUEUE: Subject<'_> = Subject {
    name: "queue",
    field: "Queue.jobs",
    item: "Job",
    code: "\
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)] pub struct Job { pub id: u32 }
pub struct Queue { pub jobs: Vec<Job> }
pub fn length(q: &Queue) -> usize { q.jobs.len() }
pub fn any(q: &Queue) -> bool { q.jobs.iter().any(|j| j.id == 1) }
pub fn add(q: &mut Queue, j: Job) { q.jobs.push(j); }
pub fn change(q: &mut Queue) { q.jobs[0].id = 1; }
pub fn changes(q: &mut Queue) { for j in q.jobs.iter_mut() { j.id = 1; } }
pub fn drop_some(q: &mut Queue) { q.jobs.retain(|j| j.id > 1); }
pub fn drop_all(q: &mut Queue) { q.jobs.clear(); }
pub fn cut(q: &mut Queue) { q.jobs.truncate(2); }
pub fn order(q: &mut Queue) { q.jobs.sort(); }
pub fn made(n: u32) -> Queue { Queue { jobs: (0..n).map(|id| Job { id }).collect() } }
pub fn moved(q: Queue) -> Vec<Job> { q.jobs }
pub fn slice(q: &Queue) -> &[Job] { &q.jobs }
",
};

/// A list of whatever it is a list of.
const STORE: Subject<'_> = Subject {
    name: "store",
    field: "Store.held",
    item: "V",
    code: "\
pub struct Store<V> { held: Vec<V> }
impl<V> Default for Store<V> {
    fn default() -> Self { Self { held: Vec::new() } }
}
impl<V> Store<V> {
    pub fn put(&mut self, v: V) { self.held.push(v); }
    pub fn count(&self) -> usize { self.held.len() }
    pub fn each(&self, mut f: impl FnMut(&V)) { self.held.iter().for_each(|v| f(v)); }
    pub fn forget(&mut self) { self.held.clear(); }
    pub fn has(&self) -> bool { !self.held.is_empty() }
}
impl<V: Clone> Store<V> {
    pub fn all(&self) -> Vec<V> { self.held.clone() }
    pub fn twice(&mut self) { let again = self.held.clone(); self.held.extend(again); }
}
impl<V: PartialEq> Store<V> {
    pub fn holds(&self, v: &V) -> bool { self.held.contains(v) }
}
",
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
    for it in document["subjects"][0]["uses"].as_array().unwrap() {
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
    let families = document["families"].as_array().unwrap();
    let what: Vec<&str> = families.iter().map(|family| text(&family["what"])).collect();
    assert!(what.contains(&"books: im::Vector<Book>"), "{what:?}");
}
