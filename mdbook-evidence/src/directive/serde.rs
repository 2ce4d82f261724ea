//! `serde_summary` and `serde_table`: what the serde gate found.

use std::sync::Arc;

use evidence::serde_gate::{Input, SerdeRecord};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::html::{Cells, escape};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::shelf::Shelf;

pub(crate) fn register(environment: &mut Environment<'static>, shelf: &Arc<Shelf>) {
    let for_summary = Arc::clone(shelf);
    environment.add_function(
        "serde_summary",
        move |state: &State<'_, '_>, name: &str| -> Result<Value, Error> {
            let record = for_summary.serde(name).map_err(refuse)?;
            Ok(Page::of(state)?.exact(summary(record), provenance(record)))
        },
    );
    let shelf = Arc::clone(shelf);
    environment.add_function(
        "serde_table",
        move |state: &State<'_, '_>, name: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(&options)?;
            options.assert_all_used()?;
            let record = shelf.serde(name).map_err(refuse)?;
            Ok(Value::from_safe_string(by_input(&*Page::of(state)?, record, caption)))
        },
    );
}

fn provenance(record: &SerdeRecord) -> Provenance {
    Provenance::found(
        "outcome of the serde gate",
        "each input read and written by each representation",
        record,
    )
}

/// One sentence: how many representations and inputs, with which libraries, and how many differences.
fn summary(record: &SerdeRecord) -> String {
    let libraries: Vec<String> =
        record.libraries.iter().map(|library| format!("{} {}", library.name, library.version)).collect();
    let differences = match record.differences() {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        many => format!("{many} differences"),
    };
    format!(
        "{} representations, {} inputs, {}: {differences}",
        record.representations.len(),
        record.names().len(),
        libraries.join(" and ")
    )
}

/// A row for each input; one outcome where the libraries agree, else one for each.
fn by_input(page: &Page, record: &SerdeRecord, caption: &str) -> String {
    let head = ["input", "outcome", "representations that agree"].map(str::to_owned);
    let rows: Vec<Vec<String>> = record
        .names()
        .into_iter()
        .map(|name| {
            let results: Vec<&Input> = record.inputs.iter().filter(|input| input.input == name).collect();
            let mut outcomes: Vec<String> = results.iter().map(|input| outcome(input)).collect();
            outcomes.dedup();
            if outcomes.len() > 1 {
                outcomes =
                    results.iter().map(|input| format!("{}: {}", input.library, outcome(input))).collect();
            }
            let agree = results.iter().map(|input| input.agree).min().unwrap_or(0);
            vec![
                escape(name),
                escape(&outcomes.join("; ")),
                format!("{agree} of {}", record.representations.len()),
            ]
        })
        .collect();
    page.table(Cells::Words, caption, &head, &rows, vec![provenance(record)]).html()
}

fn outcome(input: &Input) -> String {
    match (&input.message, input.items) {
        (Some(message), _) => format!("{}: {message}", input.outcome),
        (None, Some(1)) => format!("{}, 1 item", input.outcome),
        (None, Some(items)) => format!("{}, {items} items", input.outcome),
        (None, None) => input.outcome.clone(),
    }
}
