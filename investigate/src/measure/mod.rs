//! `measure`: from the measured code to a record.
//!
//! [`compile`] builds the program that times, [`slices`] talks to it, [`plan`] says which process comes when, [`journal`]
//! keeps each finished one, and [`record_file`] writes the record at the end.

mod backlog;
mod compile;
mod interrupt;
mod journal;
mod machine;
mod options;
mod origin;
mod plan;
mod progress;
mod record_file;
mod run;
mod slices;
pub(crate) mod slug;
mod start;

use std::path::{Path, PathBuf};
use std::time::Duration;

use evidence::source::{SourceError, fingerprint};
use thiserror::Error;

pub(crate) use interrupt::EXIT_CODE as INTERRUPTED;
pub(crate) use options::Options;
pub(crate) use origin::{source, toolchain};

use interrupt::Interrupt;
use slices::Slices;

/// Why there is no new record. The one that was there before is untouched.
#[derive(Debug, Error)]
pub(crate) enum MeasureError {
    /// The user's file cannot be measured.
    #[error(transparent)]
    Backlog(#[from] backlog::BacklogError),
    /// The measured code cannot be told by a hash.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The measured code does not compile.
    #[error(transparent)]
    Compile(#[from] compile::CompileError),
    /// The program that times failed or refused.
    #[error(transparent)]
    Slices(#[from] slices::SlicesError),
    /// There is no such operation.
    #[error("there is no operation `{wanted}`; there are {known}")]
    Operation {
        /// What was asked for.
        wanted: String,
        /// What there is.
        known: String,
    },
    /// The program has nothing to measure.
    #[error("the measured code lists no operation. Restore the list in bench-crate.")]
    NoCells,
    /// A process measured something else than it was asked for.
    #[error(
        "`slices` was asked for {wanted} and answered {got}. Its source and the command's must be of one commit."
    )]
    Mismatch {
        /// What it was asked for.
        wanted: String,
        /// What it answered.
        got: String,
    },
    /// Finished rounds cannot be kept or gone on with.
    #[error(transparent)]
    Journal(#[from] journal::JournalError),
    /// The record cannot be written.
    #[error(transparent)]
    Write(#[from] record_file::WriteError),
    /// Ctrl-C.
    #[error(
        "stopped after {done} of {total} processes; those are kept. Go on with the same command and --resume."
    )]
    Interrupted {
        /// Finished processes.
        done: usize,
        /// All of them.
        total: usize,
    },
}

impl MeasureError {
    /// Whether the user asked for something that cannot be, as against something that failed.
    pub(crate) fn is_bad_input(&self) -> bool {
        match self {
            Self::Backlog(_) | Self::Operation { .. } => true,
            Self::Slices(error) => matches!(error, slices::SlicesError::Refused(_)),
            Self::Journal(error) => error.is_bad_input(),
            _ => false,
        }
    }
}

/// What was written.
#[derive(Debug)]
pub(crate) struct Report {
    path: PathBuf,
    cells: usize,
    rounds: usize,
    duration: Duration,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { path, cells, rounds, duration } = self;
        let duration = progress::words(*duration);
        write!(
            f,
            "Wrote {}: {cells} cells of {rounds} rounds, measured in {duration}.\nRead the book with it: cargo run",
            path.display()
        )
    }
}

/// Measures and writes the record below `root`.
///
/// # Errors
/// [`MeasureError`].
pub(crate) fn run(root: &Path, options: &Options) -> Result<Report, MeasureError> {
    if let Some(path) = &options.backlog {
        backlog::check(path)?;
    }
    let fingerprint = fingerprint(root, "bench-crate")?;
    let binary = match &options.slices {
        Some(binary) => binary.clone(),
        None => {
            eprintln!("Compiling the measured code (cargo build --release -p bench-crate --bin slices)");
            compile::slices(root)?
        }
    };
    let slices = Slices { binary, input: options.input() };
    let start = start::Start::new(root, options, fingerprint, slices.list()?)?;
    let report = run::run(&root.join("records"), &slices, start, options, &Interrupt::listen())?;
    let path = report.path.strip_prefix(root).unwrap_or(&report.path).to_owned();
    Ok(Report { path, ..report })
}
