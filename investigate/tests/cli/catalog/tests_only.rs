//! What only tests compile is a test's, wherever it stands.

use serde_json::Value;

use super::{json, text};
use crate::fixture::{MANIFEST, Project};
use crate::probe::probed;

/// The places of the uses of `List.items`, each with `code` or `test`.
fn uses(project: &Project) -> Vec<String> {
    let document = json(project.command().args(["catalog", "a", "--field", "List.items"]));
    let uses = document["uses"].as_array().unwrap();
    let within = |it: &Value| if it["test"] == true { "test" } else { "code" };
    uses.iter().map(|it| format!("{}:{} {}", text(&it["file"]), it["line"], within(it))).collect()
}

fn library(text: &str) -> Project {
    Project::new().with_crate(&format!("pub struct List {{ pub items: Vec<u32> }}\n{text}"))
}

const USE: &str = "pub fn n(of: &crate::List) -> usize { of.items.len() }\n";

#[test]
fn a_helper_in_a_file_of_tests_is_a_test_s() {
    let project = library("#[cfg(test)] mod tests;\nmod code;\n")
        .with("a/src/tests.rs", USE)
        .with("a/src/code.rs", USE);
    assert_eq!(uses(&project), ["src/code.rs:1 code", "src/tests.rs:1 test"]);
}

#[test]
fn a_helper_in_a_module_below_a_file_of_tests_is_a_test_s() {
    let project = library("#[cfg(test)]\n#[path = \"far/away.rs\"]\nmod tests;\n")
        .with("a/src/far/away.rs", "mod helper;\n")
        .with("a/src/far/helper.rs", USE);
    assert_eq!(uses(&project), ["src/far/helper.rs:1 test"]);
}

#[test]
fn code_in_a_folder_that_is_called_tests_is_code() {
    let project = library("pub mod tests;\n").with("a/src/tests/mod.rs", USE);
    assert_eq!(uses(&project), ["src/tests/mod.rs:1 code"]);
}

#[test]
fn what_a_condition_leaves_to_tests_and_others_is_code() {
    let project =
        library("#[cfg(any(test, not(feature = \"none\")))] pub mod a;\n#[cfg(not(test))] pub mod b;\n")
            .with("a/src/a.rs", USE)
            .with("a/src/b.rs", USE);
    assert_eq!(uses(&project), ["src/a.rs:1 code", "src/b.rs:1 code"]);
}

#[test]
fn targets_that_are_compiled_once_are_code_and_tests_as_their_own_text_says() {
    let manifest = format!("{MANIFEST}[[bin]]\nname = \"tool\"\npath = \"src/tool.rs\"\ntest = false\n");
    let main = "fn main() { println!(\"{}\", a::List { items: vec![] }.items.len()); }\n";
    let project = library("")
        .with("a/Cargo.toml", manifest)
        .with("a/src/tool.rs", main)
        .with("a/src/main.rs", format!("{main}#[cfg(test)] mod tests;\n"))
        .with("a/src/tests.rs", "#[test] fn t() { assert_eq!(a::List { items: vec![] }.items.len(), 0); }\n")
        .with("a/examples/e.rs", main)
        .with("a/benches/b.rs", main)
        .with("a/tests/t.rs", "fn help(of: &a::List) -> usize { of.items.len() }\n");
    let mut found = uses(&project);
    found.dedup();
    assert_eq!(
        found,
        [
            "benches/b.rs:1 code",
            "examples/e.rs:1 code",
            "src/main.rs:1 code",
            "src/tests.rs:1 test",
            "src/tool.rs:1 code",
            "tests/t.rs:1 test",
        ]
    );
}

#[test]
fn where_only_tests_are_compiled_a_library_is_code_all_the_same() {
    let project = library(USE)
        .with("a/tests/t.rs", "#[test] fn t() { assert!(a::List { items: vec![] }.items.is_empty()); }\n");
    let document =
        json(project.command().args(["catalog", "a", "--field", "List.items", "--targets", "tests"]));
    let uses = document["uses"].as_array().unwrap();
    let test: Vec<bool> = uses.iter().map(|it| it["test"] == true).collect();
    assert_eq!(test, [false, true, true]);
}

#[test]
fn an_error_of_a_probe_in_a_file_of_tests_is_a_test_s() {
    let taking = "pub fn n(of: &mut crate::List) { of.items.push(1); }\n";
    let project = library("#[cfg(test)] mod tests;\nmod code;\n")
        .with("a/src/tests.rs", taking)
        .with("a/src/code.rs", taking);
    let found = probed(&project, &["a", "--field", "List.items", "--as", "arc-vec"]);
    let errors = found["errors"].as_array().unwrap();
    let errors: Vec<(&str, bool)> = errors.iter().map(|it| (text(&it["file"]), it["test"] == true)).collect();
    assert_eq!(errors, [("src/code.rs", false), ("src/tests.rs", true)]);
}
