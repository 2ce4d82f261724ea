//! A user's backlog file, looked at before anything is compiled for it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::yaml;

/// Why a file cannot be measured.
#[derive(Debug, Error)]
pub(crate) enum BacklogError {
    /// The file cannot be read.
    #[error("cannot read the backlog {}: {source}. Name a YAML file.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file has nothing in it.
    #[error("the backlog {} is empty. Name a file with items.", .0.display())]
    Empty(PathBuf),
    /// The file is something else.
    #[error("the backlog {} is not YAML: {problem}. Name a backlog file.", path.display())]
    NotYaml {
        /// The file.
        path: PathBuf,
        /// What the parser met.
        problem: String,
    },
}

/// Refuses what no backlog can be. Whether the items are a backlog's is for the measured code to say.
///
/// # Errors
/// [`BacklogError`] in one sentence.
pub(super) fn check(path: &Path) -> Result<(), BacklogError> {
    let text =
        yaml::read(path).map_err(|source| BacklogError::Unreadable { path: path.to_owned(), source })?;
    let not_yaml = |problem: String| BacklogError::NotYaml { path: path.to_owned(), problem };
    if text.trim().is_empty() {
        return Err(BacklogError::Empty(path.to_owned()));
    }
    match serde_yaml::from_str(&text) {
        Ok(serde_yaml::Value::Mapping(_)) => Ok(()),
        // Almost any text is one YAML string.
        Ok(_) => Err(not_yaml("it has no keys".to_owned())),
        Err(error) => Err(not_yaml(error.to_string())),
    }
}
