//! `measure`: from the measured code to a record.
//!
//! [`programs`] are compiled first. [`timing`] calls the one that times, round after round as [`plan`] says; then each
//! [`part`] counts. [`journal`] keeps what is finished, and [`record_file`] writes the record at the end.

mod again;
mod backlog;
mod bmf;
mod cells;
mod compile;
mod journal;
mod machine;
mod name;
mod options;
mod origin;
mod part;
mod plan;
mod program;
mod programs;
mod progress;
mod record_file;
mod run;
mod slices;
pub(crate) mod slug;
mod stands;
mod start;
mod timing;
mod wall;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::measured::Measured;
use crate::measured::control::FalseDecisions;
use evidence::source::{SourceError, fingerprint};
use thiserror::Error;

pub(crate) use compile::{CompileError, bench_program};
pub(crate) use machine::describe as this_machine;
pub(crate) use options::Options;
pub(crate) use origin::{source, toolchain};
pub(crate) use progress::Progress;

use journal::JournalError;
use options::Format;
use programs::Programs;

use crate::conclusion;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::lock;
use crate::output::OutputError;
use stands::Say;

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
    Compile(#[from] CompileError),
    /// The program that times failed or refused.
    #[error(transparent)]
    Program(#[from] program::ProgramError),
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
    /// A time that no operation takes.
    #[error(
        "{what} took {nanoseconds} ns, {ratio} of the baseline's, which no operation does. Correct the operation in bench-crate."
    )]
    TookNothing {
        /// The operation, the representation and the size.
        what: String,
        /// The time.
        nanoseconds: f64,
        /// The ratio.
        ratio: f64,
    },
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
    /// The record cannot have that name.
    #[error(transparent)]
    Name(#[from] name::NameError),
    /// There is no record to print.
    #[error(transparent)]
    Export(#[from] bmf::ExportError),
    /// A record cannot say why it stands.
    #[error(transparent)]
    Stands(#[from] stands::StandsError),
    /// A part cannot be taken again.
    #[error(transparent)]
    Again(#[from] again::AgainError),
    /// The record cannot be written.
    #[error(transparent)]
    Write(#[from] record_file::WriteError),
    /// Ctrl-C.
    #[error(
        "stopped after {done} timed processes; those are kept. Go on with the same command and --resume."
    )]
    Interrupted {
        /// Finished processes.
        done: usize,
    },
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl MeasureError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Compile(error) => error.exit(),
            Self::Program(error) => error.exit(),
            Self::Journal(error) => error.exit(),
            Self::Stands(error) => error.exit(),
            Self::Again(error) => error.exit(),
            Self::Write(error) => error.exit(),
            Self::Backlog(_) | Self::Source(_) | Self::Operation { .. } | Self::Name(_) | Self::Export(_) => {
                Exit::BadInput
            }
            Self::NoCells | Self::Mismatch { .. } | Self::TookNothing { .. } => Exit::Failed,
            Self::Interrupted { .. } => Exit::Interrupted,
        }
    }
}

/// What was written.
#[derive(Debug)]
struct MeasureReport {
    path: PathBuf,
    record: Measured,
    false_decisions: Option<FalseDecisions>,
}

impl std::fmt::Display for MeasureReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { path, record, false_decisions } = self;
        let rounds =
            record.cells.iter().filter_map(|cell| cell.series.first()).map(|series| series.ratio.len());
        let least = rounds.clone().min().unwrap_or_default();
        let most = rounds.max().unwrap_or_default();
        let rounds = if least == most { least.to_string() } else { format!("{least} to {most}") };
        let duration = progress::words(Duration::from_secs_f64(record.run.duration_seconds));
        let cells = record.cells.len();
        writeln!(f, "Wrote {}: {cells} cells of {rounds} rounds, measured in {duration}.", path.display())?;
        for note in &record.notes {
            writeln!(f, "Note: {note}")?;
        }
        if let Some(FalseDecisions { declared, comparisons }) = false_decisions {
            writeln!(f, "False decisions: {declared} of {comparisons} resampled A/A comparisons.")?;
        }
        f.write_str("Read the book with it: cargo run")
    }
}

/// Does what the options ask for, and says what that was.
///
/// # Errors
/// [`MeasureError`].
pub(crate) fn run(root: &Path, options: &Options) -> Result<String, MeasureError> {
    if let Some(Format::Bmf) = options.export {
        return Ok(bmf::bmf(root, options.record.as_deref())?);
    }
    match (&options.stands[..], &options.archive[..]) {
        ([name, reason], _) => Ok(stands::say(root, Say::Stands, name, reason)?),
        (_, [name, reason]) => Ok(stands::say(root, Say::Archived, name, reason)?),
        _ => {
            let report = measure(root, options)?;
            let conclusion = conclusion::of(root, &report.record.name);
            Ok([Some(report.to_string()), conclusion].into_iter().flatten().collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Keeps a second measurement of this project from beginning: the two would measure each other.
fn alone(folder: &Path) -> Result<File, MeasureError> {
    let unwritable = |source| JournalError::Unwritable { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(unwritable)?;
    let lock = lock::try_folder(folder).map_err(unwritable)?;
    Ok(lock.ok_or_else(|| JournalError::Busy(folder.to_owned()))?)
}

/// Measures and writes the record below `root`.
fn measure(root: &Path, options: &Options) -> Result<MeasureReport, MeasureError> {
    if let Some(path) = &options.backlog {
        backlog::check(path)?;
    }
    let folder = root.join("records");
    let _lock = alone(&folder)?;
    name::check(&folder, options)?;
    let fingerprint = fingerprint(root, "bench-crate")?;
    let programs = Programs::new(root, options)?;
    let start = start::Start::new(root, options, &fingerprint, programs.slices.list()?)?;
    let report = if options.again.is_empty() {
        run::run(&folder, &programs, start, options, &Interrupt::listen())?
    } else {
        again::again(&folder, &programs, &start, options)?
    };
    let path = report.path.strip_prefix(root).unwrap_or(&report.path).to_owned();
    Ok(MeasureReport { path, ..report })
}
