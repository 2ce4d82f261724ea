//! Why the gate is not passed.

use std::io;
use std::path::PathBuf;

use evidence::source::SourceError;
use thiserror::Error;

use crate::book_toml::BookTomlError;
use crate::exit::Exit;
use crate::output::OutputError;
use crate::record_path::AlreadyThere;

/// Why the gate is not passed.
#[derive(Debug, Error)]
pub(crate) enum SerdeError {
    /// A file cannot be tried.
    #[error("cannot read the backlog {}: {source}. Name a YAML file.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// book.toml does not say of what the record is.
    #[error(transparent)]
    BookToml(#[from] BookTomlError),
    /// A generated backlog cannot be written by the representation that all others are compared with.
    #[error(
        "cannot write the generated backlog `{name}` as YAML: {problem}. Restore the list in bench-crate."
    )]
    Generate {
        /// The input.
        name: String,
        /// Why.
        problem: String,
    },
    /// A representation differs from today's.
    #[error("{count} of {results} results differ from today's. The first:\n{first}")]
    Differ {
        /// How many results differ.
        count: usize,
        /// How many there are: one for each input, library and representation.
        results: usize,
        /// The first of them, in lines.
        first: String,
    },
    /// A library ended, or went on without end, instead of accepting or refusing an input.
    #[error("a library did not come back. The first:\n{0}")]
    Stopped(String),
    /// One of the gate's own processes cannot be used.
    #[error(
        "cannot judge in a process of its own: {0}. Check that the program may start itself, and build it anew."
    )]
    Process(#[source] io::Error),
    /// The measured code cannot be told by a hash.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A record of that name is there.
    #[error(transparent)]
    Taken(#[from] AlreadyThere),
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl SerdeError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Taken(error) => error.exit(),
            Self::Unreadable { .. } | Self::Source(_) | Self::BookToml(_) => Exit::BadInput,
            Self::Generate { .. }
            | Self::Differ { .. }
            | Self::Stopped(_)
            | Self::Process(_)
            | Self::Unwritable { .. } => Exit::Failed,
        }
    }
}
