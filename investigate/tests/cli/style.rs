//! The book's own style sheet and script are those that the preprocessor ships.

use std::fs;
use std::path::Path;

use mdbook_driver::config::Config;
use mdbook_evidence::style;

#[test]
fn the_book_has_the_files_that_ship_with_the_preprocessor_and_names_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let config: Config = fs::read_to_string(root.join("book.toml")).unwrap().parse().unwrap();
    assert_eq!(style::lacks(&root, &config), []);
}
