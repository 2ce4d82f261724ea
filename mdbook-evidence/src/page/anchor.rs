//! The anchors of headings that show a number.
//!
//! mdBook makes a heading's anchor of its text. With a number in it every new record would break the links to the heading, so
//! such a heading gets the anchor of its other words.

use std::collections::BTreeSet;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};

use crate::page::mark::Mark;

/// The anchors of a chapter, while its Markdown is walked.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    taken: BTreeSet<String>,
    heading: Option<Heading>,
}

/// The heading that is being walked; one whose anchor its author chose is none.
#[derive(Debug, Default)]
struct Heading {
    words: String,
    shows_number: bool,
    /// Where its last word ends.
    end: usize,
}

impl Anchors {
    /// Where to write which attribute once `event` has ended a heading that needs an anchor.
    pub(crate) fn after(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        content: &str,
    ) -> Option<(Range<usize>, String)> {
        match event {
            Event::Start(Tag::Heading { id: None, .. }) => self.heading = Some(Heading::default()),
            Event::End(TagEnd::Heading(_)) => {
                let heading = self.heading.take()?;
                let anchor = self.free(&heading.words);
                // Behind the hashes that may close a heading, and before the line that underlines one.
                let whole = &content[range.clone()];
                let is_underlined = !whole.trim_start().starts_with('#');
                let end = if is_underlined { heading.end } else { range.start + whole.trim_end().len() };
                return heading.shows_number.then(|| (end..end, format!(" {{#{anchor}}}")));
            }
            Event::Text(text) | Event::Code(text) => {
                let heading = self.heading.as_mut()?;
                heading.shows_number |= Mark::all(text).next().is_some();
                heading.words.push_str(&Mark::replaced(text, |_, _| ""));
                heading.end = range.end;
            }
            _ => {
                if let Some(heading) = &mut self.heading {
                    heading.end = heading.end.max(range.end.min(content.len()));
                }
            }
        }
        None
    }

    /// The anchor that mdBook would make of these words, with a number where it is taken.
    fn free(&mut self, words: &str) -> String {
        let letters = words.trim().to_lowercase();
        let letters = letters.chars().filter_map(|letter| match letter {
            letter if letter.is_alphanumeric() || letter == '_' || letter == '-' => Some(letter),
            letter if letter.is_whitespace() => Some('-'),
            _ => None,
        });
        let anchor: String = letters.collect();
        let anchor = if anchor.is_empty() { "section".to_owned() } else { anchor };
        let numbered = (1..).map(|number| format!("{anchor}-{number}"));
        let free = std::iter::once(anchor.clone()).chain(numbered).find(|it| !self.taken.contains(it));
        let free = free.unwrap_or(anchor);
        self.taken.insert(free.clone());
        free
    }
}
