//! Arithmetic on figures with intervals.

use super::truth::Truth;

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

/// A truth as a number: 1 is true, 0 is false, and what is inconclusive lies anywhere between. Kleene's *and* is then the
/// lesser of two, his *or* the greater, and his *not* the difference to 1.
impl From<Truth> for Interval {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::False => Self::point(0.0),
            Truth::Inconclusive => Self { value: 0.5, low: 0.0, high: 1.0 },
            Truth::True => Self::point(1.0),
        }
    }
}

impl From<Interval> for Truth {
    fn from(number: Interval) -> Self {
        if number.low >= 1.0 {
            Self::True
        } else if number.high <= 0.0 {
            Self::False
        } else {
            Self::Inconclusive
        }
    }
}

impl Interval {
    /// No bounds.
    const ANYTHING: Self = Self { value: f64::NAN, low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Whether there is a number: what is divided by zero is none, nor what is greater than any, nor anything that is computed from one.
    pub fn is_number(self) -> bool {
        !self.value.is_nan()
    }

    /// Whether it is the same to the bit: what is computed from either is the same too.
    pub(super) fn is(self, other: Self) -> bool {
        let bits = |of: Self| [of.value, of.low, of.high].map(f64::to_bits);
        bits(self) == bits(other)
    }

    /// An exact number.
    pub fn point(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// Every combination of the ends: no interval is smaller that holds all results (R. E. Moore, *Interval Analysis*,
    /// 1966).
    pub(super) fn combine(self, other: Self, operation: fn(f64, f64) -> f64) -> Self {
        let ends = [
            operation(self.low, other.low),
            operation(self.low, other.high),
            operation(self.high, other.low),
            operation(self.high, other.high),
        ];
        let value = operation(self.value, other.value);
        // What is greater than any number would pass comparisons. A flip that there is not is infinitely far, and stays so.
        if value.is_infinite() && self.value.is_finite() && other.value.is_finite() {
            return Self::ANYTHING;
        }
        // Ends that are no numbers are passed over; where none is, anything is possible.
        if ends.iter().all(|end| end.is_nan()) {
            return Self { value, ..Self::ANYTHING };
        }
        Self {
            value,
            low: ends.into_iter().fold(f64::INFINITY, f64::min),
            high: ends.into_iter().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// The quotient; anything where the divisor may be zero, and no number where it is.
    pub(super) fn over(self, other: Self) -> Self {
        if other.value == 0.0 {
            return Self::ANYTHING;
        }
        if other.low <= 0.0 && other.high >= 0.0 {
            let value = self.value / other.value;
            let is_beyond = value.is_infinite() && self.value.is_finite();
            return Self { value: if is_beyond { f64::NAN } else { value }, ..Self::ANYTHING };
        }
        self.combine(other, |left, right| left / right)
    }

    /// The lesser or the greater of both, as `of` says.
    pub(super) fn choose(self, other: Self, of: fn(f64, f64) -> f64) -> Self {
        // The library's `min` and `max` would pass over what is no number.
        if !self.is_number() || !other.is_number() {
            return Self::ANYTHING;
        }
        Self {
            value: of(self.value, other.value),
            low: of(self.low, other.low),
            high: of(self.high, other.high),
        }
    }

    /// Whether this is below the other.
    pub(super) fn below(self, other: Self) -> Truth {
        if self.high < other.low {
            Truth::True
        } else if self.low >= other.high {
            Truth::False
        } else {
            Truth::Inconclusive
        }
    }

    /// Whether this is below the other or the same.
    pub(super) fn at_most(self, other: Self) -> Truth {
        !other.below(self)
    }

    /// Whether both are the same: only exact numbers can be.
    pub(super) fn same(self, other: Self) -> Truth {
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
    use std::ops::{Add, Mul, Sub};

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
    fn truths_are_numbers_whose_lesser_is_both_and_whose_greater_is_either() {
        let truths = [Truth::False, Truth::Inconclusive, Truth::True];
        for one in truths {
            assert_eq!(Truth::from(Interval::from(one)), one);
            assert_eq!(Truth::from(Interval::point(1.0).combine(one.into(), f64::sub)), !one);
            for other in truths {
                let (left, right) = (Interval::from(one), Interval::from(other));
                assert_eq!(Truth::from(left.choose(right, f64::min)), one.min(other));
                assert_eq!(Truth::from(left.choose(right, f64::max)), one.max(other));
            }
        }
    }

    #[test]
    fn what_is_no_number_spoils_what_is_computed_from_it() {
        let zero = Interval::point(0.0);
        let none = zero.over(zero);
        let (sum, product) = (none.combine(zero, f64::add), zero.combine(none, f64::mul));
        let (least, greatest) = (none.choose(zero, f64::min), zero.choose(none, f64::max));
        for spoilt in [none, sum, product, least, greatest, zero.over(none)] {
            assert!(!spoilt.is_number(), "{spoilt:?}");
        }
        let (most, small) = (Interval::point(f64::MAX), Interval { value: 1e-300, low: -1.0, high: 1.0 });
        let product = most.combine(most, f64::mul);
        for beyond in [most.combine(most, f64::add), product, most.over(small), zero.over(product)] {
            assert!(!beyond.is_number(), "{beyond:?}");
        }
    }

    #[test]
    fn a_divisor_that_may_be_zero_settles_nothing() {
        let quotient = Interval::point(1.0).over(around(0.5));
        assert_eq!(quotient.below(Interval::point(1e300)), Truth::Inconclusive);
    }
}
