//! HTML, read by the tokenizer that mdBook reads it with, so that no quotation or entity makes two readings of one tag.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

pub use html5ever::tokenizer::Tag;

/// What a browser makes of a piece of HTML.
#[derive(Debug, PartialEq)]
pub enum Piece {
    /// A tag, whether or not another closes it.
    Opens(Tag),
    /// The tag at an element's end.
    Closes(Tag),
    /// Of one line at most, its break at the end; what entities stand for is in their place.
    Text(String),
}

/// The pieces, each with the line of the HTML that it begins in, from 1. Comments are none.
pub(crate) fn pieces(html: &str) -> Vec<(usize, Piece)> {
    let mut found = Vec::new();
    each(html, &mut |line, piece| found.push((line, piece)));
    found
}

/// Hands the same to `take`, one after another: of a page of megabytes, all would be many times as much.
pub fn each(html: &str, take: &mut dyn FnMut(usize, Piece)) {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer =
        Tokenizer::new(Pieces { take: RefCell::new(take), line: Cell::new(1) }, Default::default());
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
}

struct Pieces<'t> {
    take: RefCell<&'t mut dyn FnMut(usize, Piece)>,
    /// The line that the token before ended in.
    line: Cell<u64>,
}

impl TokenSink for Pieces<'_> {
    type Handle = ();

    /// The tokenizer says the line that a token ends in.
    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let begins = usize::try_from(self.line.replace(line)).unwrap_or(1);
        let mut take = self.take.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => take(begins, Piece::Closes(tag)),
            Token::TagToken(tag) => {
                // Of the elements whose contents a browser takes for text, only this one is it in drawings too: there, a style or a title has tags.
                let is_script = &*tag.name == "script";
                take(begins, Piece::Opens(tag));
                if is_script {
                    return TokenSinkResult::RawData(RawKind::ScriptData);
                }
            }
            Token::CharacterTokens(text) => {
                let lines = text.split_inclusive('\n').map(|line| Piece::Text(line.to_owned()));
                (begins..).zip(lines).for_each(|(line, text)| take(line, text));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_has_the_line_that_it_begins_in() {
        let found: Vec<_> = pieces("a&amp;b\n<p\nx>c\n\nd</p>\n<!-- \n -->e")
            .into_iter()
            .map(|(line, piece)| match piece {
                Piece::Opens(tag) => (line, format!("<{}>", tag.name)),
                Piece::Closes(tag) => (line, format!("</{}>", tag.name)),
                Piece::Text(text) => (line, text),
            })
            .collect();
        let text = |line| {
            let of_line = found.iter().filter(|(at, text)| *at == line && !text.starts_with('<'));
            of_line.map(|(_, text)| text.as_str()).collect::<String>()
        };
        assert_eq!([1, 3, 4, 5, 7].map(text), ["a&b\n", "c\n", "\n", "d\n", "e"]);
        let tags: Vec<_> = found.iter().filter(|(_, text)| text.starts_with('<')).cloned().collect();
        assert_eq!(tags, [(2, "<p>".to_owned()), (5, "</p>".to_owned())]);
    }
}
