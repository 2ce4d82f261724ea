//! What would change the decision.

use super::decider::Decider;
use super::reason::Reason;
use crate::predicate::JudgeError;

/// No parameter is moved further than this many times.
const FARTHEST: f64 = 1e4;

/// Steps of the search outwards: each a third more.
const STEP: f64 = 1.3;

/// How close to the nearest value the search ends.
const CLOSE: f64 = 1.0005;

/// The nearest value of one parameter at which another candidate is chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// The place of the parameter.
    pub parameter: usize,
    /// From this value on some candidate may be worth it: the upper end of what it saves reaches the threshold.
    pub may: f64,
    /// At this value the decision changes: the whole interval is beyond the threshold.
    pub flips: f64,
    /// The candidate that is then chosen.
    pub chosen: String,
}

impl Threshold {
    /// For each parameter, the nearest change of the decision; see [`Threshold::of`].
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn nearest(decider: &Decider<'_>, case: &[f64]) -> Result<Vec<Self>, JudgeError> {
        let found = (0..case.len()).map(|parameter| Self::of(parameter, decider, case));
        Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// The nearest change of the decision by the parameter at that place, up or down; none where no value up to ten thousand
    /// times more or less changes it.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn of(parameter: usize, decider: &Decider<'_>, case: &[f64]) -> Result<Option<Self>, JudgeError> {
        let chosen = decider.chosen(case)?;
        let here = case[parameter];
        let mut nearest: Option<Self> = None;
        for direction in [1.0, -1.0] {
            let place = |distance: f64| here * distance.powf(direction);
            let at = |distance: f64| decider.file().suppose(case, parameter, place(distance));
            let flips = first(|distance| Ok(decider.chosen(&at(distance))? != chosen))?;
            let Some(flips) = flips else { continue };
            // Only the saving stands between such a candidate and being chosen.
            let may = first(|distance| {
                let choice = decider.choice(&at(distance))?;
                Ok(choice.outcomes.iter().any(|outcome| {
                    outcome.candidate != chosen
                        && outcome.saves.high >= choice.at_least
                        && outcome.reasons.iter().all(Reason::is_of_saving)
                }))
            })?;
            let chosen = decider.chosen(&at(flips))?.to_string();
            let threshold = Self { parameter, may: place(may.unwrap_or(flips)), flips: place(flips), chosen };
            let distance = |threshold: &Self| (threshold.flips / here).ln().abs();
            if nearest.as_ref().is_none_or(|known| distance(&threshold) < distance(known)) {
                nearest = Some(threshold);
            }
        }
        Ok(nearest)
    }
}

/// The smallest distance from 1 up at which something holds, to within [`CLOSE`]; it is looked for in steps, so that what
/// holds in a narrow band only may be missed.
fn first(mut holds: impl FnMut(f64) -> Result<bool, JudgeError>) -> Result<Option<f64>, JudgeError> {
    let (mut near, mut far) = (1.0, 1.0);
    while !holds(far)? {
        if far >= FARTHEST {
            return Ok(None);
        }
        (near, far) = (far, far * STEP);
    }
    while far / near > CLOSE {
        let middle = (near * far).sqrt();
        if holds(middle)? { far = middle } else { near = middle }
    }
    Ok(Some(far))
}
