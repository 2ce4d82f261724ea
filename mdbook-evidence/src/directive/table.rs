//! `time_table` and `ratio_table`: an operation over n. `matrix`: several operations at one n. `loop_table`: a measure
//! of the loop over representations and patterns.

use std::sync::Arc;

use evidence::{Estimate, Measured, MetricError};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::column::Column;
use super::{caption, cited, refuse};
use crate::html::{Cells, cell_of, escape};
use crate::page::{Page, SourcedTable};
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

/// How a figure is found in a record.
pub(crate) type Look = fn(&Measured, &str) -> Result<Estimate, MetricError>;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    for (name, look) in [("time_table", Measured::time as Look), ("ratio_table", Measured::ratio)] {
        let set = Arc::clone(set);
        environment.add_function(
            name,
            move |state: &State<'_, '_>, operation: &str, options: Kwargs| -> Result<Value, Error> {
                let record = cited(&set, &options)?;
                let caption = caption(state, &options)?;
                options.assert_all_used()?;
                let table = over_sizes(&*Page::of(state)?, record, operation, caption, look)?;
                Ok(Value::from_safe_string(table.html()))
            },
        );
    }
    let for_matrix = Arc::clone(set);
    environment.add_function(
        "matrix",
        move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
            let record = cited(&for_matrix, &options)?;
            let caption = caption(state, &options)?;
            let n: usize = options.get("n")?;
            let columns: Vec<String> = options.get("columns")?;
            options.assert_all_used()?;
            let columns = parse(record, &columns)?;
            let table = matrix(&*Page::of(state)?, record, n, &columns, caption)?;
            Ok(Value::from_safe_string(table.html()))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "loop_table",
        move |state: &State<'_, '_>, measure: &str, options: Kwargs| -> Result<Value, Error> {
            let record = cited(&set, &options)?;
            let caption = caption(state, &options)?;
            let n: usize = options.get("n")?;
            let concurrency: usize = options.get("concurrency")?;
            options.assert_all_used()?;
            let table = over_patterns(&*Page::of(state)?, record, measure, n, concurrency, caption)?;
            Ok(Value::from_safe_string(table.html()))
        },
    );
}

pub(crate) fn parse<'a>(record: &Measured, columns: &'a [String]) -> Result<Vec<Column<'a>>, Error> {
    columns.iter().map(|column| Column::parse(record, column)).collect()
}

/// A row for each representation and for the control, a column for each n.
pub(crate) fn over_sizes(
    page: &Page,
    record: &Measured,
    operation: &str,
    caption: &str,
    look: Look,
) -> Result<SourcedTable, Error> {
    let sizes = record.sizes(operation);
    if sizes.is_empty() {
        // The lookup of a metric that cannot exist words the error.
        let metric = format!("{operation}/{}/0", record.subjects.baseline);
        return Err(look(record, &metric).map_or_else(refuse, |_| refuse("nothing was measured")));
    }
    let heads = sizes.iter().map(|n| format!("n = {n}"));
    let rows = with_control(record).map(|id| {
        let cells = sizes.iter().map(|n| look(record, &format!("{operation}/{id}/{n}")));
        row(record, id, cells)
    });
    Ok(of_representations(page, caption, heads, rows))
}

/// A row for each representation and for the control, a column for each measure of an operation.
pub(crate) fn matrix(
    page: &Page,
    record: &Measured,
    n: usize,
    columns: &[Column<'_>],
    caption: &str,
) -> Result<SourcedTable, Error> {
    for column in columns {
        // What the baseline does not have, nothing has: the author meant something else.
        column.look(record, &record.subjects.baseline, n).map_err(refuse)?;
    }
    let heads = columns.iter().map(|column| column.head(record));
    let rows = with_control(record)
        .map(|id| row(record, id, columns.iter().map(|column| column.look(record, id, n))));
    Ok(of_representations(page, caption, heads, rows))
}

/// A row for each representation, a column for each pattern.
fn over_patterns(
    page: &Page,
    record: &Measured,
    measure: &str,
    n: usize,
    concurrency: usize,
    caption: &str,
) -> Result<SourcedTable, Error> {
    let mut patterns: Vec<String> = Vec::new();
    for run in &record.loops {
        let candidate = run.candidate.to_string();
        let pattern =
            candidate.strip_prefix(&format!("{}+", run.candidate.representation)).unwrap_or(&candidate);
        if !patterns.iter().any(|known| known == pattern) {
            patterns.push(pattern.to_owned());
        }
    }
    let look =
        |id: &str, pattern: &str| record.in_loop(&format!("{measure}/{id}+{pattern}/{n}/{concurrency}"));
    let first = patterns.first().map_or("today", String::as_str);
    look(&record.subjects.baseline, first).map_err(refuse)?;
    let heads = patterns.iter().map(|pattern| format!("<code>{}</code>", escape(pattern)));
    let rows =
        representations(record).map(|id| row(record, id, patterns.iter().map(|pattern| look(id, pattern))));
    Ok(of_representations(page, caption, heads, rows))
}

fn representations(record: &Measured) -> impl Iterator<Item = &str> {
    record.subjects.representations.iter().map(|known| known.id.as_str())
}

fn with_control(record: &Measured) -> impl Iterator<Item = &str> {
    representations(record).chain([record.subjects.control.as_str()])
}

/// The cells of one representation, and why those are missing that are.
struct Row {
    cells: Vec<String>,
    provenances: Vec<Provenance>,
    missing: Vec<String>,
}

fn row(record: &Measured, id: &str, cells: impl Iterator<Item = Result<Estimate, MetricError>>) -> Row {
    let note = if id == record.subjects.control { " (A/A: noise alone)" } else { "" };
    let name = format!("<code>{}</code>{note}", escape(id));
    let (mut provenances, mut missing) = (Vec::new(), Vec::new());
    let cells = cells.map(|found| match found {
        Ok(estimate) => {
            let provenance = Provenance::measured(&estimate, record);
            let cell = cell_of(&estimate, &provenance);
            provenances.push(provenance);
            cell
        }
        Err(error) => {
            missing.push(match error {
                MetricError::Representation { operation, reason, .. } => {
                    format!(
                        "<code>{}</code> has no <code>{}</code>: {}",
                        escape(id),
                        escape(&operation),
                        escape(&reason)
                    )
                }
                other => escape(&other.to_string()),
            });
            "none".to_owned()
        }
    });
    let cells = std::iter::once(name).chain(cells).collect();
    missing.dedup();
    Row { cells, provenances, missing }
}

/// A table of representations; below it, why a cell says none.
fn of_representations(
    page: &Page,
    caption: &str,
    heads: impl Iterator<Item = String>,
    rows: impl Iterator<Item = Row>,
) -> SourcedTable {
    let head: Vec<String> = std::iter::once("representation".to_owned()).chain(heads).collect();
    let rows: Vec<Row> = rows.collect();
    let provenances = rows.iter().flat_map(|row| row.provenances.clone()).collect();
    let (cells, missing): (Vec<_>, Vec<_>) = rows.into_iter().map(|row| (row.cells, row.missing)).unzip();
    let mut table = page.table(Cells::Numbers, caption, &head, &cells, provenances);
    for reason in missing.into_iter().flatten() {
        table.table.push_str(&format!("<p class=\"missing\">None: {reason}.</p>"));
    }
    table
}
