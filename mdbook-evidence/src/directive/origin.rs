//! `records_table` and `about`: what was measured, where and how.

use std::sync::Arc;

use evidence::record::Mode;
use minijinja::value::Value;
use minijinja::{Environment, Error};

use super::refuse;
use crate::html::{Cells, escape, table};
use crate::shelf::Shelf;

pub(crate) fn register(environment: &mut Environment<'static>, shelf: &Arc<Shelf>) {
    let shelf_of_records = Arc::clone(shelf);
    environment.add_function("records_table", move |caption: &str| {
        Value::from_safe_string(records(&shelf_of_records, caption))
    });
    let shelf = Arc::clone(shelf);
    environment.add_function("about", move |operation: &str| -> Result<Value, Error> {
        let record = shelf.reference();
        let known = record
            .operation(operation)
            .ok_or_else(|| refuse(format!("record {} has no operation `{operation}`", record.name)))?;
        Ok(Value::from_safe_string(format!("<em>{}</em>: {}", escape(&known.title), escape(&known.about))))
    });
}

fn records(shelf: &Shelf, caption: &str) -> String {
    let head = ["record", "machine", "workload", "run", "rounds", "taken", "command"];
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let rows: Vec<Vec<String>> = shelf
        .records()
        .iter()
        .map(|record| {
            let machine = &record.machine;
            let reference = if record.name == shelf.reference().name { " (reference)" } else { "" };
            let virtualised = if machine.virtualised { ", virtualised" } else { "" };
            let mode = match record.run.mode {
                Mode::Quick => "quick",
                Mode::Full => "full",
            };
            let commit = record
                .source
                .commit
                .as_deref()
                .map_or("no commit", |commit| commit.get(..7).unwrap_or(commit));
            let dirty = if record.source.dirty { " with changes" } else { "" };
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
                    "{} at {commit}{dirty}",
                    record.run.started.get(..10).unwrap_or(&record.run.started)
                )),
                format!("<code>{}</code>", escape(&record.run.command)),
            ]
        })
        .collect();
    table(Cells::Words, caption, &head, &rows)
}
