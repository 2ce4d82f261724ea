//! Why a part cannot be taken again.

use std::io;
use std::path::PathBuf;

use evidence::record::RecordError;
use thiserror::Error;

use crate::exit::Exit;

/// Why a part cannot be taken again.
#[derive(Debug, Error)]
pub(crate) enum AgainError {
    /// There is no record to put it into.
    #[error("there is no record {} to put that into: {source}. Measure without --again first.", path.display())]
    NoRecord {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read.
        source: io::Error,
    },
    /// The record is not one.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// What it would add was not measured on what the record is of.
    #[error("{} is of {difference}. Measure all of it again, without --again.", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What differs.
        difference: String,
    },
    /// The part gave nothing; the record is as it was.
    #[error("{0} The record is as it was.")]
    Nothing(String),
}

impl AgainError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::NoRecord { .. } | Self::Record(_) | Self::Other { .. } => Exit::BadInput,
            Self::Nothing(_) => Exit::Failed,
        }
    }
}
