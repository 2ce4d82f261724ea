//! `records_table`, `record_notes`, `false_decisions` and `about`: what was measured, where and how.

use std::sync::Arc;

use evidence::Unit;
use evidence::control::false_decisions;
use evidence::measured::Mode;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{amount, cited, refuse};
use crate::figure::as_f64;
use crate::html::{Cells, escape, table};
use crate::page::Page;
use crate::provenance::{Provenance, Source};
use crate::record_set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let shelf_of_records = Arc::clone(set);
    environment.add_function("records_table", move |caption: &str| {
        Value::from_safe_string(records(&shelf_of_records, caption))
    });
    let for_notes = Arc::clone(set);
    environment.add_function("record_notes", move || Value::from_safe_string(notes(&for_notes)));
    let for_rate = Arc::clone(set);
    environment.add_function(
        "false_decisions",
        move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
            let record = cited(&for_rate, &options)?;
            let tolerance = amount("tolerance", options.get("tolerance")?)?;
            options.assert_all_used()?;
            let found = false_decisions(record, tolerance);
            let count = |number: usize| Unit::Count.show(as_f64(number));
            let text = format!("{} of {}", count(found.declared), count(found.comparisons));
            let provenance = Provenance::found(
                format!("false decisions at a tolerance of {tolerance}"),
                "resampled from the A/A pair of every cell",
                record,
            );
            Ok(Page::of(state)?.exact(text, provenance))
        },
    );
    let set = Arc::clone(set);
    environment.add_function("about", move |operation: &str| -> Result<Value, Error> {
        let record = set.reference();
        let known = record
            .operation(operation)
            .ok_or_else(|| refuse(format!("record {} has no operation `{operation}`", record.name)))?;
        Ok(Value::from_safe_string(format!("<em>{}</em>: {}", escape(&known.title), escape(&known.about))))
    });
}

/// What a run could not measure, in its own words.
fn notes(set: &RecordSet) -> String {
    let notes = set.records().iter().flat_map(|record| {
        record
            .notes
            .iter()
            .map(|note| format!("<li><code>{}</code>: {}</li>", escape(&record.name), escape(note)))
    });
    let list: String = notes.collect();
    if list.is_empty() { "<p>Nothing was left out.</p>".to_owned() } else { format!("<ul>{list}</ul>") }
}

fn records(set: &RecordSet, caption: &str) -> String {
    let head = ["record", "machine", "workload", "run", "rounds", "taken", "command"];
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let rows: Vec<Vec<String>> = set
        .records()
        .iter()
        .map(|record| {
            let machine = &record.machine;
            let reference = if record.name == set.reference().name { " (reference)" } else { "" };
            let virtualised = if machine.virtualised { ", virtualised" } else { "" };
            let mode = match record.run.mode {
                Mode::Quick => "quick",
                Mode::Full => "full",
            };
            let source = Source::from(record);
            vec![
                format!("<code>{}</code>{reference}", escape(&record.name)),
                escape(&format!(
                    "{}, {} cores{virtualised}; {}, {}",
                    machine.cpu, machine.cores, machine.os, record.toolchain.rustc
                )),
                escape(&format!(
                    "{}: {} items, {} bytes of YAML",
                    record.workload.name, record.workload.items, record.workload.yaml_bytes
                )),
                mode.to_owned(),
                record.run.rounds.to_string(),
                escape(&format!(
                    "{} at {}",
                    source.date.as_deref().unwrap_or("no date"),
                    source.commit.as_deref().unwrap_or("no commit")
                )),
                format!("<code>{}</code>", escape(&record.run.command)),
            ]
        })
        .collect();
    table(Cells::Words, caption, &head, &rows, None)
}
