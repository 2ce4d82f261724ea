//! The words of a Markdown text, block by block, as mdBook reads it: without code, targets of links and tags, but with what a tag lets
//! its reader see or hear.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use crate::chapter::literal::{literal_in, literal_tag};
use crate::html::{Piece, Tag as HtmlTag, pieces};

/// The attributes that are shown at the pointer or in place of something, or read aloud.
const SHOWN: [&str; 5] = ["title", "alt", "aria-label", "aria-description", "placeholder"];

/// Stands in a Markdown text where a claim or a judgement begins, and where it ends: tags, so that emphasis around them is read as it is
/// around the tags that pages have there.
pub(crate) const BOUND: (&str, &str) = ("<x-bound of=\"\u{e002}\">", "</x-bound>");

/// The same in the words of a block: characters for private use.
pub(crate) const BEGINS: char = '\u{e002}';
pub(crate) const ENDS: char = '\u{e003}';

/// Stands for what a directive expanded to, and for code.
pub(crate) const EXPANDED: char = '\u{fffc}';
pub(crate) const CODE: char = '\u{e004}';

/// What a block is to its reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    Heading,
    Paragraph,
    /// What a tag shows besides its words. No claim can hold it.
    Shown,
    /// A cell, an item, a title of a link.
    #[default]
    Other,
}

/// The words of one paragraph, heading, cell or the like. A line break is a blank; what is not prose is left out.
#[derive(Debug, Default)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    text: String,
    pieces: Vec<(usize, usize)>,
    /// Whether a piece only knows its line, as in HTML.
    of_html: bool,
    /// What is printed in bold.
    pub(crate) strong: Vec<Range<usize>>,
}

impl Block {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The parts of the text that a claim or a judgement binds.
    pub(crate) fn bound(&self) -> Vec<Range<usize>> {
        let mut bound = Vec::new();
        let mut begun = None;
        for (place, _) in self.text.match_indices([BEGINS, ENDS]) {
            match begun.take() {
                None => begun = Some(place),
                Some(from) => bound.push(from..place),
            }
        }
        bound.extend(begun.map(|from| from..self.text.len()));
        bound
    }

    /// Where a byte of the text stands in the Markdown; in HTML, some place in its line.
    pub(crate) fn place(&self, byte: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= byte);
        let (start, place) = self.pieces[after.saturating_sub(1)];
        if self.of_html { place } else { place + (byte - start) }
    }

    fn push(&mut self, text: &str, place: usize) {
        self.pieces.push((self.text.len(), place));
        self.text.push_str(text);
    }

    fn strong_begins(&mut self) {
        self.strong.push(self.text.len()..self.text.len());
    }

    fn strong_ends(&mut self) {
        let end = self.text.len();
        if let Some(strong) = self.strong.last_mut() {
            strong.end = end;
        }
    }

    /// Blocks of HTML as their reader sees them: the words, and before them what tags show besides, each a block of its own.
    fn of_html(mut self) -> Vec<Self> {
        let literal: Vec<Range<usize>> = literal_in(&self.text).collect();
        for it in literal {
            let lines = self.text[it.clone()].split('\n').map(|line| " ".repeat(line.len()));
            let blanks = lines.collect::<Vec<_>>().join("\n");
            self.text.replace_range(it, &blanks);
        }
        let mut starts = vec![0];
        starts.extend(self.text.match_indices('\n').map(|(at, _)| at + 1));
        let (mut blocks, mut words) = (Vec::new(), Self { of_html: true, ..Self::default() });
        let mut is_bold = false;
        for (line, piece) in pieces(&self.text) {
            let place = self.place(starts.get(line - 1).copied().unwrap_or_default());
            match piece {
                Piece::Text(text) => words.push(&text, place),
                Piece::Closes(tag) => {
                    if is_strong(&tag) {
                        words.strong_ends();
                        is_bold = false;
                    }
                    words.push(" ", place);
                }
                Piece::Opens(tag) => {
                    words.kind = match &*tag.name {
                        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
                        "p" if words.kind == Kind::Other => Kind::Paragraph,
                        _ => words.kind,
                    };
                    if is_strong(&tag) {
                        words.strong_begins();
                        is_bold = true;
                    }
                    words.push(" ", place);
                    blocks.extend(shown(&tag, place));
                }
            }
        }
        if is_bold {
            words.strong_ends();
        }
        blocks.push(words);
        blocks
    }
}

/// Whether a tag is one of those that print in bold.
fn is_strong(tag: &HtmlTag) -> bool {
    matches!(&*tag.name, "b" | "strong")
}

/// What a tag in that place shows besides its words.
fn shown(tag: &HtmlTag, place: usize) -> impl Iterator<Item = Block> {
    let shown = tag.attrs.iter().filter(|attribute| SHOWN.contains(&&*attribute.name.local));
    shown.map(move |attribute| {
        let mut block = Block { kind: Kind::Shown, of_html: true, ..Block::default() };
        block.push(&attribute.value, place);
        block
    })
}

/// The words of HTML.
pub(crate) fn words_of(html: &str) -> String {
    let words = pieces(html).into_iter().map(|(_, piece)| match piece {
        Piece::Text(text) => text,
        Piece::Opens(_) | Piece::Closes(_) => " ".to_owned(),
    });
    words.collect()
}

/// Every block that has words.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    // Smart punctuation only splits the text into more pieces; what it writes is no digit and no unit.
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = false;
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut in_code = false;
    // The element of HTML whose contents are no prose.
    let mut literal = None;
    for (event, place) in new_cmark_parser(markdown, &options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if literal.is_some() => {}
            Event::Text(text) if !in_code => block.push(&text, place.start),
            Event::Html(html) => block.push(&html, place.start),
            Event::SoftBreak | Event::HardBreak => block.push(" ", place.start),
            // A number set as code is read with the unit behind it.
            Event::Code(code) if code.chars().all(|letter| letter.is_ascii_digit()) => {
                block.push(&code, place.start);
            }
            Event::Code(_) => block.push(CODE.encode_utf8(&mut [0; 4]), place.start),
            Event::InlineHtml(tag) => {
                match (literal, literal_tag(&tag)) {
                    (None, Some((name, true))) => {
                        literal = Some(name);
                        block.push(CODE.encode_utf8(&mut [0; 4]), place.start);
                    }
                    (Some(open), Some((name, false))) if open == name => literal = None,
                    _ => {}
                }
                let stands_for = match &*tag {
                    tag if tag == BOUND.0 => BEGINS,
                    tag if tag == BOUND.1 => ENDS,
                    _ => ' ',
                };
                for (_, piece) in pieces(&tag) {
                    match piece {
                        Piece::Opens(tag) => {
                            blocks.extend(shown(&tag, place.start));
                            if is_strong(&tag) {
                                block.strong_begins();
                            }
                        }
                        Piece::Closes(tag) if is_strong(&tag) => block.strong_ends(),
                        _ => {}
                    }
                }
                block.push(stands_for.encode_utf8(&mut [0; 4]), place.start);
            }
            Event::Start(Tag::Strong) => block.strong_begins(),
            Event::End(TagEnd::Strong) => block.strong_ends(),
            Event::End(TagEnd::HtmlBlock) => {
                blocks.extend(std::mem::take(&mut block).of_html());
            }
            Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) => {
                let mut shown = Block::default();
                shown.push(&title, place.start);
                blocks.push(shown);
            }
            Event::Start(tag) if !is_inline(&tag.to_end()) => {
                literal = None;
                let kind = match tag {
                    Tag::Heading { .. } => Kind::Heading,
                    Tag::Paragraph => Kind::Paragraph,
                    _ => Kind::Other,
                };
                blocks.push(std::mem::replace(&mut block, Block { kind, ..Block::default() }));
            }
            Event::End(tag) if !is_inline(&tag) => blocks.push(std::mem::take(&mut block)),
            _ => {}
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(markdown: &str) -> Vec<String> {
        blocks(markdown)
            .into_iter()
            .map(|block| block.text.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_paragraph_is_one_text_however_it_is_marked() {
        assert_eq!(
            words("an client of **20\nmilliseconds** and _more_"),
            ["an client of 20 milliseconds and more"]
        );
    }

    #[test]
    fn code_targets_and_attributes_that_nobody_sees_are_no_words() {
        assert_eq!(
            words(
                "`20 ms` [a](20-ms.html) b\n\n```\n20 ms\n```\n\n<p data-of=\"20 ms\" class=\"title\">c</p>"
            ),
            ["\u{e004} a b", "c"]
        );
        assert_eq!(words("took `20` ms with `n`"), ["took 20 ms with \u{e004}"]);
        assert_eq!(words("See <code>20 ms</code> and <kbd>1 s</kbd>."), ["See \u{e004} and 1 s ."]);
        assert_eq!(
            words("<p title=\"see <code>\">20 ms</p>\n\na <code-x>1 s</code-x>"),
            ["see <code>", "20 ms", "a 1 s"]
        );
        assert_eq!(
            words("<style>\n.x { margin: 0.5em }\n</style>\n\n<p>a <code>20 ms</code></p>\n"),
            ["", "a"]
        );
    }

    #[test]
    fn attributes_that_a_reader_sees_or_hears_are_words_and_know_their_place() {
        let markdown =
            "a <img src=\"b.png\" alt='c d'> e\n\n<svg\n  aria-label=\"f\"><text\ntitle=g>h</text></svg>";
        assert_eq!(words(markdown), ["c d", "a e", "f", "g", "h"]);
        assert_eq!(words("a <img ALT=\"b > c\"> d <p data-of=\"see title=e\">"), ["b > c", "a d"]);
        let blocks = blocks(markdown);
        assert!(markdown[blocks[0].place(2)..].starts_with("<img src"));
        assert!(markdown[blocks[3].place(0)..].starts_with("<text\ntitle=g>h"));
    }

    #[test]
    fn quotations_cells_headings_and_titles_are() {
        assert_eq!(
            words("# 1 ns\n\n> 2 ns\n\n| a |\n|---|\n| 3 ns |\n\n[x](y \"4 ns\")"),
            ["1 ns", "2 ns", "a", "3 ns", "4 ns", "x"]
        );
    }

    #[test]
    fn what_is_bound_and_what_is_bold_is_told_apart_from_the_rest() {
        let (begins, ends) = BOUND;
        let blocks = blocks(&format!("# {begins}a{ends} b\n\n{begins}**c.**{ends} d **e** <x-bound>\n"));
        let of = |block: &Block, range: &Range<usize>| block.text[range.clone()].to_owned();
        let all = |block: &Block, ranges: &[Range<usize>]| -> Vec<String> {
            ranges.iter().map(|range| of(block, range)).collect()
        };
        assert_eq!((blocks[0].kind, blocks[1].kind), (Kind::Heading, Kind::Paragraph));
        assert_eq!(all(&blocks[0], &blocks[0].bound()), ["\u{e002}a"]);
        assert_eq!(all(&blocks[1], &blocks[1].bound()), ["\u{e002}c."]);
        assert_eq!(all(&blocks[1], &blocks[1].strong), ["c.", "e"]);
    }

    #[test]
    fn tags_of_html_make_headings_paragraphs_and_bold_words_too() {
        let blocks = blocks(
            "<h2 id=\"a\">It is <b>faster</b> now</h2>\n\n<p>Less\n<strong>still</strong></p>\n\na <b>bold</b> <br> word\n",
        );
        let kinds: Vec<Kind> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Kind::Heading, Kind::Paragraph, Kind::Paragraph]);
        for (block, bold) in blocks.iter().zip(["faster", "still", "bold"]) {
            let strong: Vec<&str> =
                block.strong.iter().map(|place| block.text[place.clone()].trim()).collect();
            assert_eq!(strong, [bold]);
        }
    }

    #[test]
    fn a_word_knows_its_place() {
        let markdown = "first\n\nsecond **third**";
        let blocks = blocks(markdown);
        let at = blocks[1].text().find("third").unwrap();
        assert_eq!(&markdown[blocks[1].place(at)..][..5], "third");
    }
}
