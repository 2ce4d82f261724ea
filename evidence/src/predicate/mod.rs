//! What a claim says about figures: a condition that is true, false or inconclusive; and numbers that are computed from figures.
//!
//! Both are written over figures, by measure and coordinates: `ratio("time/push/im/92") > 1.1 && least("ratio", "time/push/*/92") > 1.1`,
//! `fig("snapshots/today") / fig("phases/today")`.

mod call;
mod error;
mod fact;
mod parse;
mod pattern;
mod program;
mod refused;
mod slack;
mod token;

pub use crate::expression::{Interval, Moved, Truth};
pub use error::JudgeError;
pub use fact::{Fact, Supposed};
pub use parse::ParseError;
pub use slack::Flip;

use serde::Deserialize;

use crate::expression::Term;
use crate::metric::{Figures, Metric};
use program::Program;

/// A condition on figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// As it is written.
    pub text: String,
    program: Program,
}

/// A number that is computed from figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Formula {
    /// As it is written.
    pub text: String,
    program: Program,
}

impl Predicate {
    /// Reads a predicate.
    ///
    /// # Errors
    /// [`ParseError`] says what was not understood, where, and what can be written.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { text: text.to_owned(), program: parse::condition(text)? })
    }

    /// The facts that it names.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.program.facts()
    }

    /// The condition over these figures; `fact` judges what is judged elsewhere.
    ///
    /// # Errors
    /// [`JudgeError`] names the first figure or fact that is missing.
    pub(crate) fn term<'g>(
        &self,
        figures: &'g Figures<'_>,
        fact: impl Fn(&Fact) -> Result<Term<'g>, JudgeError>,
    ) -> Result<Term<'g>, JudgeError> {
        self.program.term(figures, fact)
    }
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// [`ParseError`] says what was not understood, where, and what can be written.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { text: text.to_owned(), program: parse::quantity(text)? })
    }

    /// Its value.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn value(&self, figures: &Figures<'_>) -> Result<Interval, JudgeError> {
        let value = self.term(figures)?.value();
        if value.is_number() { Ok(value) } else { Err(JudgeError::NotANumber(format!("`{}`", self.text))) }
    }

    /// The figure that it is, where it is nothing else: it has that figure's unit.
    pub fn figure(&self) -> Option<&Metric> {
        self.program.figure()
    }

    /// The figures that it is computed from.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn asked(&self, figures: &Figures<'_>) -> Result<Vec<Metric>, JudgeError> {
        let below = figures.graph().below(&[self.term(figures)?.id()]);
        Ok(figures.among(&below).into_keys().collect())
    }

    /// It over these figures.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub(crate) fn term<'g>(&self, figures: &'g Figures<'_>) -> Result<Term<'g>, JudgeError> {
        self.program.term(figures, |_| unreachable!("a number has no facts"))
    }
}

impl TryFrom<String> for Formula {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}
