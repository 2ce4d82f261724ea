//! Why there is no audit, or why it is not passed.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::exit::Exit;
use crate::output::OutputError;
use crate::record_path::AlreadyThere;

/// Why there is no audit, or why it is not passed.
#[derive(Debug, Error)]
pub(crate) enum AuditError {
    /// The folder is no database of advisories.
    #[error("cannot read the advisories in {}: {problem}. Name a folder that has `crates/<crate>/<id>.md`.", path.display())]
    Database {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Nothing says of when the database is.
    #[error("{} has neither a git history nor a day in any advisory, so that its date is not known. Give it with --database-date.", .0.display())]
    NoDate(PathBuf),
    /// A date is in the future.
    #[error("the database's date {0} is after today. Correct it with --database-date.")]
    FromTheFuture(String),
    /// The public database was not fetched.
    #[error("cannot fetch {url}: {said}. Name a folder with --database, or try again with a network.")]
    Fetch {
        /// Where it is.
        url: &'static str,
        /// What git said.
        said: String,
    },
    /// Fetching is excluded, and there is no folder.
    #[error(
        "there is no database to look through: --offline excludes the public one. Name a folder with --database."
    )]
    NoDatabase,
    /// A file of the project cannot be read.
    #[error("cannot read {}: {source}. Restore the file.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file of the project is not what it must be.
    #[error("{}: {problem}. Correct the file.", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// Cargo does not resolve the dependencies.
    #[error(
        "cargo cannot resolve the dependencies of {what}: {said}. Run `cargo fetch` with a network, then try again."
    )]
    Resolve {
        /// Whose.
        what: String,
        /// What cargo said.
        said: String,
    },
    /// A program whose costs are measured does not compile.
    #[error("cannot build a program with {what}: {said}. Leave out --costs, or correct the program.")]
    Build {
        /// What it was built with.
        what: String,
        /// What cargo said.
        said: String,
    },
    /// A temporary folder was not made or filled.
    #[error("cannot write a temporary project: {0}. Check permissions and the disk's space.")]
    Temporary(#[source] io::Error),
    /// A record of that name is there.
    #[error(transparent)]
    Taken(#[from] AlreadyThere),
    /// Ctrl-C or another signal.
    #[error("stopped; nothing was recorded and nothing is left")]
    Interrupted,
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The project's own tree breaks its own rules.
    #[error("{count} of the project's dependencies break deny.toml. The first: {first}")]
    OwnFindings {
        /// How many findings there are.
        count: usize,
        /// The first, as a sentence.
        first: String,
    },
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl AuditError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Taken(error) => error.exit(),
            Self::Interrupted => Exit::Interrupted,
            Self::Database { .. }
            | Self::NoDate(_)
            | Self::FromTheFuture(_)
            | Self::NoDatabase
            | Self::Unreadable { .. }
            | Self::Malformed { .. } => Exit::BadInput,
            Self::Fetch { .. }
            | Self::Resolve { .. }
            | Self::Build { .. }
            | Self::Temporary(_)
            | Self::Unwritable { .. }
            | Self::OwnFindings { .. } => Exit::Failed,
        }
    }
}
