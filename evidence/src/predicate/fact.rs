//! What an expression can name that is judged elsewhere.

use crate::gate::Ruling;

/// Something that is judged elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A gate's verdict on a subject.
    Gate {
        /// The gate's id.
        gate: String,
        /// The subject's id, or `*` for all but the baseline.
        subject: String,
        /// Which of its two verdicts.
        by: Ruling,
    },
    /// Another claim.
    Claim(String),
    /// Whether the decision chooses a candidate, with each of these parameters so many times what it is.
    Decides(String, Vec<(String, f64)>),
    /// What a candidate saves.
    Saves(String),
    /// How large a change a candidate is.
    Size(String),
    /// The nearest value of a parameter at which the decision is another, with each of these parameters at another value.
    Flip(String, Vec<(String, f64)>),
}

impl Fact {
    /// The word that is written for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Gate { by: Ruling::AsWritten, .. } => "gate",
            Self::Gate { by: Ruling::Material, .. } => "material",
            Self::Claim(_) => "claim",
            Self::Decides(..) => "decides",
            Self::Saves(_) => "saves",
            Self::Size(_) => "size",
            Self::Flip(..) => "flip",
        }
    }
}
