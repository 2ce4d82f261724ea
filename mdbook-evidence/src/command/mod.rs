//! The commands: what is run by hand beside the preprocessor.

pub mod accept;
pub mod build;
pub mod check;
pub mod complaint;
pub mod error;
pub mod import;
pub mod install;
