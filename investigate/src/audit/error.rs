//! Why there is no audit, or why it is not passed.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::exit::ends;

/// Why there is no audit, or why it is not passed.
#[derive(Debug, Error)]
pub(crate) enum AuditError {
    #[error("cannot read the advisories in {}: {problem}. Name a folder that has `crates/<crate>/<id>.md`.", path.display())]
    Database { path: PathBuf, problem: String },
    #[error("{} has neither a git history nor a day in any advisory, so that its date is not known. Give it with --database-date.", .0.display())]
    NoDate(PathBuf),
    #[error("the database's date {0} is after today. Correct it with --database-date.")]
    FromTheFuture(String),
    #[error("cannot fetch {url}: {said}. Name a folder with --database, or try again with a network.")]
    Fetch { url: &'static str, said: String },
    #[error(
        "there is no database to look through: --offline excludes the public one. Name a folder with --database."
    )]
    NoDatabase,
    #[error("cannot read {}: {source}. Restore the file.", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{}: {problem}. Correct the file.", path.display())]
    Malformed { path: PathBuf, problem: String },
    #[error(
        "cargo cannot resolve the dependencies of {what}: {said}. Run `cargo fetch` with a network, then try again."
    )]
    Resolve {
        /// Whose.
        what: String,
        said: String,
    },
    #[error("cannot build a program with {what}: {said}. Leave out --costs, or correct the program.")]
    Build {
        /// What it was built with.
        what: String,
        said: String,
    },
    #[error("cannot write a temporary project: {0}. Check permissions and the disk's space.")]
    Temporary(#[source] io::Error),
    /// Ctrl-C or another signal.
    #[error("stopped; nothing was recorded and nothing is left")]
    Interrupted,
    #[error("{count} of the project's dependencies break deny.toml. The first: {first}")]
    OwnFindings {
        count: usize,
        /// The first, as a sentence.
        first: String,
    },
}

ends!(AuditError {
    BadInput: Database, NoDate, FromTheFuture, NoDatabase, Unreadable, Malformed;
    Failed: Fetch, Resolve, Build, Temporary, OwnFindings;
    Interrupted: Interrupted;
});
