//! `rows` and `tally`: the tables of any record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use evidence::Record;
use evidence::record::Table;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};
use serde_json::Value as Json;

use super::{caption, refuse};
use crate::html::{Cells, escape, list};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

/// What stands where there is nothing.
const NONE: &str = "–";

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let for_rows = Arc::clone(set);
    environment.add_function(
        "rows",
        move |state: &State<'_, '_>, record: &str, table: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let columns: Option<Vec<String>> = options.get("columns")?;
            let only: Option<&str> = options.get("where")?;
            options.assert_all_used()?;
            let shown = Shown::of(&for_rows, record, table)?;
            let (head, rows) = shown.rows(columns.as_deref(), only)?;
            Ok(shown.table(&*Page::of(state)?, Cells::Words, caption, &head, &rows))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "tally",
        move |state: &State<'_, '_>, record: &str, table: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let by: &str = options.get("by")?;
            let only: Option<&str> = options.get("where")?;
            options.assert_all_used()?;
            let shown = Shown::of(&set, record, table)?;
            let (head, rows) = shown.tally(by, only)?;
            Ok(shown.table(&*Page::of(state)?, Cells::Numbers, caption, &head, &rows))
        },
    );
}

/// A table of a record.
struct Shown<'a> {
    record: &'a Record,
    name: &'a str,
    table: &'a Table,
}

impl<'a> Shown<'a> {
    fn of(set: &'a RecordSet, record: &str, name: &'a str) -> Result<Self, Error> {
        let record = set.evidence().any(record).map_err(refuse)?;
        let table = record.tables.get(name).ok_or_else(|| {
            refuse(format!(
                "record {} has no table `{name}`; it has {}",
                record.name,
                list(record.tables.keys())
            ))
        })?;
        Ok(Self { record, name, table })
    }

    fn column(&self, id: &str) -> Result<usize, Error> {
        self.table.columns.iter().position(|column| column.id == id).ok_or_else(|| {
            let known = list(self.table.columns.iter().map(|column| &column.id));
            refuse(format!("the table `{}` has no column `{id}`; it has {known}", self.name))
        })
    }

    /// The rows whose cell is what `column=value` says; all of them without it.
    fn only(&self, only: Option<&str>) -> Result<Vec<&'a Vec<Json>>, Error> {
        let Some(only) = only else { return Ok(self.table.rows.iter().collect()) };
        let (id, wanted) = only
            .split_once('=')
            .ok_or_else(|| refuse(format!("`{only}` is not a choice of rows: write column=value")))?;
        let (id, wanted) = (id.trim(), wanted.trim());
        let column = self.column(id)?;
        let rows: Vec<_> = self.table.rows.iter().filter(|row| plain(&row[column]) == wanted).collect();
        if rows.is_empty() {
            // What never occurs is misspelt.
            let known: BTreeSet<String> = self.table.rows.iter().map(|row| plain(&row[column])).collect();
            return Err(refuse(format!(
                "no row of `{}` has {id}={wanted}; there are {}",
                self.name,
                list(known.iter())
            )));
        }
        Ok(rows)
    }

    fn rows(
        &self,
        columns: Option<&[String]>,
        only: Option<&str>,
    ) -> Result<(Vec<String>, Vec<Vec<String>>), Error> {
        let columns: Vec<usize> = match columns {
            Some(ids) => ids.iter().map(|id| self.column(id)).collect::<Result<_, _>>()?,
            None => (0..self.table.columns.len()).collect(),
        };
        let head =
            columns.iter().map(|column| text(&self.table.columns[*column].id.replace(['-', '_'], " ")));
        let cells = |row: &Vec<Json>| columns.iter().map(|column| text(&plain(&row[*column]))).collect();
        Ok((head.collect(), self.only(only)?.into_iter().map(cells).collect()))
    }

    /// How many rows have each value of a column, the most first.
    fn tally(&self, by: &str, only: Option<&str>) -> Result<(Vec<String>, Vec<Vec<String>>), Error> {
        let column = self.column(by)?;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in self.only(only)? {
            *counts.entry(plain(&row[column])).or_default() += 1;
        }
        let mut counts = Vec::from_iter(counts);
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let all: usize = counts.iter().map(|(_, count)| count).sum();
        counts.push(("all".to_owned(), all));
        let rows = counts.iter().map(|(value, count)| vec![text(value), count.to_string()]);
        Ok((vec![text(&by.replace(['-', '_'], " ")), "rows".to_owned()], rows.collect()))
    }

    fn table(
        &self,
        page: &Page,
        cells: Cells,
        caption: &str,
        head: &[String],
        rows: &[Vec<String>],
    ) -> Value {
        let what = format!("the table {}", self.name);
        let provenance = Provenance::found(what, "as it stands in the record", self.record);
        Value::from_safe_string(page.table(cells, caption, head, rows, vec![provenance]).html())
    }
}

/// A cell as text without markup.
fn plain(cell: &Json) -> String {
    match cell {
        Json::Null => NONE.to_owned(),
        Json::String(text) => text.clone(),
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Array(cells) => cells.iter().map(plain).collect::<Vec<_>>().join(", "),
        Json::Object(fields) => {
            let fields = fields.iter().map(|(name, cell)| format!("{name}: {}", plain(cell)));
            fields.collect::<Vec<_>>().join("; ")
        }
    }
}

/// A record's text for a page, without the characters that mark numbers there.
pub(super) fn text(plain: &str) -> String {
    escape(&plain.replace(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter), " "))
}
