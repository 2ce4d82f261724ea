//! Why there is no decision, or not the recorded one.

use evidence::predicate::JudgeError;
use thiserror::Error;

use crate::exit::ends;

/// Why there is no decision, or not the recorded one.
#[derive(Debug, Error)]
pub(crate) enum DecideError {
    #[error("--set: {0}")]
    Set(#[source] Box<JudgeError>),
    #[error("standard input, line {number}: {problem}")]
    Line { number: usize, problem: String },
    #[error("the decision cannot be made on record {record}: {problem}")]
    Judge { record: String, problem: Box<JudgeError> },
    #[error("decision.toml was not written: {0}")]
    Unwritten(String),
    #[error("the recorded decision no longer follows:\n  {}\nIf the evidence is right, change the book, then run `decide --accept`.", .0.join("\n  "))]
    NoLonger(Vec<String>),
}

ends!(DecideError {
    BadInput: Set, Line, Judge;
    Failed: Unwritten, NoLonger;
});
