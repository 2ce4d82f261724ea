//! `prediction-check`: the errors of probes beside a catalog's uses.

use evidence::Record;
use evidence::record::{Input, InputKind, Label, Table};
use serde_json::{Value, json};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::fixture::{Project, rows};

pub(crate) fn of(commit: &str) -> Input {
    let commit = Some(commit.to_owned());
    Input { kind: InputKind::Crate, name: "shop".to_owned(), commit, dirty: None, sha256: None }
}

/// A catalog of four uses; at the first two of `im` something was to change.
pub(crate) fn catalog() -> Record {
    let used = |file: &str, line: usize, function: &str, verdict: &str| {
        json!({"subject": "Shop.items", "file": file, "line": line, "function": function, "test": false,
            "families": {"im": verdict, "shared-items": "as is"}})
    };
    let uses = [
        used("src/lib.rs", 2, "sell", "edit"),
        used("src/main.rs", 7, "main", "redesign"),
        used("src/lib.rs", 9, "count", "as is"),
    ];
    let mut record = Record::new("catalog/shop");
    record.inputs.push(of("abc"));
    record.tables.insert("uses".to_owned(), Table::of(&["subject"], uses));
    record
}

/// A probe with errors, each at a line of a function.
pub(crate) fn probe(kind: &str, errors: &[(usize, &str)]) -> Record {
    let errors = errors.iter().map(
        |(line, function)| json!({"file": "src/lib.rs", "line": line, "end": line, "function": function}),
    );
    let mut record = Record::new(format!("probe/shop-{kind}"));
    record.inputs.push(of("abc"));
    record.coordinates.insert("of".to_owned(), "shop".to_owned());
    record.coordinates.insert("type".to_owned(), kind.to_owned());
    record.labels.insert("field".to_owned(), Label::from("Shop.items"));
    record.labels.insert("after".to_owned(), Label::from(format!("{kind}::List")));
    record.tables.insert("errors".to_owned(), Table::of(&["file", "line", "end", "function"], errors));
    record
}

/// A project with these records.
pub(crate) fn with(project: Project, records: &[Record]) -> Project {
    let file = |record: &Record| format!("records/{}.json", record.name);
    records.iter().fold(project, |project, record| project.with(&file(record), record.to_json()))
}

fn project(records: &[Record]) -> Project {
    with(Project::new(), records)
}

fn check(project: &Project, more: &[&str]) -> OutputAssert {
    project.command().args(["prediction-check", "shop"]).args(more).assert()
}

#[test]
fn errors_where_something_was_to_change_exit_with_0_and_what_has_no_family_is_left_out() {
    let records = [catalog(), probe("im", &[(2, "sell"), (4, "sell")]), probe("smallvec", &[(2, "sell")])];
    check(&project(&records), &[]).success().stdout_eq(str![[r#"
shop abc

type  there  beside  contradictions  confirmed  overshadowed  unseen  excess
im    1      1       0               1          0             1       0

Errors: there, at a use that was to change; beside a use, in its function; contradictions, at a use that was to stay or in a function
without one. Uses in code that were to change: confirmed by an error; overshadowed by one in their function; unseen, in a file without
errors, which was mostly not looked at; in excess, as they compiled all the same.
Left out: probe/shop-smallvec: no family stands for its type

"#]]);
}

#[test]
fn an_error_where_nothing_was_to_change_or_nothing_is_used_exits_with_1_after_it_is_recorded() {
    let project = project(&[catalog(), probe("im", &[(9, "count"), (30, "elsewhere")])]);
    check(&project, &["--record"]).code(1).stderr_eq(str![[r#"
Wrote records/prediction-check/shop.json
error: 2 of the errors contradict the catalog: the compiler objects to what was to stay as it is

"#]]);
    let record: Value = serde_json::from_str(&project.read("records/prediction-check/shop.json")).unwrap();
    assert_eq!(record["figures"]["contradictions"]["im"], 2.0);
}

#[test]
fn a_type_that_shares_in_two_ways_was_foreseen_by_either() {
    check(&project(&[catalog(), probe("im-arc", &[(2, "sell")])]), &[]).success();
}

#[test]
fn its_record_names_the_records_that_it_was_computed_from() {
    let project = project(&[catalog(), probe("im", &[(2, "sell")])]);
    let run = check(&project, &["--record", "--json"]).success();
    let text = project.read("records/prediction-check/shop.json");
    assert_eq!(String::from_utf8_lossy(&run.get_output().stdout), text);
    let record = rows(&text);
    let inputs: Vec<&str> =
        record["inputs"].as_array().unwrap().iter().map(|input| input["name"].as_str().unwrap()).collect();
    assert_eq!(inputs, ["shop", "catalog/shop", "probe/shop-im"]);
    assert_eq!(record["inputs"][1]["sha256"], catalog().sha256());
    check(&project, &["--record"]).code(2);
    check(&project, &["--record", "--replace"]).success();
}
