//! What is no number: rows of named columns.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Rows of the same columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The cells of each row, in the order of the columns; `null` for an empty one. Pages show `{"text": "...", "link": "https://..."}`
    /// as a link, `{"code": "..."}` as code, and a list of cells with commas between them, or semicolons where one has a comma.
    pub rows: Vec<Vec<Value>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its id.
    pub id: String,
    /// What stands above it; the id, with spaces, where it is missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

impl Column {
    /// A column that is shown under its id.
    pub fn of(id: impl Into<String>) -> Self {
        Self { id: id.into(), title: String::new() }
    }

    /// A column that is shown under a title.
    pub fn titled(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into() }
    }

    /// What stands above it.
    pub fn head(&self) -> String {
        if self.title.is_empty() { self.id.replace(['-', '_'], " ") } else { self.title.clone() }
    }
}

impl Table {
    /// A table of things that become objects: a column for each of their fields. `first` are those that stand first, in
    /// their order.
    ///
    /// A thing that becomes something else has no place in a table, and an empty row stands for it.
    pub fn of<T: Serialize>(first: &[&str], things: impl IntoIterator<Item = T>) -> Self {
        let mut columns: Vec<Column> = first.iter().map(|id| Column::of(*id)).collect();
        let mut objects = Vec::new();
        for thing in things {
            let object = match serde_json::to_value(thing) {
                Ok(Value::Object(object)) => object,
                _ => Map::new(),
            };
            for id in object.keys() {
                if !columns.iter().any(|column| column.id == *id) {
                    columns.push(Column::of(id));
                }
            }
            objects.push(object);
        }
        let rows = objects.into_iter().map(|mut object| {
            columns.iter().map(|column| object.remove(&column.id).unwrap_or(Value::Null)).collect()
        });
        Self { rows: rows.collect(), columns }
    }

    /// The rows as things that are read from objects; an empty cell is no field.
    ///
    /// # Errors
    /// The row, from 1, and what is wrong with it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Vec<T>, (usize, String)> {
        let read = |(index, row): (usize, &Vec<Value>)| {
            let filled = self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_null());
            let object: Map<String, Value> =
                filled.map(|(column, cell)| (column.id.clone(), cell.clone())).collect();
            serde_json::from_value(Value::Object(object)).map_err(|error| (index + 1, error.to_string()))
        };
        self.rows.iter().enumerate().map(read).collect()
    }
}
