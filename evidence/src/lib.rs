//! Records of benchmark runs, and what may be concluded from them.
//!
//! A [`Record`] is what one run measured or one tool found. [`Evidence`] is every record of a folder; [`Measured`] and the other
//! kinds are what some of them say. An [`Estimate`] is a
//! figure with its interval, computed from a record's samples by [`statistics`].
//!
//! Nothing here knows a representation or an operation by name: those come from the records.

pub mod claim;
mod collection;
pub mod control;
mod coordinates;
pub mod decision;
mod estimate;
pub mod expression;
pub mod file;
pub mod freshness;
pub mod gate;
mod kind;
pub mod measured;
pub mod metric;
pub mod named;
pub mod parallel;
pub mod point;
pub mod predicate;
pub mod record;
mod reference;
pub mod rows;
pub mod rules;
pub mod source;
pub mod statistics;
pub mod stopping;
mod tokens;
mod unit;
pub mod verdicts;

pub use collection::{Evidence, LoadError};
pub use coordinates::{Coordinates, RECORD};
pub use estimate::{Basis, Estimate, MetricError};
pub use kind::Kind;
pub use measured::Measured;
pub use record::Record;
pub use unit::Unit;
pub use verdicts::VerdictsRecord;
