//! What the parameters are supposed to be.

use std::ops::{Div, Mul};

use super::file::DecisionFile;
use super::parameter::Parameter;
use crate::expression::Term;
use crate::metric::Figures;
use crate::predicate::{JudgeError, Scope};
use crate::unit::Unit;

/// A value for each parameter, in their order.
pub type Case<T = f64> = Vec<T>;

impl DecisionFile {
    /// The place of the parameter of that name.
    ///
    /// # Errors
    /// [`JudgeError::Unknown`] lists the parameters there are.
    pub fn place(&self, name: &str) -> Result<usize, JudgeError> {
        let wanted = name.replace('-', "_");
        let names = || self.parameters.iter().map(|it| it.name.as_str());
        names().position(|it| it == wanted).ok_or_else(|| JudgeError::unknown("parameter", name, names()))
    }

    /// The same case with another value of the parameter at `place`, and of the one that it stands against.
    #[must_use]
    pub fn suppose<T: Copy + Mul<Output = T> + Div<Output = T>>(
        &self,
        case: &[T],
        place: usize,
        value: T,
    ) -> Case<T> {
        let mut values = case.to_vec();
        let against = self.parameters[place].against.as_ref();
        if let Some(other) = against.and_then(|name| self.parameters.iter().position(|it| it.name == *name)) {
            values[other] = values[other] * (values[place] / value);
        }
        values[place] = value;
        values
    }
}

impl Parameter {
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
    /// [`JudgeError::NoValue`].
    pub fn allowed(&self, value: f64) -> Result<f64, JudgeError> {
        let (is_fit, wanted) = if self.unit == Unit::Share {
            (value < 1.0, "a part between 0 and 1")
        } else {
            (value <= MOST, "a number above zero, and at most 1e12")
        };
        if value > 0.0 && is_fit {
            return Ok(value);
        }
        Err(JudgeError::NoValue(format!(
            "decision.toml: the parameter `{}` comes to {}. It must be {wanted}",
            self.name,
            shown(value)
        )))
    }
}

/// Without a row of digits.
fn shown(value: f64) -> String {
    if value.is_finite() && value.abs() > MOST { format!("{value:e}") } else { value.to_string() }
}

/// More than any project has; beyond it every cost would be a row of digits.
const MOST: f64 = 1e12;
