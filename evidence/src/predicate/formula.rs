//! A number that is computed from figures.

use serde::Deserialize;

use super::{Interval, JudgeError, ParseError, Quantity, parse};
use crate::metric::Figures;

/// A number with its interval, written over the directives that show figures:
/// `field("snapshots/today/92/3") / field("phases/today/92/3")`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Formula {
    /// As it is written.
    pub text: String,
    quantity: Quantity,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// [`ParseError`] says what was not understood, and what can be written.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { text: text.to_owned(), quantity: parse::quantity(text)? })
    }

    /// Its value.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn value(&self, figures: &Figures<'_>) -> Result<Interval, JudgeError> {
        self.quantity.value(figures)
    }
}

impl TryFrom<String> for Formula {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}
