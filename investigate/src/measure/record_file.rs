//! Writes a record: readable in a diff, and whole or not at all.

use std::path::{Path, PathBuf};

use evidence::Record;

use super::error::MeasureError;
use crate::exit::Failure;
use crate::record_path;

/// Writes the record to `folder` under its name and returns the path. What the book could not read back is refused.
pub(super) fn write(folder: &Path, record: &Record) -> Result<PathBuf, Failure> {
    let path = folder.join(format!("{}.json", record.name));
    let text = record.to_json();
    Record::from_json(&record.name, &text).map_err(MeasureError::from)?;
    record_path::save_text(&path, &text)?;
    Ok(path)
}
