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
    /// From this value on some candidate may be worth it: the upper end of what it saves reaches the threshold. It is never beyond `flips`.
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
    /// times more or less changes it. Nothing is asked of values that are farther than the nearest change.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn of(parameter: usize, decider: &Decider<'_>, case: &[f64]) -> Result<Option<Self>, JudgeError> {
        let Some((moving, flips)) = Moving::nearest(parameter, decider, case)? else { return Ok(None) };
        let (chosen, at) = (decider.chosen(case)?, |distance| moving.by(distance, decider, case));
        // Only the saving stands between such a candidate and being chosen.
        let may = first(flips, |distance| {
            let choice = decider.choice(&at(distance))?;
            Ok(choice.outcomes.iter().any(|outcome| {
                outcome.candidate != chosen
                    && outcome.saves.high >= choice.at_least
                    && outcome.reasons.iter().all(Reason::is_of_saving)
            }))
        })?;
        let may = may.map_or(flips, |may| may.min(flips));
        let [may, value] = [may, flips].map(|distance| moving.value(distance, case));
        Ok(Some(Self { parameter, may, flips: value, chosen: decider.chosen(&at(flips))?.to_string() }))
    }

    /// Where [`Threshold::of`] has the decision change, for less.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub(crate) fn flips(
        parameter: usize,
        decider: &Decider<'_>,
        case: &[f64],
    ) -> Result<Option<f64>, JudgeError> {
        let nearest = Moving::nearest(parameter, decider, case)?;
        Ok(nearest.map(|(moving, distance)| moving.value(distance, case)))
    }
}

/// A parameter, and whether it is moved up or down. By a distance, its value is multiplied or divided by that.
#[derive(Clone, Copy)]
struct Moving {
    parameter: usize,
    /// 1 is up, -1 down.
    direction: f64,
}

impl Moving {
    /// The direction in which the decision changes first, with the distance.
    fn nearest(
        parameter: usize,
        decider: &Decider<'_>,
        case: &[f64],
    ) -> Result<Option<(Self, f64)>, JudgeError> {
        let chosen = decider.chosen(case)?;
        let mut nearest: Option<(Self, f64)> = None;
        for direction in [1.0, -1.0] {
            let moving = Self { parameter, direction };
            let known = nearest.map_or(f64::INFINITY, |(_, known)| known);
            let changes = |distance| Ok(decider.chosen(&moving.by(distance, decider, case))? != chosen);
            let flips = first(known.min(FARTHEST), changes)?;
            nearest = flips.filter(|flips| *flips < known).map(|flips| (moving, flips)).or(nearest);
        }
        Ok(nearest)
    }

    fn value(self, distance: f64, case: &[f64]) -> f64 {
        case[self.parameter] * distance.powf(self.direction)
    }

    /// The case with the parameter moved by so much.
    fn by(self, distance: f64, decider: &Decider<'_>, case: &[f64]) -> Vec<f64> {
        decider.file().suppose(case, self.parameter, self.value(distance, case))
    }
}

/// The smallest distance from 1 up at which something holds, to within [`CLOSE`]. It is looked for in steps, so that what holds in a narrow
/// band only may be missed; the last step is the first at `farthest` or beyond, and what is found may be beyond too.
fn first(
    farthest: f64,
    mut holds: impl FnMut(f64) -> Result<bool, JudgeError>,
) -> Result<Option<f64>, JudgeError> {
    let (mut near, mut far) = (1.0, 1.0);
    while !holds(far)? {
        if far >= farthest {
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
