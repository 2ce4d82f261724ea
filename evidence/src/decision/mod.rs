//! Which candidate the evidence chooses, by rules that were written down.

mod case;
mod choose;
mod decider;
mod file;
mod flip;
mod model;
mod prediction;

pub use case::{Case, Parameter};
pub use choose::{Choice, Decision, Outcome, Reason, Verdicts};
pub use decider::Decider;
pub use file::{Decided, DecisionFile, DecisionFileError, FieldTest, Migration, Ruling, Size};
pub use flip::Threshold;
pub use model::{CostModel, Fitness};
pub use prediction::{Foresight, Prediction};
