use tempfile::TempDir;

use crate::draft::{Book, fence};

#[test]
fn a_snippet_is_named_after_its_chapter_and_line() {
    let book = Book::of(format!("# Title\n\n{}\nText.\n\n{}", fence("f();"), fence("g();")));
    assert_eq!(book.test_names(), ["src_chapter_line_3", "src_chapter_line_9"]);
}

#[test]
fn only_chapters_in_the_summary_are_tested() {
    let book = Book::of(fence("f();"))
        .with("src/SUMMARY.md", "[First](first.md)\n\n- [Chapter](part/2-second.md)\n- [Draft]()\n")
        .with("src/first.md", fence("f();"))
        .with("src/part/2-second.md", fence("g();"));
    assert_eq!(book.test_names(), ["src_first_line_1", "src_part_2_second_line_1"]);
}

#[test]
fn a_chapter_that_is_missing_is_named_with_its_line_in_the_summary() {
    let book = Book::of("").with("src/SUMMARY.md", "# Summary\n\n- [Gone](gone.md)\n");
    book.is_refused("src/SUMMARY.md:3: gone.md cannot be read");
}

#[test]
fn a_book_without_a_summary_is_an_error() {
    Book(TempDir::new().unwrap()).is_refused("src/SUMMARY.md cannot be read");
}

#[test]
fn two_files_whose_tests_would_have_one_name_are_rejected() {
    let book = Book::of("").with("src/SUMMARY.md", "[A](a-b.md)\n[B](a_b.md)\n");
    let book = book.with("src/a-b.md", fence("f();")).with("src/a_b.md", fence("f();"));
    book.is_refused("src/a_b.md:1: the test of this snippet would be named as that of src/a-b.md:1");
}

#[test]
fn all_problems_of_the_book_are_reported_at_once() {
    let book = Book::of("```rs\n```\n\n```rust,no_run\n```\n")
        .with("src/SUMMARY.md", "[A](gone.md)\n[B](chapter.md)\n");
    assert_eq!(book.problems().lines().count(), 3);
}

/// A book whose summary is this, and which has `a b.md`, `ä.md` and `part/deep.md` with one fence each.
fn summarised(summary: &str) -> Book {
    let fence = fence("f();");
    let book = Book::of(&fence).with("src/SUMMARY.md", summary);
    book.with("src/a b.md", &fence).with("src/ä.md", &fence).with("src/part/deep.md", &fence)
}

#[test]
fn a_link_of_the_summary_names_the_file_that_mdbook_reads() {
    for (link, test) in [
        ("[A](chapter.md)", "src_chapter_line_1"),
        ("[A](./chapter.md)", "src_chapter_line_1"),
        ("[A](part/../chapter.md)", "src_chapter_line_1"),
        ("[A](chapter.md \"A title\")", "src_chapter_line_1"),
        ("[A]\n\n[A]: chapter.md", "src_chapter_line_1"),
        ("[A](chapter&#46;md)", "src_chapter_line_1"),
        ("[A](a%20b.md)", "src_a_b_line_1"),
        ("[A](<a b.md>)", "src_a_b_line_1"),
        ("[A](ä.md)", "src_line_1"),
        ("- [A]()\n    - [B](part/deep.md)", "src_part_deep_line_1"),
        ("1. [A](part/deep.md)", "src_part_deep_line_1"),
        ("# [The part](part.md)\n\n- [A](chapter.md)", "src_chapter_line_1"),
        ("<!-- [B](gone.md) -->\n\n[A](chapter.md)", "src_chapter_line_1"),
        ("\u{feff}[A](chapter.md)", "src_chapter_line_1"),
        ("[A](chapter.md)\r\n---\r\n[B](chapter.md)\r\n", "src_chapter_line_1"),
    ] {
        assert_eq!(summarised(link).test_names(), [test], "{link}");
    }
}

#[test]
fn a_link_of_the_summary_that_mdbook_overlooks_is_tested_all_the_same() {
    for link in ["- [A](chapter.md) [B](part/deep.md)", "- [A](chapter.md)\n\n## [B](part/deep.md)"] {
        assert_eq!(summarised(link).test_names(), ["src_chapter_line_1", "src_part_deep_line_1"], "{link}");
    }
}

#[test]
fn a_link_of_the_summary_that_mdbook_would_not_find_either_is_named_with_its_line() {
    for (link, named) in [
        ("[A](chapter.md#f)", "chapter.md#f cannot be read"),
        ("[A](%C3%A4.md)", "%C3%A4.md cannot be read"),
        ("[A](Chapter.md)", "Chapter.md cannot be read"),
        ("[A](part)", "part is not a regular file"),
        ("[A](/dev/zero)", "/dev/zero is not a regular file"),
        ("[A](https://example.org)", "https://example.org cannot be read"),
    ] {
        let book = summarised(&format!("# Summary\n\n{link}\n"));
        book.is_refused(&format!("src/SUMMARY.md:3: {named}"));
    }
}

#[test]
fn a_byte_order_mark_does_not_hide_the_first_fence() {
    let book = Book::of(format!("\u{feff}{}", fence("f();")));
    assert_eq!(book.test_names(), ["src_chapter_line_1"]);
}

#[test]
fn lines_that_end_as_on_windows_are_the_same_lines() {
    let book = Book::of("Text\r\n\r\n```rust\r\nf();\r\n\r\n# g();\r\n```\r\n");
    assert_eq!(book.code(), "f();\n\n# g();\n");
    assert_eq!(book.test_names(), ["src_chapter_line_3"]);
}

#[test]
fn a_chapter_that_is_not_text_is_named_with_the_line() {
    for chapter in [&b"One\n\xff\n"[..], b"One\nA \0 byte\n", b"One\n\xc3", b"One\n\xed\xa0\x80"] {
        Book::of(chapter).is_refused("src/chapter.md:2: this line has a byte");
    }
}
