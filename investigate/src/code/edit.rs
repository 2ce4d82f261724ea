//! Changes of a file's text.

use std::cmp::Reverse;

use syn::spanned::Spanned;

use super::position::Position;

/// A change of one stretch of text.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    pub(crate) start: Position,
    pub(crate) end: Position,
    /// What is written instead.
    pub(crate) text: String,
}

impl Edit {
    /// Puts something into the text.
    pub(crate) fn insert(at: Position, text: String) -> Self {
        Self { start: at, end: at, text }
    }

    /// Writes something else in the place of a piece of syntax.
    pub(crate) fn replace(syntax: &impl Spanned, text: String) -> Self {
        let span = syntax.span();
        Self { start: Position::start(span), end: Position::end(span), text }
    }
}

/// The text with the edits made.
pub(crate) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    // From the end, so that an edit does not move the places of those before it.
    edits.sort_by_key(|edit| Reverse(edit.start));
    let mut changed = text.to_owned();
    for edit in edits {
        if let (Some(start), Some(end)) = (edit.start.offset(text), edit.end.offset(text)) {
            changed.replace_range(start..end, &edit.text);
        }
    }
    changed
}
