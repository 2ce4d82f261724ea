//! A figure with its interval.

use crate::expression::{Interval, Moved};
use crate::statistics::{interval_of_median, median};
use crate::unit::Unit;

/// A median over rounds with its interval, or an exact count.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The metric's name.
    pub metric: String,
    /// What the numbers count.
    pub unit: Unit,
    /// The median.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// What stands behind it.
    pub basis: Basis,
}

/// What stands behind a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Basis {
    /// The median of so many rounds, with its interval.
    Rounds(usize),
    /// The median of so few rounds that their range is all that can be said, and the chance that it holds the true median.
    Range {
        /// How many.
        rounds: usize,
        /// The chance.
        confidence: f64,
    },
    /// A value that a tool gives with the range of its so many runs.
    Runs(usize),
    /// The quotient of two figures that were not taken in pairs: it holds every quotient of their intervals.
    Unpaired,
    /// An exact count: the interval is the value itself.
    Counted,
    /// A figure as it was handed over, without samples: no command takes it again.
    Given,
}

impl From<&Estimate> for Interval {
    fn from(estimate: &Estimate) -> Self {
        Self { value: estimate.value, low: estimate.low, high: estimate.high }
    }
}

impl Estimate {
    pub(crate) fn over_rounds(metric: String, unit: Unit, samples: &[f64], confidence: f64) -> Option<Self> {
        let value = median(samples)?;
        let of = interval_of_median(samples, confidence)?;
        let rounds = samples.len();
        // Where the samples are too few for what was asked for, there is only their range.
        let basis = if of.confidence < confidence {
            Basis::Range { rounds, confidence: of.confidence }
        } else {
            Basis::Rounds(rounds)
        };
        Some(Self { metric, unit, value, low: of.low, high: of.high, basis })
    }

    pub(crate) fn counted(metric: String, unit: Unit, value: f64) -> Self {
        Self { metric, unit, value, low: value, high: value, basis: Basis::Counted }
    }

    /// The same quantity taken `count` times over, such as one call for each of its sites.
    #[must_use]
    pub fn times(self, count: f64) -> Self {
        Self { value: self.value * count, low: self.low * count, high: self.high * count, ..self }
    }

    /// This quantity for each of another: a share where both count the same, a rate where they do not.
    #[must_use]
    pub fn per(self, other: &Self) -> Self {
        Self {
            metric: format!("{} per {}", self.metric, other.metric),
            unit: match (self.unit, other.unit) {
                (Unit::Count, Unit::Count) | (_, Unit::Ratio) => self.unit,
                (Unit::Nanoseconds | Unit::Bytes, Unit::Count) => self.unit,
                _ => Unit::Share,
            },
            value: self.value / other.value,
            low: self.low / other.high,
            high: self.high / other.low,
            ..self
        }
    }

    /// The same figure elsewhere.
    #[must_use]
    pub fn moved(self, moved: Moved) -> Self {
        let Interval { value, low, high } = moved.of(Interval::from(&self));
        Self { value, low, high, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_confidence_is_a_wider_interval() {
        let noisy = [0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5];
        let at = |confidence| {
            Estimate::over_rounds("push/tree/100".to_owned(), Unit::Ratio, &noisy, confidence).unwrap()
        };
        let (one, three) = (at(0.95), at(0.983));
        assert!(three.low < one.low && one.high < three.high, "{one:?} {three:?}");
    }
}
