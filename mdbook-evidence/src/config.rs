//! The preprocessor's part of `book.toml`.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use evidence::Coordinates;
use evidence::file::{read_bytes, read_text};
use evidence::rules::RuleFiles;
use evidence::source::digest;
use mdbook_preprocessor::config::Config as BookConfig;
use serde::Deserialize;
use thiserror::Error;
use walkdir::WalkDir;

use crate::cache::Cache;
use crate::chapter::typed::Rule;

/// `[preprocessor.evidence]` in `book.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Config {
    /// Folder of the records, from the book's root.
    pub records: PathBuf,
    /// Where figures are taken from unless a directive says otherwise: values of axes that records state, such as the machine.
    #[serde(default)]
    pub coordinates: Coordinates,
    /// The package that was measured, by its folder in the book's root. A record of other sources than it holds now is
    /// stale; without this key, no record is.
    pub measured: Option<String>,
    /// The file of the figures that have names, from the book's root.
    pub figures: Option<PathBuf>,
    /// The file of the gates that claims can name, from the book's root.
    pub gates: Option<PathBuf>,
    /// The file of the thresholds and the recorded decision, from the book's root.
    pub decision: Option<PathBuf>,
    /// The file of the accepted claims, from the book's root. Without this key a changed claim is not noticed.
    pub claims_lock: Option<PathBuf>,
    /// The file in which what was found is kept, so that reading the book again is quick; from the book's root. A strict build neither reads nor
    /// writes it.
    pub cache: Option<PathBuf>,
    /// The chapters that draw the conclusion, by their paths in the book: of each figure there it is told what breaks when
    /// it moves.
    #[serde(default)]
    pub headline: Vec<String>,
    /// Whether a number that an author typed, and that looks measured, is an error.
    #[serde(default = "yes")]
    pub typed_numbers: bool,
    /// Nouns that are counted in this book: a whole number before one looks measured.
    #[serde(default)]
    counted: Vec<String>,
    /// The words by which this book compares, ranks, recommends and warns: a sentence with one is to be bound.
    #[serde(default)]
    pub(crate) directions: Vec<String>,
    /// Whether the preprocessor that mdBook starts refuses what it else only marks, as for publishing.
    #[serde(default)]
    pub strict: bool,
    /// Whether mdBook sets quotation marks and the like as a printer does; of `[output.html]`.
    #[serde(skip)]
    pub(crate) smart_punctuation: bool,
}

fn yes() -> bool {
    true
}

/// The keys of [`Config`].
const KEYS: &str = "records, coordinates, measured, figures, gates, decision, claims-lock, cache, headline, typed-numbers, counted, \
                    directions, strict";

/// Those that are switches.
const SWITCHES: [&str; 2] = ["typed-numbers", "strict"];

/// Keys of the table that are mdBook's.
const OF_MDBOOK: [&str; 5] = ["command", "before", "after", "renderers", "optional"];

/// Whether the book says that mdBook's own includes are expanded first.
pub(crate) fn runs_after_links(book: &BookConfig) -> bool {
    let after = book.get::<Vec<String>>("preprocessor.evidence.after").ok().flatten();
    after.is_some_and(|after| after.iter().any(|it| it == "links"))
}

/// Why the configuration cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// book.toml cannot be used, for a reason that its path begins.
    #[error("{}{}", .0.display(), .1)]
    Book(PathBuf, String),
    /// The table is missing.
    #[error(
        "book.toml has no [preprocessor.evidence] table. Run `mdbook-evidence install`, which adds it, or add one with `records`."
    )]
    Missing,
    /// A key at a place, which is `book.toml` with the line or the environment, sets nothing, or what cannot be.
    #[error("{0}: {1}")]
    Key(String, String),
    /// A key is missing or of the wrong type.
    #[error(
        "book.toml, [preprocessor.evidence]: {0}. `records` is needed; mdbook-evidence/README.md describes every key."
    )]
    Malformed(String),
}

impl ConfigError {
    /// What is wrong with a key, as a sentence that begins behind its name.
    fn at(root: &Path, key: &str, problem: &str) -> Self {
        Self::Key(place(root, key), format!("`{key}` in [preprocessor.evidence] {problem}"))
    }
}

impl Config {
    /// Reads the table from the configuration of the book whose book.toml is in `root`.
    ///
    /// # Errors
    /// [`ConfigError`] when it is missing, lacks a key, or has one that nobody knows.
    pub fn of(book: &BookConfig, root: &Path) -> Result<Self, ConfigError> {
        let malformed =
            |error: &dyn Display| ConfigError::Malformed(error.to_string().trim_end().replace('\n', " "));
        let table: toml::Table = book
            .get("preprocessor.evidence")
            .map_err(|error| malformed(&error))?
            .ok_or(ConfigError::Missing)?;
        let known = |key: &str| KEYS.split(", ").any(|known| known == key) || OF_MDBOOK.contains(&key);
        if let Some(key) = table.keys().find(|key| !known(key)) {
            let problem = format!("[preprocessor.evidence] has no key `{key}`. Correct it to one of {KEYS}.");
            return Err(ConfigError::Key(place(root, key), problem));
        }
        for key in SWITCHES {
            if let Some(value) = table.get(key).filter(|value| !value.is_bool()) {
                let value = value.to_string();
                return Err(ConfigError::at(
                    root,
                    key,
                    &format!("is {}. Write true or false, without quotes.", value.trim_end()),
                ));
            }
        }
        let is_html = |renderer: &toml::Value| renderer.as_str() == Some("html");
        let is_rendered = table
            .get("renderers")
            .is_none_or(|all| all.as_array().is_some_and(|all| all.iter().any(is_html)));
        if !is_rendered {
            return Err(ConfigError::at(
                root,
                "renderers",
                "leaves html out, and the pages would have directives in place of numbers. Add \"html\", or remove the key.",
            ));
        }
        let html = book.html_config().unwrap_or_default();
        for (key, is_on) in [("definition-lists", html.definition_lists), ("admonitions", html.admonitions)] {
            if !is_on {
                let problem = format!(
                    "`{key}` in [output.html] is false, and chapters are read with them. Take the line out."
                );
                return Err(ConfigError::Key(place(root, key), problem));
            }
        }
        let config: Self = table.try_into().map_err(|error: toml::de::Error| malformed(&error))?;
        Ok(Self { smart_punctuation: html.smart_punctuation, ..config })
    }

    /// Refuses a conclusion that would be drawn by no chapter of `paths`, each from the book's sources.
    pub(crate) fn check_headline(&self, root: &Path, paths: &BTreeSet<String>) -> Result<(), ConfigError> {
        let Some(chapter) = self.headline.iter().find(|chapter| !paths.contains(*chapter)) else {
            return Ok(());
        };
        let problem = format!("names {chapter}, and no chapter has that path. Write it as SUMMARY.md does.");
        Err(ConfigError::at(root, "headline", &problem))
    }

    /// The rule for numbers that an author typed, where they are errors.
    pub(crate) fn typed(&self) -> Option<Rule> {
        self.typed_numbers.then(|| Rule::counting(&self.counted))
    }

    /// A hash of this program, of the records and rules as they are in their files, and of the book's settings.
    fn state(&self, root: &Path) -> String {
        let program = env::current_exe().and_then(|path| Ok((fs::metadata(&path)?.modified()?, path)));
        let records = WalkDir::new(root.join(&self.records)).sort_by_file_name().into_iter().flatten();
        let records = records.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
        let rules = [&self.figures, &self.gates, &self.decision];
        let files = records.chain(rules.into_iter().flatten().map(|file| root.join(file)));
        let files = files.flat_map(|file| {
            let text = read_bytes(&file).unwrap_or_default();
            [file.to_string_lossy().into_owned().into_bytes(), text]
        });
        digest([format!("{program:?} {self:?}").into_bytes()].into_iter().chain(files))
    }

    /// What was found the last time.
    ///
    /// # Errors
    /// [`ConfigError::Key`] where the file holds something else.
    pub(crate) fn open_cache(&self, root: &Path) -> Result<Cache, ConfigError> {
        let Some(file) = &self.cache else { return Ok(Cache::default()) };
        Cache::open(root.join(file), self.state(root)).ok_or_else(|| {
            let problem = "which holds something else. Name a file that is not there yet.";
            ConfigError::at(root, "cache", &format!("is {}, {problem}", file.display()))
        })
    }

    /// The files of the rules.
    pub fn rules(&self) -> RuleFiles<'_> {
        RuleFiles {
            figures: self.figures.as_deref(),
            gates: self.gates.as_deref(),
            decision: self.decision.as_deref(),
        }
    }
}

/// The configuration of the book in `root`, with the environment's settings laid over it as mdBook does.
pub(crate) fn book(root: &Path) -> Result<BookConfig, ConfigError> {
    let path = within(root, "book.toml");
    let wrong = |problem: String| ConfigError::Book(path.clone(), problem);
    let unreadable = |error| wrong(format!(": {error}. Name the folder of the book."));
    let text = read_text(&path).map_err(unreadable)?;
    // mdBook's own error does not name the line.
    text.parse::<toml::Table>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let (line, problem) = (before.matches('\n').count() + 1, error.message().replace('\n', ", "));
        wrong(format!(":{line}: {problem}. Correct the line."))
    })?;
    let not_mdbooks = |error| wrong(format!(" is not what mdBook takes: {error:#}. Correct it."));
    let mut book: BookConfig = text.parse().map_err(not_mdbooks)?;
    book.update_from_env().map_err(not_mdbooks)?;
    Ok(book)
}

/// A file of the book, by a path from where the command was started.
pub(crate) fn within(root: &Path, file: impl AsRef<Path>) -> PathBuf {
    if root == Path::new(".") { file.as_ref().to_owned() } else { root.join(file) }
}

/// What the book's own table has for a reader of every page, each with where it stands.
pub(crate) fn names(root: &Path, book: &BookConfig) -> Vec<(String, String)> {
    let text = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
    let named = [("TITLE", &book.book.title), ("DESCRIPTION", &book.book.description)];
    let names = named.into_iter().filter_map(|(key, name)| Some((key, name.clone()?)));
    let place = |key: &str, name: &str| match text.lines().position(|line| line.contains(name)) {
        Some(line) => format!("book.toml:{}", line + 1),
        None => format!("MDBOOK_BOOK__{key}"),
    };
    names.map(|(key, name)| (place(key, &name), name)).collect()
}

/// The key's line in book.toml. A key that is not there comes from the environment, which mdBook lays over the file.
fn place(root: &Path, key: &str) -> String {
    let text = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
    let at = text.lines().position(|line| {
        line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    match at {
        Some(line) => format!("book.toml:{}", line + 1),
        None => format!("MDBOOK_PREPROCESSOR__EVIDENCE__{}", key.to_uppercase().replace('-', "_")),
    }
}
