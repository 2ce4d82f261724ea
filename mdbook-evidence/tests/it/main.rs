//! The preprocessor, run in process over small books.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made must stop its test")]

mod agreement;
mod any_record;
mod binary_sizes;
mod book_test;
mod catalog;
mod claims;
mod command;
mod criterion_folder;
mod decision;
mod destination;
mod directives;
mod escaping;
mod explorer;
mod import;
mod judgement;
mod literal;
mod lock;
mod outside;
mod probe;
mod provenance;
mod refusals;
mod ten_minutes;
mod typed;
mod word;
