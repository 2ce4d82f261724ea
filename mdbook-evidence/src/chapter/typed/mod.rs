//! Numbers that an author typed where a reader takes every number for evidence.
//!
//! The words are read as mdBook reads them, so that code, links' targets and attributes that nobody sees are not taken for prose.

mod number;

pub(crate) use number::Rule;

use crate::chapter::foot::Fault;
use crate::chapter::own_words::OwnWords;

/// Every number in the chapter's own words that looks measured, with what to do about it.
pub(crate) fn numbers(rule: &Rule, words: &OwnWords<'_>) -> Vec<Fault> {
    let mut typed = Vec::new();
    for block in words.blocks() {
        for place in rule.measured(block.text()) {
            let number = block.text()[place.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            typed.push(Fault::new(
                words.line(&block, place.start),
                format!(
                    "`{number}` is typed. Expand it from a record with a directive such as fig(...), or say whose it is: \
                     quoted(\"{number}\", \"source\") for another's figure, given(\"{number}\", \"source\") for a rule or a setting."
                ),
            ));
        }
    }
    typed
}
