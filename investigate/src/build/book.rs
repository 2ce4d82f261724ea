//! Renders the book with mdBook's library, in this process.
//!
//! The preprocessor is linked in and takes the place of the command that `book.toml` names for `mdbook build`: there is
//! nothing to install, and nothing that can fail to start.

use std::path::{Path, PathBuf};

use evidence::LoadError;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_driver::errors::Error;
use mdbook_evidence::{Coverage, EvidencePreprocessor};
use thiserror::Error;

use crate::exit::Exit;

use super::complaint;

/// What a build is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// On this machine: stale evidence is marked on the page.
    Reading,
    /// For others: stale evidence is an error.
    Publishing,
}

/// mdBook, or a preprocessor, did not render the book.
#[derive(Debug, Error)]
#[error("the book was not built: {message}")]
pub(crate) struct RenderError {
    message: String,
    bad_input: bool,
}

impl RenderError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        if self.bad_input { Exit::BadInput } else { Exit::Failed }
    }
}

impl From<Error> for RenderError {
    /// With the causes: mdBook's outermost message often names no file.
    fn from(error: Error) -> Self {
        Self { message: format!("{error:#}"), bad_input: error.is::<LoadError>() }
    }
}

/// A rendered book.
#[derive(Debug)]
pub(crate) struct Rendered {
    /// The folder with its pages.
    pub(crate) destination: PathBuf,
    /// Where it is published below its host: `/` or `/name/`.
    pub(super) site_url: String,
    /// Its chapters as they are written.
    pub(super) chapters: Vec<Chapter>,
    /// What of its text rests on evidence.
    pub(super) coverage: Coverage,
    /// What mdBook logged as a warning or an error.
    pub(crate) complaints: Vec<String>,
}

/// A chapter's Markdown and where it went.
#[derive(Debug, Clone)]
pub(super) struct Chapter {
    /// Its file, from the book's root: `src/name.md`.
    pub(super) file: String,
    /// Its page, from the destination: `name.html`.
    pub(super) page: String,
    /// Its text before any preprocessor.
    pub(super) text: String,
}

/// Renders the book at `root` into `destination`, or into the folder that `book.toml` names.
///
/// # Errors
/// [`RenderError`] when mdBook or a preprocessor fails.
pub(crate) fn render(
    root: &Path,
    destination: Option<&Path>,
    strictness: Strictness,
) -> Result<Rendered, RenderError> {
    let (rendered, complaints) = complaint::collect(|| -> Result<Rendered, RenderError> {
        let mut config = Config::from_disk(root.join("book.toml"))?;
        config.update_from_env()?;
        // A chapter that SUMMARY.md names and nobody has written is an error, never an empty page.
        config.build.create_missing = false;
        if let Some(folder) = destination {
            folder.clone_into(&mut config.build.build_dir);
        }
        if strictness == Strictness::Reading {
            // The local server has no sub-path.
            config.set("output.html.site-url", "/")?;
        }
        let mut book = MDBook::load_with_config(root, config)?;
        let preprocessor = match strictness {
            Strictness::Reading => EvidencePreprocessor::reading(),
            Strictness::Publishing => EvidencePreprocessor::strict(),
        };
        let coverage = preprocessor.coverage();
        book.with_preprocessor(preprocessor);
        book.build()?;

        let html = book.config.html_config().unwrap_or_default();
        Ok(Rendered {
            destination: book.build_dir_for("html"),
            site_url: html.site_url.unwrap_or_else(|| "/".to_owned()),
            chapters: chapters(&book),
            complaints: Vec::new(),
            coverage,
        })
    });
    Ok(Rendered { complaints, ..rendered? })
}

fn chapters(book: &MDBook) -> Vec<Chapter> {
    let source = &book.config.book.src;
    let chapters = book.book.chapters().filter_map(|chapter| {
        let (path, file) = (chapter.path.as_ref()?, chapter.source_path.as_ref()?);
        // mdBook's `index` preprocessor gives a README the name that servers look for.
        let readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        let page = if readme { path.with_file_name("index.html") } else { path.with_extension("html") };
        Some(Chapter {
            file: slashed(&source.join(file)),
            page: slashed(&page),
            text: chapter.content.clone(),
        })
    });
    let mut chapters: Vec<Chapter> = chapters.collect();
    // The first chapter is the book's index as well.
    if let Some(first) = chapters.first().cloned()
        && chapters.iter().all(|chapter| chapter.page != "index.html")
    {
        chapters.push(Chapter { page: "index.html".to_owned(), ..first });
    }
    chapters
}

/// The path as URLs and error messages have it, on every platform.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
