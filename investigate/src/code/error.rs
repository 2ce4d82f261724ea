//! Why somebody's crate cannot be looked into.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::exit::ends;

/// Why somebody's crate cannot be looked into.
#[derive(Debug, Error)]
pub(crate) enum CodeError {
    #[error("cannot look into the folder `{}`: {source}. Name the folder of a crate.", path.display())]
    NoFolder { path: PathBuf, source: io::Error },
    #[error("{} is no folder. Name the folder of a crate, not a file in it.", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} has no Cargo.toml. Name the folder of a crate.", .0.display())]
    NotACrate(PathBuf),
    #[error("{} cannot be compiled: {said}. Run `rustup toolchain install` in it.", path.display())]
    NoToolchain { path: PathBuf, said: String },
    #[error("cargo cannot read {}: {said}. Correct its Cargo.toml.", path.display())]
    Manifest { path: PathBuf, said: String },
    #[error("there is no {kind} `{subject}`. {there}{unread}")]
    Unknown {
        /// `field`, `method` or `type`.
        kind: &'static str,
        subject: String,
        /// What there is instead, as a sentence.
        there: String,
        /// A file that could not be looked into, as a further sentence.
        unread: String,
    },
    #[error(
        "there are {} definitions of `{subject}`: {}. Name its type, or its file and line: {first}:{subject}.",
        places.len(),
        places.join(", "),
    )]
    Ambiguous {
        subject: String,
        /// Their names, with file and line.
        places: Vec<String>,
        first: String,
    },
    #[error(
        "`{subject}` ({place}) is not compiled: its file is no module of a target, or its cfg does not hold. \
        Turn its feature on with --features, its target with --targets, or name another definition by its file and line."
    )]
    NotCompiled { subject: String, place: String },
    #[error("{} does not compile, so that the compiler cannot {cannot}: {said}. Correct that first, or leave it out with --targets or --no-default-features.", path.display())]
    DoesNotCompile {
        path: PathBuf,
        /// What it is needed for.
        cannot: &'static str,
        /// The first error with its place, or cargo's last words.
        said: String,
    },
    #[error("cannot run cargo: {0}. Install Rust.")]
    NoCargo(#[source] io::Error),
    #[error("stopped as you asked. The copy of the crate is removed, and nothing was written.")]
    Interrupted,
    #[error("cannot start a thread: {0}. Leave this process more memory.")]
    NoThread(#[source] io::Error),
    #[error("cannot copy {} into a temporary folder: {source}. Check permissions and the disk's space.", path.display())]
    Copy { path: PathBuf, source: io::Error },
}

ends!(CodeError {
    BadInput: NoFolder, NotAFolder, NotACrate, NoToolchain, Manifest, Unknown, Ambiguous, NotCompiled,
        DoesNotCompile;
    Failed: NoCargo, NoThread, Copy;
    Interrupted: Interrupted;
});
