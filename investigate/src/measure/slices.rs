//! The program that does the timing, as seen from outside: one process for a list, and one for each round of a cell.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use evidence::record::{Missing, Named, Workload};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The compiled program and what it is to measure.
#[derive(Debug)]
pub(super) struct Slices {
    /// The program.
    pub(super) binary: PathBuf,
    /// `--workload` or `--backlog` with its value.
    pub(super) input: [OsString; 2],
}

/// What can be measured.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    /// Every operation, with the sizes that it is measured at.
    pub(super) operations: Vec<Listed>,
    /// Every representation.
    pub(super) representations: Vec<Named>,
    /// The representation that ratios divide by.
    pub(super) baseline: String,
    /// Its second name.
    pub(super) control: String,
    /// The items.
    pub(super) workload: Workload,
    /// Operations that a representation does not have.
    #[serde(default)]
    pub(super) missing: Vec<Lacking>,
}

/// An operation and its sizes.
#[derive(Debug, Deserialize)]
pub(super) struct Listed {
    /// The id used in metrics.
    pub(super) id: String,
    /// A short title.
    pub(super) title: String,
    /// What is inside the timed region.
    pub(super) about: String,
    /// `snapshot`, `read`, `write` or `cycle`.
    pub(super) kind: String,
    /// Numbers of items.
    pub(super) sizes: Vec<usize>,
}

/// An operation that a representation does not have.
#[derive(Debug, Deserialize)]
pub(super) struct Lacking {
    /// The operation's id.
    pub(super) operation: String,
    /// What it is missing from, and why.
    #[serde(flatten)]
    pub(super) missing: Missing,
}

/// What one process measured: one round of one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Round {
    /// The operation's id.
    pub(super) operation: String,
    /// Items in the backlog.
    pub(super) n: usize,
    /// One sample for each representation, and one for the control.
    pub(super) series: Vec<Sample>,
}

/// One representation's median in one round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Sample {
    /// The representation's id, or the control's.
    pub(super) representation: String,
    /// Median wall time of one operation.
    pub(super) nanoseconds: f64,
    /// Median of the paired ratios to the baseline.
    pub(super) ratio: f64,
}

/// Why the program gave no usable answer.
#[derive(Debug, Error)]
pub(crate) enum SlicesError {
    /// The program does not start.
    #[error("cannot start {}: {source}. Remove the target folder's `release` and measure again.", binary.display())]
    NotStarted {
        /// The program.
        binary: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The program refused its input.
    #[error("{0}")]
    Refused(String),
    /// The program failed.
    #[error("`slices {call}` failed ({status}): {message}")]
    Failed {
        /// Its arguments.
        call: String,
        /// Its exit status.
        status: String,
        /// Its exit code; none when a signal ended it.
        code: Option<i32>,
        /// What it wrote to its error output.
        message: String,
    },
    /// The program's answer is not of the agreed shape.
    #[error(
        "`slices {call}` answered with something else than the agreed JSON: {problem}. Its source and the command's must be of one commit."
    )]
    Answer {
        /// Its arguments.
        call: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl Slices {
    /// Asks what can be measured.
    ///
    /// # Errors
    /// [`SlicesError::Refused`] when the items are not usable.
    pub(super) fn list(&self) -> Result<List, SlicesError> {
        self.call(&["list".to_owned()]).map_err(|error| match error {
            // There is nothing to refuse but the items that the user named.
            SlicesError::Failed { code: Some(2), message, .. } => SlicesError::Refused(message),
            other => other,
        })
    }

    /// Measures one round of one cell, and blocks meanwhile: the caller must not compete with what it measures.
    ///
    /// # Errors
    /// [`SlicesError`] when the process fails.
    pub(super) fn round(
        &self,
        operation: &str,
        n: usize,
        seed: u64,
        budget_ms: u64,
    ) -> Result<Round, SlicesError> {
        let mut arguments = vec!["round".to_owned()];
        for (name, value) in [
            ("--operation", operation.to_owned()),
            ("--n", n.to_string()),
            ("--seed", seed.to_string()),
            ("--budget-ms", budget_ms.to_string()),
        ] {
            arguments.extend([name.to_owned(), value]);
        }
        self.call(&arguments)
    }

    fn call<T: for<'de> Deserialize<'de>>(&self, arguments: &[String]) -> Result<T, SlicesError> {
        let output = Command::new(&self.binary)
            .args(arguments)
            .args(&self.input)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| SlicesError::NotStarted { binary: self.binary.clone(), source })?;
        let call = arguments.join(" ");
        if !output.status.success() {
            return Err(failure(call, &output));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|error| SlicesError::Answer { call, problem: error.to_string() })
    }
}

fn failure(call: String, output: &Output) -> SlicesError {
    let text = String::from_utf8_lossy(&output.stderr);
    let message = text.trim().trim_start_matches("error: ").to_owned();
    let message = if message.is_empty() { "it wrote no message".to_owned() } else { message };
    SlicesError::Failed { call, status: output.status.to_string(), code: output.status.code(), message }
}
