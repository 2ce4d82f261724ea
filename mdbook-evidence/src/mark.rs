//! Marks in the text for what is shown at their places, once it is known where on the page those are.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::provenance::Provenance;

/// What a mark in the text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A number in the chapter's own text.
    Number,
    /// A word in it that figures chose.
    Word,
    /// The sign behind a judgement.
    Judgement,
    /// The number of a table's note.
    NoteOfTable,
    /// The button that opens a table's note.
    ButtonOfTable,
}

impl Mark {
    const KINDS: [(char, Self); 5] = [
        ('n', Self::Number),
        ('w', Self::Word),
        ('j', Self::Judgement),
        ('t', Self::NoteOfTable),
        ('b', Self::ButtonOfTable),
    ];
    /// Characters for private use: no author types them.
    const OPEN: char = '\u{e000}';
    const CLOSE: char = '\u{e001}';

    /// The mark of that thing.
    pub(crate) fn at(self, index: usize) -> String {
        let kind = Self::KINDS.iter().find(|(_, mark)| *mark == self).map_or('n', |(kind, _)| *kind);
        format!("{}{kind}{index}{}", Self::OPEN, Self::CLOSE)
    }

    /// Every mark in a text: its bytes, its kind and its index.
    pub(crate) fn all(text: &str) -> impl Iterator<Item = (Range<usize>, Self, usize)> {
        text.match_indices(Self::OPEN).filter_map(|(start, _)| {
            let inside = &text[start + Self::OPEN.len_utf8()..];
            let end = inside.find(Self::CLOSE)?;
            let mut inside = inside[..end].chars();
            let kind = inside.next()?;
            let (_, mark) = Self::KINDS.iter().find(|(known, _)| *known == kind)?;
            let index = inside.as_str().parse().ok()?;
            let length = Self::OPEN.len_utf8() + end + Self::CLOSE.len_utf8();
            Some((start..start + length, *mark, index))
        })
    }
}

/// One number that a directive expanded to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Number {
    pub(crate) text: String,
    pub(crate) interval: Option<String>,
    pub(crate) provenance: Provenance,
}
