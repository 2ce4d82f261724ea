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
    /// Runs of different benches.
    #[error("{} has `{id}`, and {} does not: runs are of the same benches. Run all of them in each, or leave that folder out.", has.display(), lacks.display())]
    Uneven {
        /// The benchmark.
        id: String,
        /// A folder that has it.
        has: PathBuf,
        /// The folder that does not.
        lacks: PathBuf,
    },
    /// Two benchmarks whose paths are the same.
    #[error(
        "`{one}` and `{other}` would both be `time/{point}`. Rename one of the benches: a path cannot hold / and the like."
    )]
    SamePoint {
        /// A benchmark.
        one: String,
        /// Another.
        other: String,
        /// Their coordinates.
        point: String,
    },
    /// Nothing is named as the baseline is.
    #[error("there is no `{wanted}` to divide by; there are {known}")]
    Baseline {
        /// The name.
        wanted: String,
        /// The names there are.
        known: String,
    },
    /// What was read makes no record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl ImportError {
    /// The command's exit code for it: 2 for what was given, 1 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unwritable { .. } => 1,
            Self::Config(_)
            | Self::Taken(_)
            | Self::Criterion(_)
            | Self::Nothing(_)
            | Self::SameFolder(..)
            | Self::SameRun(..)
            | Self::Uneven { .. }
            | Self::SamePoint { .. }
            | Self::Baseline { .. }
            | Self::Record(_) => 2,
        }
    }
}
