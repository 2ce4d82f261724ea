//! `mdbook-evidence check`: what a strict build would say, without pages, and what of the text nothing binds.

use std::path::{Path, PathBuf};

use clap::Args;
use mdbook_driver::MDBook;
use mdbook_driver::builtin_renderers::CmdRenderer;
use mdbook_preprocessor::Preprocessor;
use mdbook_preprocessor::config::Config as BookConfig;
use mdbook_preprocessor::errors::{Error as MdBookError, Result as MdBookResult};

use crate::command::complaint;
use crate::config::{self, Config, ConfigError};
use crate::folder::sources;
use crate::preprocessor::EvidencePreprocessor;
use crate::style;

const EXAMPLES: &str = "\
Examples:
  mdbook-evidence check            the book is in this folder
  mdbook-evidence check --root docs

Lists every sentence with a word of `directions` in book.toml that stands in no claim and no judgement, and that word(...) did not choose:
nothing notices when it turns round. Then it says how many claims, words, judgements and such sentences each chapter has.

Exits with 2 when book.toml, the list of chapters or a file that they include cannot be used, and with 1 when a strict build would refuse the book for anything
else.";

/// Options of `check`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The book's root folder, with book.toml
    #[arg(long, value_name = "BOOK", default_value = ".")]
    root: PathBuf,
}

/// What was found.
#[derive(Debug)]
pub struct Checked {
    /// The unbound sentences, and how many each chapter has of what is bound.
    pub said: String,
    /// Why a strict build would refuse the book.
    pub refused: Option<MdBookError>,
}

/// Checks the book that the options name.
///
/// # Errors
/// [`ConfigError`]; what is wrong with chapters and records is part of what was found.
pub fn run(options: &Options) -> Result<Checked, ConfigError> {
    let Options { root } = options;
    let book = config::book(root)?;
    Config::of(&book, root)?;
    Ok(check(root, book, EvidencePreprocessor::strict()))
}

/// Checks the book in `root` with that preprocessor.
pub fn check(root: &Path, config: BookConfig, preprocessor: EvidencePreprocessor) -> Checked {
    let coverage = preprocessor.coverage();
    let mut said = style::lacks(root, &config);
    let (done, complaints) = complaint::collect(|| preprocess(root, config, preprocessor));
    said.extend(complaints);
    let refused = done.err().or_else(|| (!said.is_empty()).then(|| MdBookError::msg(said.join("\n"))));
    let chapters = coverage.found().chapters;
    if chapters.is_empty() {
        return Checked { said: "No chapter could be read.".to_owned(), refused };
    }
    let unbound = chapters.iter().flat_map(|chapter| chapter.unbound.iter().map(move |it| (chapter, it)));
    let unbound = unbound.map(|(chapter, it)| format!("{}:{}: {it}\n", chapter.file, it.line));
    Checked { said: format!("{}{coverage}", unbound.collect::<String>()), refused }
}

/// Runs the book's preprocessors, and this one in the place of the command of its name. Nothing is rendered, and nothing written.
pub(crate) fn preprocess(
    root: &Path,
    mut config: BookConfig,
    preprocessor: impl Preprocessor + 'static,
) -> MdBookResult<()> {
    config.build.create_missing = false;
    let summary = sources::summary(root, &config.book.src)?;
    let mut book = MDBook::load_with_config_and_summary(root, config, summary)?;
    book.with_preprocessor(preprocessor);
    // Directives are expanded for HTML alone.
    book.preprocess_book(&CmdRenderer::new("html".to_owned(), String::new()))?;
    Ok(())
}
