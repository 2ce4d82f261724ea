//! The backlog: its items, its file, how it is stored and what is done to one item.

mod clones;
mod file;
mod item;
mod mutation;
mod store;
mod view;

pub use clones::{COUNTS_CLONES, CloneMark, clones};
pub use file::{BacklogFile, SCHEMA_VERSION};
pub use item::{
    BacklogItem, BlockType, DimensionLevel, ItemStatus, PhasePool, SizeLevel, StructuredDescription,
};
pub use mutation::{Assessments, Mutation, MutationError};
pub use store::{LoadError, SaveError, load, parse, save, to_yaml};
pub use view::View;
