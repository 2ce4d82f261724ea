//! book.toml: the book as mdBook has it, and where it says that the evidence and its rules are.

use std::io;
use std::path::{Path, PathBuf};

use evidence::Evidence;
use evidence::file::read_text;
use evidence::metric::View;
use evidence::point::PointError;
use evidence::rules::{RuleFiles, Rules, RulesError};
use mdbook_driver::config::Config;
use mdbook_evidence::ConfigError;
use thiserror::Error;

use crate::exit::ends;

/// book.toml cannot be used.
#[derive(Debug, Error)]
pub(crate) enum BookTomlError {
    #[error("cannot read book.toml: {0}. Restore it.")]
    Unreadable(#[source] io::Error),
    #[error("book.toml:{line}: {problem}. Correct the line.")]
    Syntax {
        /// The line, from 1.
        line: usize,
        problem: String,
    },
    #[error(
        "book.toml, or a variable MDBOOK_... of the environment, is not what mdBook takes: {0}. Correct it."
    )]
    NotMdBooks(String),
    #[error(transparent)]
    Evidence(#[from] ConfigError),
    #[error("book.toml, [preprocessor.evidence]: there is no `{0}`. Name the file there.")]
    NoFile(&'static str),
}

ends!(BadInput: BookTomlError);

/// The book's configuration, with the environment's settings laid over it as mdBook does.
pub(crate) fn read(root: &Path) -> Result<Config, BookTomlError> {
    let text = read_text(&root.join("book.toml")).map_err(BookTomlError::Unreadable)?;
    // mdBook's own error does not name the line.
    if let Err(error) = text.parse::<toml::Table>() {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        return Err(BookTomlError::Syntax { line, problem: error.message().replace('\n', ", ") });
    }
    let not_mdbooks =
        |error: mdbook_driver::errors::Error| BookTomlError::NotMdBooks(shortened(&format!("{error:#}")));
    let mut config: Config = text.parse().map_err(not_mdbooks)?;
    config.update_from_env().map_err(not_mdbooks)?;
    Ok(config)
}

/// The line and what is wrong with it, without the drawing of the line.
fn shortened(text: &str) -> String {
    let text = text.trim_start_matches("Invalid configuration file: ");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let drawn =
        |line: &str| line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').starts_with('|');
    let said: Vec<&str> = lines.filter(|line| !drawn(line)).collect();
    said.join(": ").replace("TOML parse error at ", "")
}

/// Where the evidence and its rules are; paths are from the project's root.
#[derive(Debug)]
pub(crate) struct Places {
    /// The preprocessor's table, which names a gates' file.
    pub(crate) evidence: mdbook_evidence::Config,
    /// The decision's file.
    pub(crate) decision: PathBuf,
}

impl Places {
    /// Reads `root`'s book.toml, in which gates and a decision must be named.
    pub(crate) fn read(root: &Path) -> Result<Self, BookTomlError> {
        let evidence = evidence(root)?;
        if evidence.gates.is_none() {
            return Err(BookTomlError::NoFile("gates"));
        }
        let decision = evidence.decision.clone().ok_or(BookTomlError::NoFile("decision"))?;
        Ok(Self { evidence, decision })
    }

    /// The view of the book's own coordinates.
    pub(crate) fn view(&self, evidence: &Evidence) -> Result<View, PointError> {
        Ok(evidence.views(&self.evidence.coordinates)?.swap_remove(0))
    }

    /// Loads the rules.
    pub(crate) fn rules(&self, root: &Path) -> Result<Rules, RulesError> {
        let files = RuleFiles {
            figures: self.evidence.figures.as_deref(),
            gates: self.evidence.gates.as_deref(),
            decision: Some(&self.decision),
        };
        Rules::load(root, files)
    }
}

/// The preprocessor's table.
pub(crate) fn evidence(root: &Path) -> Result<mdbook_evidence::Config, BookTomlError> {
    Ok(mdbook_evidence::Config::of(&read(root)?, root)?)
}

/// What this command measures where book.toml does not say it.
const MEASURED: &str = "bench-crate";

/// The package whose sources a new record is of, by its folder in the project's root.
/// Where our table is missing, it is [`MEASURED`].
pub(crate) fn measured(root: &Path) -> Result<String, BookTomlError> {
    match evidence(root) {
        Ok(evidence) => Ok(evidence.measured.unwrap_or_else(|| MEASURED.to_owned())),
        Err(BookTomlError::Evidence(ConfigError::Missing)) => Ok(MEASURED.to_owned()),
        Err(error) => Err(error),
    }
}
