//! Renders the book with mdBook's library, in this process.
//!
//! The preprocessor is linked in and takes the place of the command that `book.toml` names for `mdbook build`: there is
//! nothing to install, and nothing that can fail to start.

use std::io;
use std::path::{Path, PathBuf};

use evidence::LoadError;
use evidence::point::PointError;
use evidence::rules::RulesError;
use evidence::source::SourceError;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_driver::errors::Error;
use mdbook_evidence::command::complaint;
use mdbook_evidence::folder::sources;
use mdbook_evidence::folder::staging::{Staging, StagingError};
use mdbook_evidence::page::search_index;
use mdbook_evidence::{
    BookFolders, ConfigError, Coverage, EvidencePreprocessor, LockError, OutsideError, Timings,
};
use mdbook_summary::Summary;
use thiserror::Error;

use super::address::{self, Address};
use super::announce::announce;
use super::chapter::{Chapter, chapters};
use super::records;
use super::stopping::{self, Stage, Stoppable};
use super::target::site_path;
use crate::accept;
use crate::book_toml::{self, BookTomlError};
use crate::exit::{Failure, ends};
use crate::interrupt::Interrupt;

/// What a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// On this machine: stale evidence is marked on the page.
    Reading,
    /// For others: stale evidence is an error.
    Publishing,
}

/// Why the book is not rendered.
#[derive(Debug, Error)]
pub(crate) enum RenderError {
    /// Ctrl-C or another signal.
    #[error("stopped; the book that was there is as it was")]
    Interrupted,
    #[error("the book was not built: {0}")]
    Input(String),
    #[error("the book was not built: {0}")]
    Unfit(String),
}

impl RenderError {
    /// What is wrong with the book, without that it was not built.
    pub(crate) fn why(&self) -> String {
        match self {
            Self::Input(why) | Self::Unfit(why) => why.clone(),
            Self::Interrupted => self.to_string(),
        }
    }
}

ends!(RenderError {
    BadInput: Input;
    Failed: Unfit;
    Interrupted: Interrupted;
});

ends!(StagingError {
    BadInput: InTheWay;
    Failed: Refused;
});

impl From<Error> for RenderError {
    /// Those of mdBook with their causes: the outermost often names no file. Ours name everything themselves.
    fn from(error: Error) -> Self {
        let of_a_file = error.is::<LoadError>()
            || error.is::<PointError>()
            || error.is::<ConfigError>()
            || error.is::<LockError>()
            || error.is::<OutsideError>()
            || error.is::<RulesError>()
            || error.is::<SourceError>()
            || error.is::<sources::SourcesError>();
        // Such as a style sheet that book.toml names and that is not there.
        let missing = |cause: &(dyn std::error::Error + 'static)| {
            cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
        };
        if of_a_file {
            return Self::Input(error.to_string());
        }
        let message = format!("{error:#}");
        if error.chain().any(missing) { Self::Input(message) } else { Self::Unfit(message) }
    }
}

/// A rendered book, still beside the folder that it is for.
#[derive(Debug)]
pub(crate) struct Rendered {
    staging: Staging,
    title: String,
    /// What was rendered.
    pub(crate) pages: Pages,
}

/// What mdBook rendered.
#[derive(Debug)]
pub(crate) struct Pages {
    /// Where the pages are below the folder that is put in place: with several renderers, each has its own.
    html: PathBuf,
    /// Where it is published below its host: `/` or `/name/`.
    pub(super) site_url: String,
    /// Its chapters as they are written.
    pub(super) chapters: Vec<Chapter>,
    /// What of its text rests on evidence.
    pub(super) coverage: Coverage,
    /// What mdBook logged as a warning or an error.
    pub(crate) complaints: Vec<String>,
}

impl Rendered {
    /// The folder with its pages, until it is published.
    pub(super) fn folder(&self) -> PathBuf {
        self.staging.site().join(&self.pages.html)
    }

    /// Puts the book in its place, whole, and returns the folder with its pages. Where that fails, the former book still stands.
    pub(crate) fn publish(self, interrupt: &Interrupt) -> Result<PathBuf, Failure> {
        if interrupt.asked() {
            return Err(RenderError::Interrupted.into());
        }
        Ok(self.staging.publish(&self.title)?.join(self.pages.html))
    }
}

/// Renders the book at `root` beside `destination`, or beside the folder that `book.toml` or the environment names.
/// Where that fails, nothing that was there is changed.
pub(crate) fn render(
    root: &Path,
    destination: Option<&Path>,
    strictness: Strictness,
    timings: &Timings,
    interrupt: &Interrupt,
) -> Result<Rendered, Failure> {
    timings.begin("reading book.toml and the chapters");
    let mut config = book_toml::read(root)?;
    let title = config.book.title.clone().unwrap_or_default();
    let source = config.book.src.clone();
    let destination = destination.map_or_else(|| root.join(&config.build.build_dir), Path::to_owned);
    BookFolders { title: &title, root, src: &root.join(&source) }.check(&destination)?;
    let summary = sources::summary(root, &source)?;
    let html = config.html_config().unwrap_or_default();
    let site_url = match (strictness, &html.site_url) {
        // The local server has no sub-path.
        (Strictness::Reading, _) => Some("/".to_owned()),
        (Strictness::Publishing, given) => given.as_deref().map(address::settled).transpose()?,
    };
    let theme = html.theme;
    if let Some(theme) = theme.filter(|theme| !root.join(theme).is_dir()) {
        let problem = format!("book.toml names the theme {}, and there is no such folder", theme.display());
        return Err(RenderError::Input(problem).into());
    }
    let staging = Staging::begin(&destination)?;
    // Whoever had the lock may have been anybody.
    BookFolders { title: &title, root, src: &root.join(&source) }.check(&destination)?;

    // A chapter that SUMMARY.md names and nobody has written is an error, never an empty page.
    config.build.create_missing = false;
    config.build.build_dir = staging.site();
    let address = site_url.as_deref().and_then(Address::of);
    if let Some(site_url) = site_url {
        // The path is what pages need; with a host, those of a site that is also served elsewhere would load from there.
        config.set("output.html.site-url", site_path(&site_url)).map_err(RenderError::from)?;
    }
    let (folder, timings) = (root.to_owned(), timings.clone());
    let work = move |stage| {
        let (pages, complaints) =
            complaint::collect(|| pages(folder, config, summary, strictness, address, timings, stage));
        pages.map(|pages| Pages { complaints, ..pages })
    };
    let pages = stopping::run(interrupt, work).ok_or(RenderError::Interrupted)??;
    Ok(Rendered { staging, title, pages })
}

/// Renders into the configuration's folder.
fn pages(
    root: PathBuf,
    config: Config,
    summary: Summary,
    strictness: Strictness,
    address: Option<Address>,
    timings: Timings,
    stage: Stage,
) -> Result<Pages, Failure> {
    let mut book = MDBook::load_with_config_and_summary(root, config, summary).map_err(RenderError::from)?;
    let preprocessor = match strictness {
        Strictness::Reading => EvidencePreprocessor::reading(),
        Strictness::Publishing => EvidencePreprocessor::strict().accepting_by(accept::COMMAND),
    };
    let coverage = preprocessor.coverage();
    let preprocessor = preprocessor.timed(timings.clone()).with_files_at(records::PUBLISHED);
    book.with_preprocessor(Stoppable { preprocessor, stage, timings });
    complaint::built(&book).map_err(RenderError::from)?;
    let (whole, html) = (book.root.join(&book.config.build.build_dir), book.build_dir_for("html"));
    search_index::rewrite(&html).map_err(RenderError::from)?;
    let site_url = book.config.html_config().unwrap_or_default().site_url.unwrap_or_else(|| "/".to_owned());
    let chapters = chapters(&book);
    let evidence = mdbook_evidence::Config::of(&book.config, &book.root).map_err(BookTomlError::from)?;
    records::publish(&book.root.join(evidence.records), &html)?;
    if let Some(address) = address {
        announce(&html, &address, &chapters)?;
    }
    Ok(Pages {
        html: html.strip_prefix(whole).unwrap_or(Path::new("")).to_owned(),
        site_url,
        chapters,
        complaints: Vec::new(),
        coverage,
    })
}
