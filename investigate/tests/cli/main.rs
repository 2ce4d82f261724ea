//! The command as its user meets it: what it prints, which code it exits with, and what it leaves on the disk.
#![expect(clippy::unwrap_used, reason = "a fixture that fails is a failed test")]

mod accept;
mod agree;
mod announce;
mod audit;
mod build;
mod catalog;
mod circles;
mod contributing;
mod decide;
mod errors;
mod failures;
mod first_screen;
mod fixture;
mod golden;
mod headline;
mod help;
mod inputs;
mod measure;
mod one_reader;
mod prediction_check;
mod premises;
mod printed_commands;
mod probe;
mod protocol;
mod publish;
mod read;
mod refused;
mod reproducible;
mod serde;
mod style;
mod waive;
mod work_item;
mod workflows;
