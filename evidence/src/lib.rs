//! Records of benchmark runs, and what may be concluded from them.
//!
//! A [`Record`] is what one run measured or one tool found, and [`Evidence`] every record of a folder. An [`Estimate`] is a figure
//! with its interval, computed from a record's samples by [`statistics`].
//!
//! Nothing here knows what was measured: axes, measures and their names come from the records.

pub mod claim;
mod collection;
mod coordinates;
pub mod decision;
mod dimension;
mod ensure;
mod estimate;
pub mod expression;
pub mod file;
pub mod freshness;
pub mod gate;
pub mod metric;
pub mod named;
pub mod parallel;
pub mod point;
pub mod predicate;
pub mod record;
pub mod rows;
pub mod rules;
pub mod source;
pub mod statistics;
mod tokens;
mod unit;

pub use collection::{Evidence, LoadError};
pub use coordinates::{Coordinates, RECORD, TO};
pub use estimate::{Basis, Estimate};
pub use record::Record;
pub use unit::Unit;
