//! Why there is no agreement, or nothing to compare.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::exit::ends;

/// Why there is no agreement, or nothing to compare.
#[derive(Debug, Error)]
pub(crate) enum AgreeError {
    #[error("{record}: {problem}. Name a record that `agree` wrote.")]
    NoRuns { record: String, problem: String },
    #[error("the record {0} was measured from other sources than these. Measure again: cargo run -- measure")]
    OtherSources(String),
    #[error("cannot start {}: {source}. Remove the target folder's `release` and try again.", program.display())]
    NotStarted { program: PathBuf, source: io::Error },
    #[error("the bench {id} failed ({status}): {message}")]
    Failed { id: String, status: String, message: String },
    /// Ctrl-C.
    #[error("stopped after {done} whole runs; nothing was recorded. Compare those with --saved and --runs.")]
    Interrupted {
        /// Finished runs.
        done: usize,
    },
    #[error(
        "no pair is apart in both, so that criterion and the record were not compared. Take more runs, or other operations."
    )]
    Nothing,
    #[error("criterion and the record order {disagree} of {compared} pairs otherwise")]
    Disagree {
        disagree: usize,
        /// Of how many that were compared.
        compared: usize,
    },
}

ends!(AgreeError {
    BadInput: NoRuns, OtherSources;
    Failed: NotStarted, Failed, Nothing, Disagree;
    Interrupted: Interrupted;
});
