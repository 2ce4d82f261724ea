//! The tests of the snippets read a chapter as mdBook does. This stands here and not with them: whatever that package depends
//! on is linked with every snippet.

use std::path::Path;

use mdbook_driver::MDBook;
use mdbook_driver::builtin_renderers::MarkdownRenderer;
use mdbook_driver::config::Config;

use crate::fixture::{Project, root};

/// Each chapter's text: as mdBook hands it on after its includes, and as the snippets' tests have it.
fn both(root: &Path) -> (Vec<String>, Vec<String>) {
    let mut config = Config::from_disk(root.join("book.toml")).unwrap();
    // Its directives are none of the snippets' business.
    config.set("preprocessor", toml::Table::new()).unwrap();
    let book = MDBook::load_with_config(root, config).unwrap();
    let (book, _) = book.preprocess_book(&MarkdownRenderer::new()).unwrap();
    let of_mdbook = book.chapters().filter(|chapter| chapter.path.is_some());
    let (gathered, problems) = gathering::survey(root);
    assert!(problems.is_empty(), "{problems:?}");
    (
        of_mdbook.map(|chapter| chapter.content.clone()).collect(),
        gathered.chapters.iter().map(gathering::Chapter::text).collect(),
    )
}

#[test]
fn the_chapters_of_this_book_are_read_alike() {
    let (one, other) = both(root());
    assert!(one.len() > 30, "{}", one.len());
    assert_eq!(one, other);
}

#[test]
fn bytes_links_and_includes_are_read_alike() {
    let code = "fn before() {}\n// ANCHOR: part\nfn part() {}\n// ANCHOR_END: part\nfn after() {}\n";
    let project = Project::new()
        .with("src/SUMMARY.md", "# S\n\n[P](<a b.md>)\n\n- [One](part/one.md \"title\")\n  - [Two](./t%77o.md)\n- [Draft]()\n")
        .with("src/a b.md", "\u{feff}# Mark\n\n```rust\nf();\n```\n")
        .with("src/part/one.md", "# One\r\n\r\n```rust\r\n{{#include ../code.rs:part}}\r\n```\r\n")
        .with("src/two.md", "{{#rustdoc_include code.rs:part}}\n\\{{#include code.rs}}\n{{#include code.rs:2:4}} x {{#title T}}\n")
        .with("src/code.rs", code);
    let (one, other) = both(&project.path(""));
    assert_eq!(one.len(), 3);
    assert_eq!(one, other);
    // What would differ if nothing had been read.
    assert!(one[0].starts_with("# Mark") && one[1].contains("fn part()"));
}
