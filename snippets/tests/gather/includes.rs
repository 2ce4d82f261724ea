use std::path::Path;

use crate::draft::{Book, fence, verdicts};

const SOURCE: &str = "\
fn before() {}
// ANCHOR: middle
fn middle() {
    // ANCHOR: inner
    inner();
    // ANCHOR_END: inner
}
// ANCHOR_END: middle
fn after() {}
";

/// The code of a snippet that includes this part of `SOURCE`.
fn included(directive: &str) -> String {
    Book::of(fence(directive)).with("src/code/source.rs", SOURCE).code()
}

#[test]
fn an_include_brings_the_whole_file() {
    assert_eq!(included("{{#include code/source.rs}}"), SOURCE);
}

#[test]
fn an_include_brings_a_range_of_lines() {
    assert_eq!(included("{{#include code/source.rs:9}}"), "fn after() {}\n");
    assert_eq!(included("{{#include code/source.rs:8:9}}"), "// ANCHOR_END: middle\nfn after() {}\n");
    assert_eq!(included("{{#include code/source.rs::1}}"), "fn before() {}\n");
    assert_eq!(included("{{#include code/source.rs:9:}}"), "fn after() {}\n");
}

#[test]
fn an_include_brings_what_is_between_anchors_without_the_anchors() {
    assert_eq!(included("{{#include code/source.rs:middle}}"), "fn middle() {\n    inner();\n}\n");
}

#[test]
fn a_rustdoc_include_brings_the_hidden_lines_too() {
    let hidden = "# fn before() {}\nfn middle() {\n    inner();\n}\n# fn after() {}\n";
    assert_eq!(included("{{#rustdoc_include code/source.rs:middle}}"), hidden);
}

#[test]
fn an_include_may_stand_between_other_text_and_twice_in_a_line() {
    let book = Book::of(fence("a({{#include one.txt}}, {{#include one.txt}});")).with("src/one.txt", "1");
    assert_eq!(book.code(), "a(1, 1);\n");
}

#[test]
fn an_included_file_includes_from_its_own_folder() {
    let book = Book::of(fence("{{#include a/a.rs}}"))
        .with("src/a/a.rs", "{{#include b/b.rs}}")
        .with("src/a/b/b.rs", "b();\n");
    assert_eq!(book.code(), "b();\n");
}

#[test]
fn an_escaped_include_stays_and_loses_its_backslash_as_in_mdbook() {
    assert_eq!(Book::of(fence("\\{{#include a.rs}}")).code(), "{{#include a.rs}}\n");
}

#[test]
fn braces_of_rust_are_no_include() {
    assert_eq!(included("format!(\"{{}} {{#x}}\");"), "format!(\"{{}} {{#x}}\");\n");
}

#[test]
fn a_snippet_after_an_include_keeps_its_line_in_the_chapter() {
    let book = Book::of(format!("{}\n{}", fence("{{#include code/source.rs}}"), fence("f();")));
    assert_eq!(
        book.with("src/code/source.rs", SOURCE).test_names(),
        ["src_chapter_line_1", "src_chapter_line_5"]
    );
}

#[test]
fn a_snippet_in_an_included_file_is_named_after_that_file_and_tested_once() {
    let book = Book::of("{{#include ../shared/note.md}}\n\n{{#include ../shared/note.md}}\n");
    assert_eq!(
        book.with("shared/note.md", format!("Note\n\n{}", fence("f();"))).test_names(),
        ["shared_note_line_3"]
    );
}

#[test]
fn the_files_that_were_read_are_listed() {
    let book = Book::of(fence("{{#include ../shared/f.rs}}")).with("shared/f.rs", "f();");
    let files: Vec<_> = book.gathered().files.into_iter().collect();
    assert_eq!(files, [Path::new("shared/f.rs"), Path::new("src/chapter.md")]);
}

#[test]
fn an_include_of_what_is_not_there_or_not_tested_is_named_with_chapter_and_line() {
    for (directive, problem) in [
        ("{{#include code/gone.rs}}", "code/gone.rs cannot be read"),
        ("{{#include code/source.rs:midle}}", "code/source.rs has no `ANCHOR: midle`"),
        ("{{#include code/source.rs:9:12}}", "code/source.rs has no lines 9 to 12, it ends at 9"),
        ("{{#include chapter.md}}", "the includes are nested too deeply"),
        ("{{#playground code/source.rs}}", "a playground include is not tested"),
    ] {
        let book = Book::of(fence(directive)).with("src/code/source.rs", SOURCE);
        book.is_refused(&format!("src/chapter.md:2: {problem}"));
    }
}

/// An include, and what mdBook 0.5.4 makes of it.
pub(crate) const DIRECTIVES: &[(&str, &str)] = &[
    ("{{#include one.txt}}", "1"),
    ("{{ #include\tone.txt }}", "1"),
    ("{{\n#include\none.txt\n}}", "1"),
    ("{{#include one.txt and what follows}}", "1"),
    ("{{{#include one.txt}}}", "{1}"),
    ("{{#include one.txt::}}", "1"),
    ("{{#include one.txt:1:1:9}}", "1"),
    ("{{#title A title}}2", "2"),
    ("{{#unknown {{#include one.txt}}", "{{#unknown {{#include one.txt}}"),
    ("{{#include}}", "{{#include}}"),
    ("{{# include one.txt}}", "{{# include one.txt}}"),
    ("{{#include one.txt} }", "{{#include one.txt} }"),
    ("\\{{#include one.txt}} {{#include one.txt}}", "{{#include one.txt}} {{#include one.txt}}"),
    ("\\{{#include\none.txt}}", "\\1"),
    ("{{#include twice.txt}}", "1 {{#include one.txt}}"),
    ("{{#include\u{a0}one.txt}}", "1"),
    ("{{#include one.txt }} }}", "1 }}"),
    ("{{#include one.txt}", "{{#include one.txt}"),
    ("{{#include none.txt}}2", "2"),
    ("{{#include one.txt}}{{#include one.txt}}", "11"),
    ("{{}} {{#x}}", "{{}} {{#x}}"),
];

#[test]
fn an_include_is_written_as_mdbook_understands_it() {
    for (directive, code) in DIRECTIVES {
        let book = Book::of(fence(directive)).with("src/one.txt", "1").with("src/none.txt", "");
        let book = book.with("src/twice.txt", "{{#include one.txt}} \\{{#include one.txt}}");
        assert_eq!(book.code(), format!("{code}\n"), "{directive}");
    }
}

#[test]
fn a_selection_is_what_mdbook_selects() {
    let file = "a\r\n// ANCHOR:x\r\nb\r\n// ANCHOR: y\r\n# c\r\n// ANCHOR_END: y\r\n// ANCHOR_END: x-1\r\n\
                // ANCHOR_END: x\r\n## d\r\n// ANCHOR: x\r\n e\r\n// ANCHOR_END: x";
    for (directive, code) in [("include", "b\n# c"), ("rustdoc_include", "# a\nb\n# c\n# ## d\n e")] {
        let book = Book::of(fence(&format!("{{{{#{directive} f.rs:x}}}}"))).with("src/f.rs", file);
        assert_eq!(book.code(), format!("{code}\n"), "{directive}");
    }
    let book = Book::of(fence("{{#rustdoc_include f.rs:2}}")).with("src/f.rs", "a\n b\n");
    assert_eq!(book.code(), "# a\n b\n");
}

#[test]
fn what_mdbook_would_leave_out_in_silence_is_named() {
    for selection in ["open", "closed", "gone", "0", "3", "3:", "2:1", "1:3", "-1"] {
        let file = "// ANCHOR: open\n// ANCHOR_END: closed";
        let book = Book::of(fence(&format!("{{{{#include f.rs:{selection}}}}}"))).with("src/f.rs", file);
        book.is_refused("src/chapter.md:2: f.rs has no ");
    }
}

#[test]
fn a_fence_that_an_include_makes_is_found_where_it_was_written() {
    let note = format!("Note\n\n{}", fence("f();"));
    for (chapter, place) in [
        ("{{#include note.md}}", "note.md:3"),
        ("{{#include note.md:3:}}", "note.md:3"),
        ("Text\n\n{{#include fence.txt}} rust\nf();\n```\n", "fence.txt:1"),
        ("Text\n\n```{{#include rust.txt}}\nf();\n```\n", "chapter.md:3"),
        ("Text\n\n> {{#include fence.txt}}rust\n> f();\n", "chapter.md:3"),
        ("- {{#include\nnote.md:3:}}", "chapter.md:1"),
    ] {
        let book = Book::of(chapter).with("src/note.md", &note);
        let book = book.with("src/fence.txt", "```").with("src/rust.txt", "rust");
        assert_eq!(verdicts(&book), [format!("{place} tested")], "{chapter}");
        let book = book.with("src/note.md", note.replace('\n', "\r\n"));
        assert_eq!(verdicts(&book), [format!("{place} tested")], "{chapter} with CRLF");
    }
}

#[test]
fn an_include_of_part_of_a_snippet_does_not_stand_for_all_of_it() {
    let book = Book::of("{{#include note.md:1:2}}\n```\n\n{{#include note.md}}\n");
    let book = book.with("src/note.md", "```rust\nf();\ng();\n```\n");
    book.is_refused("src/note.md:1: the book includes this snippet twice");
}

#[test]
fn an_included_file_that_is_no_text_is_named() {
    for (file, named) in [
        ("binary.rs", "src/binary.rs:2: this line has a byte"),
        ("latin.rs", "src/latin.rs:1: this line has a byte"),
        ("folder", "src/chapter.md:2: folder is not a regular file"),
        ("/dev/null", "src/chapter.md:2: /dev/null is not a regular file"),
    ] {
        let book = Book::of(fence(&format!("{{{{#include {file}}}}}"))).with("src/binary.rs", "1\n\0");
        book.with("src/latin.rs", b"\xe4").with("src/folder/f.rs", "").is_refused(named);
    }
}

#[test]
fn a_file_is_listed_though_only_a_word_of_it_is_shown() {
    let book = Book::of(fence("f({{#include ../one.txt}}); {{#include ../none.txt}}"));
    let files = book.with("one.txt", "1").with("none.txt", "").gathered().files;
    assert!(files.contains(Path::new("one.txt")) && files.contains(Path::new("none.txt")), "{files:?}");
}

#[cfg(unix)]
#[test]
fn an_include_in_a_linked_file_starts_from_the_folder_of_the_link() {
    let book = Book::of(fence("{{#include part/link.rs}}")).with("src/real/f.rs", "{{#include one.txt}}");
    let book = book.with("src/part/one.txt", "1").with("src/real/one.txt", "2");
    std::os::unix::fs::symlink("../real/f.rs", book.0.path().join("src/part/link.rs")).unwrap();
    assert_eq!(book.code(), "1\n");
}
