//! The words of a Markdown text, block by block, as mdBook reads it: without code, targets of links and tags, but with what a tag lets
//! its reader see or hear.

use std::ops::Range;
use std::sync::LazyLock;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use regex::Regex;

use crate::chapter::literal::{literal_in, literal_tag};
use crate::pattern::constant;

static TAGS: LazyLock<Regex> =
    LazyLock::new(|| constant(r#"(?s)<!--.*?-->|</?[A-Za-z](?:"[^"]*"|'[^']*'|[^"'>])*>"#));

/// A tag that prints in bold, and one that ends it.
static STRONG: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)<(/?)(?:b|strong)(?:\s[^>]*)?>"));
static HEADING: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)<h[1-6][\s>]"));
static PARAGRAPH: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)<p[\s>]"));

static ATTRIBUTES: LazyLock<Regex> =
    LazyLock::new(|| constant(r#"(?s)\s([A-Za-z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#));

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

    /// Where a byte of the text stands in the Markdown.
    pub(crate) fn place(&self, byte: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= byte);
        let (start, place) = self.pieces[after.saturating_sub(1)];
        place + (byte - start)
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

    /// What the tags in this HTML show besides its words, each a block of its own.
    fn shown(&self) -> impl Iterator<Item = Self> {
        let tags = TAGS.find_iter(&self.text).filter(|tag| !tag.as_str().starts_with("<!--"));
        let attributes =
            tags.flat_map(|tag| ATTRIBUTES.captures_iter(tag.as_str()).map(move |it| (tag.start(), it)));
        let shown = attributes.filter(|(_, it)| SHOWN.contains(&&*it[1].to_ascii_lowercase()));
        shown.filter_map(|(tag, attribute)| {
            let value = attribute.iter().skip(2).flatten().next()?;
            let mut block = Self { kind: Kind::Shown, ..Self::default() };
            block.push(value.as_str(), self.place(tag + value.start()));
            Some(block)
        })
    }

    /// A block of HTML as its reader sees it: the words, and what its tags make of them.
    fn of_html(mut self) -> Self {
        self.kind = match &self.text {
            html if HEADING.is_match(html) => Kind::Heading,
            html if PARAGRAPH.is_match(html) => Kind::Paragraph,
            _ => Kind::Other,
        };
        let literal: Vec<Range<usize>> = literal_in(&self.text).collect();
        literal.into_iter().for_each(|it| self.text.replace_range(it.clone(), &" ".repeat(it.len())));
        for tag in STRONG.captures_iter(&self.text) {
            let (place, ends) = (tag.get_match().start(), !tag[1].is_empty());
            match self.strong.last_mut() {
                Some(strong) if ends => strong.end = place,
                _ if ends => {}
                _ => self.strong.push(place..self.text.len()),
            }
        }
        self.text = without_tags(&self.text);
        self
    }
}

/// A text with blanks in place of its tags, so that every other byte stays in its place.
pub(crate) fn without_tags(html: &str) -> String {
    TAGS.replace_all(html, |tag: &regex::Captures<'_>| " ".repeat(tag[0].len())).into_owned()
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
                match STRONG.captures(&tag).map(|tag| tag[1].is_empty()) {
                    Some(true) => block.strong_begins(),
                    Some(false) => block.strong_ends(),
                    None => {}
                }
                block.push(stands_for.encode_utf8(&mut [0; 4]), place.start);
                let mut html = Block::default();
                html.push(&tag, place.start);
                blocks.extend(html.shown());
            }
            Event::Start(Tag::Strong) => block.strong_begins(),
            Event::End(TagEnd::Strong) => block.strong_ends(),
            Event::End(TagEnd::HtmlBlock) => {
                let html = std::mem::take(&mut block);
                blocks.extend(html.shown());
                blocks.push(html.of_html());
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
        assert!(markdown[blocks[0].place(2)..].starts_with("d'"));
        assert!(markdown[blocks[3].place(0)..].starts_with("g>h"));
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
