//! Rows of a record's table, chosen by what stands in their cells.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use thiserror::Error;

use crate::collection::Evidence;
use crate::point::PointError;
use crate::record::{self, Record, Table};

/// Deeper conditions are refused.
const DEEPEST: usize = 50;

/// So many of the values that a column has are named.
const NAMED: usize = 12;

/// Why rows cannot be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowsError {
    /// There is no such record.
    #[error(transparent)]
    Record(#[from] PointError),
    /// The record has no such table.
    #[error("record {record} has no table `{table}`; it has {known}")]
    Table {
        /// The record.
        record: String,
        /// What was asked for.
        table: String,
        /// What it has.
        known: String,
    },
    /// The table has no such column.
    #[error("the table `{table}` has no column `{column}`; it has {known}")]
    Column {
        /// The table.
        table: String,
        /// What was asked for.
        column: String,
        /// What it has.
        known: String,
    },
    /// No cell of the column has such a field.
    #[error("no cell of `{column}` in `{table}` has a field `{field}`; there are {known}")]
    Field {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// What was asked for.
        field: String,
        /// What there is.
        known: String,
    },
    /// No row has such a value in the column: what never occurs is misspelt.
    #[error("no row of `{table}` has {column} == {value}; there are {known}")]
    Value {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// What was asked for.
        value: String,
        /// What there is.
        known: String,
    },
    /// The condition is none.
    #[error("`{text}` chooses no rows: {problem}")]
    Condition {
        /// The condition.
        text: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// A table of a record.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// The record.
    pub record: &'a Record,
    /// The table's name.
    pub name: &'a str,
    /// The table.
    pub table: &'a Table,
}

impl Evidence {
    /// The table at `path`, which is a record's name with the table's: `audit/today/crates`.
    ///
    /// # Errors
    /// [`RowsError`] says which records and tables there are.
    pub fn table<'a>(&'a self, path: &str) -> Result<Rows<'a>, RowsError> {
        let (record, table) = path.rsplit_once('/').unwrap_or((path, ""));
        let record = self.any(record)?;
        match record.tables.get_key_value(table) {
            Some((name, table)) => Ok(Rows { record, name, table }),
            None => Err(RowsError::Table {
                record: record.name.clone(),
                table: table.to_owned(),
                known: list(record.tables.keys().map(String::as_str)),
            }),
        }
    }
}

impl<'a> Rows<'a> {
    /// The place of a column.
    ///
    /// # Errors
    /// [`RowsError::Column`] lists the columns there are.
    pub fn column(&self, id: &str) -> Result<usize, RowsError> {
        self.table.columns.iter().position(|column| column.id == id).ok_or_else(|| RowsError::Column {
            table: self.name.to_owned(),
            column: id.to_owned(),
            known: list(self.table.columns.iter().map(|column| column.id.as_str())),
        })
    }

    /// The fields that cells of a column have, sorted.
    pub fn fields(&self, column: usize) -> BTreeSet<&'a str> {
        let cells = self.table.rows.iter().filter_map(|row| record::Cell::fields(&row[column]));
        cells.flat_map(|fields| fields.keys().map(String::as_str)).collect()
    }

    fn check_field(&self, column: usize, field: &str) -> Result<(), RowsError> {
        let has = |row: &Vec<Json>| {
            record::Cell::fields(&row[column]).is_some_and(|fields| fields.contains_key(field))
        };
        if self.table.rows.iter().any(has) {
            return Ok(());
        }
        let known = self.fields(column);
        let (table, column) = (self.name.to_owned(), self.table.columns[column].id.clone());
        Err(RowsError::Field { table, column, field: field.to_owned(), known: list(known.into_iter()) })
    }

    /// The rows for which a condition holds: `kind == call && !test`. A column by itself holds where its cell is neither empty nor
    /// `false`; `column.key` is a field of a cell that has fields; a list equals each of its values. A value stands in quotes, or bare where it is one word.
    /// It must occur somewhere in the column, whatever the field.
    ///
    /// # Errors
    /// [`RowsError`] when it is no condition, or names a column or a value that the table does not have.
    pub fn chosen(&self, condition: &str) -> Result<Vec<&'a [Json]>, RowsError> {
        let chosen = Reader::new(self, condition).read()?;
        Ok(self.table.rows.iter().map(Vec::as_slice).filter(|row| chosen.holds(row)).collect())
    }

    /// The rows for which a condition holds; every row without one.
    ///
    /// # Errors
    /// [`RowsError`] as [`Rows::chosen`].
    pub fn wanted(&self, condition: Option<&str>) -> Result<Vec<&'a [Json]>, RowsError> {
        let every = || Ok(self.table.rows.iter().map(Vec::as_slice).collect());
        condition.map_or_else(every, |condition| self.chosen(condition))
    }

    /// How many of the rows there are, or how many different values they have in the column `distinct`.
    ///
    /// # Errors
    /// [`RowsError`] as [`Rows::chosen`].
    pub fn count(&self, condition: Option<&str>, distinct: Option<&str>) -> Result<usize, RowsError> {
        let rows = self.wanted(condition)?;
        let Some(column) = distinct.map(|column| self.column(column)).transpose()? else {
            return Ok(rows.len());
        };
        Ok(rows.iter().map(|row| plain(&row[column])).collect::<BTreeSet<_>>().len())
    }
}

/// A cell as text without markup; empty for one that holds nothing.
pub fn plain(cell: &Json) -> String {
    record::Cell::of(cell).to_string()
}

/// What must hold of a row.
#[derive(Debug)]
enum Condition {
    Is { cell: Cell, value: String },
    Filled(Cell),
    Not(Box<Self>),
    Both(Box<Self>, Box<Self>),
    Either(Box<Self>, Box<Self>),
}

/// A cell, or a field of one.
#[derive(Debug)]
struct Cell {
    column: usize,
    field: Option<String>,
}

impl Cell {
    fn of<'r>(&self, row: &'r [Json]) -> &'r Json {
        match &self.field {
            None => &row[self.column],
            Some(field) => row[self.column].get(field).unwrap_or(&Json::Null),
        }
    }
}

impl Condition {
    fn holds(&self, row: &[Json]) -> bool {
        match self {
            Self::Is { cell, value } => is(cell.of(row), value),
            Self::Filled(cell) => match cell.of(row) {
                Json::Null | Json::Bool(false) => false,
                Json::Array(cells) => !cells.is_empty(),
                Json::String(text) => !text.is_empty(),
                _ => true,
            },
            Self::Not(condition) => !condition.holds(row),
            Self::Both(left, right) => left.holds(row) && right.holds(row),
            Self::Either(left, right) => left.holds(row) || right.holds(row),
        }
    }
}

/// Whether a value stands in a cell or in one of its fields.
fn occurs(cell: &Json, value: &str) -> bool {
    match record::Cell::fields(cell) {
        Some(fields) => fields.values().any(|cell| is(cell, value)),
        None => is(cell, value),
    }
}

fn is(cell: &Json, value: &str) -> bool {
    match cell {
        Json::Array(cells) => cells.iter().any(|cell| is(cell, value)),
        Json::String(text) => text == value,
        cell => plain(cell) == value,
    }
}

/// Reads a condition: `||` binds less than `&&`, and that less than `!`.
struct Reader<'r, 'a> {
    rows: &'r Rows<'a>,
    text: &'r str,
    rest: &'r str,
    depth: usize,
}

impl<'r, 'a> Reader<'r, 'a> {
    fn new(rows: &'r Rows<'a>, text: &'r str) -> Self {
        Self { rows, text, rest: text, depth: 0 }
    }

    fn read(mut self) -> Result<Condition, RowsError> {
        let condition = self.either()?;
        if self.rest.trim().is_empty() {
            Ok(condition)
        } else {
            Err(self.refusal(format!("`{}` is left over", cut(self.rest.trim()))))
        }
    }

    fn either(&mut self) -> Result<Condition, RowsError> {
        let mut left = self.both()?;
        while self.takes("||") {
            left = Condition::Either(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Condition, RowsError> {
        let mut left = self.one()?;
        while self.takes("&&") {
            left = Condition::Both(Box::new(left), Box::new(self.one()?));
        }
        Ok(left)
    }

    fn one(&mut self) -> Result<Condition, RowsError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.refusal(format!("it has more than {DEEPEST} parts")));
        }
        if self.takes("!") {
            return Ok(Condition::Not(Box::new(self.one()?)));
        }
        if self.takes("(") {
            let inside = self.either()?;
            return if self.takes(")") {
                Ok(inside)
            } else {
                Err(self.refusal("a `(` is not closed".to_owned()))
            };
        }
        let name = self.word()?;
        let (column, field) = match self.rows.column(name) {
            Ok(column) => (column, None),
            Err(unknown) => {
                let (column, field) = name.split_once('.').ok_or_else(|| unknown.clone())?;
                let column = self.rows.column(column).map_err(|_| unknown)?;
                self.rows.check_field(column, field)?;
                (column, Some(field.to_owned()))
            }
        };
        let cell = Cell { column, field };
        let differs = self.takes("!=");
        if !differs && !self.takes("==") {
            return Ok(Condition::Filled(cell));
        }
        let value = self.word()?.to_owned();
        if !self.rows.table.rows.iter().any(|row| occurs(&row[column], &value)) {
            let values = self.rows.table.rows.iter().map(|row| plain(cell.of(row)));
            let known: BTreeSet<String> = values.filter(|value| !value.is_empty()).collect();
            let more = if known.len() > NAMED { ", and others" } else { "" };
            let known = format!("{}{more}", list(known.iter().map(String::as_str).take(NAMED)));
            let (table, column) = (self.rows.name.to_owned(), name.to_owned());
            return Err(RowsError::Value { table, column, value, known });
        }
        let is = Condition::Is { cell, value };
        Ok(if differs { Condition::Not(Box::new(is)) } else { is })
    }

    /// A column or a value: in quotes, or up to a space or a sign.
    fn word(&mut self) -> Result<&'r str, RowsError> {
        let rest = self.rest.trim_start();
        let quote = rest.chars().next().filter(|first| ['"', '\''].contains(first));
        let (word, after) = match quote {
            Some(quote) => {
                rest[1..].split_once(quote).ok_or_else(|| self.refusal(format!("a {quote} is not closed")))?
            }
            None => {
                let ends = |letter: char| letter.is_whitespace() || "=!&|()".contains(letter);
                rest.split_at(rest.find(ends).unwrap_or(rest.len()))
            }
        };
        if word.is_empty() && quote.is_none() {
            let found =
                if rest.is_empty() { "it ends".to_owned() } else { format!("`{}` stands", cut(rest)) };
            return Err(self.refusal(format!("{found} where a column or a value is wanted")));
        }
        self.rest = after;
        Ok(word)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest.trim_start();
        // `!` is not the beginning of `!=`.
        let found = rest.strip_prefix(sign).filter(|after| sign != "!" || !after.starts_with('='));
        found.map(|after| self.rest = after).is_some()
    }

    fn refusal(&self, problem: String) -> RowsError {
        RowsError::Condition { text: cut(self.text).to_owned(), problem }
    }
}

/// The beginning of what is long.
fn cut(text: &str) -> &str {
    text.char_indices().nth(80).map_or(text, |(end, _)| &text[..end])
}

fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::record::Column;

    fn record() -> Record {
        let mut record = Record::new("tool/here");
        let columns = ["file", "test", "names", "by", "needs"].map(Column::of);
        let rows = vec![
            vec![
                json!("a.rs"),
                json!(false),
                json!(["x", "y"]),
                json!({"rope": "edit", "other": "none"}),
                json!("one item"),
            ],
            vec![json!("a.rs"), json!(true), json!([]), json!({"rope": "none"}), json!(null)],
            vec![json!("b.rs"), json!(false), json!(["y"]), json!({}), json!("whole list")],
        ];
        record.tables.insert("uses".to_owned(), Table { columns: columns.to_vec(), rows });
        record
    }

    fn said(condition: &str) -> String {
        let record = record();
        let rows = Rows { record: &record, name: "uses", table: &record.tables["uses"] };
        match rows.count(Some(condition), None) {
            Ok(count) => format!("{condition}: {count}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn rows_are_chosen_by_their_cells() {
        let conditions = [
            "file == a.rs",
            "file == a.rs && !test",
            "test",
            "names",
            "names == y",
            "by.rope == edit || file == b.rs",
            "by.other == edit",
            "needs == 'one item'",
            "needs != \"one item\"",
            "!(file == b.rs || test)",
            "test == no && names == x",
        ];
        insta::assert_snapshot!(conditions.map(said).join("\n"));
    }

    #[test]
    fn what_chooses_no_rows_is_refused_with_what_could() {
        let deep = "!".repeat(100_000);
        let conditions = [
            "",
            "files == a.rs",
            "file == c.rs",
            "by.rope == move",
            "by.mi == edit",
            "file.rope == edit",
            "file = a.rs",
            "(test",
            "test)",
            "file ==",
            "'file",
            "&&",
            deep.as_str(),
        ];
        insta::assert_snapshot!(conditions.map(said).join("\n"));
    }

    #[test]
    fn distinct_values_are_counted_once() {
        let record = record();
        let rows = Rows { record: &record, name: "uses", table: &record.tables["uses"] };
        assert_eq!(rows.count(None, Some("file")).unwrap(), 2);
        assert_eq!(rows.count(Some("!test"), None).unwrap(), 2);
    }
}
