//! `serde_summary`, `serde_crossings`, `serde_bytes` and `serde_table`: what the serde gate found.

use std::sync::Arc;

use evidence::serde_gate::{Input, SerdeRecord};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::html::{Cells, escape, table};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

type Sentence = fn(&SerdeRecord) -> String;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let sentences: [(&str, Sentence); 3] =
        [("serde_summary", summary), ("serde_crossings", crossings), ("serde_bytes", bytes)];
    for (directive, sentence) in sentences {
        let set = Arc::clone(set);
        environment.add_function(
            directive,
            move |state: &State<'_, '_>, name: &str| -> Result<Value, Error> {
                let record = set.serde(name).map_err(refuse)?;
                Ok(Page::of(state)?.exact(sentence(record), provenance(record)))
            },
        );
    }
    let set = Arc::clone(set);
    environment.add_function(
        "serde_table",
        move |state: &State<'_, '_>, name: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let only: Option<Vec<String>> = options.get("only")?;
            options.assert_all_used()?;
            let record = set.serde(name).map_err(refuse)?;
            let names = match &only {
                Some(only) => chosen(record, only).map_err(refuse)?,
                None => record.names(),
            };
            Ok(Value::from_safe_string(by_input(&*Page::of(state)?, record, &names, caption)))
        },
    );
}

fn provenance(record: &SerdeRecord) -> Provenance {
    Provenance::found(
        "outcome of the serde gate",
        "each input read and written by each representation with each library",
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
        "{} representations, {} inputs, {} libraries ({}): {differences}",
        record.representations.len(),
        record.names().len(),
        libraries.len(),
        libraries.join(", ")
    )
}

/// Half a sentence: how often a library read what another wrote.
fn crossings(record: &SerdeRecord) -> String {
    let same = record.crossed - record.crossings.len();
    format!("of {} files that one library wrote, another read the same value from {same}", record.crossed)
}

/// Half a sentence: how often each library writes the bytes of the first.
fn bytes(record: &SerdeRecord) -> String {
    let Some((first, others)) = record.libraries.split_first() else { return String::new() };
    let counts: Vec<String> = others
        .iter()
        .map(|library| {
            let both =
                || record.inputs.iter().filter(|it| it.library == library.name && it.same_value.is_some());
            let equal = both().filter(|input| input.other_from_line.is_none()).count();
            format!("{} for {equal} of {}", library.name, both().count())
        })
        .collect();
    format!("the bytes of {} are written by {}", first.name, counts.join(", "))
}

/// The named inputs, or a sentence on the one that is not there.
fn chosen<'a>(record: &SerdeRecord, only: &'a [String]) -> Result<Vec<&'a str>, String> {
    let known = record.names();
    match only.iter().find(|name| !known.contains(&name.as_str())) {
        Some(unknown) => {
            Err(format!("{} has no input {unknown:?}; it has {}", record.name, known.join(", ")))
        }
        None => Ok(only.iter().map(String::as_str).collect()),
    }
}

/// A row for each input and a column for each library; below it, folded, the messages.
fn by_input(page: &Page, record: &SerdeRecord, names: &[&str], caption: &str) -> String {
    let mut head = vec!["input".to_owned()];
    head.extend(record.libraries.iter().map(|library| escape(&library.name)));
    let row = |name: &&str| {
        let mut cells = vec![escape(name)];
        cells.extend(record.of(name).map(|input| escape(&cell(record, input))));
        cells
    };
    let rows: Vec<Vec<String>> = names.iter().map(row).collect();
    format!(
        "{}<details><summary>Why each was refused</summary>{}</details>",
        page.table(Cells::Words, caption, &head, &rows, vec![provenance(record)]).html(),
        messages(record, names)
    )
}

/// What came of one input with one library: the same for all representations, or the first that differs.
fn cell(record: &SerdeRecord, input: &Input) -> String {
    let mut cell = match (input.items, input.outcome.as_str()) {
        (Some(1), _) => "1 item".to_owned(),
        (Some(items), _) => format!("{items} items"),
        (None, "stopped") => {
            format!("stopped: {}", input.message.as_deref().unwrap_or("no reason was recorded"))
        }
        (None, outcome) => outcome.to_owned(),
    };
    if input.same_value == Some(false) {
        cell.push_str(", another value");
    }
    if let Some(first) = input.differ.first() {
        let of = record.representations.len();
        cell.push_str(&format!(
            "; {} of {of} agree, the first that does not is {} ({}, line {})",
            input.agree, first.representation, first.step, first.line
        ));
    }
    cell
}

/// A row for each message, with the libraries that gave it.
fn messages(record: &SerdeRecord, names: &[&str]) -> String {
    let mut rows: Vec<[String; 3]> = Vec::new();
    for name in names {
        let start = rows.len();
        for input in record.of(name) {
            let Some(message) = &input.message else { continue };
            let message = escape(message);
            match rows[start..].iter_mut().find(|row| row[2] == message) {
                Some(row) => row[1] = format!("{}, {}", row[1], escape(&input.library)),
                None => rows.push([escape(name), escape(&input.library), message]),
            }
        }
    }
    let head = ["input", "library", "message"].map(str::to_owned);
    table(
        Cells::Words,
        "The libraries' own messages",
        &head,
        &rows.into_iter().map(Vec::from).collect::<Vec<_>>(),
        None,
    )
}
