//! `rows`: the table of any record.

use std::sync::Arc;

use evidence::rows::{Rows, RowsError, plain};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};
use serde_json::Value as Json;

use super::{caption, refuse};
use crate::html::{Cells, escape};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

/// What stands where there is nothing.
const NONE: &str = "–";

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let set = Arc::clone(set);
    environment.add_function(
        "rows",
        move |state: &State<'_, '_>, path: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let columns: Option<Vec<String>> = options.get("columns")?;
            let only: Option<&str> = options.get("where")?;
            options.assert_all_used()?;
            let table = set.evidence().table(path).map_err(refuse)?;
            let (head, rows) = shown(&table, columns.as_deref(), only).map_err(refuse)?;
            let what = format!("the table {}", table.name);
            let provenance = Provenance::found(what, "as it stands in the record", table.record);
            let shown = Page::of(state)?.table(Cells::Words, caption, &head, &rows, vec![provenance]);
            Ok(Value::from_safe_string(shown.html()))
        },
    );
}

/// The head of each column, and each row's cells.
fn shown(
    table: &Rows<'_>,
    columns: Option<&[String]>,
    only: Option<&str>,
) -> Result<(Vec<String>, Vec<Vec<String>>), RowsError> {
    let columns: Vec<usize> = match columns {
        Some(ids) => ids.iter().map(|id| table.column(id)).collect::<Result<_, _>>()?,
        None => (0..table.table.columns.len()).collect(),
    };
    let head = columns.iter().map(|column| text(&table.table.columns[*column].id.replace(['-', '_'], " ")));
    let rows = only.map_or_else(|| Ok(table.all()), |only| table.chosen(only))?;
    let cells = |row: &[Json]| columns.iter().map(|column| cell(&row[*column])).collect();
    Ok((head.collect(), rows.into_iter().map(cells).collect()))
}

/// A cell as HTML: `{"code": "…"}` as code, a list joined by commas.
fn cell(cell: &Json) -> String {
    if let Some(code) = cell.get("code").and_then(Json::as_str) {
        return format!("<code>{}</code>", text(code));
    }
    match cell {
        Json::Array(cells) if !cells.is_empty() => {
            cells.iter().map(self::cell).collect::<Vec<_>>().join(", ")
        }
        cell if plain(cell).is_empty() => NONE.to_owned(),
        cell => text(&plain(cell)),
    }
}

/// A record's text for a page, without the characters that mark numbers there.
pub(super) fn text(plain: &str) -> String {
    escape(&plain.replace(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter), " "))
}
