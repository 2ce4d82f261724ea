//! `decide --each`: what is decided for each of many suppositions, by one reading of the evidence.

use std::io::BufRead;

use evidence::decision::{Case, Decider};
use evidence::predicate::JudgeError;

use super::document;
use super::error::DecideError;
use super::supposition::{setting, what_if};
use crate::exit::Failure;
use crate::output;

/// Answers each line of `input` with a line of JSON, as soon as it is read.
pub(super) fn answer(
    decider: &Decider<'_>,
    project: &Case,
    input: impl BufRead,
    judged: impl Fn(JudgeError) -> DecideError,
) -> Result<(), Failure> {
    for (line, number) in input.lines().zip(1..) {
        let wrong = |problem: String| DecideError::Line { number, problem };
        let line = line.map_err(|error| wrong(error.to_string()))?;
        let sets = line.split_whitespace().map(setting).collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        let case = what_if(&sets, decider.file(), project).map_err(|error| wrong(error.to_string()))?;
        let decision = decider.decide(&case).map_err(&judged)?;
        output::print(document::line(&decision, decider.file()))?;
    }
    Ok(())
}
