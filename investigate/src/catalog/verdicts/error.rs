//! Why there are no verdicts.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::code::CodeError;
use crate::exit::Exit;
use crate::output::OutputError;

/// Why there are no verdicts.
#[derive(Debug, Error)]
pub(crate) enum VerdictsError {
    /// There is no lock file.
    #[error("cannot read {}: {source}. It says which versions of the libraries are asked about.", path.display())]
    NoLock {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The lock file is none.
    #[error("{}:{line}: {said}. Restore the file, or let `cargo update --workspace` write it again.", path.display())]
    BadLock {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong.
        said: String,
    },
    /// A library is not among the locked ones.
    #[error("{} has no package `{name}`. Add it to the workspace: its version is asked about.", lock.display())]
    NoLibrary {
        /// The library.
        name: String,
        /// The lock file.
        lock: PathBuf,
    },
    /// Something else does not compile.
    #[error("the compiler could not be asked: {said}")]
    NotAsked {
        /// What cargo said.
        said: String,
    },
    /// A `Vec` cannot do it.
    #[error(
        "`{code}` does not compile with a Vec ({said}), so that nothing follows from it. Correct it in calls.rs."
    )]
    NoVec {
        /// The code.
        code: String,
        /// What the compiler said.
        said: String,
    },
    /// The syntax does not tell what is done.
    #[error("what `{code}` does cannot be told from its syntax. Correct it in calls.rs.")]
    Unnamed {
        /// The code.
        code: String,
    },
    /// The folder for temporary files cannot be written.
    #[error("cannot write a crate into the folder for temporary files: {0}. Make room, or set TMPDIR.")]
    Temporary(io::Error),
    /// Cargo or the record.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl VerdictsError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::NoLock { .. } | Self::BadLock { .. } | Self::NoLibrary { .. } => Exit::BadInput,
            Self::NotAsked { .. } | Self::NoVec { .. } | Self::Unnamed { .. } | Self::Temporary(_) => {
                Exit::Failed
            }
            Self::Code(error) => error.exit(),
            Self::Output(error) => error.exit(),
        }
    }
}
