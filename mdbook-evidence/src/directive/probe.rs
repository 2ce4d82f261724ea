//! `probe_table`, `probe_count` and `probe_foreseen`: what the compiler says when one type is changed, and whether a catalog foresaw it.

use std::sync::Arc;

use evidence::prediction_check::PredictionCheck;
use evidence::probe::ProbeRecord;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::html::{Cells, cell, escape};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let for_table = Arc::clone(set);
    environment.add_function(
        "probe_table",
        move |state: &State<'_, '_>, names: Vec<String>, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            options.assert_all_used()?;
            let records: Vec<&ProbeRecord> =
                names.iter().map(|name| for_table.probe(name).map_err(refuse)).collect::<Result<_, _>>()?;
            let provenances = records.iter().map(|record| provenance(record)).collect();
            let head = ["type", "errors", "by the compiler's code", "files", "targets never looked at"]
                .map(str::to_owned);
            let rows: Vec<Vec<String>> =
                records.iter().enumerate().map(|(at, record)| row(record, at)).collect();
            let table = Page::of(state)?.table(Cells::Words, caption, &head, &rows, provenances);
            Ok(Value::from_safe_string(table.html()))
        },
    );
    let for_foreseen = Arc::clone(set);
    environment.add_function(
        "probe_foreseen",
        move |state: &State<'_, '_>,
              catalog: &str,
              families: Vec<Vec<String>>,
              options: Kwargs|
              -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            options.assert_all_used()?;
            let catalog = for_foreseen.catalog(catalog).map_err(refuse)?;
            let mut provenances =
                vec![Provenance::found("uses of the list", "found by the compiler", catalog)];
            let mut rows = Vec::new();
            for pair in &families {
                let [name, family] = pair.as_slice() else {
                    return Err(refuse(format!("{pair:?} is not a probe's name and a family")));
                };
                let record = for_foreseen.probe(name).map_err(refuse)?;
                rows.push(foreseen_row(
                    record,
                    PredictionCheck::between(record, catalog, family).map_err(refuse)?,
                ));
                provenances.push(provenance(record));
            }
            let table = Page::of(state)?.table(Cells::Numbers, caption, &foreseen_head(), &rows, provenances);
            Ok(Value::from_safe_string(table.html()))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "probe_count",
        move |state: &State<'_, '_>, name: &str| -> Result<Value, Error> {
            let record = set.probe(name).map_err(refuse)?;
            Ok(Page::of(state)?.exact(record.all().total().to_string(), provenance(record)))
        },
    );
}

fn row(record: &ProbeRecord, at: usize) -> Vec<String> {
    let codes = record.count(|error| &error.code);
    let codes: Vec<String> = codes
        .iter()
        .map(|(code, count)| format!("<code>{}</code> {}", escape(code), count.total()))
        .collect();
    vec![
        format!("<code>{}</code>", escape(&record.after)),
        cell(&record.all().total().to_string(), None, &what(record), Some(at)),
        codes.join(", "),
        record.files().len().to_string(),
        format!("{} of {}", record.hidden.len(), record.targets),
    ]
}

fn foreseen_head() -> [String; 8] {
    [
        "type",
        "errors at a use that was to change",
        "beside a use, in its function",
        "contradicting",
        "uses to change, with an error",
        "beside an error, in its function",
        "in a file without errors",
        "compiled all the same",
    ]
    .map(str::to_owned)
}

fn foreseen_row(record: &ProbeRecord, it: PredictionCheck) -> Vec<String> {
    let counts =
        [it.there, it.beside, it.contradictions(), it.confirmed, it.overshadowed, it.unseen, it.excess];
    let mut row = vec![format!("<code>{}</code>", escape(&record.after))];
    row.extend(counts.iter().map(ToString::to_string));
    row
}

fn provenance(record: &ProbeRecord) -> Provenance {
    Provenance::found(what(record), "counted by the compiler", record)
}

fn what(record: &ProbeRecord) -> String {
    format!("errors with {}", record.after)
}
