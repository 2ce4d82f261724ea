//! The one way from text to a record, and back.

use super::error::{self, RecordError};
use super::{Record, check, text};

impl Record {
    /// Reads a record and checks it. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is not JSON of this schema, or holds what no run can produce.
    pub fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        let record = error::parse(file, text)?;
        check::check(&record).map_err(|problem| problem.of(file))?;
        Ok(record)
    }

    /// The record as text: a figure on a line, a row on a line, so that a diff of two records is read by what changed.
    pub fn to_json(&self) -> String {
        text::of(self)
    }
}
