//! Tables over an axis that paths do not name: whole records stand on it.

use serde_json::json;

use crate::book_test::{BookTest, cells, has};

/// A record of the lines and the kinds of errors of one crate as one compiler finds them.
fn record(krate: &str, compiler: &str, errors: f64) -> (String, String) {
    let name = format!("{krate}-{compiler}");
    let record = json!({
        "schema": 2, "name": name, "command": format!("compile {krate}"),
        "coordinates": {"crate": krate, "compiler": compiler},
        "axes": {"kind": [{"id": "type", "title": "of types"}, {"id": "name"}]},
        "measures": {"errors": {"unit": "count", "axes": []}, "by-kind": {"unit": "count", "axes": ["kind"]}},
        "figures": {"errors": {"": errors}, "by-kind": {"type": errors - 1.0, "name": 1.0}},
    });
    (format!("records/{name}.json"), record.to_string())
}

fn book(directive: &str) -> BookTest {
    let records = [("shop", "new", 8.0), ("shop", "old", 3.0), ("till", "new", 5.0)];
    records.iter().fold(
        BookTest::without_records(&format!("[= table({directive}, caption=\"Errors.\") =]")),
        |book, (krate, compiler, errors)| {
            let (file, text) = record(krate, compiler, *errors);
            book.write(&file, &text)
        },
    )
}

/// What stands in the cells, in their order.
fn shown(directive: &str) -> Vec<String> {
    cells(&book(directive).build().unwrap()).concat()
}

#[test]
fn rows_are_records_by_where_they_stand() {
    let found = shown(
        r#"rows="compiler", columns=[["errors", 'fig("errors", crate="shop")'], ["of types", 'fig("by-kind/type", crate="shop")']]"#,
    );
    assert_eq!(found, ["compiler", "errors", "of types", "new", "8", "7", "old", "3", "2"]);
}

#[test]
fn columns_can_be_too_beside_rows_of_a_path() {
    let found = shown(r#"'fig("by-kind/*", crate="shop")', rows="kind", columns="compiler""#);
    assert_eq!(found, ["kind", "new", "old", "type", "7", "2", "name", "1", "1"]);
}

#[test]
fn rows_of_two_such_axes_leave_out_what_there_is_no_record_of() {
    let found = shown(r#"rows="crate, compiler", columns=['fig("errors")']"#);
    assert_eq!(found[2..], ["shop+new", "8", "shop+old", "3", "till+new", "5"]);
}

#[test]
fn each_cell_carries_the_figure_of_its_own_record() {
    let page = book(r#"rows="compiler", columns=['fig("errors", crate="shop")']"#).build().unwrap();
    has(&page, ["Record shop-new", "Record shop-old"]);
}

#[test]
fn an_axis_that_no_record_has_and_a_record_that_is_not_said_are_refused() {
    for (directive, said) in [
        (
            r#"rows="machine", columns=['fig("errors")']"#,
            "the measure `errors` has no axis `machine`; it has `compiler`, `crate`",
        ),
        (
            r#"rows="compiler", columns=['fig("errors")']"#,
            "`errors` stands in several records, shop-new and till-new: say which is meant",
        ),
    ] {
        let refusal = book(directive).refusal();
        assert!(refusal.contains(said), "{directive}: {refusal}");
    }
}
