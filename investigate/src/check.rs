//! `check`: what a strict build would say, without pages, and what of the text nothing binds.

use std::path::Path;

use clap::Args;
use mdbook_evidence::EvidencePreprocessor;
use mdbook_evidence::command::check;

use crate::accept;
use crate::book_toml;
use crate::build::RenderError;
use crate::exit::{Ends, Failure};
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

/// Checks the book at `root`, and prints what was found.
pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    let preprocessor = EvidencePreprocessor::strict().accepting_by(accept::COMMAND);
    let checked = check::check(root, book_toml::read(root)?, preprocessor);
    output::print(&checked.said)?;
    checked.refused.map_or(Ok(()), |error| {
        // As it would end a build.
        let error = RenderError::from(error);
        Err(Failure::new(format!("a strict build would refuse the book: {}", error.why()), error.exit()))
    })
}
