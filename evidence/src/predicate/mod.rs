//! What a claim says about figures: a condition that is true, false or inconclusive; and numbers that are computed from figures.
//!
//! Both are written over figures, by measure and coordinates: `ratio("time/push/rope/92") > 1.1 && least("ratio", "time/push/*/92") > 1.1`,
//! `fig("hits/tree") / fig("calls/tree")`.

mod call;
mod dimension;
mod error;
mod evaluation;
mod fact;
mod formula;
mod parse;
mod pattern;
mod program;
mod refused;
mod scope;
mod slack;
mod token;

pub use crate::expression::{Interval, Moved, Truth};
pub use error::JudgeError;
pub use fact::Fact;
pub use formula::{Formula, Predicate};
pub use parse::ParseError;
pub(crate) use program::{Program, SUPPOSED};
pub(crate) use scope::Scope;
pub use slack::Flip;
