//! How well the costs foresee what they were not fitted to.

use super::decider::Decider;
use crate::coordinates::Coordinates;
use crate::gate::combinations;
use crate::predicate::{JudgeError, Scope};
use crate::statistics::median;

/// How well the costs foresee what they are tested on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitness {
    /// Median over the comparisons of the error's size, as a part of what was seen.
    pub median_error: f64,
    /// The largest.
    pub largest_error: f64,
    /// Comparisons.
    pub comparisons: usize,
}

impl Fitness {
    /// Compares what each test expects with what was seen. Points that were not measured are left out.
    ///
    /// # Errors
    /// [`JudgeError`] names what an expectation lacks.
    pub fn of(decider: &Decider<'_>) -> Result<Self, JudgeError> {
        let view = &decider.figures().view().at;
        let scope = Scope::of(decider.figures());
        let mut errors = Vec::new();
        let here = |at: &std::collections::BTreeMap<String, String>| {
            at.iter().all(|(axis, value)| view.get(axis) == Some(value))
        };
        for test in decider.file().test.row.iter().filter(|test| here(&test.at)) {
            for at in combinations(&test.over) {
                let scope = scope.at(&Coordinates::from_iter(at));
                let seen = match test.seen.term(&scope) {
                    Err(JudgeError::Figure(_)) => continue,
                    seen => seen?.value().value,
                };
                let expected = test.expected.term(&scope)?.value().value;
                errors.push((expected / seen - 1.0).abs());
            }
        }
        Ok(Self {
            median_error: median(&errors).unwrap_or(f64::INFINITY),
            largest_error: errors.iter().copied().fold(0.0, f64::max),
            comparisons: errors.len(),
        })
    }
}
