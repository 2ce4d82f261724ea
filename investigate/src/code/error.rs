//! Why somebody's crate cannot be looked into.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::child::ChildError;
use crate::exit::Exit;
use crate::record_path::AlreadyThere;

/// Why somebody's crate cannot be looked into.
#[derive(Debug, Error)]
pub(crate) enum CodeError {
    /// There is no such folder.
    #[error("cannot look into the folder `{}`: {source}. Name the folder of a crate.", path.display())]
    NoFolder {
        /// The path.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is a file, or something stranger.
    #[error("{} is no folder. Name the folder of a crate, not a file in it.", .0.display())]
    NotAFolder(PathBuf),
    /// There is no crate.
    #[error("{} has no Cargo.toml. Name the folder of a crate.", .0.display())]
    NotACrate(PathBuf),
    /// The toolchain that the crate asks for is not there.
    #[error("{} cannot be compiled: {said}. Run `rustup toolchain install` in it.", path.display())]
    NoToolchain {
        /// The crate.
        path: PathBuf,
        /// What rustup said.
        said: String,
    },
    /// Cargo cannot tell what the folder is.
    #[error("cargo cannot read {}: {said}. Correct its Cargo.toml.", path.display())]
    Manifest {
        /// The crate.
        path: PathBuf,
        /// What cargo said.
        said: String,
    },
    /// No definition has that name.
    #[error("there is no {kind} `{subject}`. {there}{unread}")]
    Unknown {
        /// `field`, `method` or `type`.
        kind: &'static str,
        /// What was asked for.
        subject: String,
        /// What there is instead, as a sentence.
        there: String,
        /// A file that could not be looked into, as a further sentence.
        unread: String,
    },
    /// Several definitions have that name.
    #[error(
        "there are {} definitions of `{subject}`: {}. Name its type, or its file and line: {first}:{subject}.",
        places.len(),
        places.join(", "),
    )]
    Ambiguous {
        /// What was asked for.
        subject: String,
        /// Their names, with file and line.
        places: Vec<String>,
        /// The first one's file and line.
        first: String,
    },
    /// The definition is there and no target has it.
    #[error(
        "`{subject}` ({place}) is not compiled: its file is no module of a target, or its cfg does not hold. \
        Turn its feature on with --features, its target with --targets, or name another definition by its file and line."
    )]
    NotCompiled {
        /// What was asked for.
        subject: String,
        /// File and line.
        place: String,
    },
    /// The compiler refuses the crate as it is.
    #[error("{} does not compile, so that the compiler cannot {cannot}: {said}. Correct that first, or leave it out with --targets or --no-default-features.", path.display())]
    DoesNotCompile {
        /// The crate.
        path: PathBuf,
        /// What it is needed for.
        cannot: &'static str,
        /// The first error with its place, or cargo's last words.
        said: String,
    },
    /// Cargo is not there.
    #[error("cannot run cargo: {0}. Install Rust.")]
    NoCargo(#[source] io::Error),
    /// The user asked to stop.
    #[error("stopped as you asked. The copy of the crate is removed, and nothing was written.")]
    Interrupted,
    /// There is no memory left for a stack.
    #[error("cannot start a thread: {0}. Leave this process more memory.")]
    NoThread(#[source] io::Error),
    /// The copy was not made.
    #[error("cannot copy {} into a temporary folder: {source}. Check permissions and the disk's space.", path.display())]
    Copy {
        /// The crate.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is such a record.
    #[error(transparent)]
    Exists(#[from] AlreadyThere),
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl CodeError {
    /// The error of a program that gave no output; `failed` says what could not be done.
    pub(super) fn of_child(error: ChildError, failed: impl FnOnce(io::Error) -> Self) -> Self {
        match error {
            ChildError::Interrupted => Self::Interrupted,
            ChildError::Failed(source) => failed(source),
        }
    }

    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Exists(error) => error.exit(),
            Self::Interrupted => Exit::Interrupted,
            Self::NoFolder { .. }
            | Self::NotAFolder(_)
            | Self::NotACrate(_)
            | Self::NoToolchain { .. }
            | Self::Manifest { .. }
            | Self::Unknown { .. }
            | Self::Ambiguous { .. }
            | Self::NotCompiled { .. }
            | Self::DoesNotCompile { .. } => Exit::BadInput,
            Self::NoCargo(_) | Self::NoThread(_) | Self::Copy { .. } | Self::Unwritable { .. } => {
                Exit::Failed
            }
        }
    }
}
