//! Why a candidate is not chosen, in words.

use std::fmt;

/// Why a candidate is not chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A gate that must hold fails by the ruling verdict.
    Gate(String),
    /// The evidence does not say whether a gate that must hold does.
    Undecided(String),
    /// It saves less than what makes acting worth it, or may.
    SavesTooLittle,
    /// The change is larger than what would be accepted: its title and its step.
    TooLarge(String, String),
    /// Nobody ever sized the change.
    NotSized,
    /// Another saves more.
    SavesLess,
}

impl Reason {
    /// Whether it is only what the candidate saves that stands against it.
    pub fn is_of_saving(&self) -> bool {
        matches!(self, Self::SavesTooLittle | Self::SavesLess)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gate(id) => write!(f, "fails {id}"),
            Self::Undecided(id) => write!(f, "{id} is inconclusive"),
            Self::SavesTooLittle => f.write_str("saves too little"),
            Self::TooLarge(title, step) => write!(f, "{title} is {step}"),
            Self::NotSized => f.write_str("was never sized"),
            Self::SavesLess => f.write_str("another saves more"),
        }
    }
}
