//! Why a file is no record, and reading as far as that can be told from its form.

use serde_json::Value;
use thiserror::Error;

use super::document::UniqueKeys;
use super::{Record, SCHEMA};
use crate::file::place_of;

/// Why a file is not a usable record. Each says what was wrong, where, and what to do.
#[derive(Debug, Error)]
pub enum RecordError {
    /// The text is not JSON, is cut off, or has a field of the wrong name or type.
    #[error(
        "{file}:{line}:{column}: this is not a whole record: {message}. Restore the file or measure again."
    )]
    Malformed {
        /// File name.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser expected.
        message: String,
    },
    /// The record was written by another version of this project.
    #[error(
        "{file}: schema {found} is not the schema {SCHEMA} that this version reads. Measure again with this version."
    )]
    Schema {
        /// File name.
        file: String,
        /// The version in the file.
        found: u64,
    },
    /// Some other JSON: another program's, or a file of this project that is no record.
    #[error(
        "{file}:1:1: this is JSON but not a record: it has no `schema`, {instead}. Take it out of the folder."
    )]
    Foreign {
        /// File name.
        file: String,
        /// What it has instead.
        instead: String,
    },
    /// The record holds something that no run can produce.
    #[error("{file}: {place}: {problem}. Measure again; records are not edited by hand.")]
    Impossible {
        /// File name.
        file: String,
        /// The part of the record.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// What is wrong, and with which part of a record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}: {problem}")]
pub struct Problem {
    place: String,
    problem: String,
}

impl Problem {
    /// What is wrong with a part of a record, by the part's name.
    pub fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }

    /// The error of the record in that file.
    pub fn of(self, file: &str) -> RecordError {
        RecordError::Impossible { file: file.to_owned(), place: self.place, problem: self.problem }
    }
}

impl RecordError {
    /// Reads text; `file` is the name to use in messages.
    pub(crate) fn text(file: &str, bytes: Vec<u8>) -> Result<String, Self> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let (line, column) = place_of(&error);
            let message = "this byte is not UTF-8".to_owned();
            Self::Malformed { file: file.to_owned(), line, column, message }
        })?;
        // Some editors begin a file with a byte order mark, which means nothing.
        Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
    }

    fn malformed(file: &str, text: &str, error: &serde_json::Error) -> Self {
        let word = word_at(text, error.line(), error.column());
        let message = match word.trim_start_matches(['-', '+']).to_ascii_lowercase().as_str() {
            "nan" | "inf" | "infinity" => format!("`{word}` is no number in JSON"),
            _ if error.is_eof() => "the file is cut off".to_owned(),
            _ => without_place(&error.to_string()),
        };
        Self::Malformed { file: file.to_owned(), line: error.line(), column: error.column(), message }
    }
}

/// The word that a place is in; line and column from 1.
fn word_at(text: &str, line: usize, column: usize) -> &str {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let (before, after) = line.split_at_checked(column.saturating_sub(1)).unwrap_or((line, ""));
    let outside = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+' | '.'));
    let start = before.len() - before.rsplit(outside).next().unwrap_or_default().len();
    let end = before.len() + after.find(outside).unwrap_or(after.len());
    &line[start..end]
}

/// What a document that is no record is, in a few words.
fn outline(document: &Value) -> String {
    let Value::Object(entries) = document else { return "for it is no object".to_owned() };
    let keys: Vec<String> = entries.keys().take(3).map(|key| format!("`{key}`")).collect();
    if keys.is_empty() { "for it is empty".to_owned() } else { format!("but {}", keys.join(", ")) }
}

/// `serde_json` ends its messages with the place, which the error shows by itself.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(text, _)| text).to_owned()
}

/// Reads JSON of this schema's version.
pub(super) fn parse(file: &str, text: &str) -> Result<Record, RecordError> {
    let malformed = |error: serde_json::Error| RecordError::malformed(file, text, &error);
    if text.trim().is_empty() {
        let message = "the file is empty".to_owned();
        return Err(RecordError::Malformed { file: file.to_owned(), line: 1, column: 1, message });
    }
    serde_json::from_str::<UniqueKeys>(text).map_err(malformed)?;
    let record: Result<Record, _> = serde_json::from_str(text);
    match record {
        Ok(record) if record.schema == SCHEMA => Ok(record),
        Ok(Record { schema, .. }) => Err(RecordError::Schema { file: file.to_owned(), found: schema.into() }),
        Err(error) => {
            // What is of another program or version is not blamed for its first unknown key.
            let document: serde_json::Value = serde_json::from_str(text).map_err(malformed)?;
            let Some(version) = document.get("schema") else {
                return Err(RecordError::Foreign { file: file.to_owned(), instead: outline(&document) });
            };
            // What is not a number, the type refuses with its place.
            let another = version.as_u64().filter(|found| *found != u64::from(SCHEMA));
            Err(another.map_or_else(
                || malformed(error),
                |found| RecordError::Schema { file: file.to_owned(), found },
            ))
        }
    }
}
