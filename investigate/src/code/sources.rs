//! The Rust files of a crate.

use std::fs;
use std::path::Path;

use syn::File;
use syn::spanned::Spanned;
use walkdir::WalkDir;

use super::place::Place;

/// One file.
pub(crate) struct Source {
    /// Relative to the crate, with slashes.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Its syntax; `None` where syn cannot read it, as in a template.
    pub(crate) syntax: Option<File>,
}

/// Every Rust file in the folder, by path; files that are no text are none.
pub(crate) fn read(folder: &Path) -> Vec<Source> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let files = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let sources = files.filter_map(|entry| {
        let text = fs::read_to_string(entry.path()).ok()?;
        let path = relative(entry.path().strip_prefix(folder).ok()?);
        Some(Source { path, syntax: syn::parse_file(&text).ok(), text })
    });
    sources.collect()
}

/// What is written there, as it is written.
pub(crate) fn text_of(source: &Source, syntax: &impl Spanned) -> Option<String> {
    let (start, end) = (Place::start(syntax.span()), Place::end(syntax.span()));
    let range = start.offset(&source.text)?..end.offset(&source.text)?;
    source.text.get(range).map(str::to_owned)
}

/// The path with slashes on every system, so that records are equal.
pub(crate) fn relative(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
