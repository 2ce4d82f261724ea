//! `about`: what records and the method say of themselves. The records and their notes, for lists.

use std::sync::Arc;

use evidence::measured::Mode;
use minijinja::value::Value;
use minijinja::{Environment, Error, State};

use super::{method, refuse};
use crate::html::{Cells, escape, list, table};
use crate::page::Page;
use crate::provenance::{Provenance, Source};
use crate::record_set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let set = Arc::clone(set);
    environment.add_function(
        "about",
        move |state: &State<'_, '_>, of: &str, label: Option<&str>| match label {
            Some(label) => fact(state, &set, of, label),
            None => words(&set, of),
        },
    );
}

/// A fact of a record by its label, or a rule of the method.
fn fact(state: &State<'_, '_>, set: &RecordSet, of: &str, label: &str) -> Result<Value, Error> {
    if of == "method" {
        return method::rule(state, label);
    }
    let record = set.evidence().any(of).map_err(refuse)?;
    let text = record.label(label);
    if text.is_empty() {
        let known = list(record.labels.keys());
        return Err(refuse(format!("record {of} has no label `{label}`; it has {known}")));
    }
    Ok(Page::of(state)?.exact(text, Provenance::found(label, "as the record says it", record)))
}

/// What a record says of a coordinate, written `axis/coordinate`.
fn words(set: &RecordSet, of: &str) -> Result<Value, Error> {
    let (axis, id) = of
        .split_once('/')
        .ok_or_else(|| refuse(format!("`{of}` is no coordinate: write axis/coordinate")))?;
    let at = &set.view().at;
    let records = set.evidence().all().iter().filter(|record| at.allow(record));
    let mut values = records.flat_map(|record| record.values(axis));
    let known = values
        .find(|value| value.id == id && !value.about.is_empty())
        .ok_or_else(|| refuse(format!("no record says anything of `{id}` on an axis `{axis}`")))?;
    Ok(Value::from_safe_string(format!("<em>{}</em>: {}", escape(&known.title), escape(&known.about))))
}

/// What a run could not measure, in its own words.
pub(super) fn notes(set: &RecordSet) -> String {
    let notes = set.records().iter().flat_map(|record| {
        record
            .notes
            .iter()
            .map(|note| format!("<li><code>{}</code>: {}</li>", escape(&record.name), escape(note)))
    });
    let list: String = notes.collect();
    if list.is_empty() { "<p>Nothing was left out.</p>".to_owned() } else { format!("<ul>{list}</ul>") }
}

pub(super) fn records(set: &RecordSet, caption: &str) -> String {
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
