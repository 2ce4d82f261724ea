//! What a claim says about figures: a condition that is true, false or inconclusive; and numbers that are computed from figures.
//!
//! Both are written over figures, by measure and coordinates: `ratio("time/push/rope/92") > 1.1 && least("ratio", "time/push/*/92") > 1.1`,
//! `fig("hits/tree") / fig("calls/tree")`.

mod call;
mod elsewhere;
mod error;
mod fact;
mod parse;
mod pattern;
mod program;
mod refused;
mod scope;
mod slack;
mod token;

pub use crate::expression::{Interval, Moved, Truth};
pub use error::JudgeError;
pub use fact::Fact;
pub use parse::ParseError;
pub(crate) use scope::Scope;
pub use slack::Flip;

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::expression::Term;
use crate::metric::{Figures, Metric};
use crate::rules::{Named, Rules};
pub(crate) use scope::SUPPOSED;

use program::{Compared, Program};

/// A condition on figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Predicate {
    /// As it is written.
    pub text: String,
    program: Program,
}

/// A number that is computed from figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
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

    /// The names that it uses.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.program.names()
    }

    /// The figures that it names itself.
    pub(crate) fn figures(&self, scope: &Scope<'_, '_>) -> Vec<Metric> {
        self.program.figures(scope)
    }

    /// The condition there.
    ///
    /// # Errors
    /// [`JudgeError`] names the first figure, name or fact that is missing.
    pub(crate) fn term<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Term<'g>, JudgeError> {
        self.program.term(scope)
    }

    /// The condition there, and both sides of the comparison that it is; none where it is more than that.
    ///
    /// # Errors
    /// [`JudgeError`] as [`Predicate::term`].
    pub(crate) fn compared<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Compared<'g>, JudgeError> {
        self.program.compared(scope)
    }
}

impl TryFrom<String> for Predicate {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
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

    /// Its value over these figures.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn value(&self, figures: &Figures<'_>) -> Result<Interval, JudgeError> {
        self.number(self.term(&Scope::of(figures))?)
    }

    /// The value of its term.
    pub(crate) fn number(&self, term: Term<'_>) -> Result<Interval, JudgeError> {
        let value = term.value();
        if value.is_number() { Ok(value) } else { Err(JudgeError::NotANumber(format!("`{}`", self.text))) }
    }

    /// The figure that it is, where it is nothing else: it has that figure's unit.
    pub fn figure<'f>(&'f self, rules: &'f Rules) -> Option<&'f Metric> {
        let named = || match rules.named(self.program.name()?)? {
            Named::Figure(formula) => formula.program.figure(),
            _ => None,
        };
        self.program.figure().or_else(named)
    }

    /// The names that it uses.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.program.names()
    }

    /// The coordinates on an axis at which it takes something.
    pub(crate) fn coordinates_on(&self, axis: &str) -> Vec<&str> {
        self.program.coordinates_on(axis)
    }

    /// What it differs by; see [`Rules::differs_by`].
    pub(crate) fn differs_by(&self, of: &mut dyn FnMut(&str) -> BTreeSet<String>) -> BTreeSet<String> {
        self.program.differs_by(of)
    }

    /// Whether it names something that is judged elsewhere.
    pub fn has_facts(&self) -> bool {
        self.program.facts().next().is_some()
    }

    /// The figures that it is computed from.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn asked(&self, figures: &Figures<'_>) -> Result<Vec<Metric>, JudgeError> {
        let below = figures.graph().below(&[self.term(&Scope::of(figures))?.id()]);
        Ok(figures.among(&below).into_keys().collect())
    }

    /// It there.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub(crate) fn term<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Term<'g>, JudgeError> {
        self.program.term(scope)
    }
}

/// A formula as files have it.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected an expression in quotes, or a number")]
enum Written {
    Number(f64),
    Text(String),
}

impl TryFrom<Written> for Formula {
    type Error = ParseError;

    fn try_from(written: Written) -> Result<Self, ParseError> {
        match written {
            Written::Number(number) if number.is_finite() => {
                let program = Program::new(vec![program::Step::Number(number)]);
                Ok(Self { text: number.to_string(), program })
            }
            Written::Number(number) => Self::parse(&number.to_string()),
            Written::Text(text) => Self::parse(&text),
        }
    }
}
