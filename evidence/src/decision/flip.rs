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
        let Some(flip) = NearestFlip::of(parameter, decider, case)? else { return Ok(None) };
        let (chosen, at) = (decider.chosen(case)?, |distance| flip.supposing(decider, case, distance));
        // Only the saving stands between such a candidate and being chosen.
        let may = first(flip.distance, |distance| {
            let choice = decider.choice(&at(distance))?;
            Ok(choice.outcomes.iter().any(|outcome| {
                outcome.candidate != chosen
                    && outcome.saves.high >= choice.at_least
                    && outcome.reasons.iter().all(Reason::is_of_saving)
            }))
        })?;
        let [may, flips] = [may.unwrap_or(flip.distance), flip.distance].map(|it| flip.value(case, it));
        Ok(Some(Self { parameter, may, flips, chosen: decider.chosen(&at(flip.distance))?.to_string() }))
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
        let flip = NearestFlip::of(parameter, decider, case)?;
        Ok(flip.map(|flip| flip.value(case, flip.distance)))
    }
}

/// How far a parameter is moved, up or down, when the decision changes.
struct NearestFlip {
    parameter: usize,
    /// 1 is up, -1 down.
    direction: f64,
    /// So many times its value, or that part of it.
    distance: f64,
}

impl NearestFlip {
    fn of(parameter: usize, decider: &Decider<'_>, case: &[f64]) -> Result<Option<Self>, JudgeError> {
        let chosen = decider.chosen(case)?;
        let mut nearest: Option<Self> = None;
        for direction in [1.0, -1.0] {
            let mut flip = Self { parameter, direction, distance: FARTHEST };
            let farthest = nearest.as_ref().map_or(FARTHEST, |known| known.distance);
            let changes = |distance| Ok(decider.chosen(&flip.supposing(decider, case, distance))? != chosen);
            if let Some(distance) = first(farthest, changes)? {
                flip.distance = distance;
                nearest = nearest.filter(|known| known.distance <= distance).or(Some(flip));
            }
        }
        Ok(nearest)
    }

    fn value(&self, case: &[f64], distance: f64) -> f64 {
        case[self.parameter] * distance.powf(self.direction)
    }

    fn supposing(&self, decider: &Decider<'_>, case: &[f64], distance: f64) -> Vec<f64> {
        decider.file().suppose(case, self.parameter, self.value(case, distance))
    }
}

/// The smallest distance from 1 up at which something holds, to within [`CLOSE`]; it is looked for in steps, the last of which is `farthest`
/// or beyond, so that what holds in a narrow band only may be missed.
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
