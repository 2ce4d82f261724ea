//! `check`: what a strict build would say, without pages, and what of the text nothing binds.

use std::path::Path;

use clap::Args;
use mdbook_evidence::EvidencePreprocessor;
use mdbook_evidence::command::check;
use thiserror::Error;

use crate::accept;
use crate::book_toml::{self, BookTomlError};
use crate::exit::Exit;
use crate::output::{self, OutputError};

const EXAMPLES: &str = "\
Examples:
  cargo run -- check

Lists every sentence with a word of `directions` in book.toml that stands in no claim and no judgement, and that word(...) did not choose:
nothing notices when it turns round. Then it says how many claims, words, judgements and such sentences each chapter has.";

/// Options of `check`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {}

/// Why the book is not fit, or was not looked at.
#[derive(Debug, Error)]
pub(crate) enum CheckError {
    /// book.toml cannot be used.
    #[error(transparent)]
    BookToml(#[from] BookTomlError),
    /// A chapter or a record is not fit.
    #[error("a strict build would refuse the book: {0}")]
    Refused(String),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl CheckError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::BookToml(_) => Exit::BadInput,
            Self::Refused(_) => Exit::Failed,
            Self::Output(error) => error.exit(),
        }
    }
}

/// Checks the book at `root`, and prints what was found.
///
/// # Errors
/// [`CheckError`].
pub(crate) fn run(root: &Path) -> Result<(), CheckError> {
    let preprocessor = EvidencePreprocessor::strict().accepting_by(accept::COMMAND);
    let checked = check::check(root, book_toml::read(root)?, preprocessor);
    output::print(&checked)?;
    match checked.refused {
        Some(error) => Err(CheckError::Refused(format!("{error:#}"))),
        None => Ok(()),
    }
}
