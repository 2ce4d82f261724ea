//! What stops a build, and what it says.

use std::process::{Command, Output};

use crate::book_test::{BookTest, has, refusal, stderr};

#[test]
fn an_unknown_container_names_chapter_and_line_and_what_there_is() {
    insta::assert_snapshot!(refusal("# Title\n\n[= fig(\"time/dump/nobody/92\") =]"));
}

#[test]
fn an_unknown_operation_names_chapter_and_line_and_what_there_is() {
    insta::assert_snapshot!(refusal("[= ratio(\"time/snapshto/plain/92\") =]"));
}

#[test]
fn a_table_of_an_unknown_operation_is_refused() {
    insta::assert_snapshot!(refusal(
        "[= table('fig(\"time/snapshto/*/*\")', rows=\"container\", columns=\"n\", caption=\"c\") =]"
    ));
}

#[test]
fn a_size_that_was_not_measured_names_the_sizes_that_were() {
    insta::assert_snapshot!(refusal("\n\n\n[= fig(\"time/dump/plain/93\") =]"));
}

#[test]
fn something_that_is_not_a_metric_shows_the_form() {
    insta::assert_snapshot!(refusal("[= fig(\"time/dump\") =]"));
}

#[test]
fn a_count_or_a_loop_that_was_not_taken_names_what_was() {
    insta::assert_snapshot!(refusal("[= fig(\"clones/dump/plain/92\") =]"));
    insta::assert_snapshot!(refusal("[= fig(\"copies-per-stage/plain/never/92/3\") =]"));
    insta::assert_snapshot!(refusal("[= fig(\"copies-per-stage\") =]"));
    insta::assert_snapshot!(refusal("[= fig(\"wall-git-share/plain/today/92/3/20/yes\", git=false) =]"));
}

#[test]
fn a_column_that_names_no_operation_is_refused() {
    insta::assert_snapshot!(refusal("[= table(rows=\"container\", columns=['ratio'], caption=\"c\") =]"));
    insta::assert_snapshot!(refusal(
        "[= table(rows=\"container\", columns=['ratio(\"time/snapshto/*/92\")'], caption=\"c\") =]"
    ));
}

#[test]
fn an_unknown_directive_and_an_unknown_option_are_refused() {
    insta::assert_snapshot!(refusal("[= tiem(\"dump/plain/92\") =]"));
    insta::assert_snapshot!(refusal("[= fig(\"time/dump/plain/92\", colour=\"red\") =]"));
}

#[test]
fn a_directive_that_is_never_closed_is_refused() {
    insta::assert_snapshot!(refusal("[= fig(\"time/dump/plain/92\")"));
}

#[test]
fn every_failing_chapter_is_reported_at_once() {
    let test = BookTest::with_chapter("[= fig(\"time/a/b/1\") =]")
        .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n- [Second](second.md)\n")
        .write("src/second.md", "\n[= fig(\"time/c/d/2\") =]");
    insta::assert_snapshot!(test.refusal());
}

#[test]
fn a_workload_without_a_record_names_the_records_there_are() {
    insta::assert_snapshot!(refusal("[= fig(\"time/dump/plain/92\", workload=\"absent\") =]"));
}

#[test]
fn a_book_without_the_preprocessors_table_says_what_to_add() {
    let test = BookTest::with_chapter("text").write("book.toml", "[book]\ntitle = \"t\"\n");
    insta::assert_snapshot!(test.refusal());
}

/// The refusal with the temporary folder's own path taken out.
fn refusal_of_record(file: &str, text: &str) -> String {
    let test = BookTest::with_chapter("text").write(file, text);
    let root = test.root().display().to_string();
    test.refusal().replace(&root, "ROOT")
}

#[test]
fn a_truncated_record_names_file_line_and_column() {
    insta::assert_snapshot!(refusal_of_record("records/other.json", "{\"schema\": 1,\n"));
}

#[test]
fn a_record_of_another_schema_is_refused_as_such() {
    insta::assert_snapshot!(refusal_of_record("records/other.json", "{\"schema\": 99, \"new\": true}"));
}

#[test]
fn a_record_under_another_name_is_refused() {
    let test = BookTest::with_chapter("text").record("typical", |record| record["name"] = "other".into());
    let root = test.root().display().to_string();
    insta::assert_snapshot!(test.refusal().replace(&root, "ROOT"));
}

#[test]
fn a_number_that_would_print_nonsense_is_refused() {
    for directive in [
        "fig(\"time/dump/plain/92\", times=-1)",
        "fig(\"time/dump/plain/92\", times=0)",
        "ratio(\"time/dump/plain/92\", times=1e999)",
        "fig(\"allocations/dump/plain/92\", times=1e300)",
        "plot(kind=\"dots\", rows=\"container\", columns=['ratio(\"time/dump/*/92\")'], limit=1e999, caption=\"c\")",
        "explorer(rows=\"container\", columns=['ratio(\"time/dump/*/92\")'], limit=-1.0, caption=\"c\")",
    ] {
        let message = refusal(&format!("text\n[= {directive} =]"));
        has(&message, ["chapter.md:2: `", "above zero"]);
    }
}

#[test]
fn a_number_that_no_figure_gives_is_refused_whatever_it_is_written_in() {
    for typed in ["20", "1 / 2", "min(3, 4)", "2 * (1 + 1)"] {
        let said = refusal(&format!("It takes [= fig('{typed}', unit=\"ns\") =].\n"));
        assert!(said.contains("chapter.md:1:") && said.contains("asks for no figure"), "{typed}: {said}");
    }
}

#[test]
fn a_figure_is_not_shown_in_a_unit_that_makes_it_another_number() {
    for unit in ["share", "bytes", "count", "ratio"] {
        let said = refusal(&format!("[= fig('fig(\"time/dump/plain/92\")', unit=\"{unit}\") =]\n"));
        assert!(said.contains("is a time, and in the unit"), "{unit}: {said}");
    }
    let time = "fig(\"time/dump/plain/92\")";
    for (expression, unit, said) in [
        (format!("{time} / fig(\"time/dump/shared/92\")"), "ns", "is a plain number"),
        (format!("2 * {time} * ratio(\"time/dump/shared/92\")"), "count", "is a time"),
        (format!("least(\"fig\", \"time/dump/*/92\") + {time}"), "bytes", "is a time"),
        (format!("{time} * {time}"), "ns", "is measured in something else"),
        (format!("{time} - ratio(\"time/dump/shared/92\")"), "ns", "a time and a plain number are added"),
    ] {
        let refused = refusal(&format!("[= fig('{expression}', unit=\"{unit}\") =]\n"));
        assert!(refused.contains(said), "{expression}: {refused}");
    }
    let rate = "[= fig('1000000000 / fig(\"time/dump/plain/92\")', unit=\"count\") =]\n";
    BookTest::with_chapter(rate).build().unwrap();
    let same = "[= fig('fig(\"time/dump/plain/92\")', unit=\"ns\") =] [= fig('ratio(\"time/dump/shared/92\")', unit=\"share\") =]\n";
    BookTest::with_chapter(same).build().unwrap();
}

#[test]
fn what_may_be_divided_by_nothing_is_no_number() {
    let same =
        "fig(\"time/dump/plain/92\") / (fig(\"time/dump/plain/92\") - fig(\"time/dump/plain-again/92\"))";
    for expression in ["fig(\"time/dump/plain/92\") / 0", same] {
        let said = refusal(&format!("[= fig('{expression}', unit=\"ratio\") =]\n"));
        assert!(said.contains("chapter.md:1:"), "{said}");
    }
}

#[test]
fn a_directive_stands_where_a_reader_sees_what_it_expands_to() {
    const FIG: &str = "[= fig('time/dump/plain/92') =]";
    for place in [
        "[a](c.md \"§\")",
        "[a](c.md#§)",
        "![a §](c.png)",
        "## A title {#§}",
        "a <b title=\"§\">word</b>",
        "<p title=\"§\">a word</p>",
        "[a]\n\n[a]: c.md \"§\"",
    ] {
        let said = refusal(&format!("text\n\n{}\n", place.replace('§', FIG)));
        assert!(said.contains("a directive cannot stand in an address"), "{place}: {said}");
    }
    let seen =
        format!("## {FIG}\n\n[of {FIG}](chapter.md), *{FIG}*\n\n<p>{FIG}</p>\n\n| a |\n|---|\n| {FIG} |\n");
    BookTest::with_chapter(&seen).build().unwrap();
}

#[test]
fn a_name_in_the_list_of_chapters_is_refused_with_its_line_where_it_would_have_to_be_computed() {
    let named = |name: &str| {
        BookTest::with_chapter("text\n")
            .write("src/SUMMARY.md", &format!("# Summary\n\n- [{name}](chapter.md)\n"))
    };
    let said = named("It took 20 ms").refusal();
    assert!(said.contains("src/SUMMARY.md:3: `20 ms` is typed"), "{said}");
    named("At 92 items").build().unwrap();
    let said = BookTest::with_chapter("{{#title It took 20 ms}}\ntext\n").refusal();
    assert!(said.contains("src/chapter.md: `20 ms` is typed"), "{said}");
    let output = build(&named("a [= fig('time/dump/plain/92') =]"));
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("src/SUMMARY.md:3: `a [= fig('time/dump/plain/92') =]` has a directive"), "{said}");
}

#[test]
fn a_chapter_that_mdbook_would_stop_or_wait_at_is_refused_with_its_line() {
    let elsewhere = BookTest::with_chapter("text\n").write("src/SUMMARY.md", "- [a](/etc/hostname)\n");
    let fifo = BookTest::with_chapter("text\n").write("src/SUMMARY.md", "- [a](pipe.md)\n");
    let made = Command::new("mkfifo").arg(fifo.root().join("src/pipe.md")).status().unwrap();
    assert!(made.success());
    let included = |part: &str| BookTest::with_chapter("text\n\n{{#include part}}\n").write("src/part", part);
    let device = included("text\n{{ #include /dev/zero}}\n");
    let folder = included("").write("src/chapter.md", "{{#include ../records}}\n");
    let own = included("").write("src/chapter.md", "text\n\n{{#include chapter.md}}\n");
    let circle = included("text\n\n{{#include other}}\n").write("src/other", "{{#include ./part}}\n");
    let disguised = included("")
        .write("src/chapter.md", "{{#include ../src/chapter.md}} {{#include x/../chapter.md}}\n")
        .write("src/x/y", "");
    let two = included("{{#include other}}\na line\n").write("src/chapter.md", "{{#include part:2}}\n");
    assert!(build(&two.write("src/other", "{{#include part}}\n")).status.code() == Some(2));
    let line = included("{{#include chapter.md}}\na line\n").write("src/chapter.md", "{{#include part:2}}\n");
    assert!(build(&line).status.success());
    let part = included("").write("src/chapter.md", "part of it\n\n{{#include chapter.md:1}}\n");
    assert!(build(&part).status.success());
    let panic = included("").write("src/chapter.md", "text <code class=\"language-rust\">fn x() {}</code>\n");
    assert_eq!(build(&panic).status.code(), Some(1));
    let said = stderr(&build(&panic));
    has(&said, ["the build stopped at a page: ", "write such code in Markdown"]);
    for (book, expected) in [
        (own, "error: src/chapter.md:3: src/chapter.md is included and includes this again. Take one"),
        (disguised, "error: src/chapter.md:1: src/../src/chapter.md is included and includes this again."),
        (circle, "error: src/other:1: src/./part is included and includes this again. Take one"),
        (
            device,
            "error: src/part:2: /dev/zero is included and is no file. Include a file, or take the line out.",
        ),
        (folder, "error: src/chapter.md:1: src/../records is included and is no file."),
        (elsewhere, "error: src/SUMMARY.md:1: the chapter /etc/hostname is outside of the book's sources"),
        (fifo, "error: src/SUMMARY.md:1: cannot read the chapter src/pipe.md"),
    ] {
        let output = build(&book);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn markdown_without_what_chapters_are_read_with_is_refused_with_its_line() {
    for key in ["definition-lists", "admonitions"] {
        let toml = format!(
            "[book]\ntitle = \"t\"\n[output.html]\n{key} = false\n[preprocessor.evidence]\nrecords = \"records\"\n"
        );
        let output = build(&BookTest::without_records("text\n").write("book.toml", &toml));
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(&format!("book.toml:4: `{key}` in [output.html] is false")), "{said}");
    }
}

#[test]
fn a_folder_among_the_sources_is_no_place_for_the_book() {
    let inside = |src: &str, folder: &str| {
        let toml = format!(
            "[book]\ntitle = \"t\"\nsrc = \"{src}\"\n[build]\nbuild-dir = \"{folder}\"\n[preprocessor.evidence]\nrecords = \"records\"\n"
        );
        let book = BookTest::without_records("text\n").write("book.toml", &toml);
        book.write("SUMMARY.md", "- [a](src/chapter.md)\n")
    };
    for (src, folder) in [("src", "src/out"), (".", "book"), ("src", "book/../src/x")] {
        let output = build(&inside(src, folder));
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("is among the book's sources, and each build would publish"), "{said}");
    }
    assert!(build(&inside("src", "src-book")).status.success());
}

#[test]
fn checking_a_book_without_its_list_of_chapters_ends_as_building_it_does() {
    let book = BookTest::with_chapter("text\n").write("src/SUMMARY.md", "- [a](gone.md)\n");
    assert_eq!(book.command(&["check"]).status.code(), Some(2));
    assert_eq!(build(&book).status.code(), Some(2));
}

fn build(book: &BookTest) -> Output {
    book.command(&["build"])
}
