//! Why there is no catalog.

use evidence::record::RecordError;
use thiserror::Error;

use crate::code::CodeError;
use crate::exit::Exit;
use crate::output::OutputError;

/// Why there is no catalog.
#[derive(Debug, Error)]
pub(crate) enum CatalogError {
    /// Nothing was asked for.
    #[error("nothing to look for. Name a --field, --method or --type, or a method with --calls.")]
    NothingAsked,
    /// The crate is not what it takes.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The record of verdicts is none.
    #[error(transparent)]
    Verdicts(#[from] RecordError),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl CatalogError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Code(error) => error.exit(),
            // It is part of the program.
            Self::Verdicts(_) => Exit::Failed,
            Self::NothingAsked => Exit::BadInput,
        }
    }
}
