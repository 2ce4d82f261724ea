//! The preprocessor, run in process over small books.
#![expect(clippy::unwrap_used, reason = "a fixture that cannot be made must stop its test")]

mod alignment;
mod any_record;
mod binary_sizes;
mod binding;
mod book_test;
mod cache;
mod claims;
mod command;
mod criterion_folder;
mod decision;
mod destination;
mod directives;
mod escaping;
mod explorer;
mod import;
mod install;
mod judgement;
mod literal;
mod lock;
mod maps;
mod no_study;
mod outside;
mod provenance;
mod refusals;
mod shared_axes;
mod strict;
mod tally;
mod ten_minutes;
mod typed;
mod word;
