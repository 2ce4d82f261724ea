//! A sentence that is the author's opinion, marked where it stands.

use serde::{Deserialize, Serialize};

use crate::page::mark::{Mark, Number};
use crate::page::provenance::Provenance;

/// What stands behind the sentence, and opens the note with the reason.
const SIGN: &str = "‡";

/// One such sentence.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Judgement {
    /// Where its page has it.
    pub(crate) id: String,
    /// Why the author holds it.
    pub(crate) reason: String,
    /// The sign behind it; its note gives the reason.
    pub(crate) sign: Number,
}

impl Judgement {
    /// The one of that id.
    pub(crate) fn new(id: &str, reason: &str) -> Self {
        let provenance = Provenance::stated("the author's judgement", reason.trim_end_matches('.'));
        Self {
            id: format!("judgement-{id}"),
            reason: reason.to_owned(),
            sign: Number { text: SIGN.to_owned(), interval: None, provenance },
        }
    }

    /// Marks where its sentence begins.
    pub(crate) fn opening(&self) -> String {
        format!("<span class=\"judgement\" id=\"{}\">", self.id)
    }
}

/// Marks where the sentence of the judgement at that index of its page ends.
pub(crate) fn closing(index: usize) -> String {
    format!("{}</span>", Mark::Judgement.at(index))
}
