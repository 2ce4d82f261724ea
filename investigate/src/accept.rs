//! `accept`: writes into claims.lock that a claim or a judgement was reviewed.

use std::path::Path;

use clap::Args;
use mdbook_evidence::command::accept;
use mdbook_evidence::command::error::CommandError;

use crate::book_toml;
use crate::exit::{Ends, Exit, Failure};

/// What accepts a claim here, without its id.
pub(crate) const COMMAND: &str = "cargo run -- accept";

const EXAMPLES: &str = "\
Examples:
  cargo run -- accept keep-vec

The file that `claims-lock` in book.toml names has a line for each claim, with its id, its sentence and its predicate, and one for each
judgement, with its reason; tabs stand between. `build` refuses a sentence that is not as its line has it. Read whether the predicate says
what the sentence says, or whether you hold it for that reason, then accept it: its line is written anew, or taken out where the sentence
is gone, and nothing else is. There is no way to accept all at once.";

/// Options of `accept`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The id of the claim or the judgement
    #[arg(value_name = "ID")]
    id: String,
}

impl Ends for CommandError {
    fn exit(&self) -> Exit {
        match self {
            Self::Input(_) => Exit::BadInput,
            Self::Failed(_) => Exit::Failed,
        }
    }
}

/// Accepts a claim of the book at `root`; says what it did. Nothing is written where that fails.
pub(crate) fn run(root: &Path, options: &Options) -> Result<String, Failure> {
    Ok(accept::accept(root, book_toml::read(root)?, &options.id)?)
}
