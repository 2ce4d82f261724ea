//! Places in the crate's text.

use proc_macro2::{LineColumn, Span};

/// A line and a column, both from 1; columns count characters, as the compiler's do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Position {
    /// From 1.
    pub(crate) line: usize,
    /// From 1.
    pub(crate) column: usize,
}

impl Position {
    /// Where the span starts.
    pub(crate) fn start(span: Span) -> Self {
        Self::from(span.start())
    }

    /// Where the span ends.
    pub(crate) fn end(span: Span) -> Self {
        Self::from(span.end())
    }

    /// How many bytes of the text precede it; `None` past its end.
    pub(crate) fn offset(self, text: &str) -> Option<usize> {
        let line = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum::<usize>();
        let rest = text.get(line..)?;
        Some(line + rest.char_indices().nth(self.column - 1).map_or(rest.len(), |(at, _)| at))
    }
}

impl From<LineColumn> for Position {
    fn from(place: LineColumn) -> Self {
        // proc-macro2 counts columns from 0.
        Self { line: place.line, column: place.column + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_count_bytes() {
        let text = "ä\nöü x\n";
        assert_eq!(Position { line: 1, column: 2 }.offset(text), Some(2));
        assert_eq!(Position { line: 2, column: 4 }.offset(text), Some(8));
        assert_eq!(&text[8..9], "x");
        assert_eq!(Position { line: 9, column: 1 }.offset(text), Some(text.len()));
    }
}
