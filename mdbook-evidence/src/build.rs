//! `mdbook-evidence build`: renders a book with mdBook's library, in this process.
//!
//! mdBook starts a preprocessor by the command that book.toml names, and goes on without one that does not start: the pages then have
//! directives instead of numbers, and the exit code is 0. Here nothing has to be started.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::Args;
use mdbook_driver::MDBook;
use mdbook_preprocessor::config::Config as BookConfig;
use mdbook_preprocessor::errors::{Error as MdBookError, Result as MdBookResult};
use thiserror::Error;

use crate::complaint;
use crate::config::{self, Config, ConfigError};
use crate::preprocessor::EvidencePreprocessor;
use crate::search_index;
use crate::style::{self, StyleError};

const EXAMPLES: &str = "\
Examples:
  mdbook-evidence build --strict            the book is in this folder
  mdbook-evidence build --root docs

The pages go where `mdbook build` puts them. Strict is what `strict = true` in [preprocessor.evidence] says, or --strict: it refuses a
claim that is not true, stale evidence, and whatever else reading only marks. mdBook's warnings are then errors too.

Exits with 2 when book.toml cannot be used, and with 1 when a chapter, a record or anything else is not fit.";

/// Options of `build`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The book's root folder, with book.toml
    #[arg(long, value_name = "BOOK", default_value = ".")]
    root: PathBuf,

    /// Refuse what reading only marks, as for publishing
    #[arg(long)]
    strict: bool,
}

/// Why there is no book.
#[derive(Debug, Error)]
pub enum BuildError {
    /// book.toml cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The pages would lack what they need.
    #[error("{}", Lines(.0))]
    Style(Vec<StyleError>),
    /// A chapter or a record is not fit, or mdBook fails.
    #[error("the book was not built: {0:#}")]
    Unfit(MdBookError),
    /// mdBook wrote the pages, and something is wrong with them.
    #[error("do not publish the pages in {}; mdBook says:\n{}", folder.display(), Lines(complaints))]
    Complaints {
        /// Where they are.
        folder: PathBuf,
        /// What it says.
        complaints: Vec<String>,
    },
}

impl BuildError {
    /// The command's exit code for it: 2 for what was given, 1 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) => 2,
            Self::Style(_) | Self::Unfit(_) | Self::Complaints { .. } => 1,
        }
    }
}

struct Lines<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for Lines<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// What was built, and what a reader is told of it.
#[derive(Debug)]
pub struct Built {
    /// Where the pages are.
    pub folder: PathBuf,
    /// What would have been refused strictly, or is only mdBook's opinion.
    pub warnings: Vec<String>,
}

/// Renders the book.
///
/// # Errors
/// [`BuildError`]; what was built before then still stands, but for [`BuildError::Complaints`].
pub fn run(options: &Options) -> Result<Built, BuildError> {
    let Options { root, strict } = options;
    let mut book = config::book(root)?;
    let strict = *strict || Config::of(&book, root)?.strict;
    let lacks = style::lacks(root, &book);
    if strict && !lacks.is_empty() {
        return Err(BuildError::Style(lacks));
    }
    // A chapter that nobody has written is an error, never an empty page.
    book.build.create_missing = false;
    let (folder, complaints) = complaint::collect(|| render(root.clone(), book, strict));
    let folder = folder.map_err(BuildError::Unfit)?;
    if strict && !complaints.is_empty() {
        return Err(BuildError::Complaints { folder, complaints });
    }
    let warnings = lacks.iter().map(ToString::to_string).chain(complaints).collect();
    Ok(Built { folder, warnings })
}

fn render(root: PathBuf, config: BookConfig, strict: bool) -> MdBookResult<PathBuf> {
    let mut book = MDBook::load_with_config(root, config)?;
    // Takes the place of the command of its name.
    book.with_preprocessor(EvidencePreprocessor::of_strictness(strict));
    book.build()?;
    let folder = book.build_dir_for("html");
    search_index::rewrite(&folder)?;
    Ok(folder.strip_prefix(".").map_or_else(|_| folder.clone(), Path::to_owned))
}
