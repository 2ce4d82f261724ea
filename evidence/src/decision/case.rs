//! What the parameters are supposed to be.

use std::ops::{Div, Mul};

use super::file::DecisionFile;
use crate::predicate::JudgeError;

/// A value for each parameter, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Case<T = f64>(pub(super) Vec<T>);

impl DecisionFile {
    /// The place of the parameter of that name.
    ///
    /// # Errors
    /// [`JudgeError::Unknown`] lists the parameters there are.
    pub fn place(&self, name: &str) -> Result<usize, JudgeError> {
        let wanted = name.replace('-', "_");
        self.parameters.iter().position(|it| it.name == wanted).ok_or_else(|| {
            let known: Vec<&str> = self.parameters.iter().map(|it| it.name.as_str()).collect();
            JudgeError::unknown("parameter", name, &known)
        })
    }

    /// The same case with another value of the parameter at `place`, and of the one that it stands against.
    #[must_use]
    pub fn suppose<T: Copy + Mul<Output = T> + Div<Output = T>>(
        &self,
        case: &Case<T>,
        place: usize,
        value: T,
    ) -> Case<T> {
        let Case(mut values) = case.clone();
        let against = self.parameters[place].against.as_ref();
        if let Some(other) = against.and_then(|name| self.parameters.iter().position(|it| it.name == *name)) {
            values[other] = values[other] * (values[place] / value);
        }
        values[place] = value;
        Case(values)
    }
}

impl<T: Copy> Case<T> {
    /// The value of the parameter at a place.
    pub fn at(&self, place: usize) -> T {
        self.0[place]
    }

    /// Every value, in the parameters' order.
    pub fn values(&self) -> &[T] {
        &self.0
    }
}
