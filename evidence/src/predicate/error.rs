//! Why an expression has no value on a record.

use thiserror::Error;

use crate::point::PointError;

/// Why a predicate cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JudgeError {
    /// A figure is missing.
    #[error(transparent)]
    Figure(#[from] PointError),
    /// A gate, a claim or a candidate is not known.
    #[error("there is no {0} `{1}`; there are {2}")]
    Unknown(&'static str, String, String),
    /// A name or a key of the rules has no value here, or one that it cannot have.
    #[error("{0}")]
    NoValue(String),
    /// A figure has no case for a coordinate.
    #[error("{0}")]
    NoCase(String),
    /// An expression names what nothing there can judge.
    #[error("`{0}(…)` cannot stand here: it rests on what this is needed for")]
    NoFact(&'static str),
    /// A candidate's size is asked for that nothing sized.
    #[error("`{0}` was never sized: a figure of it has no case")]
    NotSized(String),
    /// There are no rules for a decision.
    #[error("the book has no `decision` file; name one in book.toml")]
    NoDecision,
    /// A search cannot stand in a claim, for nobody could say what moves it.
    #[error(
        "`flip(…)` is looked for and not computed, so that no claim can rest on it. Claim decides(…, parameter=…) instead"
    )]
    Searched,
    /// Claims that rest on each other prove nothing.
    #[error("claim `{0}` rests on itself")]
    Circular(String),
    /// Numbers of different units are added or compared.
    #[error("{0} and {1} are added, subtracted or compared, which is no number of anything")]
    Units(&'static str, &'static str),
    /// Something was divided by zero, or the like.
    #[error(
        "{0} has no value: somewhere in it something is divided by zero, or is greater than any number can be"
    )]
    NotANumber(String),
}

impl JudgeError {
    pub(crate) fn unknown<'k>(
        what: &'static str,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Self {
        Self::Unknown(what, name.to_owned(), some_of(name, known.into_iter().collect()))
    }
}

/// The known names, or of many those that begin most like this one.
fn some_of(name: &str, mut known: Vec<&str>) -> String {
    // A list of more would hide what is wrong.
    const FEW: usize = 12;
    let alike =
        |other: &&str| name.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    match known.len() {
        0 => "none".to_owned(),
        1..=FEW => known.join(", "),
        many => {
            known.sort_by_key(|other| std::cmp::Reverse(alike(other)));
            format!("{many}, such as {}", known[..3].join(", "))
        }
    }
}
