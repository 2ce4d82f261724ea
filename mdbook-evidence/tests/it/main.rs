//! The preprocessor, run in process over small books.

mod agreement;
mod audit;
#[expect(clippy::unwrap_used, reason = "a fixture that cannot be made must stop its test")]
mod book_test;
mod catalog;
mod claims;
mod destination;
mod directives;
mod explorer;
mod history;
mod libraries;
mod probe;
mod provenance;
mod refusals;
mod serde_gate;
mod typed;
