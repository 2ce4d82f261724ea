//! Tests of the crate from the outside.

mod corpus;
mod model;
mod slices;
mod yaml;
