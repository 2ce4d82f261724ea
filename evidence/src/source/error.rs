//! Why a repository has no fingerprint.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why the repository has no fingerprint.
#[derive(Debug, Error)]
pub enum SourceError {
    /// A file or folder of the package cannot be read.
    #[error("cannot read {}: {}. Is this the project's root folder?", .0.display(), .1)]
    Unreadable(PathBuf, #[source] io::Error),
    /// A manifest or the lock file is not what cargo writes.
    #[error("{}: {}. Restore the file, or let `cargo update --workspace` write it again.", .0.display(), .1)]
    Malformed(PathBuf, String),
}

pub(super) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> SourceError {
    let path = path.to_owned();
    move |source| SourceError::Unreadable(path, source)
}
