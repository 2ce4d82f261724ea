//! Why a command did not do what it was asked for.

use std::fmt::Display;
use std::io;
use std::path::Path;

use thiserror::Error;

/// Why a command did not do what it was asked for, in a sentence.
#[derive(Debug, Error)]
pub enum CommandError {
    /// What was given cannot be used.
    #[error("{0}")]
    Input(String),
    /// Something could not be done, or is not fit.
    #[error("{0}")]
    Failed(String),
}

impl CommandError {
    /// What was given cannot be used.
    pub(super) fn input(problem: impl Display) -> Self {
        Self::Input(problem.to_string())
    }

    /// Something could not be done.
    pub(super) fn failed(problem: impl Display) -> Self {
        Self::Failed(problem.to_string())
    }

    /// A file was not written.
    pub(super) fn unwritable(path: &Path) -> impl Fn(io::Error) -> Self {
        move |error| {
            let path = path.display();
            Self::Failed(format!(
                "cannot write {path}: {error}. Check the folder's permissions and the disk's space."
            ))
        }
    }

    /// The command's exit code for it: 2 for what was given, 1 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) => 2,
            Self::Failed(_) => 1,
        }
    }
}
