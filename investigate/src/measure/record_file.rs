//! Writes a record: readable in a diff, and whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use crate::measured::Measured;
use evidence::record::RecordError;
use thiserror::Error;

use crate::exit::Exit;
use mdbook_evidence::atomic;

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
pub(super) fn write(folder: &Path, record: &Measured) -> Result<PathBuf, WriteError> {
    let path = folder.join(format!("{}.json", record.name));
    let unwritable = |source: io::Error| WriteError::Unwritable { path: path.clone(), source };
    check(record)?;

    atomic::write(&path, record.to_record().to_json().as_bytes()).map_err(unwritable)?;
    Ok(path)
}

/// Refuses what the book could not read back.
///
/// # Errors
/// [`RecordError`] says what is wrong with it.
pub(super) fn check(record: &Measured) -> Result<(), RecordError> {
    Measured::from_json(&record.name, &record.to_record().to_json()).map(drop)
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
