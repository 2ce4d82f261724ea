//! What was counted rather than timed: the same on every run, so that one run is enough.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What one operation costs one representation at one n, counted exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperationCounts {
    /// The operation's id.
    pub(crate) operation: String,
    /// Items in the backlog.
    pub(crate) n: usize,
    /// The representation's id, or the control's.
    pub(crate) representation: String,
    /// Each measure by its name, such as `allocations`; see [`Unit::of`](evidence::Unit::of).
    pub(crate) values: BTreeMap<String, f64>,
}

/// A representation with a pattern of requests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Candidate {
    /// The representation's id.
    pub(crate) representation: String,
    /// The pattern's id.
    pub(crate) pattern: String,
    /// Which snapshots are dropped after their last use rather than at the end of their scope.
    pub(crate) drop_early: DropEarly,
}

/// Which snapshots a candidate drops early.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DropEarly {
    /// None.
    #[default]
    Nothing,
    /// Those that tasks hold while they wait for an agent, and the one that a tick is planned from.
    Tasks,
    /// Every one.
    All,
}

impl DropEarly {
    /// What a candidate's name ends in.
    fn suffix(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Tasks => "+drop-tasks",
            Self::All => "+drop-all",
        }
    }
}

impl Candidate {
    /// How it asks: the pattern, and what is dropped early.
    pub(crate) fn request(&self) -> String {
        format!("{}{}", self.pattern, self.drop_early.suffix())
    }

    /// The candidate of a representation that is asked so: by a pattern, and what is dropped early.
    pub(super) fn of(representation: &str, request: &str) -> Self {
        let scopes = [DropEarly::Tasks, DropEarly::All];
        let scoped = |scope: DropEarly| request.strip_suffix(scope.suffix()).map(|pattern| (pattern, scope));
        let (pattern, drop_early) =
            scopes.into_iter().find_map(scoped).unwrap_or((request, DropEarly::Nothing));
        Self { representation: representation.to_owned(), pattern: pattern.to_owned(), drop_early }
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.representation, self.request())
    }
}

/// What one candidate did in one run of the scheduler's loop, counted exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoopCounts {
    /// Who ran.
    pub(crate) candidate: Candidate,
    /// Items in the backlog at the start.
    pub(crate) n: usize,
    /// Most phases that run at once.
    pub(crate) concurrency: usize,
    /// Each measure by its name, such as `snapshots-per-phase`.
    pub(crate) values: BTreeMap<String, f64>,
    /// The same by the place that asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) sites: Vec<SiteCounts>,
}

/// What one place in the loop asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SiteCounts {
    /// The place's name.
    pub(crate) site: String,
    /// Each measure by its name.
    #[serde(flatten)]
    pub(crate) values: BTreeMap<String, f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_is_read_from_its_coordinates() {
        for (representation, request) in
            [("vec", "today"), ("arc-file", "item-query+drop-tasks"), ("im", "tick-cache+drop-all")]
        {
            assert_eq!(Candidate::of(representation, request).request(), request);
        }
    }
}
