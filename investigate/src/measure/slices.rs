//! The program that does the timing, as seen from outside: one process for a list, and one for each round of a cell.

use crate::measured::{Missing, TitledId, Workload};
use serde::{Deserialize, Serialize};

use super::program::{Program, ProgramError};

/// The program, compiled.
#[derive(Debug)]
pub(super) struct Slices(pub(super) Program);

/// What can be measured.
#[derive(Debug, Deserialize)]
pub(super) struct OperationList {
    /// Every operation, with the sizes that it is measured at.
    pub(super) operations: Vec<ListedOperation>,
    /// Every representation.
    pub(super) representations: Vec<TitledId>,
    /// The representation that ratios divide by.
    pub(super) baseline: String,
    /// Its second name.
    pub(super) control: String,
    /// The items.
    pub(super) workload: Workload,
    /// Operations that a representation does not have.
    #[serde(default)]
    pub(super) missing: Vec<MissingOperation>,
}

/// An operation and its sizes.
#[derive(Debug, Deserialize)]
pub(super) struct ListedOperation {
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
pub(super) struct MissingOperation {
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

impl Slices {
    /// Asks what can be measured.
    ///
    /// # Errors
    /// [`ProgramError::Refused`] when the items are not usable.
    pub(super) fn list(&self) -> Result<OperationList, ProgramError> {
        self.0.call(&["list".to_owned()]).map_err(|error| match error {
            // There is nothing to refuse but the items that the user named.
            ProgramError::Failed { code: Some(2), message, .. } => ProgramError::Refused(message),
            other => other,
        })
    }

    /// Measures one round of one cell, and blocks meanwhile: the caller must not compete with what it measures.
    ///
    /// # Errors
    /// [`ProgramError`] when the process fails.
    pub(super) fn round(
        &self,
        operation: &str,
        n: usize,
        seed: u64,
        budget_ms: u64,
    ) -> Result<Round, ProgramError> {
        let mut arguments = vec!["round".to_owned()];
        for (name, value) in [
            ("--operation", operation.to_owned()),
            ("--n", n.to_string()),
            ("--seed", seed.to_string()),
            ("--budget-ms", budget_ms.to_string()),
        ] {
            arguments.extend([name.to_owned(), value]);
        }
        self.0.call(&arguments)
    }
}
