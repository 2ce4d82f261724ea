//! Writes a record: readable in a diff, and whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use evidence::Record;
use evidence::record::RecordError;
use thiserror::Error;

use crate::atomic;
use crate::exit::Exit;

/// Why a record was not written. The file that was there before is untouched.
#[derive(Debug, Error)]
pub(crate) enum WriteError {
    /// The measured values are not a record; `evidence` says why.
    #[error("what was measured is not a record: {0}")]
    Invalid(#[from] RecordError),
    /// The disk refused.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl WriteError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Invalid(_) | Self::Unwritable { .. } => Exit::Failed,
        }
    }
}

/// Writes the record to `folder` under its name and returns the path.
///
/// # Errors
/// [`WriteError`]; the former file then still stands.
pub(super) fn write(folder: &Path, record: &Record) -> Result<PathBuf, WriteError> {
    let path = folder.join(format!("{}.json", record.name));
    let unwritable = |source: io::Error| WriteError::Unwritable { path: path.clone(), source };
    let text = to_json(record).map_err(|error| unwritable(error.into()))?;
    check(record)?;

    atomic::write(&path, text.as_bytes()).map_err(unwritable)?;
    Ok(path)
}

/// Refuses what the book could not read back.
///
/// # Errors
/// [`RecordError`] says what is wrong with it.
pub(super) fn check(record: &Record) -> Result<(), RecordError> {
    // A record always becomes JSON; if not, the empty text is refused.
    let text = serde_json::to_string(record).unwrap_or_default();
    Record::from_json(&record.name, &text).map(drop)
}

/// Pretty JSON with each list of numbers, and each item of a list that holds nothing nested, on one line: a diff of two
/// records is read by series.
fn to_json(record: &Record) -> serde_json::Result<String> {
    let pretty = serde_json::to_string_pretty(record)?;
    let lines: Vec<&str> = pretty.lines().collect();
    let mut text = String::with_capacity(pretty.len());
    let mut rest = &lines[..];
    while let [first, after @ ..] = rest {
        text.push_str(first);
        rest = after;
        let flat = after.iter().take_while(|line| !line.ends_with(['[', '{']) && !is_end(line)).count();
        let (inside, end) = after.split_at(flat);
        let numbers = first.ends_with('[') && inside.iter().all(|line| is_number(line));
        let item = first.trim() == "{";
        if flat > 0
            && (numbers || item)
            && let [end, after @ ..] = end
            && is_end(end)
        {
            let inside: Vec<&str> = inside.iter().map(|line| line.trim()).collect();
            let space = if item { " " } else { "" };
            text.push_str(&[space, &inside.join(" "), space, end.trim()].concat());
            rest = after;
        }
        text.push('\n');
    }
    Ok(text)
}

fn is_end(line: &str) -> bool {
    matches!(line.trim().trim_end_matches(','), "]" | "}")
}

fn is_number(line: &str) -> bool {
    line.trim().trim_end_matches(',').parse::<f64>().is_ok()
}

/// Five significant digits: more than any interval resolves, and the same text on every machine.
pub(super) fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_five_digits() {
        assert!((rounded(123_456.7) - 123_460.0).abs() < f64::EPSILON);
        assert!((rounded(0.000_123_456) - 0.000_123_46).abs() < f64::EPSILON);
        assert!((rounded(1.0) - 1.0).abs() < f64::EPSILON);
    }
}
