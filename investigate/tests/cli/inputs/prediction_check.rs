//! Records that `prediction-check` cannot compare, or that do not agree.

use evidence::Record;
use evidence::record::Label;
use serde_json::Value;

use super::Input;
use crate::fixture::Project;
use crate::prediction_check::{catalog, of, probe, with};

const CHECK: &str = "prediction-check shop";

/// A probe whose one error is at a use that was to change.
fn compared() -> Record {
    probe("im", &[(2, "sell")])
}

fn comparable(project: Project) -> Project {
    with(project, &[catalog(), compared()])
}

pub(super) fn inputs() -> Vec<Input> {
    let wrong = |what, lay| Input::wrong(what, lay, CHECK);
    vec![
        Input::wrong("no catalog's name", comparable, "prediction-check"),
        Input::wrong("a catalog that is a path", comparable, "prediction-check records/catalog/shop.json"),
        Input::wrong("a catalog that is not there", comparable, "prediction-check shopp"),
        Input::wrong(
            "a record to replace that is not written",
            comparable,
            "prediction-check shop --replace",
        ),
        Input::wrong("a type without its catalog", |it| with(it, &[compared()]), CHECK),
        wrong("a catalog without any probe", |it| with(it, &[catalog()])),
        wrong("a probe of another commit", |it| {
            with(it, &[catalog(), Record { inputs: vec![of("def")], ..compared() }])
        }),
        wrong("a probe of a field that the catalog did not look for", |it| {
            let mut other = compared();
            other.labels.insert("field".to_owned(), Label::from("Shop.till"));
            with(it, &[catalog(), other])
        }),
        wrong("a probe of a type that no family stands for", |it| {
            with(it, &[catalog(), probe("smallvec", &[])])
        }),
        wrong("a catalog that does not say of what it is", |it| {
            with(it, &[Record { inputs: Vec::new(), ..catalog() }, compared()])
        }),
        wrong("a catalog without uses", |it| {
            let mut cut = catalog();
            cut.tables.clear();
            with(it, &[cut, compared()])
        }),
        wrong("a catalog with a use that stands in no file", |it| {
            let mut torn = catalog();
            torn.tables["uses"].rows[1].fill(Value::Null);
            with(it, &[torn, compared()])
        }),
        wrong("a probe without its errors", |it| {
            let mut cut = compared();
            cut.tables.clear();
            with(it, &[catalog(), cut])
        }),
        wrong("a probe that is no record", |it| comparable(it).with("records/probe/shop-im.json", "{}")),
        Input::wrong(
            "a record that is there already",
            |it| {
                comparable(it).with(
                    "records/prediction-check/shop.json",
                    Record::new("prediction-check/shop").to_json(),
                )
            },
            "prediction-check shop --record",
        ),
        Input::failed(
            "errors that the catalog did not foresee",
            |it| with(it, &[catalog(), probe("im", &[(9, "count"), (30, "elsewhere")])]),
            CHECK,
        ),
        Input::failed(
            "a folder of records that takes no record",
            |it| comparable(it).with("records/prediction-check", "a file"),
            "prediction-check shop --record",
        ),
    ]
}
