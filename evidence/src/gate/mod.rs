//! Rules that each subject is judged by: a verdict as written, and one that asks whether the difference matters.

mod file;
mod judge;
mod ruling;
mod subjects;
mod verdicts;

pub(crate) use file::{Coordinate, some, texts};
pub use file::{Gate, Gates, How};
pub(crate) use judge::{OpenVerdict, combinations};
pub use judge::{Point, Verdict, Verdicts};
pub use ruling::Ruling;
pub use subjects::Subjects;
pub(crate) use verdicts::OpenVerdicts;
