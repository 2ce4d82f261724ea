//! Arithmetic on figures with intervals.

use super::truth::Truth;
use crate::estimate::Estimate;

/// A figure and the interval that it lies in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The figure.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl From<&Estimate> for Interval {
    fn from(estimate: &Estimate) -> Self {
        Self { value: estimate.value, low: estimate.low, high: estimate.high }
    }
}

impl Interval {
    /// An exact number.
    pub fn point(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// Every combination of the ends: no interval is smaller that holds all results (R. E. Moore, *Interval Analysis*,
    /// 1966).
    fn combine(self, other: Self, operation: fn(f64, f64) -> f64) -> Self {
        let ends = [
            operation(self.low, other.low),
            operation(self.low, other.high),
            operation(self.high, other.low),
            operation(self.high, other.high),
        ];
        Self {
            value: operation(self.value, other.value),
            low: ends.into_iter().fold(f64::INFINITY, f64::min),
            high: ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.combine(other, |left, right| left + right)
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.combine(other, |left, right| left - right)
    }

    /// The product.
    #[must_use]
    pub fn by(self, other: Self) -> Self {
        self.combine(other, |left, right| left * right)
    }

    /// The quotient; anything where the divisor may be zero.
    #[must_use]
    pub fn over(self, other: Self) -> Self {
        if other.low <= 0.0 && other.high >= 0.0 {
            let value = if other.value == 0.0 { f64::INFINITY } else { self.value / other.value };
            return Self { value, low: f64::NEG_INFINITY, high: f64::INFINITY };
        }
        self.combine(other, |left, right| left / right)
    }

    /// Whether this is below the other.
    pub fn below(self, other: Self) -> Truth {
        if self.high < other.low {
            Truth::True
        } else if self.low >= other.high {
            Truth::False
        } else {
            Truth::Inconclusive
        }
    }

    /// Whether this is below the other or the same.
    pub fn at_most(self, other: Self) -> Truth {
        !other.below(self)
    }

    /// Whether both are the same: only exact numbers can be.
    pub fn same(self, other: Self) -> Truth {
        if self.high < other.low || other.high < self.low {
            Truth::False
        } else if self.low == self.high && other.low == other.high {
            Truth::True
        } else {
            Truth::Inconclusive
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(value: f64) -> Interval {
        Interval { value, low: value - 1.0, high: value + 1.0 }
    }

    #[test]
    fn overlapping_intervals_settle_nothing() {
        assert_eq!(around(3.0).below(around(4.0)), Truth::Inconclusive);
        assert_eq!(around(3.0).below(around(6.0)), Truth::True);
        assert_eq!(around(6.0).below(around(3.0)), Truth::False);
    }

    #[test]
    fn an_equal_number_is_not_below_but_at_most() {
        let one = Interval::point(1.0);
        assert_eq!(one.below(one), Truth::False);
        assert_eq!(one.at_most(one), Truth::True);
        assert_eq!(one.same(one), Truth::True);
        assert_eq!(around(1.0).same(around(1.0)), Truth::Inconclusive);
    }

    #[test]
    fn a_divisor_that_may_be_zero_settles_nothing() {
        let quotient = Interval::point(1.0).over(around(0.5));
        assert_eq!(quotient.below(Interval::point(1e300)), Truth::Inconclusive);
    }
}
