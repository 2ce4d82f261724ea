//! Marks in the text for what is shown at their places, once it is known where on the page those are.

use std::collections::BTreeSet;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use serde::{Deserialize, Serialize};

use crate::page::provenance::Provenance;

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

    /// A text with something in the place of each mark.
    pub(crate) fn replaced<'s>(text: &str, shown: impl Fn(Self, usize) -> &'s str) -> String {
        let mut replaced = text.to_owned();
        let marks: Vec<_> = Self::all(text).collect();
        for (place, mark, index) in marks.into_iter().rev() {
            replaced.replace_range(place, shown(mark, index));
        }
        replaced
    }
}

/// Where marks stand that nothing can take the place of: in an address or a title of a link, in an id, in an attribute, in the text that
/// stands for an image.
pub(crate) fn misplaced(content: &str) -> Vec<usize> {
    let said = |mark| matches!(mark, Mark::Number | Mark::Word | Mark::Judgement);
    let mut placed = BTreeSet::new();
    let mut images = 0usize;
    for (event, range) in new_cmark_parser(content, &MarkdownOptions::default()).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) if images == 0 => {
                let text = &content[range.clone()];
                let is_in_tag = |place: usize| text[..place].rfind('<') > text[..place].rfind('>');
                let is_html = !matches!(event, Event::Text(_));
                let shown = Mark::all(text).filter(|(at, ..)| !(is_html && is_in_tag(at.start)));
                placed.extend(shown.map(|(at, ..)| range.start + at.start));
            }
            _ => {}
        }
    }
    let all = Mark::all(content).filter(|(_, mark, _)| said(*mark)).map(|(at, ..)| at.start);
    all.filter(|place| !placed.contains(place)).collect()
}

/// One number that a directive expanded to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Number {
    pub(crate) text: String,
    pub(crate) interval: Option<String>,
    pub(crate) provenance: Provenance,
}
