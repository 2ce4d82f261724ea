//! Rows of a record's table, counted.

use serde_json::{Value, json};

use crate::book_test::{BookTest, cells, has};

/// Findings of two tools, with what each way to mend makes of one.
fn record() -> Value {
    json!({
        "schema": 2, "name": "lints", "command": "lint --all",
        "axes": {"mends": [{"id": "by-hand", "title": "by *hand*", "about": "slow, sure"}, {"id": "by-tool"}]},
        "tables": {"found": {
            "columns": [{"id": "tool"}, {"id": "file"}, {"id": "kind"}, {"id": "test"}, {"id": "tags"}, {"id": "mends"}],
            "rows": [
                ["a", "x.rs", "style", false, ["old"], {"by-hand": "yes", "by-tool": "no"}],
                ["a", "x.rs", "bug", false, ["old", "loud"], {"by-hand": "yes", "by-tool": "yes"}],
                ["a", "y.rs", "style", true, null, {"by-hand": "perhaps", "by-tool": "no"}],
                ["b", "<z>.rs", "bug", true, ["loud"], null],
            ],
        }},
    })
}

fn book(options: &str) -> BookTest {
    let chapter = format!("[= tally(\"lints/found\", caption=\"Counted.\", {options}) =]");
    BookTest::without_records(&chapter).write("records/lints.json", &record().to_string())
}

/// The table's cells as text, a row on a line.
fn shown(options: &str) -> String {
    let rows = cells(&book(options).build().unwrap());
    rows.iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_are_counted_by_the_values_of_a_column_the_most_first() {
    assert_eq!(shown(r#"by="file""#), "file | rows\nx.rs | 2\n<z>.rs | 1\ny.rs | 1\nall | 4");
    assert_eq!(shown(r#"by="file", where="tool == a && !test""#), "file | rows\nx.rs | 2\nall | 2");
}

#[test]
fn a_row_with_several_values_counts_for_each_and_once_in_all() {
    assert_eq!(shown(r#"by="tags""#), "tags | rows\nloud | 2\nold | 2\nall | 4");
}

#[test]
fn a_column_is_split_by_the_values_of_another_and_a_third_is_listed() {
    assert_eq!(
        shown(r#"by="kind", split="test", with="tool""#),
        "kind | tool | not test | test\nbug | a, b | 1 | 1\nstyle | a | 1 | 1\nall |  | 2 | 2"
    );
    assert_eq!(
        shown(
            r#"by="kind", split="test", with="tool", heads={"tool": "found by", "no": "in code", "yes": "in tests"}"#
        ),
        "kind | found by | in code | in tests\nbug | a, b | 1 | 1\nstyle | a | 1 | 1\nall |  | 2 | 2"
    );
}

#[test]
fn cells_with_fields_are_counted_by_field_with_what_the_record_s_axis_says_of_each() {
    assert_eq!(
        shown(r#"by="mends""#),
        "mends | no | perhaps | yes\nby *hand* | 0 | 1 | 2\nby-tool | 2 | 0 | 1"
    );
    assert_eq!(
        shown(r#"by="mends", split="test", about="which is", where="tool == a", heads={"mends": "way"}"#),
        "way | which is | no | perhaps | yes\nby *hand* | slow, sure | 0 + 0 | 0 + 1 | 2 + 0\n\
         by-tool |  | 1 + 1 | 0 + 0 | 1 + 0"
    );
}

#[test]
fn a_count_says_what_was_counted_and_where_it_came_from() {
    let page = book(r#"by="kind", where="tool == a""#).build().unwrap();
    has(&page, ["rows of lints/found where tool == a: counted", "lint --all"]);
}

#[test]
fn what_cannot_be_counted_is_refused_with_what_can() {
    for (options, said) in [
        (r#"by="kid""#, "the table `found` has no column `kid`; it has `tool`, `file`"),
        (r#"by="kind", split="tests""#, "has no column `tests`"),
        (r#"by="kind", with="tools""#, "has no column `tools`"),
        (r#"by="kind", where="kind == typo""#, "`found` has kind == typo; there are `bug`, `style`"),
        (
            r#"by="kind", where="mends.by-hnad == yes""#,
            "no cell of `mends` in `found` has a field `by-hnad`; there are `by-hand`, `by-tool`",
        ),
        (r#"by="kind", about="what""#, "record lints has no axis `kind` that says something about each"),
        (r#"by="kind", heads={"typo": "head"}"#, "no column is of `typo`; there are `kind`"),
        (r#"by="kind", heads={"kind": "took 7 ms"}"#, "the head has `7 ms`"),
        (r#"by="kind", colour="red""#, "unknown keyword argument 'colour'"),
    ] {
        let refusal = book(options).refusal();
        assert!(refusal.contains(said), "{options}: {refusal}");
    }
}
