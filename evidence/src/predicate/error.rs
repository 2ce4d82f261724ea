//! Why an expression has no value on a record.

use thiserror::Error;

use crate::metric::LookError;

/// Why a predicate cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JudgeError {
    /// A figure is missing.
    #[error(transparent)]
    Look(#[from] LookError),
    /// A gate, a claim or a candidate is not known.
    #[error("there is no {what} `{name}`; there are {known}")]
    Unknown {
        /// Which kind.
        what: &'static str,
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A formula of the cost model is not one.
    #[error("decision.toml, [model]: {0}")]
    Formula(String),
    /// A rate of the project is none that a project can have.
    #[error("decision.toml, [project]: `{key}` comes to {value}. It must be a number above zero")]
    Rate {
        /// The key.
        key: &'static str,
        /// What its formula makes of the evidence.
        value: String,
    },
    /// Claims that rest on each other prove nothing.
    #[error("claim `{0}` rests on itself")]
    Circular(String),
    /// Zero was divided by zero, or the like.
    #[error("{0} has no value: somewhere in it zero is divided by zero")]
    NotANumber(String),
}

impl JudgeError {
    pub(crate) fn unknown(what: &'static str, name: &str, known: &[&str]) -> Self {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Self::Unknown { what, name: name.to_owned(), known }
    }
}
