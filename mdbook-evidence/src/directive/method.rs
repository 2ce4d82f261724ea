//! A rule by which the evidence was taken, from the code that follows it.

use evidence::Unit;
use evidence::stopping::{LOOKS, OF_INTEREST, PRECISION, confidence};
use minijinja::value::Value;
use minijinja::{Error, State};

use super::refuse;
use crate::page::Page;
use crate::provenance::Provenance;

/// The rule of that name.
pub(super) fn rule(state: &State<'_, '_>, name: &str) -> Result<Value, Error> {
    let (value, about) = look(name).ok_or_else(|| {
        refuse(format!(
            "there is no rule `{name}`; there are confidence, looks, precision, of-interest, error and one-look"
        ))
    })?;
    Ok(Page::of(state)?.exact(value, Provenance::stated("rule of the method", about)))
}

fn look(rule: &str) -> Option<(String, &'static str)> {
    Some(match rule {
        "confidence" => {
            (Unit::Share.show_round(confidence(1)), "confidence of an interval, all looks together")
        }
        "looks" => {
            let [first @ .., last] = LOOKS.map(|rounds| rounds.to_string());
            (format!("{} and {last}", first.join(", ")), "after how many rounds a full run looks")
        }
        "precision" => (Unit::Share.show_round(PRECISION), "how near to its median an interval must end"),
        "of-interest" => (Unit::Count.show(OF_INTEREST), "from this ratio on, precision is not asked for"),
        "error" => {
            (Unit::Share.show_round(1.0 - confidence(1)), "how often all looks together may miss the truth")
        }
        "one-look" => (
            Unit::Share.show(1.0 - confidence(LOOKS.len())),
            "how often one of several looks may miss the truth",
        ),
        _ => return None,
    })
}
