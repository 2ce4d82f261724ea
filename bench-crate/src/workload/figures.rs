//! Figures of the real backlog: `.dev/BACKLOG.yaml` of the public repository SIRHAMY/phase-golem at
//! commit 4bc9b7a. Counts are of items, lengths of bytes.

/// All items.
pub(super) const ITEMS: usize = 92;

/// Triaged, with a complexity and a pipeline; the others are new.
pub(super) const TRIAGED: usize = 33;

/// Of the triaged: waiting for a person.
pub(super) const BLOCKED: usize = 11;

/// With a size and a risk.
pub(super) const SIZED: usize = 84;

/// With an impact.
pub(super) const VALUED: usize = 34;

/// With an origin.
pub(super) const RAISED: usize = 86;

/// With a description.
pub(super) const DESCRIBED: usize = 8;

/// The phases that items are in, each as often as it occurs.
pub(super) const PHASES: [&str; 11] =
    ["prd", "prd", "prd", "prd", "prd", "prd", "spec", "design", "research", "tech-research", "build"];

/// How long the texts of a field are, where it is filled.
pub(super) struct Lengths {
    pub(super) mean: f64,
    pub(super) median: f64,
    pub(super) max: f64,
}

pub(super) const TITLE: Lengths = Lengths { mean: 59.2, median: 57.5, max: 118.0 };
pub(super) const BLOCKED_REASON: Lengths = Lengths { mean: 255.2, median: 154.0, max: 484.0 };
pub(super) const CONTEXT: Lengths = Lengths { mean: 216.2, median: 171.0, max: 467.0 };

// The other parts of a description are filled in 3 of 8; the published means count the empty ones,
// so these are 8/3 of them. Their medians (published as 0) are what makes three texts have that mean.
pub(super) const PROBLEM: Lengths = Lengths { mean: 382.7, median: 316.0, max: 673.0 };
pub(super) const SOLUTION: Lengths = Lengths { mean: 416.3, median: 354.0, max: 718.0 };
pub(super) const IMPACT: Lengths = Lengths { mean: 150.4, median: 131.0, max: 254.0 };
pub(super) const SIZING_RATIONALE: Lengths = Lengths { mean: 322.4, median: 269.0, max: 564.0 };
