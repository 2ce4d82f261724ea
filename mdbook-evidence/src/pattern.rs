//! Patterns that are written in this program.

use regex::Regex;

/// The pattern, which a test has seen.
pub(crate) fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("a constant pattern: {error}"))
}
