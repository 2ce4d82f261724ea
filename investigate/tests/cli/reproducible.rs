//! The published book depends on the checkout's contents and on nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::fixture::investigate;

/// What a strict build reads.
const INPUTS: [&str; 11] = [
    "book.toml",
    "claims.lock",
    "src",
    "theme",
    "records",
    "figures.toml",
    "gates.toml",
    "decision.toml",
    "bench-crate",
    "Cargo.toml",
    "Cargo.lock",
];

/// A copy of what a strict build reads.
pub(crate) fn checkout_into(folder: &Path) {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for input in INPUTS {
        for entry in WalkDir::new(checkout.join(input)).into_iter().map(Result::unwrap) {
            let to = folder.join(entry.path().strip_prefix(checkout).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
}

/// Takes the records of other machines than the book's out of a copy. They are most of the bytes, and all that a test has of them is
/// the time that it takes to read them.
pub(crate) fn without_other_machines(folder: &Path) {
    let book: toml::Table = fs::read_to_string(folder.join("book.toml")).unwrap().parse().unwrap();
    let machine = book["preprocessor"]["evidence"]["coordinates"]["machine"].as_str().unwrap();
    for entry in fs::read_dir(folder.join("records")).unwrap() {
        let path = entry.unwrap().path();
        let is_another = !path.file_name().unwrap().to_string_lossy().starts_with(machine);
        if is_another && path.extension().is_some_and(|extension| extension == "json") {
            fs::remove_file(path).unwrap();
        }
    }
}

/// Every file of the book, built strictly from a copy of this checkout in a folder of its own, with the folder's path.
fn built(zone: &str) -> (BTreeMap<String, Vec<u8>>, String) {
    let folder = TempDir::new().unwrap();
    checkout_into(folder.path());
    investigate().arg("build").current_dir(folder.path()).env("TZ", zone).env("LANG", "C").assert().success();
    let book = folder.path().join("book");
    let files = WalkDir::new(&book).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let name = entry.path().strip_prefix(&book).unwrap().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap())
    });
    (files.collect(), folder.path().display().to_string())
}

#[test]
fn two_strict_builds_of_one_checkout_are_byte_identical_and_hold_no_path_of_the_machine() {
    let (one, here) = built("UTC");
    let (other, there) = built("Pacific/Auckland");
    assert!(one.len() > 30, "{} files", one.len());
    assert!(one.keys().eq(other.keys()));
    let differing: Vec<&String> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert!(differing.is_empty(), "{differing:?}");

    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().display().to_string();
    for (name, contents) in &one {
        let text = String::from_utf8_lossy(contents);
        for path in [&here, &there, &checkout] {
            assert!(!text.contains(path.as_str()), "{name} holds {path}");
        }
    }
}
