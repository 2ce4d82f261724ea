//! A chapter's own words, told from what its directives expanded to by the spans that minijinja records.

use minijinja::{OutputSpan, OutputSpanKind};

use crate::chapter::prose::{self, BOUND, Block, EXPANDED};
use crate::chapter::written::Bound;
use crate::directive::line_of;

/// A chapter's text with every expansion masked, and where each piece of it stands in the source.
#[derive(Debug)]
pub(crate) struct OwnWords<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl<'a> OwnWords<'a> {
    /// The words of a chapter that was written as `source` and expanded to `output`.
    pub(crate) fn of(source: &'a str, output: &str, spans: &[OutputSpan]) -> Self {
        let mut words = Self { source, text: String::with_capacity(output.len()), pieces: Vec::new() };
        for span in spans {
            words.pieces.push((words.text.len(), span.source_range().start));
            match (span.kind(), bounds(source, span)) {
                (OutputSpanKind::Raw, _) => words.text.push_str(&output[span.output_range()]),
                (_, Some(tag)) => words.text.push_str(tag),
                _ => words.text.push(EXPANDED),
            }
        }
        words
    }

    /// Them as a reader of the page takes them.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        prose::blocks(&self.text)
    }

    /// The line of the source, from 1, in which that byte of a block's text stands.
    pub(crate) fn line(&self, block: &Block, byte: usize) -> usize {
        let place = block.place(byte);
        let after = self.pieces.partition_point(|(start, _)| *start <= place);
        let (start, source) = self.pieces[after.saturating_sub(1)];
        line_of(self.source, source + (place - start))
    }
}

/// What stands where a claim or a judgement begins or ends; none for any other directive.
pub(crate) fn bounds(source: &str, span: &OutputSpan) -> Option<&'static str> {
    match Bound::of(source.get(span.source_range())?)?.ok()? {
        Bound::Begin(..) => Some(BOUND.0),
        Bound::End => Some(BOUND.1),
    }
}
