//! Why there are no verdicts.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::exit::ends;

/// Why there are no verdicts.
#[derive(Debug, Error)]
pub(crate) enum VerdictsError {
    #[error("cannot read {}: {source}. It says which versions of the libraries are asked about.", path.display())]
    NoLock { path: PathBuf, source: io::Error },
    #[error("{}:{line}: {said}. Restore the file, or let `cargo update --workspace` write it again.", path.display())]
    BadLock {
        path: PathBuf,
        /// From 1.
        line: usize,
        said: String,
    },
    #[error("{} has no package `{name}`. Add it to the workspace: its version is asked about.", lock.display())]
    NoLibrary { name: String, lock: PathBuf },
    #[error("the compiler could not be asked: {said}")]
    NotAsked { said: String },
    #[error(
        "`{code}` does not compile with a Vec ({said}), so that nothing follows from it. Correct it in calls.rs."
    )]
    NoVec { code: String, said: String },
    #[error("what `{code}` does cannot be told from its syntax. Correct it in calls.rs.")]
    Unnamed { code: String },
    #[error("cannot write a crate into the folder for temporary files: {0}. Make room, or set TMPDIR.")]
    Temporary(io::Error),
}

ends!(VerdictsError {
    BadInput: NoLock, BadLock, NoLibrary;
    Failed: NotAsked, NoVec, Unnamed, Temporary;
});
