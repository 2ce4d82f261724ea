//! That the harness can fail, and that no snippet of the book escapes it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "../kept_answers/mod.rs"]
mod kept_answers;
mod mains;
mod staged;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use gathering::{Snippet, gather};
use tempfile::TempDir;

/// A book of this one chapter.
fn book(chapter: &str) -> TempDir {
    let book = TempDir::new().unwrap();
    fs::create_dir(book.path().join("src")).unwrap();
    fs::write(book.path().join("src/SUMMARY.md"), "[Chapter](chapter.md)").unwrap();
    fs::write(book.path().join("src/chapter.md"), chapter).unwrap();
    book
}

/// Runs the only snippet of a chapter as its generated test would; the error is what that test would panic with.
fn run(chapter: &str) -> Result<(), String> {
    let book = book(chapter);
    let [snippet] = <[Snippet; 1]>::try_from(gather(book.path()).unwrap().snippets).unwrap();

    let program = format!("\n{}", snippet.program());
    let (root, out, target) = (env!("CARGO_MANIFEST_DIR"), env!("OUT_DIR"), env!("SNIPPETS_TARGET"));
    let outcome = catch_unwind(|| skeptic::rt::run_test(root, out, target, &program));
    outcome.map_err(|panic| *panic.downcast::<String>().unwrap())
}

/// The compiler is given the program's source, a compiled program is not.
fn failed_to_compile(failure: &str) -> bool {
    failure.contains("test.rs")
}

#[test]
fn a_good_snippet_passes() {
    assert_eq!(run("```rust\nassert_eq!(1 + 1, 2);\n```\n"), Ok(()));
}

#[test]
fn a_snippet_that_does_not_compile_fails() {
    let failure = run("```rust\nlet n: u32 = \"text\";\n```\n").unwrap_err();
    assert!(failed_to_compile(&failure), "{failure}");
}

#[test]
fn a_snippet_that_panics_fails() {
    let failure = run("```rust\npanic!(\"on purpose\");\n```\n").unwrap_err();
    assert!(!failed_to_compile(&failure), "{failure}");
}

#[test]
fn a_snippet_whose_assertion_does_not_hold_fails() {
    let failure = run("```rust\nassert_eq!(1 + 1, 3);\n```\n").unwrap_err();
    assert!(!failed_to_compile(&failure), "{failure}");
}

#[test]
fn a_snippet_that_ends_in_an_error_fails() {
    let code = "let n: u32 = \"text\".parse()?;\n# Ok::<(), std::num::ParseIntError>(())";
    let failure = run(&format!("```rust\n{code}\n```\n")).unwrap_err();
    assert!(!failed_to_compile(&failure), "{failure}");
}

#[test]
fn hidden_lines_and_a_main_of_its_own_are_part_of_a_snippet() {
    let code = "# use std::process::exit;\nfn main() {\n#    let code = 0;\n    exit(code);\n# }\n#";
    assert_eq!(run(&format!("```rust\n{code}\n```\n")), Ok(()));
}

#[test]
fn a_line_of_a_snippet_keeps_its_number_in_the_chapter() {
    for main in ["", "fn main() { "] {
        let end = if main.is_empty() { "" } else { " }" };
        let code = format!("{main}assert_eq!(line!(), 6);{end}");
        assert_eq!(run(&format!("# Title\n\nText\n\n```rust\n{code}\n```\n")), Ok(()));
    }
}

#[test]
fn a_snippet_may_use_the_companion_crate_and_im() {
    assert_eq!(run("```rust\nuse bench_crate as _;\nassert_eq!(im::vector![1, 2].len(), 2);\n```\n"), Ok(()));
}

#[test]
fn every_rust_fence_of_the_book_has_its_test() {
    let book = gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
    let generated = include_str!(concat!(env!("OUT_DIR"), "/skeptic-tests.rs"));
    let tests = generated.lines().filter_map(|line| line.strip_prefix("#[test] fn ")?.strip_suffix("() {"));
    let fences: Vec<_> = book.snippets.iter().map(Snippet::test_name).collect();
    assert_eq!(tests.collect::<Vec<_>>(), fences);

    let ignored = generated.lines().filter(|line| *line == "#[ignore]").count();
    assert_eq!(ignored, book.snippets.iter().filter(|snippet| snippet.ignored).count());
    assert_eq!(generated.matches("skeptic::rt::run_test(").count(), fences.len());
}
