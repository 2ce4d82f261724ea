//! The system under investigation: Phase Golem's backlog, the ways to hold and share it, and the
//! operations that are measured on each of them.
//!
//! | module | idea |
//! |---|---|
//! | [`model`] | the backlog file as Phase Golem writes it, and what is done to one item |
//! | [`representation`] | the ways to hold and share a backlog: **the list of representations** |
//! | [`operation`] | what is measured on a representation: **the list of operations** |
//! | [`registry`] | every pair of the two lists, built only when asked for |
//! | [`workload`] | the items that are measured |
//! | [`stopwatch`] | timing one case |
//! | [`schedule`] | the scheduler's loop: **the list of request patterns** |
//! | [`round`], [`round_part`] | one cell, all representations interleaved in slices of time; the same for a record |
//! | [`count`] | what is counted rather than timed |
//! | `counting` | allocations and clones of one case, under the feature `counts` |
//! | [`arguments`] | the command line that the programs share |
//! | [`protocol`] | what the programs print: parts of records |
//!
//! The file format is restated from Phase Golem at commit 4bc9b7a; source lines in these docs are
//! of that commit. Everything else is written from the behaviour, not from the code.
//!
//! ```
//! use bench_crate::{registry, stopwatch, workload::Workload};
//!
//! let backlog = Workload::typical(1).at(30);
//! let build = registry::case("snapshot", "arc-file")?;
//! let mut case = build(&backlog)?;
//! let elapsed = stopwatch::time(case.as_mut(), 1_000);
//! assert!(elapsed.as_nanos() > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod arguments;
pub mod count;
#[cfg(feature = "counts")]
pub mod counting;
pub mod model;
pub mod operation;
pub mod protocol;
pub mod registry;
pub mod representation;
pub mod round;
pub mod round_part;
pub mod schedule;
pub mod stopwatch;
pub mod workload;
