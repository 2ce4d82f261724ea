//! The Rust files of a crate.

use std::fs;

use syn::File;
use syn::spanned::Spanned;
use walkdir::WalkDir;

use super::around::LARGEST;
use super::depth::is_too_deep;
use super::error::CodeError;
use super::position::Position;
use super::working_copy::{WorkingCopy, from};

/// One file.
pub(crate) struct SourceFile {
    /// Relative to the crate, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
    /// Its syntax; `None` where syn cannot read it, as in a template, or where it is nested too deep.
    pub(crate) syntax: Option<File>,
}

impl SourceFile {
    /// Reads its syntax.
    pub(crate) fn new(path: String, text: String) -> Self {
        let syntax = if is_too_deep(&text) { None } else { syn::parse_file(&text).ok() };
        Self { path, text, syntax }
    }
}

/// Every Rust file of the copy, by path; files that are not text are left out. Links are passed over: what they lead to is there.
pub(crate) fn read(place: &WorkingCopy) -> Result<Vec<SourceFile>, CodeError> {
    let files = place.copies.iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name()).flatten();
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let files = files.filter(|entry| entry.metadata().is_ok_and(|it| it.len() <= LARGEST));
    let files = files.take_while(|_| !place.interrupt.asked());
    let sources = files.filter_map(|entry| {
        let text = fs::read_to_string(entry.path()).ok()?;
        // The compiler counts the columns of the first line without it.
        let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
        let path = from(&place.folder, entry.path());
        Some(SourceFile::new(path, text))
    });
    let sources = sources.collect();
    if place.interrupt.asked() { Err(CodeError::Interrupted) } else { Ok(sources) }
}

/// The first of the crate's files that syn cannot read, as a sentence with its place; empty when there is none.
pub(crate) fn unread(sources: &[SourceFile]) -> String {
    let own = sources.iter().filter(|source| is_own(&source.path));
    let errors = own.filter(|source| source.syntax.is_none()).filter_map(|source| {
        if is_too_deep(&source.text) {
            return Some(format!(
                " What is in {} was not looked into: its brackets are nested too deep.",
                source.path
            ));
        }
        let error = syn::parse_file(&source.text).err()?;
        let line = error.span().start().line;
        Some(format!(" What is in {}:{line} was not looked into: {error}.", source.path))
    });
    errors.take(1).collect()
}

/// Whether the file is the crate's, not another member's of its workspace.
pub(crate) fn is_own(path: &str) -> bool {
    !path.starts_with("../")
}

/// The text of a piece of syntax, as it stands in the file.
pub(crate) fn text_of(source: &SourceFile, syntax: &impl Spanned) -> Option<String> {
    let (start, end) = (Position::start(syntax.span()), Position::end(syntax.span()));
    let range = start.offset(&source.text)?..end.offset(&source.text)?;
    source.text.get(range).map(str::to_owned)
}
