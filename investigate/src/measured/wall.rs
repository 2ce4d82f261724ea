//! What the scheduler's loop took on a real clock, with real files: it varies from run to run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Candidate;

/// Some runs of the loop by one candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wall {
    /// Who ran.
    pub(crate) candidate: Candidate,
    /// Items in the backlog at the start.
    pub(crate) n: usize,
    /// Most phases that run at once.
    pub(crate) concurrency: usize,
    /// How long an agent run took, in milliseconds.
    pub(crate) agent_ms: u64,
    /// Whether what phases leave was committed to a repository.
    pub(crate) git: bool,
    /// Each measure by its name, such as `snapshot-share`; entry `i` of each list is run `i`.
    pub(crate) values: BTreeMap<String, Vec<f64>>,
}
