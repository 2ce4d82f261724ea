//! The chapters' files, looked at before mdBook reads them: its own errors name no line, and it waits for a FIFO for ever.

use std::io;
use std::path::{Path, PathBuf};

use evidence::file::read_text;
use mdbook_evidence::slashed;
use mdbook_summary::{Summary, SummaryItem, parse_summary};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use thiserror::Error;

/// Why the book's sources are no book.
#[derive(Debug, Error)]
pub(crate) enum SourcesError {
    /// There is no list of chapters.
    #[error("cannot read {file}: {source}. Write the list of chapters there, or correct `src` in book.toml.")]
    NoSummary {
        /// The list, from the project's root.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// The list is none.
    #[error("{file} is no list of chapters: {problem}. Correct it.")]
    Summary {
        /// The list, from the project's root.
        file: String,
        /// What mdBook says, with line and column.
        problem: String,
    },
    /// A chapter cannot be read.
    #[error(
        "{place}: cannot read the chapter {chapter}: {source}. Write the file, or take it out of the list."
    )]
    Chapter {
        /// The list and its line.
        place: String,
        /// The chapter, from the project's root.
        chapter: String,
        /// Why.
        source: io::Error,
    },
}

/// The list of chapters, all of whose files can be read.
///
/// # Errors
/// [`SourcesError`] for the first that cannot.
pub(super) fn summary(root: &Path, src: &Path) -> Result<Summary, SourcesError> {
    let list = src.join("SUMMARY.md");
    let file = slashed(&list);
    let text = read_text(&root.join(&list))
        .map_err(|source| SourcesError::NoSummary { file: file.clone(), source })?;
    let summary = parse_summary(&text).map_err(|error| SourcesError::Summary {
        file: file.clone(),
        problem: format!("{error:#}").trim_end_matches('.').to_owned(),
    })?;
    let parts = [&summary.prefix_chapters, &summary.numbered_chapters, &summary.suffix_chapters];
    for chapter in parts.into_iter().flat_map(|items| chapters(items)) {
        let path = src.join(chapter);
        if let Err(source) = read_text(&root.join(&path)) {
            let place = match line(&text, chapter) {
                Some(line) => format!("{file}:{line}"),
                None => file,
            };
            return Err(SourcesError::Chapter { place, chapter: slashed(&path), source });
        }
    }
    Ok(summary)
}

/// The files that the items name, drafts left out.
fn chapters(items: &[SummaryItem]) -> Vec<&PathBuf> {
    let links = items.iter().filter_map(|item| match item {
        SummaryItem::Link(link) => Some(link),
        _ => None,
    });
    links.flat_map(|link| link.location.iter().chain(chapters(&link.nested_items))).collect()
}

/// The line, from 1, that links to the chapter; links are written as they are or with encoded spaces.
fn line(text: &str, chapter: &Path) -> Option<usize> {
    const SPACE: &AsciiSet = &CONTROLS.add(b' ');
    let plain = slashed(chapter);
    let encoded = utf8_percent_encode(&plain, SPACE).to_string();
    let links = |line: &str| line.contains(&plain) || line.contains(&encoded);
    text.lines().position(links).map(|line| line + 1)
}
