//! Which candidate the evidence chooses, by rules that were written down.

mod candidate;
mod case;
mod choose;
mod chosen;
mod decided;
mod decider;
mod file;
mod fitness;
mod flip;
mod map;
mod parameter;
mod prediction;
mod reason;
mod tree;

pub use candidate::Candidate;
pub use case::Case;
pub use chosen::{Choice, Decision, Outcome};
pub use decider::Decider;
pub use file::{Decided, DecisionFile, Sizes, Titles};
pub use fitness::Fitness;
pub use flip::Threshold;
pub use map::{Area, Band, ChoiceMap, MapAxis};
pub use parameter::Parameter;
pub use prediction::Prediction;
pub use reason::Reason;
pub use tree::decision_tree;
