//! A program of the measured package, as seen from outside: it is called with arguments and answers with JSON.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde::Deserialize;
use thiserror::Error;

use crate::exit::Exit;

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
    /// The program does not start.
    #[error("cannot start {}: {source}. Remove the target folder's `release` and measure again.", binary.display())]
    NotStarted {
        /// The program.
        binary: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The program refused its input.
    #[error("{0}")]
    Refused(String),
    /// The program failed.
    #[error("`{call}` failed ({status}): {message}")]
    Failed {
        /// Its name and arguments.
        call: String,
        /// Its exit status.
        status: String,
        /// Its exit code; none when a signal ended it.
        code: Option<i32>,
        /// What it wrote to its error output.
        message: String,
    },
    /// The program's answer is not of the agreed shape.
    #[error(
        "`{call}` answered with something else than the agreed JSON: {problem}. Its source and the command's must be of one commit."
    )]
    PartAnswer {
        /// Its name and arguments.
        call: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl ProgramError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Refused(_) => Exit::BadInput,
            Self::NotStarted { .. } | Self::Failed { .. } | Self::PartAnswer { .. } => Exit::Failed,
        }
    }
}

/// The exit code of a program that counted the control unlike the baseline.
const CONTROL_DIFFERS: i32 = 1;

impl ProgramError {
    /// Whether a count cannot be used because its control came out unlike the baseline.
    pub(super) fn is_of_the_control(&self) -> bool {
        matches!(self, Self::Failed { code: Some(CONTROL_DIFFERS), .. })
    }
}

impl Program {
    /// Calls it and blocks until it has answered: the caller must not compete with what it measures.
    ///
    /// # Errors
    /// [`ProgramError`] when it fails.
    pub(super) fn call<T: for<'de> Deserialize<'de>>(&self, arguments: &[String]) -> Result<T, ProgramError> {
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
        serde_json::from_slice(&output.stdout)
            .map_err(|error| ProgramError::PartAnswer { call, problem: error.to_string() })
    }
}

fn failure(call: String, output: &Output) -> ProgramError {
    let text = String::from_utf8_lossy(&output.stderr);
    let message = text.trim().trim_start_matches("error: ").to_owned();
    let message = if message.is_empty() { "it wrote no message".to_owned() } else { message };
    ProgramError::Failed { call, status: output.status.to_string(), code: output.status.code(), message }
}
