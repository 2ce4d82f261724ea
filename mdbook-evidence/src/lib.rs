//! An mdBook preprocessor that expands figures from recorded evidence.
//!
//! Chapters stay readable Markdown. A few directives between `[=` and `=]` are expressions of
//! [minijinja](https://docs.rs/minijinja), so that neither Rust's braces nor mdBook's own `{{#include}}` collide with
//! them. README.md lists them.

pub mod accept;
mod alignment;
mod anchor;
mod answers;
mod asking;
pub mod atomic;
mod binding;
pub mod build;
mod cache;
mod cell_number;
pub mod check;
mod claim;
mod claim_card;
mod comparison;
pub mod complaint;
mod conclusion;
mod config;
mod coverage;
pub mod criterion;
mod destination;
mod directive;
mod explorer;
mod figure;
mod files;
pub mod folder_lock;
mod foot;
mod freshness;
mod grid;
mod headline;
mod html;
pub mod import;
pub mod install;
mod judgement;
mod judgements;
mod layout;
mod lines;
mod literal;
mod lock;
mod mark;
mod outside;
mod own_words;
mod page;
mod preprocessor;
mod prose;
mod provenance;
mod quotation;
pub mod record_name;
mod record_set;
mod reviewed;
mod ruling;
pub mod search_index;
mod slashed;
pub mod sources;
pub mod staging;
pub mod style;
mod timings;
mod typed;
mod verdict;
mod written;

pub use asking::Finding;
pub use binding::{Standing, Unbound};
pub use conclusion::{Against, Conclusion, conclusion};
pub use config::{Config, ConfigError};
pub use coverage::{ChapterCoverage, Coverage, OfRecord};
pub use destination::{BookFolders, DestinationError, MANIFEST, manifest, settled};
pub use directive::ChapterError;
pub use headline::{Breaks, Headline};
pub use lock::LockError;
pub use outside::OutsideError;
pub use preprocessor::EvidencePreprocessor;
pub use slashed::slashed;
pub use timings::Timings;
