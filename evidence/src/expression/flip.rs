//! How far a value may move before something no longer holds.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Interval;

/// Where it is first looked whether something still holds. Nothing is moved further than the last of them: what stands this much
/// rests on nothing.
const LOOKS: [f64; 6] = [1.2, 3.0, 10.0, 100.0, 1e4, 1e9];

/// A factor is found to a thousandth.
const PRECISION: f64 = 1.001;

/// Beyond this a number has no neighbour that is greater by one.
const MOST_UNITS: f64 = 9e15;

/// Halvings after which the search stops, whatever it has; a thousand million in steps of one take fewer.
const HALVINGS: usize = 100;

/// Where a figure moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Moved {
    /// To so many times its value, and its interval with it; what is zero moves to the factor less one, for nothing
    /// multiplies it.
    Times(f64),
    /// From one whole number to another: a count has nothing between.
    Count {
        /// What it is.
        from: f64,
        /// What it becomes.
        to: f64,
    },
}

impl Moved {
    /// How far that is, as a factor from 1 up: 3 both for three times as much and for a third. A count is taken as one more than
    /// it is, so that it is not infinitely far to zero.
    pub fn distance(self) -> f64 {
        let factor = match self {
            Self::Times(factor) => factor,
            Self::Count { from, to } => (to + 1.0) / (from + 1.0),
        };
        if factor >= 1.0 { factor } else { 1.0 / factor }
    }

    /// What `value` becomes.
    #[must_use]
    pub fn of(self, value: Interval) -> Interval {
        match self {
            Self::Count { to, .. } => Interval::point(to),
            Self::Times(factor) if value.high == 0.0 => Interval::point((factor - 1.0).max(0.0)),
            Self::Times(factor) => {
                Interval { value: value.value * factor, low: value.low * factor, high: value.high * factor }
            }
        }
    }
}

impl fmt::Display for Moved {
    /// `99.1 × its value`, `3 instead of 2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(factor) => write!(f, "{} its value", crate::Unit::Ratio.show(*factor)),
            Self::Count { from, to } => {
                write!(f, "{} instead of {}", crate::Unit::Count.show(*to), crate::Unit::Count.show(*from))
            }
        }
    }
}

/// The smallest move of a value, up or down, at which something no longer holds; none where it holds at every look in both
/// directions. What fails only between two looks may be overlooked. `counted` values that are whole move by whole units.
///
/// `holds` is none where there is nothing to hold, because zero would be divided by zero. It is asked some forty times.
pub(crate) fn nearest(
    value: Interval,
    counted: bool,
    holds: impl Fn(Moved) -> Option<bool>,
) -> Option<Moved> {
    let from = value.value;
    let is_whole = counted && value.low == value.high && from.fract() == 0.0 && from >= 0.0;
    if is_whole {
        let to = |unit: f64| move |units: f64| Moved::Count { from, to: from + unit * units };
        // What counts a divisor cannot become zero.
        let least = if holds(Moved::Count { from, to: 0.0 }).is_some() { 0.0 } else { 1.0 };
        let up = LOOKS.map(|factor| ((from + 1.0) * (factor - 1.0)).ceil().min(MOST_UNITS));
        let down = LOOKS.map(|factor| (from - ((from + 1.0) / factor).floor()).min(from - least));
        let above = first(0.0, up, whole, to(1.0), &holds, None);
        first(0.0, down, whole, to(-1.0), &holds, above)
    } else {
        let to = |exponent: i32| move |factor: f64| Moved::Times(factor.powi(exponent));
        let above = first(1.0, LOOKS, geometric, to(1), &holds, None);
        first(1.0, LOOKS, geometric, to(-1), &holds, above)
    }
}

/// Between where it holds and where it does not, equally far from both; none where these are near enough.
fn geometric(still: f64, gone: f64) -> Option<f64> {
    (gone / still >= PRECISION).then(|| (still * gone).sqrt())
}

/// The same, in whole units.
fn whole(still: f64, gone: f64) -> Option<f64> {
    let middle = ((still + 1.0) * (gone + 1.0)).sqrt() - 1.0;
    (gone - still > 1.0).then(|| middle.floor().clamp(still + 1.0, gone - 1.0))
}

/// A search in one direction, outwards from `still`, where it holds: the first move at which it does not, if it does not at one of the
/// looks; `known`, if that is nearer, and then nothing farther out is asked.
fn first(
    mut still: f64,
    looks: [f64; 6],
    middle: fn(f64, f64) -> Option<f64>,
    to: impl Fn(f64) -> Moved,
    holds: &impl Fn(Moved) -> Option<bool>,
    known: Option<Moved>,
) -> Option<Moved> {
    let nearest = known.map_or(f64::INFINITY, Moved::distance);
    let holds = |place: f64| holds(to(place)).unwrap_or(false);
    let mut gone = None;
    for look in looks {
        if look > still {
            if to(still).distance() >= nearest {
                return known;
            }
            if !holds(look) {
                gone = Some(look);
                break;
            }
            still = look;
        }
    }
    let Some(mut gone) = gone else { return known };
    for _ in 0..HALVINGS {
        if to(still).distance() >= nearest {
            return known;
        }
        let Some(between) = middle(still, gone) else { break };
        if holds(between) { still = between } else { gone = between }
    }
    let found = to(gone);
    if found.distance() < nearest { Some(found) } else { known }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flip(value: f64, counted: bool, holds: impl Fn(f64) -> bool) -> Option<Moved> {
        let value = Interval::point(value);
        nearest(value, counted, |moved| Some(holds(moved.of(value).value)))
    }

    #[test]
    fn a_factor_is_found_to_a_thousandth_in_the_nearer_direction() {
        let Some(Moved::Times(factor)) = flip(2.0, false, |value| value > 1.0 && value < 20.0) else {
            panic!()
        };
        assert!((0.499..=0.5).contains(&factor), "{factor}");
        let Some(Moved::Times(factor)) = flip(2.0, false, |value| value > 0.1 && value < 20.0) else {
            panic!()
        };
        assert!((10.0..10.01).contains(&factor), "{factor}");
    }

    #[test]
    fn a_count_moves_by_whole_units() {
        assert_eq!(flip(0.0, true, |count| count == 0.0), Some(Moved::Count { from: 0.0, to: 1.0 }));
        assert_eq!(flip(92.0, true, |count| count == 92.0), Some(Moved::Count { from: 92.0, to: 93.0 }));
        assert_eq!(flip(3.0, true, |count| count >= 1.0), Some(Moved::Count { from: 3.0, to: 0.0 }));
        assert_eq!(flip(92.0, true, |count| count < 1000.0), Some(Moved::Count { from: 92.0, to: 1000.0 }));
        let million = |count: f64| count < 1_234_567.0;
        assert_eq!(flip(1_000_000.0, true, million), Some(Moved::Count { from: 1e6, to: 1_234_567.0 }));
    }

    #[test]
    fn a_count_that_is_not_whole_moves_by_a_factor() {
        assert!(matches!(flip(3.9, true, |count| count < 5.0), Some(Moved::Times(_))));
    }

    #[test]
    fn a_count_does_not_move_to_where_there_is_nothing_to_judge() {
        let share_of = |holds: fn(f64) -> bool| {
            nearest(Interval::point(4.0), true, |moved| {
                let count = moved.of(Interval::point(4.0)).value;
                (count != 0.0).then(|| holds(8.0 / count))
            })
        };
        assert_eq!(share_of(|_| true), None);
        assert_eq!(share_of(|share| share < 5.0), Some(Moved::Count { from: 4.0, to: 1.0 }));
    }

    #[test]
    fn what_fails_on_the_way_and_holds_again_farther_out_is_found() {
        let Some(Moved::Times(factor)) = flip(1.0, false, |value| !(70.0..140.0).contains(&value)) else {
            panic!()
        };
        assert!((70.0..70.1).contains(&factor), "{factor}");
        assert_eq!(flip(9.0, true, |count| count != 2.0), None, "no look falls on a single count");
    }

    #[test]
    fn what_no_move_ends_has_no_flip() {
        assert_eq!(flip(2.0, false, |_| true), None);
        assert_eq!(flip(2.0, true, |_| true), None);
    }
}
