//! No circle of files: within a crate, what a file uses does not use it in turn, however far round.
//!
//! Files are compared by what their paths lead to ([`uses`]): an item that a `mod.rs` re-exports leads to the file that defines it.
//! Tests may use what they test, so that what is compiled for them alone does not count.

mod crate_files;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use crate::fixture::root;
use crate_files::CrateFiles;

/// A use of one file by another, by their paths from `src`, with the first line that has it.
type Uses = BTreeMap<(String, String), usize>;

#[test]
fn no_files_of_a_crate_use_each_other_in_a_circle() {
    let mut problems = String::new();
    for name in ["bench-crate", "evidence", "investigate", "mdbook-evidence", "snippets"] {
        problems += &problems_of(name, &root().join(name).join("src"));
    }
    assert_eq!(problems, "", "move what is used to where both can use it, or into a file of its own");
}

/// What is wrong with the files of `src`: a line for each use that closes a circle.
fn problems_of(name: &str, src: &Path) -> String {
    let uses = CrateFiles::read(src).uses();
    let mut problems = String::new();
    for ((from, to), line) in &uses {
        if reachable(&uses, to).contains(from.as_str()) {
            writeln!(problems, "{name}: {from}:{line} uses {to}, which uses it in turn").unwrap();
        }
    }
    problems
}

/// What a file uses, however far round.
fn reachable<'a>(uses: &'a Uses, from: &'a str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        for (_, to) in uses.keys().filter(|(from, _)| from == file) {
            if found.insert(to.as_str()) {
                next.push(to);
            }
        }
    }
    found
}

/// The problems of a made-up crate.
fn problems_of_files(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    problems_of("shop", folder.path())
}

const TWO: [(&str, &str); 3] = [
    ("lib.rs", "mod till; mod price;"),
    ("till.rs", "\nuse crate::price::Price;\npub struct Till(Vec<Price>);"),
    ("price.rs", "pub struct Price;\nimpl Price { fn of(_: &super::till::Till) {} }"),
];

#[test]
fn a_circle_of_two_files_is_refused_with_its_lines() {
    assert_eq!(
        problems_of_files(&TWO),
        "shop: price.rs:2 uses till.rs, which uses it in turn\n\
         shop: till.rs:2 uses price.rs, which uses it in turn\n"
    );
}

#[test]
fn a_circle_through_a_re_export_is_refused() {
    let files = [
        ("main.rs", "mod goods; fn main() {}"),
        (
            "goods/mod.rs",
            "mod price;\nmod till;\npub(crate) use price::Price as Cost;\npub(crate) use till::*;",
        ),
        ("goods/till.rs", "use crate::goods::Cost;\npub(crate) struct Till(Cost);"),
        ("goods/price.rs", "use crate::goods;\npub(crate) struct Price;\nfn f(_: goods::Till) {}"),
    ];
    assert_eq!(
        problems_of_files(&files),
        "shop: goods/price.rs:3 uses goods/till.rs, which uses it in turn\n\
         shop: goods/till.rs:1 uses goods/price.rs, which uses it in turn\n"
    );
}

#[test]
fn a_circle_through_a_macro_and_a_file_above_is_refused() {
    let files = [
        ("lib.rs", "mod till;\npub struct Price;\npub fn f() { println!(\"{}\", till::total()); }"),
        ("till.rs", "pub fn total() -> crate::Price { crate::Price }"),
    ];
    assert_eq!(
        problems_of_files(&files),
        "shop: lib.rs:3 uses till.rs, which uses it in turn\n\
         shop: till.rs:1 uses lib.rs, which uses it in turn\n"
    );
}

#[test]
fn a_crate_without_a_circle_is_not_refused() {
    let files = [
        ("lib.rs", "mod goods;\npub use goods::{Price, Till};"),
        ("goods/mod.rs", "mod price;\nmod till;\npub use price::Price;\npub use till::Till;"),
        // The struct is in this file's neighbour, which does not know this one; its tests do.
        ("goods/till.rs", "use super::Price;\npub struct Till(pub Price);"),
        (
            "goods/price.rs",
            "pub struct Price;\n#[cfg(test)]\nmod tests {\n    use super::super::Till;\n    fn f(_: Till) {}\n}",
        ),
    ];
    assert_eq!(problems_of_files(&files), "");
}
