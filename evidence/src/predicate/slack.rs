//! How far a figure may move before a predicate is no longer true.

use super::{Facts, JudgeError, Predicate, Truth};
use crate::metric::{Figures, Measure, Metric};

/// No figure is moved further: a claim that stands this much rests on nothing.
const FARTHEST: f64 = 1e9;

/// Steps of halving; the factor is then known to a thousandth.
const STEPS: usize = 40;

/// The smallest move of one figure that a predicate does not survive.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// The figure that moves.
    pub metric: Metric,
    /// By which factor: above 1 upwards, below 1 downwards. What is zero moves to `factor - 1`.
    pub factor: f64,
}

impl Flip {
    /// The smallest move of a figure, up or down, at which something no longer holds; none where no move ends it.
    pub(crate) fn nearest(metric: &Metric, holds: impl Fn(f64) -> bool) -> Option<Self> {
        let up = nearest(&holds);
        let down = nearest(|factor| holds(1.0 / factor)).map(|factor| 1.0 / factor);
        let both = [up, down].into_iter().flatten().map(|factor| Self { metric: metric.clone(), factor });
        both.min_by(|left, right| left.distance().total_cmp(&right.distance()))
    }

    /// The factor as a distance: 3 both for three times as much and for a third.
    pub fn distance(&self) -> f64 {
        if self.factor >= 1.0 { self.factor } else { 1.0 / self.factor }
    }
}

/// For each figure that a true predicate rests on, the nearest move after which it is not true any more; the nearest
/// of all first. Empty if no move of any one figure changes it: the predicate is vacuous.
///
/// Of a predicate on the decision only the first figure that flips it is returned, field figures before all others: hundreds
/// carry it.
///
/// The interval moves with its figure. A figure whose two directions both leave the predicate true is left out, and so is
/// one that would have to move more than a thousand million times.
///
/// # Errors
/// [`JudgeError`] as [`Predicate::judge`].
pub fn slack(
    predicate: &Predicate,
    figures: &Figures<'_>,
    facts: &dyn Facts,
) -> Result<Vec<Flip>, JudgeError> {
    let (first, asked) = figures.asked_by(|| predicate.judge(figures, facts));
    if first? != Truth::True {
        return Ok(Vec::new());
    }
    let holds = |metric: &Metric, factor: f64| {
        let moved = figures.with_moved(metric, factor, || predicate.judge(figures, facts));
        moved.is_ok_and(|truth| truth == Truth::True)
    };
    let enough = if predicate.asks_for_the_decision(facts) { 1 } else { usize::MAX };
    // What comes from outside the records scales the whole decision, so that one of these is found at once.
    let (outside, own): (Vec<&Metric>, Vec<&Metric>) =
        asked.iter().partition(|metric| metric.measure == Measure::Field);
    let mut flips: Vec<Flip> = outside
        .into_iter()
        .chain(own)
        .filter_map(|metric| Flip::nearest(metric, |factor| holds(metric, factor)))
        .take(enough)
        .collect();
    flips.sort_by(|left, right| left.distance().total_cmp(&right.distance()));
    Ok(flips)
}

/// The smallest factor from 1 up at which something no longer holds, if it does not hold at the farthest.
fn nearest(holds: impl Fn(f64) -> bool) -> Option<f64> {
    if holds(FARTHEST) {
        return None;
    }
    let (mut still, mut gone) = (1.0_f64, FARTHEST);
    for _ in 0..STEPS {
        if gone / still < 1.001 {
            break;
        }
        let middle = (still * gone).sqrt();
        if holds(middle) { still = middle } else { gone = middle }
    }
    Some(gone)
}
