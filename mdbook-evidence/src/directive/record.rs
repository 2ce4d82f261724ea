//! `rows` and `tally`: the tables of any record.

use std::collections::BTreeMap;
use std::sync::Arc;

use evidence::record::Cell;
use evidence::rows::{Rows, plain};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};
use serde_json::Value as Json;

use super::{caption, refuse};
use crate::html::{Cells, escape, link};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

/// What stands where there is nothing.
const NONE: &str = "–";

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let for_rows = Arc::clone(set);
    environment.add_function(
        "rows",
        move |state: &State<'_, '_>, path: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let columns: Option<Vec<String>> = options.get("columns")?;
            let condition: Option<&str> = options.get("where")?;
            options.assert_all_used()?;
            let of = for_rows.evidence().table(path).map_err(refuse)?;
            let (head, rows) = shown(&of, columns.as_deref(), condition)?;
            Ok(table(&*Page::of(state)?, &of, Cells::Words, caption, &head, &rows))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "tally",
        move |state: &State<'_, '_>, path: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let by: &str = options.get("by")?;
            let condition: Option<&str> = options.get("where")?;
            options.assert_all_used()?;
            let of = set.evidence().table(path).map_err(refuse)?;
            let (head, rows) = tally(&of, by, condition)?;
            Ok(table(&*Page::of(state)?, &of, Cells::Numbers, caption, &head, &rows))
        },
    );
}

/// The head and the rows of a page's table.
type Shown = (Vec<String>, Vec<Vec<String>>);

fn shown(of: &Rows<'_>, columns: Option<&[String]>, condition: Option<&str>) -> Result<Shown, Error> {
    let columns: Vec<usize> = match columns {
        Some(ids) => ids.iter().map(|id| of.column(id)).collect::<Result<_, _>>().map_err(refuse)?,
        None => (0..of.table.columns.len()).collect(),
    };
    let head = columns.iter().map(|column| head(of, *column)).collect();
    let rows = of.wanted(condition).map_err(refuse)?.into_iter();
    let cells = |row: &[Json]| columns.iter().map(|column| cell(&Cell::of(&row[*column]))).collect();
    Ok((head, rows.map(cells).collect()))
}

/// How many rows have each value of a column, the most first.
fn tally(of: &Rows<'_>, by: &str, condition: Option<&str>) -> Result<Shown, Error> {
    let column = of.column(by).map_err(refuse)?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in of.wanted(condition).map_err(refuse)? {
        *counts.entry(plain(&row[column])).or_default() += 1;
    }
    let mut counts = Vec::from_iter(counts);
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    counts.push(("all".to_owned(), all));
    let named = |value: &str| if value.is_empty() { NONE.to_owned() } else { text(value) };
    let rows = counts.iter().map(|(value, count)| vec![named(value), count.to_string()]);
    Ok((vec![head(of, column), "rows".to_owned()], rows.collect()))
}

fn head(of: &Rows<'_>, column: usize) -> String {
    text(&of.table.columns[column].head())
}

fn table(
    page: &Page,
    of: &Rows<'_>,
    cells: Cells,
    caption: &str,
    head: &[String],
    rows: &[Vec<String>],
) -> Value {
    let what = format!("the table {}", of.name);
    let provenance = Provenance::found(what, "as it stands in the record", of.record);
    Value::from_safe_string(page.table(cells, caption, head, rows, vec![provenance]).html())
}

fn cell(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => NONE.to_owned(),
        Cell::Text(words) => text(words),
        Cell::Code(code) => format!("<code>{}</code>", text(code)),
        Cell::Link { text, address } => link(&unmarked(address), &unmarked(text)),
        Cell::List(cells) => Cell::join(cells, self::cell),
    }
}

/// A record's text for a page.
pub(super) fn text(plain: &str) -> String {
    escape(&unmarked(plain))
}

/// The text without the characters that mark numbers on a page.
fn unmarked(plain: &str) -> String {
    plain.replace(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter), " ")
}
