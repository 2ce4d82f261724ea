//! A verdict in words and as a sign.

use evidence::Evidence;
use evidence::decision::DecisionFile;
use evidence::predicate::Truth;

use crate::page::html::escape;

/// The decision's file; whoever decided has one.
pub(crate) fn file(evidence: &Evidence) -> &DecisionFile {
    let file = evidence.rules().decision.as_ref();
    file.unwrap_or_else(|| unreachable!("nothing is decided without a file"))
}

/// A verdict in words, where its two differ both.
pub(crate) fn said(written: Truth, material: Truth, evidence: &Evidence) -> String {
    if written == material {
        return word(written).to_owned();
    }
    let titles = &file(evidence).titles;
    format!("{} as written, {} {}", word(written), word(material), escape(&titles.material))
}

/// One in one word.
pub(crate) fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "pass",
        Truth::False => "fail",
        Truth::Inconclusive => "inconclusive",
    }
}

/// One as a sign.
pub(crate) fn sign(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "✓",
        Truth::False => "✗",
        Truth::Inconclusive => "?",
    }
}
