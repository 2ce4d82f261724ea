//! The published book depends on the checkout's contents and on nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use walkdir::WalkDir;

use crate::contributing;
use crate::fixture::root;

/// Every file of a book, and the path of the folder that it was built in.
type Built = (BTreeMap<String, Vec<u8>>, String);

/// The book of this checkout with [what can be added to it](contributing), built once for all tests.
pub(crate) static BUILT: LazyLock<Built> = LazyLock::new(|| built("UTC"));

fn built(zone: &str) -> Built {
    let project = contributing::added();
    project.command().arg("build").env("TZ", zone).env("LANG", "C").assert().success();
    let book = project.path("book");
    let files = WalkDir::new(&book).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let name = entry.path().strip_prefix(&book).unwrap().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap())
    });
    (files.collect(), project.path("").to_string_lossy().trim_end_matches('/').to_owned())
}

#[test]
fn two_strict_builds_of_one_checkout_are_byte_identical_and_hold_no_path_of_the_machine() {
    let (one, here) = &*BUILT;
    let (other, there) = built("Pacific/Auckland");
    assert!(one.len() > 30, "{} files", one.len());
    assert!(one.keys().eq(other.keys()));
    let differing: Vec<&String> = one.keys().filter(|name| one[*name] != other[*name]).collect();
    assert!(differing.is_empty(), "{differing:?}");

    let checkout = root().display().to_string();
    for (name, contents) in one {
        let text = String::from_utf8_lossy(contents);
        for path in [here, &there, &checkout] {
            assert!(!text.contains(path.as_str()), "{name} holds {path}");
        }
    }
}
