//! Rows of a record's table, chosen by what stands in their cells.

use std::collections::BTreeSet;
use std::fmt::Display;

use serde_json::Value as Json;

use crate::collection::Evidence;
use crate::point::PointError;
use crate::record::{self, Record, Table};

/// Deeper conditions are refused.
const DEEPEST: usize = 50;

/// So many of the values that a column has are named.
const NAMED: usize = 12;

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
    /// [`PointError`] says which records and tables there are.
    pub fn table<'a>(&'a self, path: &str) -> Result<Rows<'a>, PointError> {
        let (record, table) = path.rsplit_once('/').unwrap_or((path, ""));
        let record = self.any(record)?;
        let found = record.tables.get_key_value(table);
        found.map(|(name, table)| Rows { record, name, table }).ok_or_else(|| {
            let (record, known) = (&record.name, list(record.tables.keys()));
            PointError::missing(format!("record {record} has no table `{table}`; it has {known}"))
        })
    }
}

impl<'a> Rows<'a> {
    /// The place of a column.
    ///
    /// # Errors
    /// [`PointError`] lists the columns there are.
    pub fn column(&self, id: &str) -> Result<usize, PointError> {
        let ids = || self.table.columns.iter().map(|column| column.id.as_str());
        ids().position(|known| known == id).ok_or_else(|| {
            let (table, known) = (self.name, list(ids()));
            PointError::missing(format!("the table `{table}` has no column `{id}`; it has {known}"))
        })
    }

    /// The fields that cells of a column have, sorted.
    pub fn fields(&self, column: usize) -> BTreeSet<&'a str> {
        let cells = self.table.rows.iter().filter_map(|row| record::Cell::fields(&row[column]));
        cells.flat_map(|fields| fields.keys().map(String::as_str)).collect()
    }

    fn check_field(&self, column: usize, field: &str) -> Result<(), PointError> {
        let has =
            |row: &Vec<Json>| record::Cell::fields(&row[column]).is_some_and(|it| it.contains_key(field));
        if self.table.rows.iter().any(has) {
            return Ok(());
        }
        let known = list(self.fields(column).into_iter());
        let (table, column) = (self.name, &self.table.columns[column].id);
        Err(PointError::missing(format!(
            "no cell of `{column}` in `{table}` has a field `{field}`; there are {known}"
        )))
    }

    /// The rows for which a condition holds, such as `kind == call && !test`; every row without one. A column by itself holds where its cell is neither empty nor
    /// `false`; `column.key` is a field of a cell that has fields; a list equals each of its values. A value stands in quotes, or bare where it is one word.
    /// It must occur somewhere in the column, whatever the field.
    ///
    /// # Errors
    /// [`PointError`] when it is no condition, or names a column or a value that the table does not have.
    pub fn chosen(&self, condition: Option<&str>) -> Result<Vec<&'a [Json]>, PointError> {
        let reader = |text| Reader { rows: self, text, rest: text, depth: 0 };
        let holds = condition.map(|text| reader(text).read()).transpose()?;
        let rows = self.table.rows.iter().map(Vec::as_slice);
        Ok(rows.filter(|row| holds.as_ref().is_none_or(|holds| holds(row))).collect())
    }

    /// How many of the rows there are, or how many different values they have in the column `distinct`.
    ///
    /// # Errors
    /// [`PointError`] as [`Rows::chosen`].
    pub fn count(&self, condition: Option<&str>, distinct: Option<&str>) -> Result<usize, PointError> {
        let rows = self.chosen(condition)?;
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
type Condition = Box<dyn Fn(&[Json]) -> bool>;

/// A cell, or a field of one.
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

fn is_filled(cell: &Json) -> bool {
    match cell {
        Json::Null | Json::Bool(false) => false,
        Json::Array(cells) => !cells.is_empty(),
        Json::String(text) => !text.is_empty(),
        _ => true,
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
    fn read(mut self) -> Result<Condition, PointError> {
        let condition = self.either()?;
        if self.rest.trim().is_empty() {
            Ok(condition)
        } else {
            Err(self.refusal(format!("`{}` is left over", cut(self.rest.trim()))))
        }
    }

    fn either(&mut self) -> Result<Condition, PointError> {
        let mut either = self.both()?;
        while self.takes("||") {
            let (left, right) = (either, self.both()?);
            either = Box::new(move |row| left(row) || right(row));
        }
        Ok(either)
    }

    fn both(&mut self) -> Result<Condition, PointError> {
        let mut both = self.one()?;
        while self.takes("&&") {
            let (left, right) = (both, self.one()?);
            both = Box::new(move |row| left(row) && right(row));
        }
        Ok(both)
    }

    fn one(&mut self) -> Result<Condition, PointError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.refusal(format!("it has more than {DEEPEST} parts")));
        }
        if self.takes("!") {
            let not = self.one()?;
            return Ok(Box::new(move |row| !not(row)));
        }
        if self.takes("(") {
            let inside = self.either()?;
            return if self.takes(")") { Ok(inside) } else { Err(self.refusal("a `(` is not closed")) };
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
            return Ok(Box::new(move |row| is_filled(cell.of(row))));
        }
        let value = self.word()?.to_owned();
        if !self.rows.table.rows.iter().any(|row| occurs(&row[column], &value)) {
            let values = self.rows.table.rows.iter().map(|row| plain(cell.of(row)));
            let known: BTreeSet<String> = values.filter(|value| !value.is_empty()).collect();
            let more = if known.len() > NAMED { ", and others" } else { "" };
            let known = format!("{}{more}", list(known.iter().take(NAMED)));
            let table = self.rows.name;
            return Err(PointError::missing(format!(
                "no row of `{table}` has {name} == {value}; there are {known}"
            )));
        }
        Ok(Box::new(move |row| is(cell.of(row), &value) != differs))
    }

    /// A column or a value: in quotes, or up to a space or a sign.
    fn word(&mut self) -> Result<&'r str, PointError> {
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

    fn refusal(&self, problem: impl Display) -> PointError {
        PointError::missing(format!("`{}` chooses no rows: {problem}", cut(self.text)))
    }
}

/// The beginning of what is long.
fn cut(text: &str) -> &str {
    text.char_indices().nth(80).map_or(text, |(end, _)| &text[..end])
}

/// Names for a message.
pub fn list(names: impl Iterator<Item = impl AsRef<str>>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{}`", name.as_ref())).collect();
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
