//! The block at a chapter's foot that holds the predicates of its claims.
//!
//! As a link's target may stand at the end of a text, so that the text stays readable, a claim's predicate stands here:
//!
//! ```text
//! <!-- claims
//! its-id: ratio("time/push/rope/92") > 1.1
//! another: ratio("time/find/rope/92") > 1.1
//!   && ratio("time/find/rope/500") > 1.1
//! -->
//! ```
//!
//! It is found by the Markdown parser, so that one in a code block is an example.

use std::collections::BTreeMap;
use std::ops::Range;

use evidence::predicate::{ParseError, Predicate};
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use serde::{Deserialize, Serialize};

use crate::directive::line_of;

/// What opens the block, alone on its line.
const OPENING: &str = "<!-- claims";

/// What closes it, alone on its line.
const CLOSING: &str = "-->";

/// What is wrong with a chapter, and in which of its lines, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) message: String,
}

impl Fault {
    pub(crate) fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

/// A predicate, and the line that it begins in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Definition {
    pub(crate) predicate: Predicate,
    pub(crate) line: usize,
}

/// What a chapter's foot defines.
#[derive(Debug, Default)]
pub(crate) struct Foot {
    /// By the claims' ids.
    pub(crate) definitions: BTreeMap<String, Definition>,
    /// Where it stands; the chapter is published without it.
    pub(crate) block: Option<Range<usize>>,
}

impl Foot {
    /// Reads that of a chapter.
    ///
    /// # Errors
    /// A block that is not where or what it has to be, or every line of it that is wrong.
    pub(crate) fn of(chapter: &str) -> Result<Self, Vec<Fault>> {
        let Some(block) = find(chapter).map_err(|fault| vec![fault])? else { return Ok(Self::default()) };
        let first = line_of(chapter, block.start) + 1;
        // Between the line that opens it and the one that closes it.
        let mut lines: Vec<&str> = chapter[block.clone()].lines().skip(1).collect();
        lines.pop();
        let mut faults = Vec::new();
        let mut definitions = BTreeMap::new();
        for written in Written::all(&lines, first, &mut faults) {
            let Written { id, line, .. } = written;
            match written.predicate() {
                Err(fault) => faults.push(fault),
                Ok(_) if definitions.contains_key(id) => {
                    let message = format!("the predicate of claim `{id}` is there twice. Keep one of them.");
                    faults.push(Fault::new(line, message));
                }
                Ok(predicate) => {
                    definitions.insert(id.to_owned(), Definition { predicate, line });
                }
            }
        }
        if faults.is_empty() { Ok(Self { definitions, block: Some(block) }) } else { Err(faults) }
    }
}

/// Whether an id is one that an address can end in.
pub(crate) fn is_id(id: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !id.is_empty() && id.chars().all(plain)
}

/// A text with each run of white space as one blank.
pub(crate) fn collapsed(text: &str) -> String {
    collapsed_around(text, &[])
}

/// The same, but with as many blanks as there are in what is `kept`, in its order: names in quotes, of which two may differ in no more. A line break is
/// in no name, so that what is wrapped there is one blank too.
pub(crate) fn collapsed_around(text: &str, kept: &[Range<usize>]) -> String {
    let mut collapsed = String::with_capacity(text.len());
    let text = text.trim_ascii_end();
    let mut rest = text.trim_ascii_start();
    while let Some(word) = rest.find(|letter: char| letter.is_ascii_whitespace()) {
        collapsed.push_str(&rest[..word]);
        rest = &rest[word..];
        let next = rest.trim_ascii_start();
        let blanks = &rest[..rest.len() - next.len()];
        let place = text.len() - rest.len();
        let next_kept = kept.get(kept.partition_point(|kept| kept.end <= place));
        let is_kept = !blanks.contains('\n') && next_kept.is_some_and(|kept| kept.contains(&place));
        if is_kept {
            // A tab would end the sentence in the lock.
            collapsed.push_str(&blanks.replace('\t', "␉"));
        } else {
            collapsed.push(' ');
        }
        rest = next;
    }
    collapsed + rest
}

/// What stands between quotes of either kind. What follows `escape` in them ends none.
pub(crate) fn quoted(text: &str, escape: Option<char>) -> Vec<Range<usize>> {
    let mut quoted = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut letters = text.char_indices();
    while let Some((place, letter)) = letters.next() {
        match open {
            Some(_) if Some(letter) == escape => {
                letters.next();
            }
            Some((start, quote)) if quote == letter => {
                quoted.push(start..place);
                open = None;
            }
            None if matches!(letter, '"' | '\'') => open = Some((place + 1, letter)),
            _ => {}
        }
    }
    quoted
}

/// Where the block stands, with the line that closes it.
fn find(chapter: &str) -> Result<Option<Range<usize>>, Fault> {
    let fault = |place, message: &str| Err(Fault::new(line_of(chapter, place), message));
    let opens = |line: &str| line.trim() == OPENING;
    let mut depth = 0usize;
    let mut found: Option<usize> = None;
    for (event, range) in new_cmark_parser(chapter, &MarkdownOptions::default()).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                let block = &chapter[range.clone()];
                let mut place = range.start;
                for line in block.split_inclusive('\n') {
                    let start = place;
                    place += line.len();
                    match found {
                        _ if !opens(line) => {}
                        _ if start > range.start || depth > 0 => {
                            return fault(
                                start,
                                "a block of claims stands alone at the chapter's foot. This one is in a list, a quotation or other HTML: \
                                 move it to the end, behind an empty line.",
                            );
                        }
                        Some(former) => {
                            let message = format!(
                                "a chapter has one block of claims, and this is the second: the first is in line {}. Write all predicates \
                                 into the last.",
                                line_of(chapter, former)
                            );
                            return fault(start, &message);
                        }
                        None => found = Some(start),
                    }
                }
            }
            Event::InlineHtml(html) if html.lines().next().is_some_and(opens) => {
                return fault(
                    range.start,
                    "a block of claims stands alone at the chapter's foot. This one is in a line of text: move it to the end.",
                );
            }
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    let Some(start) = found else { return Ok(None) };
    let mut end = start;
    let closing = chapter[start..].split_inclusive('\n').find(|line| {
        end += line.len();
        line.contains(CLOSING)
    });
    match closing {
        None => fault(start, "the block of claims is never closed. Write `-->` alone on a line below it."),
        Some(line) if line.trim() != CLOSING => fault(
            end - line.len(),
            "`-->` closes the block of claims in the middle of this line. Close it by `-->` alone on a line, and write no `-->` before.",
        ),
        Some(_) => match chapter[end..].find(|letter: char| !letter.is_whitespace()) {
            Some(after) => fault(
                end + after,
                "the block of claims is the last of its chapter, and this stands below it. Move it above the block.",
            ),
            None => Ok(Some(start..end)),
        },
    }
}

/// A predicate as it is written.
struct Written<'a> {
    id: &'a str,
    line: usize,
    /// Its lines, the first with blanks in the place of the id: so each word keeps its line and column.
    text: String,
}

impl<'a> Written<'a> {
    /// All of a block's, whose first line is that of the chapter; what is no part of any is a fault.
    fn all(lines: &[&'a str], first: usize, faults: &mut Vec<Fault>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (line, written) in (first..).zip(lines).filter(|(_, written)| !written.trim().is_empty()) {
            if written.starts_with(char::is_whitespace) {
                match all.last_mut() {
                    // What stands between are empty lines.
                    Some(begun) => {
                        let empty = (line - begun.line).saturating_sub(begun.text.matches('\n').count());
                        begun.text.extend(std::iter::repeat_n('\n', empty));
                        begun.text.push_str(written);
                    }
                    None => faults.push(Fault::new(
                        line,
                        "an indented line goes on from one above it, and there is none. Begin with `id: `, not indented.",
                    )),
                }
                continue;
            }
            match written.split_once(':') {
                Some((id, text)) if is_id(id.trim_end()) => {
                    let text = " ".repeat(id.len() + 1) + text;
                    all.push(Self { id: id.trim_end(), line, text });
                }
                _ => faults.push(Fault::new(
                    line,
                    format!(
                        "`{written}` is not `id: predicate`. An id has lower-case letters, digits and hyphens; a line that goes on from the \
                         one above is indented."
                    ),
                )),
            }
        }
        all
    }

    fn predicate(&self) -> Result<Predicate, Fault> {
        let Self { id, line, text } = self;
        if text.trim().is_empty() {
            let message = format!("claim `{id}` has no predicate behind its id. Write one.");
            return Err(Fault::new(*line, message));
        }
        match Predicate::parse(text) {
            Ok(mut predicate) => {
                predicate.text = collapsed_around(text, &quoted(text, None));
                Ok(predicate)
            }
            Err(ParseError { line: below, column, found, wanted, .. }) => {
                let problem = format!("column {column} has {found} where {wanted} is wanted");
                let message = format!("the predicate of claim `{id}` is not an expression: {problem}");
                Err(Fault::new(line + below - 1, message))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(chapter: &str) -> Vec<(String, usize, String)> {
        let foot = Foot::of(chapter).unwrap();
        let all = foot.definitions.into_iter();
        all.map(|(id, definition)| (id, definition.line, definition.predicate.text)).collect()
    }

    fn fault(chapter: &str) -> (usize, String) {
        let fault = Foot::of(chapter).unwrap_err().remove(0);
        (fault.line, fault.message)
    }

    #[test]
    fn predicates_are_read_over_lines_and_the_block_is_all_that_is_taken() {
        let chapter = "# A\n\ntext\n\n<!-- claims\nb: 1 < 2\n\na-1: 1 < 2\n  && 2 <\n\n\t3\n-->\n\n";
        let foot = Foot::of(chapter).unwrap();
        assert_eq!(&chapter[..foot.block.unwrap().start], "# A\n\ntext\n\n");
        assert_eq!(
            ids(chapter),
            [("a-1".to_owned(), 8, "1 < 2 && 2 < 3".to_owned()), ("b".to_owned(), 6, "1 < 2".to_owned())]
        );
    }

    #[test]
    fn blanks_between_quotes_are_part_of_a_name() {
        let chapter =
            "<!-- claims\na: count(\"x/y\",\n  where=\"a == 'b  c'\n    && d\")  >  fig('d  e')\n-->\n";
        assert_eq!(ids(&chapter.replace("b  c", "b\tc"))[0].2.matches("'b␉c'").count(), 1);
        assert_eq!(ids(chapter)[0].2, "count(\"x/y\", where=\"a == 'b  c' && d\") > fig('d  e')");
    }

    #[test]
    fn a_block_is_found_wherever_markdown_sees_one_and_nowhere_else() {
        for none in [
            "```\n<!-- claims\na: 1 < 2\n-->\n```\n",
            "`<!-- claims` is code\n",
            "    <!-- claims\n    a: 1 < 2\n    -->\n",
            "<!-- claims are made below -->\n",
            "a\n",
            "",
        ] {
            assert!(Foot::of(none).unwrap().block.is_none(), "{none}");
        }
        for one in [
            "<!-- claims\na: 1 < 2\n-->",
            "text\n<!-- claims\na: 1 < 2\n-->\n",
            "- item\n<!-- claims\na: 1 < 2\n-->\n",
            "a\n: b\n\n<!-- claims \r\na: 1 < 2\r\n--> \r\n\r\n",
            "```\nnever closed? yes\n```\n<!-- claims\na:1<2\n-->\n",
        ] {
            assert_eq!(ids(one).len(), 1, "{one}");
        }
    }

    #[test]
    fn a_block_elsewhere_is_named_with_its_line() {
        for (chapter, line, said) in [
            ("- a\n\n  <!-- claims\n  a: 1 < 2\n  -->\n", 3, "in a list"),
            ("> <!-- claims\n> a: 1 < 2\n> -->\n", 1, "a quotation"),
            ("<div>\n<!-- claims\na: 1 < 2\n-->\n</div>\n", 2, "other HTML"),
            ("<!--\n<!-- claims\na: 1 < 2\n-->\n", 2, "other HTML"),
            ("text <!-- claims\na: 1 < 2\n-->\n", 1, "in a line of text"),
            ("<!-- claims\na: 1 < 2\n-->\n\n<!-- claims\nb: 1 < 2\n-->\n", 5, "the first is in line 1"),
            ("a\n\n<!-- claims\na: 1 < 2\n-->\n\nmore\n", 7, "stands below it"),
            ("<!-- claims\na: 1 < 2\n-->\n\n[x]: y.md\n", 5, "stands below it"),
            ("<!-- claims\na: 1 < 2\n", 1, "never closed"),
            ("<!-- claims\na: 1 < 2 -->\n", 2, "in the middle"),
            ("<!-- claims\na: 1 --> 2\nb: 1 < 2\n-->\n", 2, "in the middle"),
            ("<!-- claims\na: 1 < 2\n--> text\n", 3, "in the middle"),
        ] {
            let (at, message) = fault(chapter);
            assert!(at == line && message.contains(said), "{chapter}: {at}: {message}");
        }
    }

    #[test]
    fn every_wrong_line_of_a_block_is_named() {
        let chapter = "<!-- claims\n  && 1 < 2\nA b: 1 < 2\n1 < 2\na:\nb: 1 < 2\nb: 2 < 3\nc: 1 < 2\n  && 3 -- 4 < 5\n--\n-->\n";
        let faults = Foot::of(chapter).unwrap_err();
        let places: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(places, [2, 3, 4, 10, 5, 7, 9], "{faults:#?}");
        assert!(faults[6].message.contains("column 9 has `-`"), "{faults:#?}");
    }
}
