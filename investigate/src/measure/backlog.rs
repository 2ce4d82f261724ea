//! A user's backlog file, looked at before anything is compiled for it.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::exit::{Failure, ends};
use crate::yaml;

/// Why a file cannot be measured.
#[derive(Debug, Error)]
pub(crate) enum BacklogError {
    #[error("the backlog {} is empty. Name a file with items.", .0.display())]
    Empty(PathBuf),
    #[error("the backlog {} is not YAML: {problem}. Name a backlog file.", path.display())]
    NotYaml { path: PathBuf, problem: String },
}

ends!(BadInput: BacklogError);

/// Refuses what no backlog can be. Whether the items are a backlog's is for the measured code to say.
pub(super) fn check(path: &Path) -> Result<(), Failure> {
    let text = yaml::read(path)?;
    let not_yaml = |problem: String| BacklogError::NotYaml { path: path.to_owned(), problem };
    if text.trim().is_empty() {
        return Err(BacklogError::Empty(path.to_owned()).into());
    }
    match serde_yaml::from_str(&text) {
        Ok(serde_yaml::Value::Mapping(_)) => Ok(()),
        // Almost any text is one YAML string.
        Ok(_) => Err(not_yaml("it has no keys".to_owned()).into()),
        Err(error) => Err(not_yaml(error.to_string()).into()),
    }
}
