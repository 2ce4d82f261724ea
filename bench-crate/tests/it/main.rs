//! Tests of the crate from the outside.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod copies;
mod corpus;
#[cfg(feature = "counts")]
mod counts;
mod drawn;
#[cfg(feature = "instructions")]
mod instructions;
mod locks;
mod loops;
mod model;
mod slices;
mod yaml;
