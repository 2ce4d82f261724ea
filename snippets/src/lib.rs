//! Gathers the Rust snippets of the book and makes a test of each.
//!
//! The build script includes this library as a module, hands what it gathers to skeptic, and `tests/book.rs` runs the
//! result. See the README of this crate for what a chapter may contain.

mod book;
mod chapter;
mod fence;
mod hidden;
mod include;
mod location;
mod problem;
mod program;
mod selection;
mod snippet;
mod source;

pub use book::{Gathered, gather, survey};
pub use chapter::Chapter;
pub use location::Location;
pub use problem::Problem;
pub use snippet::{Snippet, stage};
