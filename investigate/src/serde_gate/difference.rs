//! In what a representation differs from today's.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::named::named;

named! {
    /// The step in which two representations were compared.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
    pub(super) enum Step {
        /// Whether the input is a backlog, and if not, why.
        Outcome = "outcome",
        /// The value that the input was read into.
        Value = "value",
        /// The bytes that are written of what was read.
        Written = "written",
        /// The bytes that are written of a backlog that was taken over.
        TakenOver = "taken-over",
        /// The value that is read from what today's representation wrote.
        ReadsTodays = "reads-todays",
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outcome => "it is accepted or refused otherwise",
            Self::Value => "it is read into another value",
            Self::Written => "what was read is written otherwise",
            Self::TakenOver => "a backlog that was taken over is written otherwise",
            Self::ReadsTodays => "what today's writes is read into another value",
        })
    }
}

/// A difference from today's representation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Difference {
    pub(super) representation: String,
    /// The step in which two representations were compared.
    pub(super) step: Step,
    /// The first line that differs, from 1.
    pub(super) line: usize,
    /// That line of today's; `None` past the end.
    pub(super) expected: Option<String>,
    /// That line of this one's; `None` past the end.
    pub(super) actual: Option<String>,
}

impl Difference {
    /// The difference of two texts; `None` when they are equal.
    pub(super) fn of(representation: &str, step: Step, expected: &str, actual: &str) -> Option<Self> {
        let (line, [expected, actual]) = first_line(expected, actual)?;
        let [expected, actual] = [expected, actual].map(|text| text.map(str::to_owned));
        Some(Self { representation: representation.to_owned(), step, line, expected, actual })
    }
}

/// The first line, from 1, in which two texts differ, and what each has there.
pub(super) fn first_line<'a>(expected: &'a str, actual: &'a str) -> Option<(usize, [Option<&'a str>; 2])> {
    if expected == actual {
        return None;
    }
    // Not `lines`: that would take a carriage return or a missing last line break for nothing.
    let (mut ours, mut theirs) = (expected.split('\n'), actual.split('\n'));
    for line in 1.. {
        let pair = [ours.next(), theirs.next()];
        if pair == [None, None] {
            break;
        }
        if pair[0] != pair[1] {
            return Some((line, pair));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(expected: &str, actual: &str) -> Option<(usize, Option<String>, Option<String>)> {
        let found = Difference::of("im", Step::Written, expected, actual)?;
        Some((found.line, found.expected, found.actual))
    }

    #[test]
    fn the_first_line_that_differs_is_found() {
        let line = |text: &str| Some(text.to_owned());
        assert_eq!(first("a\nb\n", "a\nb\n"), None);
        assert_eq!(first("a\nb\nc\n", "a\nx\nc\n"), Some((2, line("b"), line("x"))));
    }

    #[test]
    fn line_ends_and_missing_lines_are_differences_too() {
        let line = |text: &str| Some(text.to_owned());
        assert_eq!(first("a\n", "a\r\n"), Some((1, line("a"), line("a\r"))));
        assert_eq!(first("a\n", "a"), Some((2, line(""), None)));
        assert_eq!(first("", "a"), Some((1, line(""), line("a"))));
    }
}
