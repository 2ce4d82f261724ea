//! Several runs of criterion.

use evidence::Record;

/// The fewest runs whose range is an interval of at least 95 %.
pub(super) const FEWEST_RUNS: usize = 6;

/// Several runs of criterion.
#[derive(Debug)]
pub(super) struct CriterionRuns {
    /// Their record as far as it is about them: of which code, where and how they were taken, and as labels the record that they are
    /// compared with ([`REFERENCE`]), how criterion was called, and what the compiler was told to put the code at other addresses.
    pub(super) taken: Record,
    /// What came of it.
    pub(super) series: Vec<CriterionSeries>,
}

/// The label with the record whose ratios the runs are compared with.
pub(super) const REFERENCE: &str = "reference";

impl CriterionRuns {
    /// The record whose ratios these are compared with.
    pub(super) fn reference(&self) -> &str {
        self.taken.label(REFERENCE)
    }

    /// How often criterion was run.
    pub(super) fn runs(&self) -> usize {
        self.series.first().map_or(0, |series| series.medians.len())
    }
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
