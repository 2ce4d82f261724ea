//! Numbers that an author typed where a reader takes every number for evidence.
//!
//! The words are read as mdBook reads them, so that code, links' targets and attributes that nobody sees are not taken for prose.

mod number;

use std::fmt;

pub(crate) use number::Rule;

use crate::chapter::own_words::OwnWords;

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
pub(crate) fn numbers(rule: &Rule, words: &OwnWords<'_>) -> Vec<Typed> {
    let mut typed = Vec::new();
    for block in words.blocks() {
        for place in rule.measured(block.text()) {
            let number = block.text()[place.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            typed.push(Typed { number, line: words.line(&block, place.start) });
        }
    }
    typed
}
