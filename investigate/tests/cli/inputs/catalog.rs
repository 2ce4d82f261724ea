//! Crates and questions about them that `catalog` must refuse.

use super::{Input, failed, wrong};
use crate::fixture::{MANIFEST, Project};

/// A small crate in the folder `a`.
pub(super) fn a_crate(project: Project) -> Project {
    project.with_crate(
        "pub struct List { pub items: Vec<u32>, pub index: usize }\n\
         pub struct Liste { pub items: Vec<u32> }\n\
         impl List { pub fn total(&self) -> usize { self.items.len() } }\n",
    )
}

/// What is looked for where it is not what is wrong.
const ITEMS: &str = "catalog a --field List.items";

/// A crate in which nothing can be looked for.
fn input(what: &'static str, lay: fn(Project) -> Project) -> Input {
    wrong(what, ITEMS, lay)
}

/// A crate of that code, in which nothing can be looked for.
fn code(what: &'static str, text: &'static str) -> Input {
    wrong(what, ITEMS, move |it| it.with_crate(text))
}

/// A good crate, about which this is asked.
fn asked(what: &'static str, run: &'static str) -> Input {
    wrong(what, run, a_crate)
}

pub(super) fn inputs() -> Vec<Input> {
    [folders(), names(), definitions(), records()].into_iter().flatten().collect()
}

fn folders() -> Vec<Input> {
    vec![
        asked("a folder that is not there", "catalog nowhere --field List.items"),
        asked("a folder behind a way up that is not there", "catalog a/../nowhere --field List.items"),
        asked("a file instead of a folder", "catalog a/src/lib.rs --field List.items"),
        asked("a manifest instead of its folder", "catalog a/Cargo.toml --field List.items"),
        asked("a device instead of a folder", "catalog /dev/null --field List.items"),
        asked("a folder without a Cargo.toml", "catalog a/src --field List.items"),
        input("a Cargo.toml that is a folder", |it| it.with("a/Cargo.toml/file", "")),
        input("an empty Cargo.toml", |it| a_crate(it).with("a/Cargo.toml", "")),
        input("a Cargo.toml that is no TOML", |it| {
            a_crate(it).with("a/Cargo.toml", "[package]\nname = \"a\"\nversion = 1.2.3\n")
        }),
        input("a Cargo.toml that is no text", |it| a_crate(it).with("a/Cargo.toml", b"\xff\xfe[package]")),
        input("a package without code", |it| it.with("a/Cargo.toml", MANIFEST)),
        input("a workspace with a member that is not there", |it| {
            it.with("a/Cargo.toml", "[workspace]\nmembers = [\"gone\"]\n")
        }),
        wrong(
            "a package in the folder of a workspace that does not name it",
            "catalog a/b --field List.items",
            |it| {
                let member = MANIFEST.replace("[workspace]\n", "");
                a_crate(it).with("a/b/Cargo.toml", member).with("a/b/src/lib.rs", "")
            },
        ),
        input("a dependency that is not there", |it| {
            a_crate(it).with("a/Cargo.toml", format!("{MANIFEST}[dependencies]\nb = {{ path = \"../b\" }}\n"))
        }),
    ]
}

fn names() -> Vec<Input> {
    vec![
        asked("nothing to look for", "catalog a"),
        asked("a field that is not there", "catalog a --field List.itmes"),
        asked("a type that is not there", "catalog a --type Lsit"),
        asked("a field of a type that is not there", "catalog a --field Lst.things"),
        asked("a field that other types have", "catalog a --field Lst.items"),
        asked("a method that is not there", "catalog a --method List::totla"),
        asked("calls of a method that is not there", "catalog a --calls get"),
        asked("a file that has no such field", "catalog a --field src/main.rs:List.items"),
        asked("a line that has no such field", "catalog a --field src/lib.rs:9:List.items"),
        asked("a field without its type", "catalog a --field items"),
        asked("a field of a field", "catalog a --field List.items.len"),
        asked("a field that is a path", "catalog a --field ../../List.items"),
        asked("a field that is a picture", "catalog a --field 🦀.items"),
        asked("a field that is a keyword", "catalog a --field List.self"),
        asked("a method in a path", "catalog a --method a::List::total"),
        asked("a type in a path", "catalog a --type a::List"),
        asked("a feature that the crate does not have", "catalog a --field List.items --features fast"),
        asked("targets that cargo does not know", "catalog a --field List.items --targets docs"),
        asked("a commit that is a path", "catalog a --field List.items --commit ../1"),
    ]
}

fn definitions() -> Vec<Input> {
    vec![
        code("code with an error", "pub struct List { pub items: Vec<u32> }\nfn f() -> u32 { \"\" }\n"),
        code("code that is no Rust", "pub struct List {\n    pub items: Vec<u32>\n"),
        input("a module that is no Rust", |it| {
            it.with_crate("mod list;\n").with("a/src/list.rs", "pub struct List { pub items Vec<u32> }\n")
        }),
        input("a file that is nested too deep", |it| {
            let (open, close) = ("(".repeat(20_000), ")".repeat(20_000));
            it.with_crate("").with("a/src/deep.rs", format!("const A: u8 = {open}1{close};\n"))
        }),
        input("a build script that fails", |it| {
            a_crate(it).with("a/build.rs", "fn main() { panic!(\"no database\"); }\n")
        }),
        code(
            "an error that would move the terminal's cursor",
            "pub struct List { pub items: Vec<u32> }\ncompile_error!(\"a\\u{1b}[2Jb\");\n",
        ),
        input("two definitions in two files", |it| {
            it.with_crate("pub mod a;\npub mod b;\n")
                .with("a/src/a.rs", "pub struct List { pub items: Vec<u32> }\n")
                .with("a/src/b.rs", "\npub struct List { pub items: Vec<u32> }\n")
        }),
        code(
            "two definitions in one file",
            "pub struct List { pub items: Vec<u32> }\npub mod b { pub struct List { pub items: Vec<u32> } }\n",
        ),
        input("a definition in a file that is no module", |it| {
            it.with_crate("").with("a/src/old.rs", "pub struct List { pub items: Vec<u32> }\n")
        }),
        input("a definition whose feature is off", |it| {
            it.with_crate("#[cfg(feature = \"x\")] pub struct List { pub items: Vec<u32> }\n")
                .with("a/Cargo.toml", format!("{MANIFEST}[features]\nx = []\n"))
        }),
        code("a crate that defines nothing", ""),
    ]
}

fn records() -> Vec<Input> {
    let lay = |project| a_crate(project).with("records/catalog/mine.json", "{}");
    let input = |what, run| wrong(what, run, lay);
    vec![
        input("a record that is there already", "catalog a --field List.items --record=mine"),
        input("a record to be replaced that is not to be written", "catalog a --field List.items --replace"),
        input("a record above its folder", "catalog a --field List.items --record=../../mine"),
        input("a record with a folder", "catalog a --field List.items --record=my/mine"),
        input("a record without a name", "catalog a --field List.items --record="),
        input("a record called by a picture", "catalog a --field List.items --record=🦀"),
        input("a record with its ending", "catalog a --field List.items --record=mine.json"),
        failed(
            "a folder of records that cannot be made",
            "catalog a --field List.items --record=mine",
            |it| a_crate(it).with("records/catalog", "a file"),
        ),
        failed("a record that is a folder", "catalog a --field List.items --record=mine --replace", |it| {
            a_crate(it).with("records/catalog/mine.json/file", "")
        }),
    ]
}
