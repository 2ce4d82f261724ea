//! Crates and questions about them that `catalog` must refuse.

use super::{Input, failed, wrong};
use crate::fixture::Project;

const MANIFEST: &str = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n";

/// A small crate in the folder `a`.
pub(super) fn a_crate(project: Project) -> Project {
    project.with("a/Cargo.toml", MANIFEST).with(
        "a/src/lib.rs",
        "pub struct List { pub items: Vec<u32>, pub index: usize }\n\
         pub struct Liste { pub items: Vec<u32> }\n\
         impl List { pub fn total(&self) -> usize { self.items.len() } }\n",
    )
}

/// The crate with other code in its library.
pub(super) fn with_code(project: Project, text: &str) -> Project {
    a_crate(project).with("a/src/lib.rs", text)
}

pub(super) fn inputs() -> Vec<Input> {
    [folders(), names(), code(), records()].into_iter().flatten().collect()
}

fn folders() -> Vec<Input> {
    let input = |what, lay, run| wrong(what, run, lay);
    vec![
        input("a folder that is not there", a_crate, "catalog nowhere --field List.items"),
        input(
            "a folder behind a way up that is not there",
            a_crate,
            "catalog a/../nowhere --field List.items",
        ),
        input("a file instead of a folder", a_crate, "catalog a/src/lib.rs --field List.items"),
        input("a manifest instead of its folder", a_crate, "catalog a/Cargo.toml --field List.items"),
        input("a device instead of a folder", a_crate, "catalog /dev/null --field List.items"),
        input("a folder without a Cargo.toml", a_crate, "catalog a/src --field List.items"),
        input(
            "a Cargo.toml that is a folder",
            |project| project.with("a/Cargo.toml/file", ""),
            "catalog a --field List.items",
        ),
        input(
            "an empty Cargo.toml",
            |project| a_crate(project).with("a/Cargo.toml", ""),
            "catalog a --field List.items",
        ),
        input(
            "a Cargo.toml that is no TOML",
            |project| a_crate(project).with("a/Cargo.toml", "[package]\nname = \"a\"\nversion = 1.2.3\n"),
            "catalog a --field List.items",
        ),
        input(
            "a Cargo.toml that is no text",
            |project| a_crate(project).with("a/Cargo.toml", b"\xff\xfe[package]"),
            "catalog a --field List.items",
        ),
        input(
            "a package without code",
            |project| project.with("a/Cargo.toml", MANIFEST),
            "catalog a --field List.items",
        ),
        input(
            "a workspace with a member that is not there",
            |project| project.with("a/Cargo.toml", "[workspace]\nmembers = [\"gone\"]\n"),
            "catalog a --field List.items",
        ),
        input(
            "a package in the folder of a workspace that does not name it",
            |project| {
                let member = MANIFEST.replace("[workspace]\n", "");
                a_crate(project).with("a/b/Cargo.toml", member).with("a/b/src/lib.rs", "")
            },
            "catalog a/b --field List.items",
        ),
        input(
            "a dependency that is not there",
            |project| {
                a_crate(project)
                    .with("a/Cargo.toml", format!("{MANIFEST}[dependencies]\nb = {{ path = \"../b\" }}\n"))
            },
            "catalog a --field List.items",
        ),
    ]
}

fn names() -> Vec<Input> {
    let input = |what, run| wrong(what, run, a_crate);
    vec![
        input("nothing to look for", "catalog a"),
        input("a field that is not there", "catalog a --field List.itmes"),
        input("a type that is not there", "catalog a --type Lsit"),
        input("a field of a type that is not there", "catalog a --field Lst.things"),
        input("a field that other types have", "catalog a --field Lst.items"),
        input("a method that is not there", "catalog a --method List::totla"),
        input("calls of a method that is not there", "catalog a --calls get"),
        input("a file that has no such field", "catalog a --field src/main.rs:List.items"),
        input("a line that has no such field", "catalog a --field src/lib.rs:9:List.items"),
        input("a field without its type", "catalog a --field items"),
        input("a field of a field", "catalog a --field List.items.len"),
        input("a field that is a path", "catalog a --field ../../List.items"),
        input("a field that is a picture", "catalog a --field 🦀.items"),
        input("a field that is a keyword", "catalog a --field List.self"),
        input("a method in a path", "catalog a --method a::List::total"),
        input("a type in a path", "catalog a --type a::List"),
        input("a feature that the crate does not have", "catalog a --field List.items --features fast"),
        input("targets that cargo does not know", "catalog a --field List.items --targets docs"),
        input("a commit that is a path", "catalog a --field List.items --commit ../1"),
    ]
}

fn code() -> Vec<Input> {
    let input = |what, lay| wrong(what, "catalog a --field List.items", lay);
    vec![
        input("code with an error", |project| {
            with_code(project, "pub struct List { pub items: Vec<u32> }\nfn f() -> u32 { \"\" }\n")
        }),
        input("code that is no Rust", |project| {
            with_code(project, "pub struct List {\n    pub items: Vec<u32>\n")
        }),
        input("a module that is no Rust", |project| {
            with_code(project, "mod list;\n")
                .with("a/src/list.rs", "pub struct List { pub items Vec<u32> }\n")
        }),
        input("a file that is nested too deep", |project| {
            let (open, close) = ("(".repeat(20_000), ")".repeat(20_000));
            with_code(project, "").with("a/src/deep.rs", format!("const A: u8 = {open}1{close};\n"))
        }),
        input("a build script that fails", |project| {
            a_crate(project).with("a/build.rs", "fn main() { panic!(\"no database\"); }\n")
        }),
        input("an error that would move the terminal's cursor", |project| {
            with_code(project, "pub struct List { pub items: Vec<u32> }\ncompile_error!(\"a\\u{1b}[2Jb\");\n")
        }),
        input("two definitions in two files", |project| {
            with_code(project, "pub mod a;\npub mod b;\n")
                .with("a/src/a.rs", "pub struct List { pub items: Vec<u32> }\n")
                .with("a/src/b.rs", "\npub struct List { pub items: Vec<u32> }\n")
        }),
        input("two definitions in one file", |project| {
            with_code(
                project,
                "pub struct List { pub items: Vec<u32> }\npub mod b { pub struct List { pub items: Vec<u32> } }\n",
            )
        }),
        input("a definition in a file that is no module", |project| {
            with_code(project, "").with("a/src/old.rs", "pub struct List { pub items: Vec<u32> }\n")
        }),
        input("a definition whose feature is off", |project| {
            with_code(project, "#[cfg(feature = \"x\")] pub struct List { pub items: Vec<u32> }\n")
                .with("a/Cargo.toml", format!("{MANIFEST}[features]\nx = []\n"))
        }),
        input("a crate that defines nothing", |project| with_code(project, "")),
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
            |project| a_crate(project).with("records/catalog", "a file"),
        ),
        failed(
            "a record that is a folder",
            "catalog a --field List.items --record=mine --replace",
            |project| a_crate(project).with("records/catalog/mine.json/file", ""),
        ),
    ]
}
