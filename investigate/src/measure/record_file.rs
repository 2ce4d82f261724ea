//! Writes a record: readable in a diff, and whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use evidence::Record;
use evidence::record::RecordError;
use thiserror::Error;

use crate::atomic;

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

/// Writes the record to `folder` under its name and returns the path.
///
/// # Errors
/// [`WriteError`]; the former file then still stands.
pub(super) fn write(folder: &Path, record: &Record) -> Result<PathBuf, WriteError> {
    let path = folder.join(format!("{}.json", record.name));
    let unwritable = |source: io::Error| WriteError::Unwritable { path: path.clone(), source };
    let text = to_json(record).map_err(|error| unwritable(error.into()))?;
    // Nothing is published that the book could not read back.
    Record::from_json(&path.display().to_string(), &text)?;

    atomic::write(&path, text.as_bytes()).map_err(unwritable)?;
    Ok(path)
}

/// Pretty JSON with each list of numbers on one line, so that a diff of two records is read by series.
fn to_json(record: &Record) -> serde_json::Result<String> {
    let pretty = serde_json::to_string_pretty(record)?;
    let mut text = String::with_capacity(pretty.len());
    let mut lines = pretty.lines().peekable();
    while let Some(line) = lines.next() {
        text.push_str(line);
        if line.ends_with('[') {
            while let Some(number) = lines.next_if(|next| is_number(next)) {
                if !text.ends_with('[') {
                    text.push(' ');
                }
                text.push_str(number.trim());
            }
            // A list of other things goes on over lines.
            if !text.ends_with('[')
                && let Some(end) = lines.next()
            {
                text.push_str(end.trim());
            }
        }
        text.push('\n');
    }
    Ok(text)
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
