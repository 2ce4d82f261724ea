//! An mdBook preprocessor that expands figures from recorded evidence.
//!
//! Chapters stay readable Markdown. A few directives between `[=` and `=]` are expressions of
//! [minijinja](https://docs.rs/minijinja), so that neither Rust's braces nor mdBook's own `{{#include}}` collide with
//! them. README.md lists them.

mod cache;
mod chapter;
mod claim;
pub mod command;
mod config;
mod directive;
mod figure;
pub mod folder;
pub mod html;
pub mod page;
mod pattern;
mod preprocessor;
pub mod record;
mod ruling;
pub mod style;
mod timings;

pub use chapter::binding::{Standing, Unbound};
pub use chapter::outside::OutsideError;
pub use claim::asking::Finding;
pub use claim::conclusion::conclusion;
pub use claim::coverage::{ChapterCoverage, Coverage, Covered};
pub use claim::headline::{Breaks, Headline};
pub use claim::lock::LockError;
pub use config::{Config, ConfigError};
pub use folder::destination::{BookFolders, DestinationError, MANIFEST, manifest, settled};
pub use folder::slashed::slashed;
pub use preprocessor::EvidencePreprocessor;
pub use timings::Timings;
