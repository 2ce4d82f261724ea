use std::fs;

use gathering::stage;
use tempfile::TempDir;

use crate::draft::{Book, fence};

#[test]
fn each_snippet_is_staged_in_a_file_of_its_own_at_its_own_line() {
    let book = Book::of(format!("\n\n{}\n{}", fence("f();"), fence("let s = \"\n~~~\n\";")));
    let out = TempDir::new().unwrap();
    let staged = stage(&book.gathered().snippets, &out.path().join("staged")).unwrap();
    assert_eq!(staged.len(), 2);
    let text = fs::read_to_string(&staged[0]).unwrap();
    assert_eq!(text.lines().position(|line| line == "```rust"), Some(2));
}

#[test]
fn staging_again_leaves_nothing_of_the_first_time() {
    let out = TempDir::new().unwrap();
    let stage = |book: Book| stage(&book.gathered().snippets, &out.path().join("staged")).unwrap();
    let first = stage(Book::of(fence("f();")));
    stage(Book::of("No snippet."));
    assert!(!first[0].exists());
}
