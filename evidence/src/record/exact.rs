//! What was counted rather than timed: the same on every run, so that one run is enough.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What one operation costs one representation at one n, counted exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The operation's id.
    pub operation: String,
    /// Items in the backlog.
    pub n: usize,
    /// The representation's id, or the control's.
    pub representation: String,
    /// Each measure by its name, such as `allocations`; see [`Unit::of`](crate::Unit::of).
    pub values: BTreeMap<String, f64>,
}

/// A representation with a pattern of requests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The representation's id.
    pub representation: String,
    /// The pattern's id.
    pub pattern: String,
    /// Whether each snapshot is dropped after its last use rather than at the end of its scope.
    pub drop_early: bool,
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let early = if self.drop_early { "+drop-early" } else { "" };
        write!(f, "{}+{}{early}", self.representation, self.pattern)
    }
}

/// What one candidate did in one run of the scheduler's loop, counted exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loop {
    /// Who ran.
    pub candidate: Candidate,
    /// Items in the backlog at the start.
    pub n: usize,
    /// Most phases that run at once.
    pub concurrency: usize,
    /// Each measure by its name, such as `snapshots-per-phase`.
    pub values: BTreeMap<String, f64>,
    /// The same by the place that asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Site>,
}

/// What one place in the loop asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// The place's name.
    pub site: String,
    /// Each measure by its name.
    #[serde(flatten)]
    pub values: BTreeMap<String, f64>,
}
