//! Which candidate the evidence chooses, by rules that were written down.

mod choose;
mod file;
mod flip;
mod model;
mod prediction;

pub use choose::{Choice, Decision, Outcome, Reason, Verdicts};
pub use file::{Decided, DecisionFile, DecisionFileError, FieldTest, Migration, Ruling, Size};
pub use flip::{Parameter, Threshold};
pub use model::{Case, CostModel, Fitness};
pub use prediction::{Foresight, Prediction};
