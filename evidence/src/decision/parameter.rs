//! What a reader can suppose to be otherwise.

use serde::Deserialize;

use crate::expression::Term;
use crate::metric::Figures;
use crate::predicate::{Formula, JudgeError, Scope};
use crate::unit::Unit;

/// A number of the project, which expressions can name.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it is, for tables.
    pub title: String,
    /// A phrase with `{}` for its value; without one, no sentence on the case has it.
    pub said: Option<String>,
    /// In what people read it.
    #[serde(default = "count")]
    pub unit: Unit,
    /// What it is in this project, without an interval.
    pub value: Formula,
    /// The least and the most that it was seen to be.
    pub range: Option<[Formula; 2]>,
    /// Another parameter, which becomes as many times less as this one becomes more: what both come to together stays.
    pub against: Option<String>,
}

fn count() -> Unit {
    Unit::Count
}

impl Parameter {
    pub(super) fn check(&self) -> Result<(), String> {
        let is_plain = self.name.starts_with(|first: char| first.is_ascii_lowercase())
            && self
                .name
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
        if is_plain {
            return Ok(());
        }
        Err(format!(
            "`{}` is no name of a parameter. Use lower-case letters, digits and `_`, a letter first",
            self.name
        ))
    }

    /// A phrase on a value: `clients of 20 ms`.
    pub fn say(&self, value: f64) -> String {
        let shown = self.unit.show(value);
        self.said
            .as_ref()
            .map_or_else(|| format!("{} {shown}", self.title), |said| said.replace("{}", &shown))
    }

    /// Its value in this project.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing, or it is none that a parameter can be.
    pub(crate) fn own<'g>(&self, figures: &'g Figures<'g>) -> Result<Term<'g>, JudgeError> {
        let term = self.value.term(&Scope::of(figures))?.point();
        self.allowed(term.value().value)?;
        Ok(term)
    }

    /// The least and the most that it was seen to be.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn range(&self, figures: &Figures<'_>) -> Result<Option<[f64; 2]>, JudgeError> {
        let Some([least, most]) = &self.range else { return Ok(None) };
        Ok(Some([least.value(figures)?.value, most.value(figures)?.value]))
    }

    /// A value that it can have.
    ///
    /// # Errors
    /// [`JudgeError::Parameter`].
    pub fn allowed(&self, value: f64) -> Result<f64, JudgeError> {
        let wanted = if self.unit == Unit::Share {
            "a part between 0 and 1"
        } else {
            "a number above zero, and at most 1e12"
        };
        let most = if self.unit == Unit::Share { 1.0 } else { MOST };
        if value > 0.0 && value <= most && (value < 1.0 || self.unit != Unit::Share) {
            return Ok(value);
        }
        Err(JudgeError::Parameter { name: self.name.clone(), value: shown(value), wanted })
    }
}

/// Without a row of digits.
fn shown(value: f64) -> String {
    if value.is_finite() && value.abs() > MOST { format!("{value:e}") } else { value.to_string() }
}

/// More than any project has; beyond it every cost would be a row of digits.
const MOST: f64 = 1e12;
