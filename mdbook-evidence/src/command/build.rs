//! `mdbook-evidence build`: renders a book with mdBook's library, in this process.
//!
//! mdBook starts a preprocessor by the command that book.toml names, and goes on without one that does not start: the pages then have
//! directives instead of numbers, and the exit code is 0. Here nothing has to be started.

use std::path::{Path, PathBuf};

use clap::Args;
use mdbook_driver::MDBook;
use mdbook_preprocessor::config::Config as BookConfig;
use mdbook_preprocessor::errors::{Error, Result as MdBookResult};
use mdbook_summary::Summary;

use crate::command::complaint;
use crate::command::error::CommandError;
use crate::config::{self, Config, ConfigError};
use crate::folder::destination::BookFolders;
use crate::folder::sources;
use crate::folder::staging::{Staging, StagingError};
use crate::page::search_index;
use crate::preprocessor::EvidencePreprocessor;
use crate::style;

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

/// Renders the book beside its folder, and puts it there whole; returns where that is, and what would have been refused strictly or is only
/// mdBook's opinion.
///
/// # Errors
/// [`CommandError`]; what was built before then still stands.
pub fn run(options: &Options) -> Result<(PathBuf, Vec<String>), CommandError> {
    let Options { root, strict } = options;
    let mut book = config::book(root).map_err(CommandError::input)?;
    let strict = Config::of(&book, root).map_err(CommandError::input)?.strict || *strict;
    let mut warnings = style::lacks(root, &book);
    if strict && !warnings.is_empty() {
        return Err(CommandError::Failed(warnings.join("\n")));
    }
    let (title, src) = (book.book.title.clone().unwrap_or_default(), book.book.src.clone());
    let own = BookFolders { title: &title, root, src: &root.join(&src) };
    let destination = config::within(root, &book.build.build_dir);
    own.check(&destination).map_err(CommandError::failed)?;
    let summary = sources::summary(root, &src).map_err(CommandError::input)?;
    let staging = Staging::begin(&destination).map_err(|error| match error {
        StagingError::InTheWay(_) => CommandError::input(error),
        StagingError::Refused { .. } => CommandError::failed(error),
    })?;
    // Whoever had the lock may have been anybody.
    own.check(&destination).map_err(CommandError::failed)?;
    // A chapter that nobody has written is an error, never an empty page.
    book.build.create_missing = false;
    book.build.build_dir = staging.site();
    let (html, complaints) = complaint::collect(|| render(root.clone(), book, summary, strict));
    let html = html.map_err(|error| unfit(&error))?;
    if strict && !complaints.is_empty() {
        let complaints = complaints.join("\n");
        return Err(CommandError::Failed(format!("the book was not built; mdBook says:\n{complaints}")));
    }
    staging.publish(&title).map_err(CommandError::failed)?;
    warnings.extend(complaints);
    Ok((destination.join(html).components().collect(), warnings))
}

/// A chapter or a record is not fit, or mdBook fails.
fn unfit(error: &Error) -> CommandError {
    let said = format!("the book was not built: {error:#}");
    // Such as a chapter that book.toml names and that is none: that is known when the chapters are.
    if error.is::<ConfigError>() { CommandError::Input(said) } else { CommandError::Failed(said) }
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
