//! Sentences that say which way things are, and that nothing binds: they could turn round and no build would notice.
//!
//! A book lists the words by which it compares, ranks, recommends and warns. A sentence with one of them is bound when the word stands
//! within a claim or a judgement, or when `word` chose it.

use std::fmt;
use std::ops::Range;

use minijinja::{OutputSpan, OutputSpanKind};
use regex::Regex;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::chapter::own_words::{OwnWords, bounds};
use crate::chapter::prose::{BEGINS, BOUND, Block, CODE, ENDS, EXPANDED, Kind, words_of};
use crate::directive::line_of;
use crate::page::html::caption;
use crate::pattern::constant;

/// Where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It is a heading.
    Heading,
    /// It is printed in bold, or a part of it is.
    Bold,
    /// It is the caption of a table or a figure.
    Caption,
    /// It is the first of the text below a heading.
    First,
    /// It is any other.
    Plain,
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heading => "a heading",
            Self::Bold => "bold text",
            Self::Caption => "a caption",
            Self::First => "the first sentence below a heading",
            Self::Plain => "a sentence",
        })
    }
}

/// A sentence with words of direction that nothing binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unbound {
    /// The line of its chapter, from 1.
    pub line: usize,
    /// Where it stands.
    pub standing: Standing,
    /// The words, as they are written.
    pub words: Vec<String>,
    /// The sentence; code and what directives expand to is `…`.
    pub sentence: String,
}

impl fmt::Display for Unbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.words.iter().map(|word| format!("`{word}`")).collect();
        write!(f, "nothing binds {} in {}: {}", words.join(", "), self.standing, self.sentence)
    }
}

/// The words by which a book compares, ranks, recommends and warns.
#[derive(Debug, Clone)]
pub(crate) struct Directions(Regex);

impl Directions {
    /// These words, whatever their case; none where there are none.
    pub(crate) fn of(words: &[String]) -> Option<Self> {
        let words: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
        (!words.is_empty()).then(|| Self(constant(&format!(r"(?i)\b(?:{})\b", words.join("|")))))
    }

    /// Every sentence of a chapter with such words that nothing binds, in the order of the text; captions come last.
    pub(crate) fn unbound(
        &self,
        words: &OwnWords<'_>,
        output: &str,
        (source, spans): (&str, &[OutputSpan]),
    ) -> Vec<Unbound> {
        let mut unbound = Vec::new();
        let mut is_first = false;
        for block in words.blocks().into_iter().filter(|block| block.kind != Kind::Shown) {
            let first = is_first && block.kind == Kind::Paragraph;
            is_first = match block.kind {
                Kind::Heading => true,
                Kind::Paragraph => false,
                Kind::Shown | Kind::Other => is_first,
            };
            self.of_block(&block, first, |byte| words.line(&block, byte), &mut unbound);
        }
        for (caption, line) in captions(output, source, spans) {
            let found: Vec<String> = self.0.find_iter(&caption).map(|it| it.as_str().to_owned()).collect();
            if !found.is_empty() {
                let standing = Standing::Caption;
                unbound.push(Unbound { line, standing, words: found, sentence: shown(&caption) });
            }
        }
        unbound
    }

    fn of_block(
        &self,
        block: &Block,
        mut is_first: bool,
        line: impl Fn(usize) -> usize,
        unbound: &mut Vec<Unbound>,
    ) {
        let (text, bound) = (block.text(), block.bound());
        let is_in = |parts: &[Range<usize>], place| parts.iter().any(|part| part.contains(&place));
        let words = self.0.find_iter(text).map(|word| word.range());
        let words: Vec<Range<usize>> = words.filter(|word| !is_in(&bound, word.start)).collect();
        for sentence in sentences(text) {
            let first = std::mem::take(&mut is_first);
            let words: Vec<&Range<usize>> =
                words.iter().filter(|word| sentence.contains(&word.start)).collect();
            let Some(word) = words.first() else { continue };
            let is_bold = words.iter().any(|word| is_in(&block.strong, word.start));
            unbound.push(Unbound {
                line: line(word.start),
                standing: match block.kind {
                    Kind::Heading => Standing::Heading,
                    _ if is_bold => Standing::Bold,
                    _ if first => Standing::First,
                    _ => Standing::Plain,
                },
                words: words.iter().map(|word| text[(*word).clone()].to_owned()).collect(),
                sentence: shown(&text[sentence]),
            });
        }
    }
}

/// Where the sentences of a text stand.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    // What was left out can begin a sentence, which it would not by its own character. The other is as long and is a capital.
    const CAPITAL: &str = "\u{ff21}";
    let read = text.replace([EXPANDED, CODE], CAPITAL);
    let starts: Vec<usize> = read.split_sentence_bound_indices().map(|(start, _)| start).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end)
}

/// A sentence for an author, without what only this file reads in it.
fn shown(sentence: &str) -> String {
    let plain: String = sentence
        .chars()
        .filter(|letter| ![BEGINS, ENDS].contains(letter))
        .map(|letter| if [EXPANDED, CODE].contains(&letter) { '…' } else { letter })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The captions of tables and figures around which no claim and no judgement stands, each with its line.
fn captions(output: &str, source: &str, spans: &[OutputSpan]) -> Vec<(String, usize)> {
    let mut captions = Vec::new();
    let mut is_bound = false;
    for span in spans.iter().filter(|span| span.kind() != OutputSpanKind::Raw) {
        match bounds(source, span) {
            Some(tag) => is_bound = tag == BOUND.0,
            None if is_bound => {}
            None => {
                let shown = &output[span.output_range()];
                let caption = caption(shown).map(|place| words_of(&shown[place]));
                let line = line_of(source, span.source_range().start);
                captions.extend(caption.map(|caption| (caption, line)));
            }
        }
    }
    captions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_readers_end_them() {
        let text = "It took \u{fffc} of it. \u{fffc} is slower, e.g. in a walk. Is it? Yes.";
        let found: Vec<&str> = sentences(text).map(|place| text[place].trim()).collect();
        assert_eq!(
            found,
            ["It took \u{fffc} of it.", "\u{fffc} is slower, e.g. in a walk.", "Is it?", "Yes."]
        );
    }

    #[test]
    fn words_are_whole_words_whatever_their_case() {
        let rule = Directions::of(&["more".to_owned(), "well-kept".to_owned()]).unwrap();
        let found = |text| rule.0.is_match(text);
        assert!(
            found("More of it") && found("it is well-kept.") && !found("evermore") && !found("furthermore")
        );
        assert!(Directions::of(&[]).is_none());
    }
}
