//! The preprocessor's part of `book.toml`.

use std::path::PathBuf;

use mdbook_preprocessor::PreprocessorContext;
use serde::Deserialize;
use thiserror::Error;

/// `[preprocessor.evidence]` in `book.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Config {
    /// Folder of the records, from the book's root.
    pub records: PathBuf,
    /// Name of the record that figures come from unless a directive names another workload.
    pub reference: String,
    /// The package that was measured, by its folder in the book's root. A record of other sources than it holds now is
    /// stale; without this key, no record is.
    pub measured: Option<String>,
    /// The file of the gates that claims can name, from the book's root.
    pub gates: Option<PathBuf>,
    /// The file of the thresholds and the recorded decision, from the book's root.
    pub decision: Option<PathBuf>,
    /// The chapters that draw the conclusion, by their paths in the book: of each figure there it is told what breaks when
    /// it moves.
    #[serde(default)]
    pub headline: Vec<String>,
}

/// Why the configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The table is missing.
    #[error("book.toml has no [preprocessor.evidence] table. Add one with `records` and `reference`.")]
    Missing,
    /// A key is missing or of the wrong type.
    #[error("book.toml, [preprocessor.evidence]: {0}")]
    Malformed(String),
}

impl Config {
    /// Reads the table from the book's configuration.
    ///
    /// # Errors
    /// [`ConfigError`] when it is missing or lacks a key.
    pub fn from_context(context: &PreprocessorContext) -> Result<Self, ConfigError> {
        context
            .config
            .get("preprocessor.evidence")
            .map_err(|error| ConfigError::Malformed(error.to_string()))?
            .ok_or(ConfigError::Missing)
    }
}
