//! What the rules choose, and what they say of each candidate.

use super::Case;
use super::candidate::Candidate;
use super::decided::{failed, lost};
use super::file::Decided;
use super::reason::Reason;
use crate::expression::Interval;
use crate::gate::{Ruling, Subjects, Verdicts};

/// What the rules say of one candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Who.
    pub candidate: Candidate,
    /// What it saves; negative where it costs more.
    pub saves: Interval,
    /// How large a change it is; none where nothing sized it.
    pub size: Option<f64>,
    /// Why it is not chosen; empty for the one that is.
    pub reasons: Vec<Reason>,
}

/// What one verdict chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The candidate.
    pub chosen: Candidate,
    /// What a candidate must save at least.
    pub at_least: f64,
    /// Every candidate, in the records' order.
    pub outcomes: Vec<Outcome>,
}

/// What the rules choose, with what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The verdict that rules.
    pub ruling: Ruling,
    /// What it chooses.
    pub choice: Choice,
    /// What the other verdict would choose.
    pub other: Candidate,
    /// Each gate's verdict on each subject.
    pub verdicts: Verdicts,
    /// What is judged.
    pub subjects: Subjects,
    /// The axis of what is judged.
    pub subject: String,
    /// The parameters that were decided for.
    pub case: Case,
}

impl Decision {
    /// What to record of it.
    pub fn to_record(&self, record: &str, on: &str) -> Decided {
        let outcomes = self.choice.outcomes.iter();
        Decided {
            candidate: self.choice.chosen.to_string(),
            by_the_other_verdict: self.other.to_string(),
            on: on.to_owned(),
            record: record.to_owned(),
            lost: lost(&self.subject, outcomes.map(|it| (&it.candidate, it.reasons.clone()))),
            fails: failed(&self.verdicts),
        }
    }
}
