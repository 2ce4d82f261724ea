//! What is read from and written into folders.

pub mod atomic;
pub(crate) mod destination;
pub mod lock;
pub(crate) mod slashed;
pub mod sources;
pub mod staging;
