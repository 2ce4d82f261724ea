//! What is gathered from a book, and what is rejected with its place.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::fs;
use std::path::Path;

use gathering::{Gathered, Problem, gather, stage};
use tempfile::TempDir;

/// A book under construction.
struct Book(TempDir);

impl Book {
    /// A book whose summary names `chapter.md`, with this text.
    fn of(chapter: &str) -> Self {
        Self(TempDir::new().unwrap())
            .with("src/SUMMARY.md", "- [Chapter](chapter.md)\n")
            .with("src/chapter.md", chapter)
    }

    fn with(self, file: &str, text: &str) -> Self {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn gathered(&self) -> Gathered {
        gather(self.0.path()).unwrap()
    }

    /// The code of the only snippet.
    fn code(&self) -> String {
        let [snippet] = <[_; 1]>::try_from(self.gathered().snippets).unwrap();
        snippet.code
    }

    fn test_names(&self) -> Vec<String> {
        self.gathered().snippets.iter().map(gathering::Snippet::test_name).collect()
    }

    /// What the author is told, a line for each problem.
    fn problems(&self) -> String {
        let problems = gather(self.0.path()).unwrap_err();
        problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
    }
}

/// A snippet with this one line.
fn fence(line: &str) -> String {
    format!("```rust\n{line}\n```\n")
}

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
    Book::of(&fence(directive)).with("src/code/source.rs", SOURCE).code()
}

fn rejection(directive: &str) -> String {
    Book::of(&fence(directive)).with("src/code/source.rs", SOURCE).problems()
}

#[test]
fn a_snippet_is_named_after_its_chapter_and_line() {
    let book = Book::of(&format!("# Title\n\n{}\nText.\n\n{}", fence("f();"), fence("g();")));
    assert_eq!(book.test_names(), ["src_chapter_line_3", "src_chapter_line_9"]);
}

#[test]
fn only_chapters_in_the_summary_are_tested() {
    let book = Book::of(&fence("f();"))
        .with("src/SUMMARY.md", "[First](first.md)\n\n- [Chapter](part/2-second.md)\n- [Draft]()\n")
        .with("src/first.md", &fence("f();"))
        .with("src/part/2-second.md", &fence("g();"));
    assert_eq!(book.test_names(), ["src_first_line_1", "src_part_2_second_line_1"]);
}

#[test]
fn a_chapter_that_is_missing_is_named_with_its_line_in_the_summary() {
    let problems = Book::of("").with("src/SUMMARY.md", "# Summary\n\n- [Gone](gone.md)\n").problems();
    assert!(problems.starts_with("src/SUMMARY.md:3: gone.md cannot be read"), "{problems}");
}

#[test]
fn a_book_without_a_summary_is_an_error() {
    let problems = Book(TempDir::new().unwrap()).problems();
    assert!(problems.starts_with("src/SUMMARY.md cannot be read"), "{problems}");
}

#[test]
fn other_languages_are_left_alone() {
    let book = Book::of("```toml\na = 1\n```\n\n```\nrust\n```\n\n    indented rust\n\n`rust`\n");
    assert_eq!(book.gathered().snippets, []);
}

#[test]
fn fences_in_lists_quotes_and_footnotes_are_found() {
    let book = Book::of(
        "1. One\n\n   ```rust\n   f();\n   ```\n\n> ```rust\n> g();\n> ```\n\n[^n]: Note\n\n    ```rust\n    h();\n    ```\n",
    );
    let codes: Vec<_> = book.gathered().snippets.into_iter().map(|snippet| snippet.code).collect();
    assert_eq!(codes, ["f();\n", "g();\n", "h();\n"]);
}

#[test]
fn directives_of_the_evidence_do_not_hide_a_snippet() {
    let book = Book::of(&format!(
        "Costs [= value(\"a/b/92\") =] `[= x =]`.\n\n[% claim \"c\" %]\n{}\n[% endclaim %]\n[=\n  table(\"t\")\n=]\n{}",
        fence("f();"),
        fence("g();"),
    ));
    assert_eq!(book.test_names(), ["src_chapter_line_4", "src_chapter_line_12"]);
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
    let book = Book::of(&fence("a({{#include one.txt}}, {{#include one.txt}});")).with("src/one.txt", "1");
    assert_eq!(book.code(), "a(1, 1);\n");
}

#[test]
fn an_included_file_includes_from_its_own_folder() {
    let book = Book::of(&fence("{{#include a/a.rs}}"))
        .with("src/a/a.rs", "{{#include b/b.rs}}")
        .with("src/a/b/b.rs", "b();\n");
    assert_eq!(book.code(), "b();\n");
}

#[test]
fn an_escaped_include_stays_and_loses_its_backslash_as_in_mdbook() {
    assert_eq!(Book::of(&fence("\\{{#include a.rs}}")).code(), "{{#include a.rs}}\n");
}

#[test]
fn braces_of_rust_are_no_include() {
    assert_eq!(included("format!(\"{{}} {{#x}}\");"), "format!(\"{{}} {{#x}}\");\n");
}

#[test]
fn a_snippet_after_an_include_keeps_its_line_in_the_chapter() {
    let book = Book::of(&format!("{}\n{}", fence("{{#include code/source.rs}}"), fence("f();")));
    assert_eq!(
        book.with("src/code/source.rs", SOURCE).test_names(),
        ["src_chapter_line_1", "src_chapter_line_5"]
    );
}

#[test]
fn a_snippet_in_an_included_file_is_named_after_that_file_and_tested_once() {
    let book = Book::of("{{#include ../shared/note.md}}\n\n{{#include ../shared/note.md}}\n");
    assert_eq!(
        book.with("shared/note.md", &format!("Note\n\n{}", fence("f();"))).test_names(),
        ["shared_note_line_3"]
    );
}

#[test]
fn the_files_that_were_read_are_listed() {
    let book = Book::of(&fence("{{#include ../shared/f.rs}}")).with("shared/f.rs", "f();");
    let files: Vec<_> = book.gathered().files.into_iter().collect();
    assert_eq!(files, [Path::new("shared/f.rs"), Path::new("src/chapter.md")]);
}

#[test]
fn an_included_file_that_is_missing_is_named_with_chapter_and_line() {
    let problems = rejection("{{#include code/gone.rs}}");
    assert!(problems.starts_with("src/chapter.md:2: code/gone.rs cannot be read"), "{problems}");
}

#[test]
fn an_anchor_that_is_missing_is_named_with_chapter_and_line() {
    let problems = rejection("{{#include code/source.rs:midle}}");
    assert!(problems.starts_with("src/chapter.md:2: code/source.rs has no `ANCHOR: midle`"), "{problems}");
}

#[test]
fn lines_that_are_missing_are_named_with_chapter_and_line() {
    let problems = rejection("{{#include code/source.rs:9:12}}");
    assert!(
        problems.starts_with("src/chapter.md:2: code/source.rs has no lines 9 to 12, it ends at 9"),
        "{problems}"
    );
}

#[test]
fn a_file_that_includes_itself_is_named() {
    let problems = Book::of("\n{{#include chapter.md}}\n").problems();
    assert!(problems.starts_with("src/chapter.md:2: the includes are nested too deeply"), "{problems}");
}

#[test]
fn a_playground_include_is_rejected() {
    let problems = rejection("{{#playground code/source.rs}}");
    assert!(problems.starts_with("src/chapter.md:2: a playground include is not tested"), "{problems}");
}

#[test]
fn words_that_skeptic_handles_wrongly_are_rejected_with_their_place() {
    for word in ["compile_fail", "should_panic", "no_run", "skt-x", "edition2018", "ingore"] {
        let problems = Book::of(&format!("Text\n\n```rust,{word}\nf();\n```\n")).problems();
        assert!(
            problems.starts_with(&format!("src/chapter.md:3: a snippet cannot be `{word}`: ")),
            "{problems}"
        );
    }
}

#[test]
fn rust_under_another_name_would_not_be_tested_and_is_rejected() {
    for name in ["rs", "Rust"] {
        let problems = Book::of(&format!("```{name}\nf();\n```\n")).problems();
        assert!(
            problems.starts_with(&format!("src/chapter.md:1: a snippet cannot be `{name}`: ")),
            "{problems}"
        );
    }
}

#[test]
fn an_ignored_snippet_begins_with_a_visible_comment() {
    let explained = Book::of("```rust,ignore\n# use x;\n// From src/lib.rs\nf();\n```\n").gathered();
    assert!(explained.snippets[0].ignored);
    let problems = Book::of("```rust,ignore\n# // hidden\nf();\n```\n").problems();
    assert!(
        problems.starts_with("src/chapter.md:1: an ignored snippet must begin with a comment"),
        "{problems}"
    );
}

#[test]
fn a_directive_in_a_tested_snippet_is_rejected() {
    let problems = Book::of(&fence("let n = [= value(\"n\") =];")).problems();
    assert!(problems.starts_with("src/chapter.md:1: a tested snippet cannot contain `[=`"), "{problems}");
}

#[test]
fn two_files_whose_tests_would_have_one_name_are_rejected() {
    let book = Book::of("").with("src/SUMMARY.md", "[A](a-b.md)\n[B](a_b.md)\n");
    let problems = book.with("src/a-b.md", &fence("f();")).with("src/a_b.md", &fence("f();")).problems();
    assert!(
        problems.starts_with("src/a_b.md:1: the test of this snippet would be named as that of src/a-b.md:1")
    );
}

#[test]
fn all_problems_of_the_book_are_reported_at_once() {
    let book = Book::of("```rs\n```\n\n```rust,no_run\n```\n")
        .with("src/SUMMARY.md", "[A](gone.md)\n[B](chapter.md)\n");
    assert_eq!(book.problems().lines().count(), 3);
}

#[test]
fn each_snippet_is_staged_in_a_file_of_its_own_at_its_own_line() {
    let book = Book::of(&format!("\n\n{}\n{}", fence("f();"), fence("let s = \"\n~~~\n\";")));
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
    let first = stage(Book::of(&fence("f();")));
    stage(Book::of("No snippet."));
    assert!(!first[0].exists());
}
