//! What the programs of this crate have in common on the command line.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::workload::{Workload, WorkloadError};

/// Which items to measure with.
#[derive(Debug, Args)]
pub struct WorkloadArgs {
    /// The generated items to measure with.
    #[arg(long, value_enum, default_value_t = Generated::Typical)]
    pub workload: Generated,
    /// A backlog of your own (YAML, schema version 3) to measure with instead.
    #[arg(long, value_name = "PATH", conflicts_with = "workload")]
    pub backlog: Option<PathBuf>,
}

/// The generated workloads.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Generated {
    /// Like the real backlog's items.
    Typical,
    /// Every field filled.
    Full,
}

impl WorkloadArgs {
    /// Generates or loads the items.
    ///
    /// # Errors
    ///
    /// When a backlog is named that cannot be a workload.
    pub fn load(&self) -> Result<Workload, WorkloadError> {
        match (&self.backlog, self.workload) {
            (Some(path), _) => Workload::from_path(path),
            (None, Generated::Typical) => Ok(Workload::typical(Workload::SEED)),
            (None, Generated::Full) => Ok(Workload::full(Workload::SEED)),
        }
    }

    /// The same as arguments, for a program that is started in turn.
    #[must_use]
    pub fn to_args(&self) -> Vec<OsString> {
        match (&self.backlog, self.workload) {
            (Some(path), _) => vec!["--backlog".into(), path.into()],
            (None, Generated::Typical) => vec!["--workload".into(), "typical".into()],
            (None, Generated::Full) => vec!["--workload".into(), "full".into()],
        }
    }
}

/// A number of items, for clap.
///
/// # Errors
///
/// When it is no number from 1 to 1,000,000.
pub fn items(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n @ 1..=1_000_000) => Ok(n),
        _ => Err("give a number of items from 1 to 1000000".to_owned()),
    }
}

/// Prints a program's result to stdout, or its error to stderr; the exit code comes with the error.
pub fn finish<E: Display>(result: Result<String, (E, u8)>) -> ExitCode {
    match result {
        Ok(json) => match writeln!(io::stdout(), "{json}") {
            Ok(()) => ExitCode::SUCCESS,
            // A reader that closed the pipe early had what it wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: cannot write the result: {error}");
                ExitCode::FAILURE
            }
        },
        Err((error, code)) => {
            eprintln!("error: {error}");
            ExitCode::from(code)
        }
    }
}
