//! `probe`, on the crates of `tests/fixtures`.

use std::fs;

use serde_json::Value;

use crate::fixture::{Project, beside, rows, told};

fn probe(project: &Project, arguments: &[&str]) -> (Option<i32>, String, String) {
    let command = project
        .command()
        .arg("probe")
        .arg(beside("fixtures/uses"))
        .args(["--commit", "test"])
        .args(arguments);
    told(command)
}

/// What a probe with these arguments finds.
pub(crate) fn probed(project: &Project, arguments: &[&str]) -> Value {
    let run = project.command().arg("probe").args(arguments).arg("--json").assert().success();
    rows(&String::from_utf8_lossy(&run.get_output().stdout))
}

#[test]
fn another_type_is_reported_with_file_and_code_and_the_original_is_left_alone() {
    let project = Project::new();
    let source = beside("fixtures/uses").join("src/lib.rs");
    let before = fs::read(&source).unwrap();
    let (code, said, errors) =
        probe(&project, &["--field", "Backlog.items", "--as", "std::collections::LinkedList<$T>", "--json"]);
    assert_eq!(code, Some(0), "{errors}");
    let document = rows(&said);
    let found = document["errors"].as_array().unwrap();
    assert!(!found.is_empty());
    assert!(found.iter().all(|error| error["file"].is_string() && error["line"].is_u64()), "{said}");
    assert_eq!(fs::read(&source).unwrap(), before);
}

#[test]
fn the_type_that_it_has_already_compiles() {
    let (code, said, errors) =
        probe(&Project::new(), &["--field", "Backlog.items", "--as", "Vec<$T>", "--json"]);
    assert_eq!(code, Some(0), "{errors}");
    let document = rows(&said);
    assert_eq!(document["errors"], Value::Array(Vec::new()));
}
