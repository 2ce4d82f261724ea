//! Which candidate the evidence chooses, by rules that were written down.

mod candidate;
mod case;
mod choose;
mod decided;
mod decider;
mod file;
mod fitness;
mod flip;
mod map;
mod parameter;
mod prediction;
mod tree;

pub use candidate::Candidate;
pub use case::Case;
pub use choose::{Choice, Decision, Outcome, Reason, Verdicts};
pub use decider::Decider;
pub use file::{Decided, DecisionFile, Sizes, Titles};
pub use fitness::Fitness;
pub use flip::Threshold;
pub use map::{Area, Band, ChoiceMap, MapAxis, MapColumn};
pub use parameter::Parameter;
pub use prediction::{Foresight, Prediction};
pub use tree::{AskedOfCandidates, decision_tree};
