//! The value of a node from the values of its inputs.

use std::ops::{Add, Mul, Sub};

use super::node::{Id, Node, Operation};
use super::{Interval, Truth};

impl Node {
    /// Its value; [`Interval::is_number`] says whether it has one.
    pub(super) fn value(&self, of: &[Interval]) -> Interval {
        let at = |id: &Id| of[id.index()];
        match self {
            Self::Number(bits) => Interval::point(f64::from_bits(*bits)),
            Self::Open => Interval::from(Truth::Inconclusive),
            Self::Leaf(_) => unreachable!("a leaf is given its value"),
            Self::Two(operation, left, right) => operation.of(at(left), at(right)),
            Self::Point(of) => Interval::point(at(of).value),
            Self::Low(of) => Interval::point(if at(of).is_number() { at(of).low } else { f64::NAN }),
            Self::PowerLaw { ends, n } => between(ends, of, at(n).value),
            Self::Best(options) => best(options.iter().map(|option| option.each_ref().map(at))),
        }
    }
}

impl Operation {
    fn of(self, left: Interval, right: Interval) -> Interval {
        let compare = |truth: fn(Interval, Interval) -> Truth| {
            // A comparison with what is no number is none either, and never one that holds.
            let numbers = left.is_number() && right.is_number();
            if numbers { Interval::from(truth(left, right)) } else { Interval::point(f64::NAN) }
        };
        match self {
            Self::Plus => left.combine(right, f64::add),
            Self::Minus => left.combine(right, f64::sub),
            Self::By => left.combine(right, f64::mul),
            Self::Over => left.over(right),
            Self::Least => left.choose(right, f64::min),
            Self::Greatest => left.choose(right, f64::max),
            Self::Below => compare(Interval::below),
            Self::AtMost => compare(Interval::at_most),
            Self::Same => compare(Interval::same),
        }
    }
}

/// At `n`, between the sizes that it lies between or is nearest to; there are two at least.
fn between(ends: &[(u64, Id)], of: &[Interval], n: f64) -> Interval {
    let above = ends.iter().position(|(size, _)| f64::from_bits(*size) >= n).unwrap_or(ends.len());
    let right = above.clamp(1, ends.len() - 1);
    let [(low, from), (high, to)] =
        [ends[right - 1], ends[right]].map(|(size, end)| (f64::from_bits(size), end));
    power_law([of[from.index()], of[to.index()]], (n / low).ln() / (high / low).ln())
}

/// Between two ends, or beyond them, `part` of the way on a logarithmic scale.
fn power_law([from, to]: [Interval; 2], part: f64) -> Interval {
    let between = |from: f64, to: f64| (from.ln() + part * (to.ln() - from.ln())).exp();
    let ends = [
        between(from.low, to.low),
        between(from.high, to.high),
        between(from.low, to.high),
        between(from.high, to.low),
    ];
    Interval {
        value: between(from.value, to.value),
        low: ends.into_iter().fold(f64::INFINITY, f64::min),
        high: ends.into_iter().fold(0.0, f64::max),
    }
}

/// Where two are equally good and cost the same, the later one is the best.
fn best(options: impl ExactSizeIterator<Item = [Interval; 3]>) -> Interval {
    let mut best: Option<(usize, f64, f64)> = None;
    let none = options.len();
    for (place, [condition, value, price]) in options.enumerate() {
        if ![condition, value, price].into_iter().all(Interval::is_number) {
            return Interval::point(f64::NAN);
        }
        let (value, price) = (value.value, price.value);
        let better =
            best.is_none_or(|(_, known, paid)| value.total_cmp(&known).then(paid.total_cmp(&price)).is_ge());
        if Truth::from(condition) == Truth::True && better {
            best = Some((place, value, price));
        }
    }
    Interval::point(best.map_or(none, |(place, ..)| place) as f64)
}
