//! `tally`: how many rows of a table have each value of a column.

use std::collections::BTreeSet;

use evidence::record::Value as Coordinate;
use evidence::rows::{Rows, list, plain};
use minijinja::Error;
use minijinja::value::Kwargs;
use serde_json::Value as Json;

use super::record::text;
use super::{Heads, caption, heads, refuse};
use crate::page::Page;
use crate::page::html::cell;
use crate::page::provenance::Provenance;
use crate::page::table::Cells;

pub(super) fn tally(page: &Page, path: &str, options: &Kwargs) -> Result<String, Error> {
    let caption = caption(page, options)?;
    let by: &str = options.get("by")?;
    let only: Option<&str> = options.get("where")?;
    let split: Option<&str> = options.get("split")?;
    let with: Option<&str> = options.get("with")?;
    let about: Option<&str> = options.get("about")?;
    let heads = heads(page, options.get("heads")?)?;
    options.assert_all_used()?;
    let table = page.set.evidence.table(path).map_err(refuse)?;
    let column = |id: &str| table.column(id).map_err(refuse);
    let tally = Tally {
        rows: table.chosen(only).map_err(refuse)?,
        by: column(by)?,
        split: split.map(column).transpose()?,
        with: with.map(column).transpose()?,
        about,
        what: format!("rows of {path}{}", only.map(|only| format!(" where {only}")).unwrap_or_default()),
        table,
    };
    let (head, rows, cells) = tally.shown(&heads)?;
    let provenance = Provenance::found(&tally.what, COUNTED, table.record);
    Ok(page.table(cells, &caption, &head, &rows, vec![provenance]).html())
}

const COUNTED: &str = "counted in the record's table";

/// What is counted, and by what.
struct Tally<'a> {
    table: Rows<'a>,
    rows: Vec<&'a [Json]>,
    by: usize,
    split: Option<usize>,
    with: Option<usize>,
    /// The head of what the record says of each value.
    about: Option<&'a str>,
    what: String,
}

/// A table's head, its rows, and what its cells are.
type Shown = (Vec<String>, Vec<Vec<String>>, Cells);

impl<'a> Tally<'a> {
    /// Cells that have fields are counted by field, and by the values of each; others by their value.
    fn shown(&self, heads: &Heads) -> Result<Shown, Error> {
        let fields = self.table.fields(self.by);
        let by = if fields.is_empty() {
            values(&self.every(), self.by)
        } else {
            fields.into_iter().map(str::to_owned).collect()
        };
        let columns = if self.is_by_field() {
            let cells = self.table.table.rows.iter().filter_map(|row| row[self.by].as_object());
            cells.flat_map(|fields| fields.values().flat_map(each)).collect()
        } else {
            self.split.map(|split| self.parts_of(split)).unwrap_or_default()
        };
        self.check(heads, &columns)?;
        let values = self.record_values();
        let is_listed = |id: &str| values.iter().any(|value| value.id == id);
        if self.about.is_some() && !by.iter().any(|id| is_listed(id)) {
            let (record, axis) = (&self.table.record.name, self.id(self.by));
            return Err(refuse(format!(
                "record {record} has no axis `{axis}` that says something about each"
            )));
        }
        let mut rows: Vec<(usize, String)> =
            by.into_iter().map(|value| (self.of(&value).len(), value)).collect();
        if !self.is_by_field() {
            rows.retain(|(count, _)| *count > 0);
        }
        rows.sort_by_key(|(count, id)| {
            let place = values.iter().position(|value| value.id == *id).unwrap_or(values.len());
            (place, std::cmp::Reverse(*count))
        });
        let mut shown: Vec<Vec<String>> = rows.iter().map(|(_, value)| self.row(value, &columns)).collect();
        if !self.is_by_field() {
            shown.push(self.total(&columns));
        }
        let words = self.with.is_some() || self.about.is_some();
        Ok((self.head(heads, &columns), shown, if words { Cells::Words } else { Cells::Numbers }))
    }

    /// The table's rows, chosen or not.
    fn every(&self) -> Vec<&'a [Json]> {
        self.table.table.rows.iter().map(Vec::as_slice).collect()
    }

    fn id(&self, column: usize) -> &'a str {
        &self.table.table.columns[column].id
    }

    fn is_by_field(&self) -> bool {
        !self.table.fields(self.by).is_empty()
    }

    /// What the record's axis of the column's name says of its values.
    fn record_values(&self) -> &'a [Coordinate] {
        self.table.record.values(self.id(self.by))
    }

    /// A head that is given must be of something.
    fn check(&self, heads: &Heads, columns: &BTreeSet<String>) -> Result<(), Error> {
        let own = [Some(self.by), self.with].into_iter().flatten().map(|column| self.id(column).to_owned());
        let known: BTreeSet<String> = own.chain(columns.iter().cloned()).collect();
        match heads.keys().find(|of| !known.contains(*of)) {
            None => Ok(()),
            Some(of) => Err(refuse(format!("no column is of `{of}`; there are {}", list(known.iter())))),
        }
    }

    /// The chosen rows that have a value, or a field.
    fn of(&self, value: &str) -> Vec<&'a [Json]> {
        let has = |row: &&&[Json]| match &row[self.by] {
            Json::Object(fields) => fields.contains_key(value),
            cell => each(cell).contains(value),
        };
        self.rows.iter().filter(has).copied().collect()
    }

    fn head(&self, heads: &Heads, columns: &BTreeSet<String>) -> Vec<String> {
        let named = |column: usize| {
            let column = &self.table.table.columns[column];
            heads.get(&column.id).cloned().unwrap_or_else(|| column.head())
        };
        let mut head = vec![named(self.by)];
        head.extend(self.with.map(named));
        head.extend(self.about.map(str::to_owned));
        // Whether something holds has its column's name.
        let split = self.split.map(|split| self.table.table.columns[split].head()).unwrap_or_default();
        head.extend(columns.iter().map(|value| match (heads.get(value), value.as_str()) {
            (Some(head), _) => head.clone(),
            (None, "yes") if !self.is_by_field() => split.clone(),
            (None, "no") if !self.is_by_field() => format!("not {split}"),
            (None, value) => value.to_owned(),
        }));
        if columns.is_empty() {
            head.push("rows".to_owned());
        }
        head.iter().map(|head| text(head)).collect()
    }

    fn row(&self, value: &str, columns: &BTreeSet<String>) -> Vec<String> {
        let said = self.record_values().iter().find(|said| said.id == value);
        let title = said.map(|said| said.title.as_str()).filter(|title| !title.is_empty());
        let rows = self.of(value);
        let mut cells = vec![text(title.unwrap_or(value))];
        cells.extend(self.with.map(|with| text(&Vec::from_iter(values(&rows, with)).join(", "))));
        cells.extend(self.about.map(|_| text(said.map_or("", |said| &said.about))));
        if self.is_by_field() {
            cells.extend(columns.iter().map(|answer| {
                let is =
                    |row: &&&[Json]| row[self.by].get(value).is_some_and(|cell| each(cell).contains(answer));
                self.parts(&rows.iter().filter(is).copied().collect::<Vec<_>>())
            }));
        } else {
            cells.extend(self.counts(&rows, columns));
        }
        cells
    }

    fn total(&self, columns: &BTreeSet<String>) -> Vec<String> {
        let mut cells = vec!["all".to_owned()];
        cells.extend(self.with.iter().map(|_| String::new()));
        cells.extend(self.about.iter().map(|_| String::new()));
        cells.extend(self.counts(&self.rows, columns));
        cells
    }

    /// How many rows there are, by the values of `split` where there is one.
    fn counts(&self, rows: &[&[Json]], columns: &BTreeSet<String>) -> Vec<String> {
        let Some(split) = self.split else { return vec![self.number(&rows.len().to_string())] };
        let of = |value: &String| rows.iter().filter(|row| each(&row[split]).contains(value)).count();
        columns.iter().map(|value| self.number(&of(value).to_string())).collect()
    }

    /// The values that a column splits rows by. What can hold or not has both, though it never holds.
    fn parts_of(&self, split: usize) -> BTreeSet<String> {
        let rows = self.every();
        let both = rows.iter().any(|row| row[split].is_boolean()).then_some(["no", "yes"]);
        values(&rows, split).into_iter().chain(both.into_iter().flatten().map(str::to_owned)).collect()
    }

    /// How many rows there are in one cell: `30 + 4`, a part for each value of `split`.
    fn parts(&self, rows: &[&[Json]]) -> String {
        let Some(split) = self.split else { return self.number(&rows.len().to_string()) };
        let of = |value: &String| rows.iter().filter(|row| each(&row[split]).contains(value)).count();
        let parts: Vec<String> = self.parts_of(split).iter().map(|value| of(value).to_string()).collect();
        self.number(&parts.join(" + "))
    }

    fn number(&self, count: &str) -> String {
        cell(count, None, &format!("{}: {COUNTED}", self.what), None)
    }
}

/// The values of a cell: of a list each, of an empty one none.
fn each(cell: &Json) -> BTreeSet<String> {
    match cell {
        Json::Array(cells) => cells.iter().map(plain).collect(),
        Json::Null => BTreeSet::new(),
        cell => BTreeSet::from([plain(cell)]),
    }
}

/// The values of a column, sorted.
fn values(rows: &[&[Json]], column: usize) -> BTreeSet<String> {
    rows.iter().flat_map(|row| each(&row[column])).collect()
}
