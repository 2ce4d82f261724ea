//! Where book.toml says that the evidence and its rules are.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

/// book.toml does not say where things are.
#[derive(Debug, Error)]
#[error("book.toml: {0}. [preprocessor.evidence] names `records`, `reference`, `gates` and `decision`.")]
pub(crate) struct PlacesError(String);

/// Paths are from the project's root.
#[derive(Debug, Deserialize)]
pub(crate) struct Places {
    /// The folder of records.
    pub(crate) records: PathBuf,
    /// The name of the record that the book cites.
    pub(crate) reference: String,
    /// The package whose sources the records are of; none where they cannot go stale.
    pub(crate) measured: Option<String>,
    /// The gates' file.
    pub(crate) gates: PathBuf,
    /// The decision's file.
    pub(crate) decision: PathBuf,
}

#[derive(Debug, Deserialize)]
struct Book {
    preprocessor: Preprocessors,
}

#[derive(Debug, Deserialize)]
struct Preprocessors {
    evidence: Places,
}

impl Places {
    /// Reads `root`'s book.toml.
    ///
    /// # Errors
    /// [`PlacesError`] when it cannot be read or one of them is not named.
    pub(crate) fn read(root: &Path) -> Result<Self, PlacesError> {
        let text =
            fs::read_to_string(root.join("book.toml")).map_err(|error| PlacesError(error.to_string()))?;
        let book: Book =
            toml::from_str(&text).map_err(|error| PlacesError(error.to_string().trim_end().to_owned()))?;
        Ok(book.preprocessor.evidence)
    }
}
