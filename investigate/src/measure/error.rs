//! Why there is no new record.

use evidence::source::SourceError;
use thiserror::Error;

use super::again_error::AgainError;
use super::archive::ArchiveError;
use super::backlog::BacklogError;
use super::bmf::ExportError;
use super::compile::CompileError;
use super::journal::JournalError;
use super::program::ProgramError;
use super::record_file::WriteError;
use super::record_name::NameError;

use crate::exit::Exit;
use crate::output::OutputError;

/// Why there is no new record. The one that was there before is untouched.
#[derive(Debug, Error)]
pub(crate) enum MeasureError {
    /// The user's file cannot be measured.
    #[error(transparent)]
    Backlog(#[from] BacklogError),
    /// The measured code cannot be told by a hash.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The measured code does not compile.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The program that times failed or refused.
    #[error(transparent)]
    Program(#[from] ProgramError),
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
    Journal(#[from] JournalError),
    /// The record cannot have that name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// There is no record to print.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A record cannot be archived.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A part cannot be taken again.
    #[error(transparent)]
    Again(#[from] AgainError),
    /// The record cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
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
            Self::Archive(error) => error.exit(),
            Self::Again(error) => error.exit(),
            Self::Write(error) => error.exit(),
            Self::Backlog(_) | Self::Source(_) | Self::Operation { .. } | Self::Name(_) | Self::Export(_) => {
                Exit::BadInput
            }
            Self::NoCells | Self::Mismatch { .. } => Exit::Failed,
            Self::Interrupted { .. } => Exit::Interrupted,
        }
    }
}
