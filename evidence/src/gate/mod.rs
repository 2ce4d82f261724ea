//! The brief's rules, applied to a record: a verdict for each representation.

mod file;
mod judge;

pub use file::{Each, Gate, GateFileError, Gates, Rule};
pub(crate) use judge::OpenVerdict;
pub use judge::{Cell, Verdict};
