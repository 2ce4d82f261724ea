//! `build`, on small books.

use snapbox::str;

use crate::fixture::{BookTest, changed};

#[test]
fn a_good_book_is_built() {
    BookTest::new()
        .chapter(
            "second.md",
            "# Second\n\n[First](first.md#first), [here](#second), [web](https://example.org/)\n",
        )
        .build()
        .success()
        .stdout_eq(str![[r#"
Built 6 pages in book; links, anchors and files are whole
0 claims; 0 numbers and 0 words expanded, 0 quoted or given, 0 judgements
0 figures of the conclusion: moving one breaks a claim or the decision for 0, and 0 carry nothing

"#]]);
}

#[test]
fn timings_name_every_stage_of_a_build() {
    BookTest::new().project().command().args(["build", "--timings"]).assert().success().stderr_eq(str![[
        r#"
[..] s  reading book.toml and the chapters
[..] s  looking at the book's sources
[..] s  loading records
[..] s  hashing what was measured
[..] s  expanding directives
[..] s  judging claims
[..] s  writing what the claims and rules say
[..] s  rendering pages
[..] s  reading the pages back
[..] s  looking up links
[..] s  putting the book in its place
[..] s  in all

"#
    ]]);
}

#[test]
fn timings_of_a_build_that_fails_end_with_the_stage_that_failed() {
    let project = BookTest::new().file("records/broken.json", "{").project();
    let said = project.command().args(["build", "--timings"]).assert().code(2);
    let said = String::from_utf8(said.get_output().stderr.clone()).unwrap();
    let last = said.lines().rev().nth(2).unwrap();
    assert!(last.ends_with(" s  loading records"), "{said}");
}

#[test]
fn the_preprocessor_in_this_process_takes_the_place_of_the_command() {
    // The fixture's command does not exist.
    let project =
        BookTest::new().chapter("time.md", "# Time\n\n[= fig('time/snapshot/vec/92') =]\n").project();
    project.command().arg("build").assert().success();
    assert!(project.read("book/time.html").contains("1.50\u{a0}µs"));
}

#[test]
fn a_file_that_is_no_record_is_bad_input_and_nothing_is_written() {
    let project = BookTest::new().file("records/estimates.json", "{\"mean\": {}, \"median\": {}}").project();
    project.command().arg("build").assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: the book was not built: [PROJECT]/records/estimates.json:1:1: this is JSON but not a record: it has no `schema`, but `mean`, `median`. Take it out of the folder.

"#]]);
    assert_eq!(project.names("book"), [""; 0]);
    project.command().args(["read", "--port", "0"]).assert().code(2);
}

#[test]
fn what_only_a_reader_of_the_code_sees_makes_no_evidence_stale() {
    let comment = BookTest::new().file("bench-crate/src/lib.rs", "//! A comment.\n\n/* And one more. */\n");
    comment.build().success();
}

#[test]
fn stale_evidence_that_says_why_it_stands_is_published_with_the_reason_until_the_sources_change_again() {
    let project = BookTest::new()
        .chapter("time.md", "# Time\n\n[= fig('time/snapshot/vec/92') =]\n")
        .file("bench-crate/src/lib.rs", "pub fn renamed() {}\n")
        .project();
    let now = evidence::source::fingerprint(&project.path(""), "bench-crate").unwrap();
    let waived = |record: &mut evidence::Record| record.waive("Only a name changed.", &now);
    project.write("records/fixture.json", changed(&project.read("records/fixture.json"), waived));
    project.command().arg("build").assert().success();
    let page = project.read("book/time.html");
    let note = "Evidence of other sources: fixture was measured from other sources than the repository now holds. It \
                stands because of this: Only a name changed.";
    assert!(page.contains(note), "{page}");
    assert!(page.contains("stands though its inputs changed: Only a name changed."), "{page}");

    let project = project.with("bench-crate/src/lib.rs", "pub fn faster() {}\n");
    project.command().arg("build").assert().code(1).stderr_eq(str![[r#"
error: the book was not built: stale evidence: fixture was measured from other sources than the repository holds: the code of bench-crate changed. Why fixture would stand was said for other sources than these: say it again if it still holds. Measure again with the commands that the records name, then build again.

"#]]);
}

#[test]
fn only_a_stale_record_is_archived_and_nothing_is_measured_beside_it() {
    let project = BookTest::new().project();
    let archive = ["measure", "--archive", "fixture", "It is gone."];
    project.command().args(archive).assert().code(2).stderr_eq(str![[r#"
error: fixture is of the sources that the repository has. It is no older than they are.

"#]]);
    project.command().args(archive).arg("--quick").assert().code(2);
}

#[test]
fn every_broken_link_anchor_and_file_is_reported_with_chapter_and_line() {
    BookTest::new()
        .chapter(
            "second.md",
            "# Second\n\n[gone](gone.md)\n\n[anchor](first.md#nowhere) and\n[own](#nowhere)\n\n\
             ![image](gone.svg)\n\n<img src=\"also-gone.svg\" alt=\"\">\n\n[out](/elsewhere/x.html)\n",
        )
        .build()
        .code(1)
        .stderr_eq(str![[r#"
error: the pages have 6 problems; do not publish them
  src/second.md:3: the link `gone.html` leads to gone.html, which the book does not have
  src/second.md:5: the link `first.html#nowhere` leads to first.html, which has no anchor `nowhere`
  src/second.md:6: the link `#nowhere` leads to second.html, which has no anchor `nowhere`
  src/second.md:8: the image `gone.svg` leads to gone.svg, which the book does not have
  src/second.md:10: the image `also-gone.svg` leads to also-gone.svg, which the book does not have
  src/second.md:12: the link `/elsewhere/x.html` leads to elsewhere/x.html, which the book does not have

"#]]);
}

#[test]
fn a_link_that_stands_in_several_lines_is_reported_at_each() {
    BookTest::new()
        .chapter("second.md", "# Second\n\n[gone](gone.md)\n\n[again](gone.md)\n")
        .build()
        .code(1)
        .stderr_eq(str![[r#"
error: the pages have 2 problems; do not publish them
  src/second.md:3: the link `gone.html` leads to gone.html, which the book does not have
  src/second.md:5: the link `gone.html` leads to gone.html, which the book does not have

"#]]);
}

#[test]
fn what_a_page_would_load_from_the_network_is_reported() {
    BookTest::new()
        .chapter(
            "second.md",
            "# Second\n\n<script src=\"https://cdn.example.org/x.js\"></script>\n\n\
             ![badge](https://img.example.org/badge.svg)\n",
        )
        .file("extra.css", "@font-face { font-family: x; src: url(https://fonts.example.org/x.woff2) }\n")
        .config("[output.html]\nadditional-css = [\"extra.css\"]\n")
        .build()
        .code(1)
        .stderr_eq(str![[r#"
error: the pages have 3 problems; do not publish them
  src/second.md:3: the script `https://cdn.example.org/x.js` is loaded from another host, and pages must work without a network; keep a copy in the book
  src/second.md:5: the image `https://img.example.org/badge.svg` is loaded from another host, and pages must work without a network; keep a copy in the book
  extra-7f38bdf5.css: the style or icon `https://fonts.example.org/x.woff2` is loaded from another host, and pages must work without a network; keep a copy in the book

"#]]);
}

#[test]
fn a_page_that_would_ask_the_playground_is_reported() {
    BookTest::new()
        .chapter("code.md", "# Code\n\n```rust\nfn main() {}\n```\n")
        .config("")
        .file("book.toml", "[preprocessor.evidence]\nrecords = \"records\"\ncoordinates = { machine = \"test-2-cores\", workload = \"typical\" }\n")
        .build()
        .code(1)
        .stderr_eq(str![[r#"
error: the pages have 1 problem; do not publish them
  src/code.md: the page asks play.rust-lang.org about its Rust code; set `runnable = false` in book.toml

"#]]);
}

#[test]
fn a_book_below_its_host_is_whole() {
    BookTest::new()
        .chapter("part/README.md", "# Part\n\n[First](../first.md), [rooted](/site/first.html)\n")
        .chapter("part/second.md", "# Second\n\n[Part](index.html)\n")
        .config("[output.html]\nsite-url = \"/site/\"\n")
        .build()
        .success();
}

#[test]
fn a_tag_that_is_not_closed_fails_the_build() {
    BookTest::new().chapter("second.md", "# Second\n\n<div>\n\ntext\n").build().code(1).stderr_eq(str![[
        r#"
error: the pages have 1 problem; do not publish them
  mdBook says: unclosed HTML tag `<div>` found in `second.md`

"#
    ]]);
}

#[test]
fn a_chapter_that_is_not_written_fails_the_build_and_is_not_created() {
    let project = BookTest::new().config("[build]\ncreate-missing = true\n").project();
    project.write("src/SUMMARY.md", "- [Gone](gone.md)\n");
    project.command().arg("build").assert().code(2).stderr_eq(str![[r#"
error: src/SUMMARY.md:1: cannot read the chapter src/gone.md: No such file or directory (os error 2). Write the file, or take it out of the list.

"#]]);
    assert_eq!(project.names("src"), ["SUMMARY.md", "first.md"]);
}

#[test]
fn a_book_is_built_into_another_folder_and_again() {
    let project = BookTest::new().project();
    for _ in 0..2 {
        project.command().args(["build", "--dest", "site"]).assert().success().stdout_eq(str![[r#"
Built 5 pages in site; links, anchors and files are whole
0 claims; 0 numbers and 0 words expanded, 0 quoted or given, 0 judgements
0 figures of the conclusion: moving one breaks a claim or the decision for 0, and 0 carry nothing

"#]]);
    }
    assert!(project.path("site/first.html").is_file());
}

#[test]
fn a_folder_with_something_else_in_it_is_not_emptied() {
    let project = BookTest::new().file("notes/precious.txt", "x").project();
    project.command().args(["build", "--dest", "notes"]).assert().code(2).stderr_eq(str![[r#"
error: notes holds precious.txt, which no build of this book wrote and a build would remove. Move it away, or name another folder with `build-dir` in book.toml or --dest.

"#]]);
    assert_eq!(project.names("notes"), ["precious.txt"]);
}
