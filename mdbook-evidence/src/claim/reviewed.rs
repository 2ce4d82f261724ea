//! A sentence as somebody reviews it: with what it stands on.

use serde::{Deserialize, Serialize};

use std::fmt;

/// A claim or a judgement as its chapter has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reviewed {
    /// Unique in a book.
    pub(crate) id: String,
    /// The line of its chapter that it begins in, from 1.
    pub(crate) line: usize,
    /// Its text before directives are expanded, each run of white space as one blank.
    pub(crate) sentence: String,
    pub(crate) stands_on: StandsOn,
}

/// What a sentence stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum StandsOn {
    /// A claim: what must be true.
    Predicate(String),
    /// A judgement: why its author holds it.
    Reason(String),
}

/// What a reason begins with in a lock. No predicate has a colon.
const JUDGEMENT: &str = "judgement: ";

/// As a lock has it.
impl fmt::Display for StandsOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Predicate(predicate) => f.write_str(predicate),
            Self::Reason(reason) => write!(f, "{JUDGEMENT}{reason}"),
        }
    }
}

impl StandsOn {
    /// What a lock's text says.
    pub(crate) fn of(text: &str) -> Self {
        match text.strip_prefix(JUDGEMENT) {
            Some(reason) => Self::Reason(reason.to_owned()),
            None => Self::Predicate(text.to_owned()),
        }
    }

    /// What such a sentence is called, what this is called, and when a reviewer accepts the sentence.
    pub(crate) fn words(&self) -> [&'static str; 3] {
        match self {
            Self::Predicate(_) => ["claim", "predicate", "If the predicate says what the sentence says"],
            Self::Reason(_) => ["judgement", "reason", "If you hold the sentence for that reason"],
        }
    }

    /// The predicate or the reason.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Predicate(text) | Self::Reason(text) => text,
        }
    }
}
