//! The chapters' files, looked at before mdBook reads them: its own errors name no line, and it waits for a FIFO for ever.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use evidence::file::read_text;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_summary::{Summary, SummaryItem, parse_summary};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use thiserror::Error;

use crate::chapter::links::Link;
use crate::directive::line_of as line_at;
use crate::folder::slashed::slashed;

/// Why the book's sources are no book, with the place.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct SourcesError(String);

/// The list of chapters, all of whose files can be read.
///
/// # Errors
/// [`SourcesError`] for the first that cannot.
pub fn summary(root: &Path, src: &Path) -> Result<Summary, SourcesError> {
    let list = src.join("SUMMARY.md");
    let file = slashed(&list);
    let text = read_text(&root.join(&list)).map_err(|error| {
        let write = "Write the list of chapters there, or correct `src` in book.toml.";
        SourcesError(format!("cannot read {file}: {error}. {write}"))
    })?;
    let summary = parse_summary(&text).map_err(|error| {
        let problem = format!("{error:#}");
        let problem = problem.trim_end_matches('.');
        SourcesError(format!("{file} is no list of chapters: {problem}. Correct it."))
    })?;
    let parts = [&summary.prefix_chapters, &summary.numbered_chapters, &summary.suffix_chapters];
    let items = || parts.into_iter().flat_map(|items| each(items));
    let place = |line: Option<usize>| line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"));
    let names = summary.title.iter().map(String::as_str).chain(items().filter_map(name));
    if let Some(name) = names.into_iter().find(|name| name.contains("[=") || name.contains("[%")) {
        return Err(SourcesError(format!(
            "{}: `{name}` has a directive, and the names of chapters and parts are shown as they are written. Name it without.",
            place(line_of(&text, name))
        )));
    }
    for chapter in items().filter_map(location) {
        let place = || place(line(&text, chapter));
        if chapter.has_root() {
            // mdBook stops at it without a word that helps.
            return Err(SourcesError(format!(
                "{}: the chapter {} is outside of the book's sources. Keep it in {}, and name it from there.",
                place(),
                slashed(chapter),
                slashed(src)
            )));
        }
        let path = src.join(chapter);
        let text = read_text(&root.join(&path));
        let text = text.map_err(|error| {
            let (place, path) = (place(), slashed(&path));
            let write = "Write the file, or take it out of the list.";
            SourcesError(format!("{place}: cannot read the chapter {path}: {error}. {write}"))
        })?;
        included(root, path, text)?;
    }
    Ok(summary)
}

/// Refuses what a chapter includes, itself or through another file, that mdBook would wait for or include without end.
fn included(root: &Path, chapter: PathBuf, text: String) -> Result<(), SourcesError> {
    let mut seen = BTreeSet::new();
    // Each with the files that include it whole, one through the other; a file has one name there, whatever it is called.
    let mut texts = vec![(chapter, text, Vec::new())];
    while let Some((file, text, through)) = texts.pop() {
        let own = root.join(&file).canonicalize().unwrap_or_default();
        for link in Link::all(&text) {
            let Some(path) = link.file else { continue };
            let path = file.parent().unwrap_or(Path::new("")).join(path);
            let Ok(real) = root.join(&path).canonicalize() else { continue };
            let refused = |why: &str| {
                let (file, line, path) = (slashed(&file), line_at(&text, link.place.start), slashed(&path));
                Err(SourcesError(format!("{file}:{line}: {path} is included and {why}")))
            };
            if !real.is_file() {
                return refused("is no file. Include a file, or take the line out.");
            }
            // A part need not hold what includes it.
            let is_whole = link.is_whole;
            if is_whole && (real == own || through.contains(&real)) {
                return refused("includes this again. Take one of the lines out.");
            }
            if seen.insert((real, is_whole)) {
                let through = through.iter().chain([&own]).filter(|_| is_whole).cloned().collect();
                // What is no text includes nothing.
                texts.extend(read_text(&root.join(&path)).ok().map(|text| (path, text, through)));
            }
        }
    }
    Ok(())
}

/// Every name in the list that a reader sees beside the chapters, with its line.
pub(crate) fn names(root: &Path, src: &Path, book: &Book) -> Vec<(String, String)> {
    let list = src.join("SUMMARY.md");
    let text = read_text(&root.join(&list)).unwrap_or_default();
    let names = book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => Some(&chapter.name),
        BookItem::PartTitle(title) => Some(title),
        BookItem::Separator => None,
    });
    let line = |name: &str| line_of(&text, name).map(|line| format!(":{line}")).unwrap_or_default();
    names.map(|name| (format!("{}{}", slashed(&list), line(name)), name.clone())).collect()
}

/// The items, each before those that are nested in it.
fn each(items: &[SummaryItem]) -> Vec<&SummaryItem> {
    let mut all = Vec::new();
    for item in items {
        all.push(item);
        if let SummaryItem::Link(link) = item {
            all.extend(each(&link.nested_items));
        }
    }
    all
}

/// The file that an item names; none of a draft.
fn location(item: &SummaryItem) -> Option<&Path> {
    if let SummaryItem::Link(link) = item { link.location.as_deref() } else { None }
}

fn name(item: &SummaryItem) -> Option<&str> {
    match item {
        SummaryItem::Link(link) => Some(&link.name),
        SummaryItem::PartTitle(title) => Some(title),
        _ => None,
    }
}

/// The line, from 1, that a name stands in.
fn line_of(text: &str, name: &str) -> Option<usize> {
    text.lines().position(|line| line.contains(name)).map(|line| line + 1)
}

/// The line, from 1, that links to the chapter; links are written as they are or with encoded spaces.
fn line(text: &str, chapter: &Path) -> Option<usize> {
    const SPACE: &AsciiSet = &CONTROLS.add(b' ');
    let plain = slashed(chapter);
    let encoded = utf8_percent_encode(&plain, SPACE).to_string();
    let links = |line: &str| line.contains(&plain) || line.contains(&encoded);
    text.lines().position(links).map(|line| line + 1)
}
