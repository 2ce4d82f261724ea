//! What a claim or a gate says about figures: a condition that is true, false or inconclusive.
//!
//! Written as a Rust expression over the directives that show the figures:
//! `ratio("push/im/92") > 1.1 && least("ratio", "push/*/92") > 1.1`.

mod formula;
mod interval;
mod parse;
mod slack;
mod truth;

pub use formula::Formula;
pub use interval::Interval;
pub use parse::ParseError;
pub use slack::{Flip, slack};
pub use truth::Truth;

use thiserror::Error;

use crate::metric::{Figures, LookError, Metric};

/// A condition on figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Predicate {
    /// As it is written.
    pub text: String,
    condition: Condition,
}

#[derive(Debug, Clone, PartialEq)]
enum Condition {
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
    Compare(Quantity, Relation, Quantity),
    Fact(Fact),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Below,
    AtMost,
    Above,
    AtLeast,
    Same,
    Different,
}

#[derive(Debug, Clone, PartialEq)]
enum Quantity {
    Number(f64),
    Metric(Metric),
    Least(Metric),
    Greatest(Metric),
    Arithmetic(Box<Quantity>, Operator, Box<Quantity>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    By,
    Over,
}

/// Something that is judged elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Fact {
    /// A gate's verdict on a representation, as written.
    Gate {
        /// The gate's id.
        gate: String,
        /// The representation's id.
        representation: String,
    },
    /// The same gate's verdict, counted in what it costs a tick.
    Material {
        /// The gate's id.
        gate: String,
        /// The representation's id.
        representation: String,
    },
    /// Another claim.
    Claim(String),
    /// What the decision chooses.
    Decides(String),
}

/// What judges the facts that a predicate names.
pub trait Facts {
    /// The truth of one fact.
    ///
    /// # Errors
    /// [`JudgeError`] when there is no such gate, representation or claim, or a figure behind it is missing.
    fn fact(&self, fact: &Fact, figures: &Figures<'_>) -> Result<Truth, JudgeError>;
}

/// Why a predicate cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JudgeError {
    /// A figure is missing.
    #[error(transparent)]
    Look(#[from] LookError),
    /// A pattern of metrics fits none.
    #[error("`{pattern}` fits no representation of record {record}")]
    Nobody {
        /// The pattern.
        pattern: String,
        /// The record's name.
        record: String,
    },
    /// A gate, a claim or a candidate is not known.
    #[error("there is no {what} `{name}`; there are {known}")]
    Unknown {
        /// Which kind.
        what: &'static str,
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A formula of the cost model is not one.
    #[error("decision.toml, [model]: {0}")]
    Formula(String),
    /// Claims that rest on each other prove nothing.
    #[error("claim `{0}` rests on itself")]
    Circular(String),
}

impl Predicate {
    /// Reads a predicate.
    ///
    /// # Errors
    /// [`ParseError`] says what was not understood, and what can be written.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { text: text.to_owned(), condition: parse::condition(text)? })
    }

    /// Whether it rests on what the decision chooses.
    fn asks_for_the_decision(&self) -> bool {
        self.condition.asks_for_the_decision()
    }

    /// Whether it holds. Every part is judged, so that a figure that is missing is never overlooked.
    ///
    /// # Errors
    /// [`JudgeError`] names what is missing.
    pub fn judge(&self, figures: &Figures<'_>, facts: &dyn Facts) -> Result<Truth, JudgeError> {
        self.condition.judge(figures, facts)
    }
}

impl Condition {
    fn asks_for_the_decision(&self) -> bool {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                left.asks_for_the_decision() || right.asks_for_the_decision()
            }
            Self::Not(inner) => inner.asks_for_the_decision(),
            Self::Compare(..) => false,
            Self::Fact(fact) => matches!(fact, Fact::Decides(_)),
        }
    }

    fn judge(&self, figures: &Figures<'_>, facts: &dyn Facts) -> Result<Truth, JudgeError> {
        Ok(match self {
            Self::And(left, right) => left.judge(figures, facts)? & right.judge(figures, facts)?,
            Self::Or(left, right) => left.judge(figures, facts)? | right.judge(figures, facts)?,
            Self::Not(inner) => !inner.judge(figures, facts)?,
            Self::Compare(left, relation, right) => {
                let (left, right) = (left.value(figures)?, right.value(figures)?);
                match relation {
                    Relation::Below => left.below(right),
                    Relation::AtMost => left.at_most(right),
                    Relation::Above => right.below(left),
                    Relation::AtLeast => right.at_most(left),
                    Relation::Same => left.same(right),
                    Relation::Different => !left.same(right),
                }
            }
            Self::Fact(fact) => facts.fact(fact, figures)?,
        })
    }
}

impl Quantity {
    fn value(&self, figures: &Figures<'_>) -> Result<Interval, JudgeError> {
        Ok(match self {
            Self::Number(number) => Interval::point(*number),
            Self::Metric(metric) => Interval::from(&figures.look(metric)?),
            Self::Least(pattern) => extreme(pattern, figures, f64::min)?,
            Self::Greatest(pattern) => extreme(pattern, figures, f64::max)?,
            Self::Arithmetic(left, operator, right) => {
                let (left, right) = (left.value(figures)?, right.value(figures)?);
                match operator {
                    Operator::Plus => left.plus(right),
                    Operator::Minus => left.minus(right),
                    Operator::By => left.by(right),
                    Operator::Over => left.over(right),
                }
            }
        })
    }
}

/// The least or the greatest figure over the representations that have it, the baseline left out.
///
/// Representations without the operation are left out too: a record says why they lack it.
fn extreme(
    pattern: &Metric,
    figures: &Figures<'_>,
    choose: fn(f64, f64) -> f64,
) -> Result<Interval, JudgeError> {
    let subjects = &figures.record().subjects;
    let others = subjects.representations.iter().filter(|known| known.id != subjects.baseline);
    let found = others.filter_map(|representation| {
        let path = pattern.path.replace('*', &representation.id);
        figures.look(&Metric::new(pattern.measure.clone(), path)).ok()
    });
    found
        .map(|estimate| Interval::from(&estimate))
        .reduce(|best, next| Interval {
            value: choose(best.value, next.value),
            low: choose(best.low, next.low),
            high: choose(best.high, next.high),
        })
        .ok_or_else(|| JudgeError::Nobody {
            pattern: pattern.path.clone(),
            record: figures.record().name.clone(),
        })
}
