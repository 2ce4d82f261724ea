//! `mdbook-evidence build`: renders a book with mdBook's library, in this process.
//!
//! mdBook starts a preprocessor by the command that book.toml names, and goes on without one that does not start: the pages then have
//! directives instead of numbers, and the exit code is 0. Here nothing has to be started.

use std::path::{Path, PathBuf};

use clap::Args;
use mdbook_driver::MDBook;
use mdbook_preprocessor::config::Config as BookConfig;
use mdbook_preprocessor::errors::{Error as MdBookError, Result as MdBookResult};
use mdbook_summary::Summary;
use thiserror::Error;

use crate::command::complaint;
use crate::config::{self, Config, ConfigError};
use crate::folder::destination::{BookFolders, DestinationError};
use crate::folder::sources::{self, SourcesError};
use crate::folder::staging::{Staging, StagingError};
use crate::page::search_index;
use crate::preprocessor::EvidencePreprocessor;
use crate::style::{self, StyleError};

const EXAMPLES: &str = "\
Examples:
  mdbook-evidence build --strict            the book is in this folder
  mdbook-evidence build --root docs

The pages go where `mdbook build` puts them. Strict is what `strict = true` in [preprocessor.evidence] says, or --strict: it refuses a
claim that is not true, stale evidence, and whatever else reading only marks. mdBook's warnings are then errors too.

They are rendered beside that folder and put there whole: a build that fails or is stopped leaves the former ones.

Exits with 2 when book.toml or the list of chapters cannot be used, and with 1 when a chapter, a record or anything else is not fit.";

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
    #[error("{}", lines(.0))]
    Style(Vec<StyleError>),
    /// A chapter or a record is not fit, or mdBook fails.
    #[error("the book was not built: {0:#}")]
    Unfit(MdBookError),
    /// The chapters cannot be read.
    #[error(transparent)]
    Sources(#[from] SourcesError),
    /// The folder that it would go to holds something else.
    #[error(transparent)]
    Destination(#[from] DestinationError),
    /// It cannot be rendered beside its folder, or not be put there.
    #[error(transparent)]
    Staging(#[from] StagingError),
    /// Something is wrong with the pages by what mdBook says.
    #[error("the book was not built; mdBook says:\n{}", .0.join("\n"))]
    Complaints(Vec<String>),
}

impl BuildError {
    /// The command's exit code for it: 2 for what was given, 1 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) | Self::Sources(_) | Self::Staging(StagingError::InTheWay(_)) => 2,
            // Such as a chapter that book.toml names and that is none: that is known when the chapters are.
            Self::Unfit(error) if error.is::<ConfigError>() => 2,
            Self::Destination(_)
            | Self::Staging(_)
            | Self::Style(_)
            | Self::Unfit(_)
            | Self::Complaints(_) => 1,
        }
    }
}

/// What is wrong, a line each.
fn lines(all: &[StyleError]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// What was built, and what a reader is told of it.
#[derive(Debug)]
pub struct Built {
    /// Where the pages are.
    pub folder: PathBuf,
    /// What would have been refused strictly, or is only mdBook's opinion.
    pub warnings: Vec<String>,
}

/// Renders the book beside its folder, and puts it there whole.
///
/// # Errors
/// [`BuildError`]; what was built before then still stands.
pub fn run(options: &Options) -> Result<Built, BuildError> {
    let Options { root, strict } = options;
    let mut book = config::book(root)?;
    let strict = Config::of(&book, root)?.strict || *strict;
    let lacks = style::lacks(root, &book);
    if strict && !lacks.is_empty() {
        return Err(BuildError::Style(lacks));
    }
    let (title, src) = (book.book.title.clone().unwrap_or_default(), book.book.src.clone());
    let own = BookFolders { title: &title, root, src: &root.join(&src) };
    let destination = config::within(root, &book.build.build_dir);
    own.check(&destination)?;
    let summary = sources::summary(root, &src)?;
    let staging = Staging::begin(&destination)?;
    // Whoever had the lock may have been anybody.
    own.check(&destination)?;
    // A chapter that nobody has written is an error, never an empty page.
    book.build.create_missing = false;
    book.build.build_dir = staging.site();
    let (html, complaints) = complaint::collect(|| render(root.clone(), book, summary, strict));
    let html = html.map_err(BuildError::Unfit)?;
    if strict && !complaints.is_empty() {
        return Err(BuildError::Complaints(complaints));
    }
    staging.publish(&title)?;
    let warnings = lacks.iter().map(ToString::to_string).chain(complaints).collect();
    Ok(Built { folder: destination.join(html).components().collect(), warnings })
}

/// Renders into the configuration's folder, and returns where the pages are in it.
fn render(root: PathBuf, config: BookConfig, summary: Summary, strict: bool) -> MdBookResult<PathBuf> {
    let mut book = MDBook::load_with_config_and_summary(root, config, summary)?;
    // Takes the place of the command of its name.
    book.with_preprocessor(EvidencePreprocessor::of_strictness(strict));
    complaint::built(&book)?;
    let html = book.build_dir_for("html");
    search_index::rewrite(&html)?;
    // With several renderers, each has a folder of its own.
    Ok(html.strip_prefix(&book.config.build.build_dir).unwrap_or(Path::new("")).to_owned())
}
