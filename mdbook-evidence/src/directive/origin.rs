//! `about`: what records and the method say of themselves. The records and their notes, for lists.

use std::borrow::Cow;

use evidence::rows::list;
use evidence::{Record, Unit};
use minijinja::value::{Kwargs, Value};
use minijinja::{Error, context};

use super::{ensure, heads, record, refuse};
use crate::page::html::escape;
use crate::page::provenance::{Provenance, Source, described};
use crate::page::table::{Cells, table};
use crate::page::{Page, template};
use crate::record::set::RecordSet;

pub(super) fn about(page: &Page, of: &str, label: Option<&str>, options: &Kwargs) -> Result<String, Error> {
    let condition: Option<&str> = options.get("where")?;
    options.assert_all_used()?;
    match (label, condition) {
        (Some(column), Some(condition)) => record::fact(page, of, column, condition),
        (Some(label), None) => fact(page, of, label),
        (None, None) => words(&page.set, of),
        (None, Some(_)) => Err(refuse(
            "`where` chooses a row of a table: write about(\"RECORD/TABLE\", \"column\", where=\"...\")",
        )),
    }
}

/// A fact of a record by its label, or how it was taken.
fn fact(page: &Page, of: &str, label: &str) -> Result<String, Error> {
    let record = page.set.evidence.any(of).map_err(refuse)?;
    let text = record.label(label);
    ensure(!text.is_empty(), || {
        format!("record {of} has no label `{label}`; it has {}", list(record.labels.keys()))
    })?;
    Ok(page.exact(text, Provenance::found(label, "as the record says it", record)))
}

/// What a record says of a coordinate, written `axis/coordinate`.
fn words(set: &RecordSet, of: &str) -> Result<String, Error> {
    let (axis, id) = of
        .split_once('/')
        .ok_or_else(|| refuse(format!("`{of}` is no coordinate: write axis/coordinate")))?;
    let at = &set.view().at;
    let records = set.evidence.all().iter().filter(|record| at.allow(record));
    let mut values = records.flat_map(|record| record.values(axis));
    let known = values
        .find(|value| value.id == id && !value.about.is_empty())
        .ok_or_else(|| refuse(format!("no record says anything of `{id}` on an axis `{axis}`")))?;
    Ok(format!("<em>{}</em>: {}", escape(&known.title), escape(&known.about)))
}

/// What a run could not measure, in its own words.
pub(super) fn notes(set: &RecordSet) -> String {
    let of_record = |record: &Record| {
        let notes = record.notes.iter().map(|note| Value::from((&record.name, note)));
        notes.collect::<Vec<_>>()
    };
    let notes: Vec<Value> = set.viewed().flat_map(of_record).collect();
    template::html("notes", context! { notes })
}

/// A row for each record that the book's views are of: its machine, its other coordinates with the labels that `labels` gives
/// titles, and what takes it again.
pub(super) fn records(page: &Page, caption: &str, options: &Kwargs) -> Result<String, Error> {
    let set = &page.set;
    let labels = heads(page, options.get("labels")?)?;
    let axes: Vec<&str> =
        set.view().at.iter().map(|(axis, _)| axis).filter(|axis| *axis != "machine").collect();
    let facts = !axes.is_empty() || !labels.is_empty();
    let head = ["record", "machine"].into_iter().chain(facts.then_some("of"));
    let head: Vec<String> = head.chain(["rounds, at least", "taken", "command"]).map(str::to_owned).collect();
    let row = |record: &Record| {
        let default = if record.name == set.view().name && !set.view().at.is_empty() { DEFAULT } else { "" };
        let machine = record.machine.as_ref().map(|machine| escape(&described(machine)));
        let built = record.toolchain.as_ref().map(|toolchain| compiler(&toolchain.rustc));
        let source = Source::from(record);
        let mut row = vec![
            format!("<code>{}</code>{default}", escape(&record.name)),
            machine.into_iter().chain(built).collect::<Vec<_>>().join(", "),
        ];
        let at = axes.iter().filter_map(|axis| Some(format!("{axis}: {}", record.coordinates.get(*axis)?)));
        let said = labels.iter().filter(|(label, _)| record.labels.contains_key(*label));
        let said = said.map(|(label, title)| format!("{title}: {}", grouped(record.label(label))));
        if facts {
            row.push(at.chain(said).map(|fact| escape(&fact)).collect::<Vec<_>>().join("<br>"));
        }
        row.extend([
            record.rounds.as_ref().map_or_else(String::new, |rounds| rounds.least.to_string()),
            taken(source.date.as_deref(), source.commit.as_deref()),
            source.command.map_or_else(String::new, |command| {
                format!("<code class=\"command\">{}</code>", escape(&command))
            }),
        ]);
        row
    };
    let rows: Vec<Vec<String>> = set.viewed().map(row).collect();
    Ok(table(Cells::Words, caption, &head, &rows, None))
}

/// A large number as pages write one; any other label, a year among them, as it is.
fn grouped(label: &str) -> Cow<'_, str> {
    match label.parse::<u32>() {
        Ok(number @ 10_000..) if number.to_string() == label => Cow::Owned(Unit::Count.show(number.into())),
        _ => Cow::Borrowed(label),
    }
}

/// A compiler; its commit and day keep to one line.
fn compiler(rustc: &str) -> String {
    match rustc.split_once(" (") {
        Some((version, rest)) => format!("{} <span class=\"date\">({}</span>", escape(version), escape(rest)),
        None => escape(rustc),
    }
}

/// A day keeps to one line.
fn taken(date: Option<&str>, commit: Option<&str>) -> String {
    let date = date.map(|date| format!("<span class=\"date\">{}</span>", escape(date)));
    date.into_iter().chain(commit.map(escape)).collect::<Vec<_>>().join(" at ")
}

/// What stands behind the name of the record at the book's coordinates.
pub(super) const DEFAULT: &str = " (this book's numbers)";
