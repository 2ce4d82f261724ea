//! The words of a Markdown text, block by block, as mdBook reads it: without code, targets of links and tags.

use std::sync::LazyLock;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use regex::Regex;

static TAGS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)<!--.*?-->|</?[A-Za-z][^>]*>")
        .unwrap_or_else(|error| unreachable!("a constant pattern: {error}"))
});

/// The words of one paragraph, heading, cell or the like. A line break is a blank; what is not prose is left out.
#[derive(Debug, Default)]
pub(crate) struct Block {
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl Block {
    pub(crate) fn text(&self) -> &str {
        &self.text
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

    fn without_tags(mut self) -> Self {
        let blank = |tag: &regex::Captures<'_>| " ".repeat(tag[0].len());
        self.text = TAGS.replace_all(&self.text, blank).into_owned();
        self
    }
}

/// Every block that has words.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    // Smart punctuation only splits the text into more pieces; what it writes is no digit and no unit.
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = false;
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut in_code = false;
    for (event, place) in new_cmark_parser(markdown, &options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => block.push(&text, place.start),
            Event::Html(html) => block.push(&html, place.start),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) | Event::Code(_) => {
                block.push(if matches!(event, Event::Code(_)) { "\u{fffc}" } else { " " }, place.start);
            }
            Event::End(TagEnd::HtmlBlock) => blocks.push(std::mem::take(&mut block).without_tags()),
            Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) => {
                let mut shown = Block::default();
                shown.push(&title, place.start);
                blocks.push(shown);
            }
            Event::Start(tag) if !is_inline(&tag.to_end()) => blocks.push(std::mem::take(&mut block)),
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
    fn code_targets_and_attributes_are_no_words() {
        assert_eq!(
            words("`20 ms` [a](20-ms.html) b\n\n```\n20 ms\n```\n\n<p title=\"20 ms\">c</p>"),
            ["\u{fffc} a b", "c"]
        );
    }

    #[test]
    fn quotations_cells_headings_and_titles_are() {
        assert_eq!(
            words("# 1 ns\n\n> 2 ns\n\n| a |\n|---|\n| 3 ns |\n\n[x](y \"4 ns\")"),
            ["1 ns", "2 ns", "a", "3 ns", "4 ns", "x"]
        );
    }

    #[test]
    fn a_word_knows_its_place() {
        let markdown = "first\n\nsecond **third**";
        let blocks = blocks(markdown);
        let at = blocks[1].text().find("third").unwrap();
        assert_eq!(&markdown[blocks[1].place(at)..][..5], "third");
    }
}
