//! `rows`: the table of any record.

use std::sync::LazyLock;

use evidence::record::Cell;
use evidence::rows::{Rows, plain};
use minijinja::Error;
use minijinja::value::Kwargs;
use regex::Regex;
use serde_json::Value as Json;

use super::{Heads, caption, heads, refuse};
use crate::page::Page;
use crate::page::html::{escape, link};
use crate::page::provenance::Provenance;
use crate::page::table::Cells;
use crate::pattern::constant;

/// What stands where there is nothing.
const NONE: &str = "–";

pub(super) fn rows(page: &Page, path: &str, options: &Kwargs) -> Result<String, Error> {
    let caption = caption(page, options)?;
    let columns: Option<Vec<String>> = options.get("columns")?;
    let condition: Option<&str> = options.get("where")?;
    let links = heads(page, options.get("links")?)?;
    options.assert_all_used()?;
    let of = page.set.evidence.table(path).map_err(refuse)?;
    let (head, rows) = shown(&of, columns.as_deref(), condition, &links)?;
    let what = format!("the table {}", of.name);
    let provenance = Provenance::found(what, "as it stands in the record", of.record);
    Ok(page.table(Cells::Words, &caption, &head, &rows, vec![provenance]).html())
}

/// The cell of one row in a sentence: `column`, or `column.field`, of the only row of which `condition` holds. Text has its note as a
/// number has; links stay links.
///
/// # Errors
/// What the table does not have, and a condition that chooses no row or several.
pub(super) fn fact(page: &Page, path: &str, column: &str, condition: &str) -> Result<String, Error> {
    let of = page.set.evidence.table(path).map_err(refuse)?;
    let (id, field) = column.split_once('.').map_or((column, None), |(id, field)| (id, Some(field)));
    let place = of.column(id).map_err(refuse)?;
    let row = match of.chosen(Some(condition)).map_err(refuse)?[..] {
        [row] => row,
        ref rows => {
            return Err(refuse(format!(
                "`{condition}` holds of {} rows of {path}. A fact is of one: say which.",
                rows.len()
            )));
        }
    };
    let whole = &row[place];
    let cell = field.map_or(Some(whole), |field| whole.get(field)).map_or(Cell::Empty, Cell::of);
    match cell {
        Cell::Empty => Err(refuse(format!("`{column}` is empty in that row of {path}"))),
        Cell::Text(words) => {
            let what = format!("{column} in the table {}, where {condition}", of.name);
            let provenance = Provenance::found(what, "as it stands in the record", of.record);
            Ok(page.exact(unmarked(&words), provenance))
        }
        other => Ok(self::cell(&other)),
    }
}

/// The head and the rows of a page's table.
type Shown = (Vec<String>, Vec<Vec<String>>);

fn shown(
    of: &Rows<'_>,
    columns: Option<&[String]>,
    condition: Option<&str>,
    links: &Heads,
) -> Result<Shown, Error> {
    let columns: Vec<usize> = match columns {
        Some(ids) => ids.iter().map(|id| of.column(id)).collect::<Result<_, _>>().map_err(refuse)?,
        None => (0..of.table.columns.len()).collect(),
    };
    for id in links.keys() {
        of.column(id).map_err(refuse)?;
    }
    let head = columns.iter().map(|column| text(&of.table.columns[*column].head())).collect();
    let rows = of.chosen(condition).map_err(refuse)?.into_iter();
    let shown = |row: &[Json], column: usize| match links.get(&of.table.columns[column].id) {
        Some(address) if Cell::of(&row[column]) != Cell::Empty => {
            link(&unmarked(&filled(address, of, row)), &unmarked(&plain(&row[column])))
        }
        _ => cell(&Cell::of(&row[column])),
    };
    let cells = |row: &[Json]| columns.iter().map(|column| shown(row, *column)).collect();
    Ok((head, rows.map(cells).collect()))
}

/// An address with the row's cells in place of `{column}`.
fn filled(address: &str, of: &Rows<'_>, row: &[Json]) -> String {
    let columns = of.table.columns.iter().zip(row);
    columns.fold(address.to_owned(), |address, (column, cell)| {
        address.replace(&format!("{{{}}}", column.id), &plain(cell))
    })
}

fn cell(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => NONE.to_owned(),
        Cell::Text(words) => said(words),
        Cell::Code(code) => format!("<code>{}</code>", text(code)),
        Cell::Link { text, address } => link(&unmarked(address), &unmarked(text)),
        Cell::List(cells) => Cell::join(cells, self::cell),
    }
}

/// A record's sentence for a page: between two backticks is code, and a date keeps to one line.
fn said(words: &str) -> String {
    static DATE: LazyLock<Regex> = LazyLock::new(|| constant(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b"));
    let parts: Vec<&str> = words.split('`').collect();
    if parts.len().is_multiple_of(2) || parts.iter().skip(1).step_by(2).any(|code| code.is_empty()) {
        return text(words);
    }
    let part = |(place, part): (usize, &&str)| match place % 2 {
        0 => DATE.replace_all(&text(part), "<span class=\"date\">$0</span>").into_owned(),
        _ => format!("<code>{}</code>", text(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

/// A record's text for a page.
pub(super) fn text(plain: &str) -> String {
    escape(&unmarked(plain))
}

/// The text without the characters that mark numbers on a page.
fn unmarked(plain: &str) -> String {
    plain.replace(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_of_a_record_has_code_and_dates() {
        assert_eq!(
            said("`a<b` since 2026-05-03"),
            "<code>a&lt;b</code> since <span class=\"date\">2026-05-03</span>"
        );
        assert_eq!(said("RUSTSEC-2026-0247"), "RUSTSEC-2026-0247");
        for words in ["one ` alone", "two `` of nothing"] {
            assert_eq!(said(words), text(words), "they are no bounds");
        }
    }
}
