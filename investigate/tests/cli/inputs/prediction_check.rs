//! Records that `prediction-check` cannot compare, or that do not agree.

use evidence::Record;
use evidence::record::Label;
use serde_json::Value;

use super::{Input, failed, wrong};
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
    let input = |what, lay: fn(Project) -> Project| wrong(what, CHECK, lay);
    vec![
        wrong("no catalog's name", "prediction-check", comparable),
        wrong("a catalog that is a path", "prediction-check records/catalog/shop.json", comparable),
        wrong("a catalog that is not there", "prediction-check shopp", comparable),
        wrong("a record to replace that is not written", "prediction-check shop --replace", comparable),
        wrong("a type without its catalog", CHECK, |it| with(it, &[compared()])),
        input("a catalog without any probe", |it| with(it, &[catalog()])),
        input("a probe of another commit", |it| {
            with(it, &[catalog(), Record { inputs: vec![of("def")], ..compared() }])
        }),
        input("a probe of a field that the catalog did not look for", |it| {
            let mut other = compared();
            other.labels.insert("field".to_owned(), Label::from("Shop.till"));
            with(it, &[catalog(), other])
        }),
        input("a probe of a type that no family stands for", |it| {
            with(it, &[catalog(), probe("smallvec", &[])])
        }),
        input("a catalog that does not say of what it is", |it| {
            with(it, &[Record { inputs: Vec::new(), ..catalog() }, compared()])
        }),
        input("a catalog without uses", |it| {
            let mut cut = catalog();
            cut.tables.clear();
            with(it, &[cut, compared()])
        }),
        input("a catalog with a use that stands in no file", |it| {
            let mut torn = catalog();
            torn.tables["uses"].rows[1].fill(Value::Null);
            with(it, &[torn, compared()])
        }),
        input("a probe without its errors", |it| {
            let mut cut = compared();
            cut.tables.clear();
            with(it, &[catalog(), cut])
        }),
        input("a probe that is no record", |it| comparable(it).with("records/probe/shop-im.json", "{}")),
        wrong("a record that is there already", "prediction-check shop --record", |it| {
            comparable(it)
                .with("records/prediction-check/shop.json", Record::new("prediction-check/shop").to_json())
        }),
        failed("errors that the catalog did not foresee", CHECK, |it| {
            with(it, &[catalog(), probe("im", &[(9, "count"), (30, "elsewhere")])])
        }),
        failed("a folder of records that takes no record", "prediction-check shop --record", |it| {
            comparable(it).with("records/prediction-check", "a file")
        }),
    ]
}
