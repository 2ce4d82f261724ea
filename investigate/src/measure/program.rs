//! A program of the measured package, as seen from outside: it is called with arguments and answers with a part of a record.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use evidence::record::{Figure, RecordError, SCHEMA};
use evidence::{Record, Unit};
use thiserror::Error;

use crate::exit::ends;

/// A compiled program and what it is to work on.
#[derive(Debug)]
pub(super) struct Program {
    /// Its name, for messages.
    pub(super) name: &'static str,
    /// The file.
    pub(super) binary: PathBuf,
    /// `--workload` or `--backlog` with its value.
    pub(super) input: [OsString; 2],
}

/// Why a program gave no usable answer.
#[derive(Debug, Error)]
pub(crate) enum ProgramError {
    #[error("cannot start {}: {source}. Remove the target folder's `release` and measure again.", binary.display())]
    NotStarted { binary: PathBuf, source: io::Error },
    #[error("{0}")]
    Refused(String),
    #[error("`{call}` failed ({status}): {message}")]
    Failed {
        call: String,
        status: String,
        /// Its exit code; none when a signal ended it.
        code: Option<i32>,
        message: String,
    },
    #[error(
        "`{call}` answered with what is no part of a record: {problem}. Correct the program in bench-crate; its source and the command's must be of one commit."
    )]
    PartAnswer { call: String, problem: String },
}

ends!(ProgramError {
    BadInput: Refused;
    Failed: NotStarted, Failed, PartAnswer;
});

/// The exit code of a program that counted the control unlike the baseline.
const CONTROL_DIFFERS: i32 = 1;

impl ProgramError {
    /// Whether a count cannot be used because its control came out unlike the baseline.
    pub(super) fn is_of_the_control(&self) -> bool {
        matches!(self, Self::Failed { code: Some(CONTROL_DIFFERS), .. })
    }
}

impl Program {
    /// Asks what it can measure.
    pub(super) fn list(&self) -> Result<Record, ProgramError> {
        self.call(&["list".to_owned()]).map_err(|error| match error {
            // There is nothing to refuse but the items that the user named.
            ProgramError::Failed { code: Some(2), message, .. } => ProgramError::Refused(message),
            other => other,
        })
    }

    /// Calls it and blocks until it has answered: the caller must not compete with what it measures.
    pub(super) fn call(&self, arguments: &[String]) -> Result<Record, ProgramError> {
        let output = Command::new(&self.binary)
            .args(arguments)
            .args(&self.input)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| ProgramError::NotStarted { binary: self.binary.clone(), source })?;
        let call = format!("{} {}", self.name, arguments.join(" "));
        if !output.status.success() {
            return Err(failure(call, &output));
        }
        let mut part = Record::from_json(self.name, &String::from_utf8_lossy(&output.stdout))
            .map_err(|error| ProgramError::PartAnswer { call, problem: problem(error) })?;
        round_samples(&mut part);
        Ok(part)
    }
}

fn failure(call: String, output: &Output) -> ProgramError {
    let text = String::from_utf8_lossy(&output.stderr);
    let message = text.trim().trim_start_matches("error: ").to_owned();
    let message = if message.is_empty() { "it wrote no message".to_owned() } else { message };
    ProgramError::Failed { call, status: output.status.to_string(), code: output.status.code(), message }
}

/// What is wrong with an answer, without the advice for a file.
fn problem(error: RecordError) -> String {
    match error {
        RecordError::Malformed { line, column, message, .. } => {
            format!("{message} (line {line}, column {column})")
        }
        RecordError::Impossible { place, problem, .. } => format!("{place}: {problem}"),
        RecordError::Schema { found, .. } => format!("it is of schema {found} and not of {SCHEMA}"),
        RecordError::Foreign { instead, .. } => format!("it has no `schema`, {instead}"),
    }
}

/// Rounds what varies from run to run. What was counted is kept as it is, and so are samples of whole counts, such as a seed.
fn round_samples(part: &mut Record) {
    for (id, figures) in &mut part.figures {
        let counts = part.measures.get(id).is_some_and(|measure| measure.unit == Unit::Count);
        for figure in figures.values_mut() {
            if let Figure::Rounds(samples) = figure {
                for sample in samples.iter_mut().filter(|sample| !(counts && sample.fract() == 0.0)) {
                    *sample = rounded(*sample);
                }
            }
        }
    }
}

/// Five significant digits: more than any interval resolves, and the same text on every machine.
pub(crate) fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_five_digits() {
        assert!((rounded(123_456.7) - 123_460.0).abs() < f64::EPSILON);
        assert!((rounded(0.000_123_456) - 0.000_123_46).abs() < f64::EPSILON);
        assert!((rounded(1.0) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn only_what_varies_is_rounded() {
        let mut part = Record::new("slices");
        let samples = || Figure::Rounds(vec![1_234_567.0, 0.123_456_7]);
        for measure in ["seed", "wall-ns"] {
            part.declare(measure, &[]);
            part.put(measure, "", samples());
        }
        part.declare("copies", &[]);
        part.put("copies", "", Figure::Exact(0.123_456_7));
        round_samples(&mut part);
        assert_eq!(part.figures["seed"][""].numbers(), [1_234_567.0, 0.123_46]);
        assert_eq!(part.figures["wall-ns"][""].numbers(), [1_234_600.0, 0.123_46]);
        assert_eq!(part.figures["copies"][""].numbers(), [0.123_456_7]);
    }
}
