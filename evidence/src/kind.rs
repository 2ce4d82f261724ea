//! The kinds of records that this project has words for: what a record of each says, as types.

use serde::de::DeserializeOwned;

use crate::record::{Problem, Record, RecordError, Toolchain};

/// What a record of one kind says.
pub trait Kind: Sized {
    /// Its folder below the records.
    const KIND: &'static str;

    /// The record of it.
    fn to_record(&self) -> Record;

    /// What a record says.
    ///
    /// # Errors
    /// The part of the record that is missing or impossible, and what is wrong with it.
    fn read(record: &Record) -> Result<Self, Problem>;

    /// Reads a record. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is no record, or one of another kind.
    fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        Self::of(file, &Record::from_json(file, text)?)
    }

    /// What a record says. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the record is of another kind.
    fn of(file: &str, record: &Record) -> Result<Self, RecordError> {
        Self::read(record).map_err(|problem| problem.of(file))
    }
}

/// A record of that kind and name.
pub(crate) fn record<T: Kind>(name: &str) -> Record {
    Record::new(format!("{}/{name}", T::KIND))
}

/// The name of a record within its kind.
pub(crate) fn name<T: Kind>(record: &Record) -> String {
    record
        .name
        .strip_prefix(T::KIND)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(&record.name)
        .to_owned()
}

/// What looked at the code.
pub(crate) fn toolchain(rustc: &str) -> Option<Toolchain> {
    Some(Toolchain::of(rustc))
}

/// The compiler that is said to have looked at the code.
pub(crate) fn rustc(record: &Record) -> String {
    record.toolchain.as_ref().map(|toolchain| toolchain.rustc.clone()).unwrap_or_default()
}

/// The rows of a table.
pub(crate) fn rows<T: DeserializeOwned>(record: &Record, table: &str) -> Result<Vec<T>, Problem> {
    let place = format!("the table `{table}`");
    let known = record.tables.get(table).ok_or_else(|| Problem::new(&place, "it is missing"))?;
    known.read().map_err(|(row, problem)| Problem::new(place, format!("row {row}: {problem}")))
}

/// What a record says whose content stands in a test as its fields.
#[cfg(test)]
pub(crate) fn of_fields<T: Kind + DeserializeOwned>(fields: serde_json::Value) -> Result<T, String> {
    let kind: T = serde_json::from_value(fields).map_err(|error| error.to_string())?;
    T::from_json("a.json", &kind.to_record().to_json()).map_err(|error| error.to_string())
}
