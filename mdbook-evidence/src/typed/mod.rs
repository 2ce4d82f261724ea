//! Numbers that an author typed where a reader takes every number for evidence.
//!
//! A chapter's own words are told from what its directives expanded to by the spans that minijinja records. The words
//! are read as mdBook reads them, so that code, links' targets and attributes are not taken for prose.

mod number;
mod prose;

use std::fmt;

use minijinja::{OutputSpan, OutputSpanKind};

pub(crate) use number::Rule;

use crate::directive::line_of;

/// Stands for what a directive expanded to, so that the words around it stay apart.
const EXPANDED: char = '\u{fffc}';

/// A number that looks measured, with its line in the chapter's source, from 1.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) number: String,
    pub(crate) line: usize,
}

impl fmt::Display for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{0}` is typed. Expand it from a record with a directive such as fig(...), or say whose it is: \
             quoted(\"{0}\", \"source\") for another's figure, given(\"{0}\", \"source\") for a rule or a setting.",
            self.number
        )
    }
}

/// Every number in the chapter's own words that looks measured.
pub(crate) fn numbers(rule: &Rule, source: &str, output: &str, spans: &[OutputSpan]) -> Vec<Typed> {
    let words = Words::of(output, spans);
    let mut typed = Vec::new();
    for block in prose::blocks(&words.text) {
        for place in rule.measured(block.text()) {
            let number = block.text()[place.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            typed.push(Typed { number, line: line_of(source, words.source_of(block.place(place.start))) });
        }
    }
    typed
}

/// A chapter's text with every expansion masked, and where each piece of it stands in the source.
struct Words {
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl Words {
    fn of(output: &str, spans: &[OutputSpan]) -> Self {
        let mut words = Self { text: String::with_capacity(output.len()), pieces: Vec::new() };
        for span in spans {
            words.pieces.push((words.text.len(), span.source_range().start));
            match span.kind() {
                OutputSpanKind::Raw => words.text.push_str(&output[span.output_range()]),
                _ => words.text.push(EXPANDED),
            }
        }
        words
    }

    fn source_of(&self, place: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= place);
        let (start, source) = self.pieces[after.saturating_sub(1)];
        source + (place - start)
    }
}
