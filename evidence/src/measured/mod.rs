//! What a record says of representations, operations and the scheduler's loop.

mod exact;
mod form;
mod origin;
mod wall;

pub use exact::{Candidate, Count, DropEarly, Loop, Site};
pub use origin::{Mode, Run, Source, Workload};
pub use wall::Wall;

use serde::{Deserialize, Serialize};

use crate::record::{Machine, Toolchain};

/// What one run measured, for one machine and one workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The record's name: machine, then workload.
    pub name: String,
    /// Where it ran.
    pub machine: Machine,
    /// What it ran on.
    pub workload: Workload,
    /// What built it.
    pub toolchain: Toolchain,
    /// Which sources were built.
    pub source: Source,
    /// How it was run.
    pub run: Run,
    /// What was compared.
    pub subjects: Subjects,
    /// The samples, one entry for each operation at one n.
    pub cells: Vec<Cell>,
    /// What was counted, one entry for each operation, n and representation.
    #[serde(default)]
    pub counts: Vec<Count>,
    /// What the scheduler's loop did, one entry for each candidate, n and concurrency.
    #[serde(default)]
    pub loops: Vec<Loop>,
    /// What the loop took on a real clock, one entry for each candidate, n, concurrency and with or without commits.
    #[serde(default)]
    pub walls: Vec<Wall>,
    /// What this run could not measure, and why; each a sentence.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What was compared, and against what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subjects {
    /// The representation that ratios divide by.
    pub baseline: String,
    /// The baseline under a second name (the A/A pair): its ratios show what noise alone does.
    pub control: String,
    /// Every representation, in the order in which tables show them.
    pub representations: Vec<Named>,
    /// Every operation, in the order in which tables show them.
    pub operations: Vec<Operation>,
}

/// An id with the words that a reader sees for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The id used in metrics.
    pub id: String,
    /// A short title.
    pub title: String,
}

/// One thing that is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The id used in metrics.
    pub id: String,
    /// A short title.
    pub title: String,
    /// What is inside the timed region, and what is not.
    pub about: String,
    /// `snapshot`, `read`, `write` or `cycle`.
    pub kind: String,
}

/// One operation at one n: a series for each representation, taken in the same rounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The operation's id.
    pub operation: String,
    /// Items in the backlog.
    pub n: usize,
    /// One series for each representation, and one for the control.
    pub series: Vec<Series>,
    /// Representations that do not have the operation, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
}

/// One representation's samples in one cell; entry `i` of each list is round `i`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// The representation's id, or the control's.
    pub representation: String,
    /// Median over the round's slices of one operation's wall time, in nanoseconds.
    pub nanoseconds: Vec<f64>,
    /// Median over the round's sets of this slice's time divided by the baseline's slice in the same set.
    pub ratio: Vec<f64>,
}

/// Why a representation has no samples in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The representation's id.
    pub representation: String,
    /// The reason, as a sentence.
    pub reason: String,
}

impl Measured {
    /// The cell of an operation at n items, where it was measured.
    pub fn cell(&self, operation: &str, n: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.operation == operation && cell.n == n)
    }

    /// The sizes at which an operation was measured, ascending.
    pub fn sizes(&self, operation: &str) -> Vec<usize> {
        let mut sizes: Vec<usize> =
            self.cells.iter().filter(|cell| cell.operation == operation).map(|cell| cell.n).collect();
        sizes.sort_unstable();
        sizes
    }

    /// The operation's entry among the subjects.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.subjects.operations.iter().find(|operation| operation.id == id)
    }
}
