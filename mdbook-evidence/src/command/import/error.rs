//! Why there is no record of what a tool saved.

use std::path::PathBuf;

use evidence::record::RecordError;
use thiserror::Error;

use crate::command::import::criterion::{CriterionError, LATEST};
use crate::config::ConfigError;

/// Why there is no record.
#[derive(Debug, Error)]
pub enum ImportError {
    /// book.toml cannot be used, or the preprocessor's table in it.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is such a record.
    #[error("{} is there already. Give the new record another name, or replace the old one with --replace.", .0.display())]
    Taken(PathBuf),
    /// What criterion saved cannot be used.
    #[error(transparent)]
    Criterion(#[from] CriterionError),
    /// A folder without benchmarks.
    #[error(
        "{} holds no run of criterion: there is no {LATEST}/estimates.json below it. Run `cargo bench`, or name the folder that it \
         saved to, which is target/criterion or $CRITERION_HOME.",
        .0.display()
    )]
    Nothing(PathBuf),
    /// A folder is named twice, or lies in another one, and would count as two runs.
    #[error("{} and {} hold the same files, and each folder is one run. Name it once.", .0.display(), .1.display())]
    SameFolder(PathBuf, PathBuf),
    /// One run was copied, and would count as two.
    #[error("{} and {} have the same medians to the last digit: one is a copy of the other. Run the benches again, or leave it out.", .0.display(), .1.display())]
    SameRun(PathBuf, PathBuf),
    /// Runs of different benches, two benches that would be one point, or a baseline that is none of them.
    #[error("{0}")]
    Benches(String),
    /// What was read makes no record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The record was not written.
    #[error("cannot write {}: {}. Check the folder's permissions and the disk's space.", .0.display(), .1)]
    Unwritable(PathBuf, #[source] std::io::Error),
}

impl ImportError {
    /// The command's exit code for it: 2 for what was given, 1 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unwritable(..) => 1,
            Self::Config(_)
            | Self::Taken(_)
            | Self::Criterion(_)
            | Self::Nothing(_)
            | Self::SameFolder(..)
            | Self::SameRun(..)
            | Self::Benches(_)
            | Self::Record(_) => 2,
        }
    }
}
