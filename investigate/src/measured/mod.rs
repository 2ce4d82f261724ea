//! What a record says of representations, operations and the scheduler's loop.

pub(crate) mod control;
mod exact;
mod form;
mod origin;
pub(crate) mod stopping;
mod wall;

pub(crate) use exact::{Candidate, DropEarly, LoopCounts, OperationCounts, SiteCounts};
pub(crate) use origin::{MeasuredSources, Mode, Run, Workload, confidence};
pub(crate) use wall::Wall;

use serde::{Deserialize, Serialize};

use evidence::record::{Machine, Toolchain};

/// What one run measured, for one machine and one workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Measured {
    /// The record's name: machine, then workload.
    pub(crate) name: String,
    /// Where it ran.
    pub(crate) machine: Machine,
    /// What it ran on.
    pub(crate) workload: Workload,
    /// What built it.
    pub(crate) toolchain: Toolchain,
    /// Which sources were built.
    pub(crate) source: MeasuredSources,
    /// How it was run.
    pub(crate) run: Run,
    /// What was compared.
    pub(crate) subjects: Subjects,
    /// The samples, one entry for each operation at one n.
    pub(crate) cells: Vec<Cell>,
    /// What was counted, one entry for each operation, n and representation.
    #[serde(default)]
    pub(crate) counts: Vec<OperationCounts>,
    /// What the scheduler's loop did, one entry for each candidate, n and concurrency.
    #[serde(default)]
    pub(crate) loops: Vec<LoopCounts>,
    /// What the loop took on a real clock, one entry for each candidate, n, concurrency and with or without commits.
    #[serde(default)]
    pub(crate) walls: Vec<Wall>,
    /// What this run could not measure, and why; each a sentence.
    #[serde(default)]
    pub(crate) notes: Vec<String>,
}

/// What was compared, and against what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subjects {
    /// The representation that ratios divide by.
    pub(crate) baseline: String,
    /// The baseline under a second name (the A/A pair): its ratios show what noise alone does.
    pub(crate) control: String,
    /// Every representation, in the order in which tables show them.
    pub(crate) representations: Vec<TitledId>,
    /// Every operation, in the order in which tables show them.
    pub(crate) operations: Vec<Operation>,
}

/// An id with the words that a reader sees for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TitledId {
    /// The id used in metrics.
    pub(crate) id: String,
    /// A short title.
    pub(crate) title: String,
}

/// One thing that is measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    /// The id used in metrics.
    pub(crate) id: String,
    /// A short title.
    pub(crate) title: String,
    /// What is inside the timed region, and what is not.
    pub(crate) about: String,
    /// `snapshot`, `read`, `write` or `cycle`.
    pub(crate) kind: String,
}

/// One operation at one n: a series for each representation, taken in the same rounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cell {
    /// The operation's id.
    pub(crate) operation: String,
    /// Items in the backlog.
    pub(crate) n: usize,
    /// One series for each representation, and one for the control.
    pub(crate) series: Vec<Series>,
    /// Representations that do not have the operation, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) missing: Vec<Missing>,
}

/// One representation's samples in one cell; entry `i` of each list is round `i`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Series {
    /// The representation's id, or the control's.
    pub(crate) representation: String,
    /// Median over the round's slices of one operation's wall time, in nanoseconds.
    pub(crate) nanoseconds: Vec<f64>,
    /// Median over the round's sets of this slice's time divided by the baseline's slice in the same set.
    pub(crate) ratio: Vec<f64>,
}

/// Why a representation has no samples in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Missing {
    /// The representation's id.
    pub(crate) representation: String,
    /// The reason, as a sentence.
    pub(crate) reason: String,
}
