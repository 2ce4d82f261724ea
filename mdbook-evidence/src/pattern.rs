//! Patterns that are written in this program, or made of words that are escaped.

use regex::Regex;

/// The pattern. None that is given by a user comes here as it is.
pub(crate) fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a pattern of this program: {error}"))
}
