//! `check`: what a strict build would say, without pages, and what of the text nothing binds.

use std::path::Path;

use clap::Args;
use mdbook_evidence::EvidencePreprocessor;
use mdbook_evidence::command::check;
use thiserror::Error;

use crate::accept;
use crate::book_toml;
use crate::exit::{Failure, ends};
use crate::output;

const EXAMPLES: &str = "\
Examples:
  cargo run -- check

Lists every sentence with a word of `directions` in book.toml that stands in no claim and no judgement, and that word(...) did not choose:
nothing notices when it turns round. Then it says how many claims, words, judgements and such sentences each chapter has.";

/// Options of `check`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {}

/// A chapter or a record is not fit.
#[derive(Debug, Error)]
#[error("a strict build would refuse the book: {0}")]
struct CheckError(String);

ends!(Failed: CheckError);

/// Checks the book at `root`, and prints what was found.
pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    let preprocessor = EvidencePreprocessor::strict().accepting_by(accept::COMMAND);
    let checked = check::check(root, book_toml::read(root)?, preprocessor);
    output::print(&checked)?;
    checked.refused.map_or(Ok(()), |error| Err(CheckError(format!("{error:#}")).into()))
}
