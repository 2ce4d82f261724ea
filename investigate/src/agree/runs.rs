//! Several runs of criterion.

use evidence::record::{Input, Waiver};

/// A benchmark, as criterion tells it: operation/representation/n.
pub(super) type BenchmarkId = String;

/// The fewest runs whose range is an interval of at least 95 %.
pub(super) const FEWEST_RUNS: usize = 6;

/// Several runs of criterion.
#[derive(Debug)]
pub(super) struct CriterionRuns {
    /// The record's name without its folder.
    pub(super) name: String,
    /// The record whose ratios these are compared with.
    pub(super) reference: String,
    /// The machine's name.
    pub(super) machine: String,
    /// First line of `rustc --version`.
    pub(super) toolchain: String,
    /// The measured code.
    pub(super) inputs: Vec<Input>,
    /// Why they hold though the code is no longer this, of runs that were recorded.
    pub(super) waiver: Option<Waiver>,
    /// Why they cannot be taken again, of runs that were recorded.
    pub(super) archived: Option<String>,
    /// The command that repeats it.
    pub(super) command: String,
    /// When it began, in RFC 3339.
    pub(super) started: String,
    /// How long all runs took.
    pub(super) seconds: f64,
    /// How criterion was called, in its own options.
    pub(super) settings: String,
    /// What the compiler was told to put the code at other addresses; the runs take turns with them, from the first.
    pub(super) layouts: Vec<String>,
    /// What came of it.
    pub(super) series: Vec<CriterionSeries>,
}

/// One representation at one operation and size.
#[derive(Debug)]
pub(super) struct CriterionSeries {
    /// The operation's id.
    pub(super) operation: String,
    /// The representation's id.
    pub(super) representation: String,
    /// Items in the backlog.
    pub(super) n: usize,
    /// Criterion's estimate of the median in each run, in nanoseconds.
    pub(super) medians: Vec<f64>,
}

impl CriterionSeries {
    /// Its coordinates, and what criterion calls it.
    pub(super) fn point(&self) -> String {
        format!("{}/{}/{}", self.operation, self.representation, self.n)
    }

    /// The figure of its time in a measured record.
    pub(super) fn time(&self) -> String {
        format!("time/{}", self.point())
    }
}
