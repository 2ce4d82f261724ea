//! A condition or a number, as an author wrote it.

use serde::{Deserialize, Serialize};

use super::call::ValueKind;
use super::parse::{self, ParseError};
use super::program::{Program, Step};

/// A condition on figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Predicate {
    /// As it is written.
    pub text: String,
    pub(crate) program: Program,
}

/// A number that is computed from figures.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Formula {
    /// As it is written.
    pub text: String,
    pub(crate) program: Program,
}

impl Predicate {
    /// Reads a predicate.
    ///
    /// # Errors
    /// [`ParseError`] says what was not understood, where, and what can be written.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { text: text.to_owned(), program: parse::read(text, ValueKind::Condition)? })
    }
}

impl TryFrom<String> for Predicate {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, ParseError> {
        Self::parse(&text)
    }
}

impl From<Predicate> for String {
    fn from(predicate: Predicate) -> Self {
        predicate.text
    }
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// [`ParseError`] says what was not understood, where, and what can be written.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { text: text.to_owned(), program: parse::read(text, ValueKind::Number)? })
    }

    /// Whether it uses a name, whose meaning is reviewed with the book's rules.
    pub fn has_names(&self) -> bool {
        !self.program.names().is_empty()
    }

    /// Whether it names something that is judged elsewhere.
    pub fn has_facts(&self) -> bool {
        self.program.facts().next().is_some()
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
                let program = Program(vec![Step::Number(number)]);
                Ok(Self { text: number.to_string(), program })
            }
            Written::Number(number) => Self::parse(&number.to_string()),
            Written::Text(text) => Self::parse(&text),
        }
    }
}
