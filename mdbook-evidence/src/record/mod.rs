//! The records that a book cites, and what pages say of them.

pub(crate) mod files;
pub(crate) mod freshness;
pub mod name;
pub(crate) mod set;
