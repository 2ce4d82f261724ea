//! Writes a record: readable in a diff, and whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use evidence::Record;
use evidence::record::RecordError;
use thiserror::Error;

use crate::exit::Exit;
use mdbook_evidence::folder::atomic;

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

/// Writes the record to `folder` under its name and returns the path. What the book could not read back is refused.
///
/// # Errors
/// [`WriteError`]; the former file then still stands.
pub(super) fn write(folder: &Path, record: &Record) -> Result<PathBuf, WriteError> {
    let path = folder.join(format!("{}.json", record.name));
    let unwritable = |source: io::Error| WriteError::Unwritable { path: path.clone(), source };
    let text = record.to_json();
    Record::from_json(&record.name, &text)?;
    atomic::write(&path, text.as_bytes()).map_err(unwritable)?;
    Ok(path)
}
