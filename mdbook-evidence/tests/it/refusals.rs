//! What stops a build, and what it says.

use crate::book_test::BookTest;

fn refusal(chapter: &str) -> String {
    BookTest::with_chapter(chapter).refusal()
}

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
fn a_negative_count_is_refused() {
    let test = BookTest::with_chapter("text")
        .record("typical", |record| record["figures"]["bytes"]["dump/plain/92"] = (-1.0).into());
    assert!(test.refusal().contains("bytes/dump/plain/92: -1 is not a number from zero up"));
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
fn a_time_that_no_run_can_produce_is_refused() {
    for (what, value) in [("zero", 0.0), ("negative", -1.0)] {
        let test = BookTest::with_chapter("text")
            .record("typical", |record| record["figures"]["time"]["dump/plain/5"][3] = value.into());
        let message = test.refusal();
        assert!(message.contains("time/dump/plain/5: "), "{what}: {message}");
    }
}

#[test]
fn a_round_that_lacks_a_sample_is_refused() {
    let test = BookTest::with_chapter("text").record("typical", |record| {
        record["figures"]["time-ratio"]["dump/plain/5"].as_array_mut().unwrap().pop();
    });
    assert!(test.refusal().contains("`time-ratio` does not have one ratio for each of its samples"));
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
        assert!(
            message.contains("chapter.md:2: `") && message.contains("above zero"),
            "{directive}: {message}"
        );
    }
}
