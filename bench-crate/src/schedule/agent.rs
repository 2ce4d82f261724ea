//! The agent that the model runs instead of a real one.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use fastrand::Rng;

use super::coordinator::NewItem;
use super::pace::Pace;
use crate::model::{Assessments, DimensionLevel, SizeLevel};

/// How an agent run ended (`src/types.rs:161`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The phase is done.
    Success,
    /// A part of the phase is done.
    Subphase,
    /// Every attempt failed.
    Failed,
    /// A person must answer first.
    Blocked,
    /// It was stopped.
    Cancelled,
}

/// What an agent brings back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentReport {
    /// How it ended.
    pub outcome: Outcome,
    /// New assessments of the item.
    pub assessments: Option<Assessments>,
    /// New items that it found.
    pub follow_ups: Vec<NewItem>,
    /// Whether it takes the item for a duplicate of the one before it.
    pub duplicate: bool,
}

/// How often an agent brings something else than success, in percent of its runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the percentage of the outcome of its name")]
pub struct Chances {
    pub subphase: u8,
    pub failed: u8,
    pub blocked: u8,
    pub cancelled: u8,
    pub follow_up: u8,
    pub assessed: u8,
    pub duplicate: u8,
}

/// An agent that takes its time and brings back what its seed says.
#[derive(Debug, Clone, Copy)]
pub struct Agent {
    /// How long a run takes.
    pub takes: Duration,
    /// How often it is not plain success.
    pub chances: Chances,
    /// Fixes what each run brings back, whatever their order.
    pub seed: u64,
}

/// How often a failing phase is tried (`src/config.rs:181`, and the first time).
const ATTEMPTS: u32 = 3;

impl Agent {
    /// Runs: `run` numbers the runs of this phase of this item.
    pub async fn run(&self, pace: &Pace, id: &str, phase: &str, run: u32) -> AgentReport {
        let mut hasher = DefaultHasher::new();
        (self.seed, id, phase, run).hash(&mut hasher);
        let random = &mut Rng::with_seed(hasher.finish());
        let chances = self.chances;
        let triage = phase == TRIAGE;
        let mut left = random.u8(..100);
        let mut happens = |chance: u8| {
            let happens = left < chance;
            left = left.saturating_sub(chance);
            happens
        };
        let outcome = if happens(chances.failed) {
            Outcome::Failed
        } else if happens(chances.blocked) {
            Outcome::Blocked
        } else if happens(chances.cancelled) {
            Outcome::Cancelled
        } else if !triage && happens(chances.subphase) {
            Outcome::Subphase
        } else {
            Outcome::Success
        };
        let attempts = if outcome == Outcome::Failed && !triage { ATTEMPTS } else { 1 };
        pace.sleep(self.takes * attempts).await;
        let assessed = triage || random.u8(..100) < chances.assessed;
        let found = random.u8(..100) < chances.follow_up;
        AgentReport {
            outcome,
            assessments: assessed.then_some(SMALL_AND_SAFE),
            follow_ups: found
                .then(|| NewItem { title: format!("Found in {phase} of {id}"), context: None })
                .into_iter()
                .collect(),
            duplicate: triage && random.u8(..100) < chances.duplicate,
        }
    }
}

/// What triage is called among the phases.
pub(super) const TRIAGE: &str = "triage";

/// With this, as in the field run, a triaged item skips the phases before the work.
const SMALL_AND_SAFE: Assessments = Assessments {
    size: Some(SizeLevel::Small),
    complexity: None,
    risk: Some(DimensionLevel::Low),
    impact: None,
};
