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

use crate::decision::Parameter;
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
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A gate's verdict on a representation, as written.
    Gate {
        /// The gate's id.
        gate: String,
        /// The representation's id, or `*` for all but the baseline.
        representation: String,
    },
    /// The same gate's verdict, counted in what it costs a tick.
    Material {
        /// The gate's id.
        gate: String,
        /// The representation's id, or `*` for all but the baseline.
        representation: String,
    },
    /// Another claim.
    Claim(String),
    /// What the decision chooses.
    Decides {
        /// The candidate.
        candidate: String,
        /// For a project of which one parameter is so many times what it is.
        when: Option<Supposed>,
    },
}

/// One parameter of a project, so many times what it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Supposed {
    /// Which parameter.
    pub parameter: Parameter,
    /// How many times.
    pub times: f64,
}

/// What judges the facts that a predicate names.
pub trait Facts {
    /// The truth of one fact.
    ///
    /// # Errors
    /// [`JudgeError`] when there is no such gate, representation or claim, or a figure behind it is missing.
    fn fact(&self, fact: &Fact, figures: &Figures<'_>) -> Result<Truth, JudgeError>;

    /// Whether a fact rests on what the decision chooses, itself or through another claim.
    fn asks_for_the_decision(&self, fact: &Fact) -> bool;
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
    pub(crate) fn asks_for_the_decision(&self, facts: &dyn Facts) -> bool {
        self.condition.asks_for_the_decision(facts)
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
    fn asks_for_the_decision(&self, facts: &dyn Facts) -> bool {
        match self {
            Self::And(left, right) | Self::Or(left, right) => {
                left.asks_for_the_decision(facts) || right.asks_for_the_decision(facts)
            }
            Self::Not(inner) => inner.asks_for_the_decision(facts),
            Self::Compare(..) => false,
            Self::Fact(fact) => facts.asks_for_the_decision(fact),
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

/// The least or the greatest of several figures: `*` stands for every representation but the baseline, `{30,92}` for each
/// of its parts.
///
/// Of `*`, representations without the operation are left out: a record says why they lack it. What is named must be there.
fn extreme(
    pattern: &Metric,
    figures: &Figures<'_>,
    choose: fn(f64, f64) -> f64,
) -> Result<Interval, JudgeError> {
    let subjects = &figures.record().subjects;
    let others = || subjects.representations.iter().filter(|known| known.id != subjects.baseline);
    let mut found = Vec::new();
    for path in parts_of(&pattern.path) {
        let look = |path: String| figures.look(&Metric::new(pattern.measure.clone(), path));
        if path.contains('*') {
            found.extend(
                others().filter_map(|representation| look(path.replace('*', &representation.id)).ok()),
            );
        } else {
            found.push(look(path)?);
        }
    }
    found
        .iter()
        .map(Interval::from)
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

/// Every path that a pattern with braces stands for.
fn parts_of(pattern: &str) -> Vec<String> {
    let braces = pattern.split_once('{').and_then(|(before, rest)| {
        let (parts, after) = rest.split_once('}')?;
        Some((before, parts, after))
    });
    match braces {
        None => vec![pattern.to_owned()],
        Some((before, parts, after)) => {
            parts.split(',').flat_map(|part| parts_of(&format!("{before}{}{after}", part.trim()))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_stand_for_each_of_their_parts() {
        assert_eq!(parts_of("{push,get}/*/{5,30}"), ["push/*/5", "push/*/30", "get/*/5", "get/*/30"]);
        assert_eq!(parts_of("push/im/92"), ["push/im/92"]);
        assert_eq!(parts_of("push/{im"), ["push/{im"]);
    }
}
