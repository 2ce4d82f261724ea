//! An expression as it was read: steps that each take what the steps before them left.

use super::error::JudgeError;
use super::fact::Fact;
use super::pattern::Pattern;
use crate::expression::Term;
use crate::metric::{Figures, Metric};

/// One step, in postfix order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Number(f64),
    Figure(Metric),
    Least(Pattern),
    Greatest(Pattern),
    Fact(Fact),
    Operator(Operator),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Below,
    AtMost,
    Above,
    AtLeast,
    Same,
    Different,
    Plus,
    Minus,
    By,
    Over,
    Not,
}

impl Operator {
    /// The operator that stands between two parts and is written so.
    pub(super) fn between(sign: &str) -> Option<Self> {
        Some(match sign {
            "||" => Self::Or,
            "&&" => Self::And,
            "<" => Self::Below,
            "<=" => Self::AtMost,
            ">" => Self::Above,
            ">=" => Self::AtLeast,
            "==" => Self::Same,
            "!=" => Self::Different,
            "+" => Self::Plus,
            "-" => Self::Minus,
            "*" => Self::By,
            "/" => Self::Over,
            _ => return None,
        })
    }

    /// How strongly it binds, from 1 up.
    pub(super) fn binds(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Below | Self::AtMost | Self::Above | Self::AtLeast | Self::Same | Self::Different => 3,
            Self::Plus | Self::Minus => 4,
            Self::By | Self::Over => 5,
            Self::Not => 6,
        }
    }

    fn of<'g>(self, left: Term<'g>, right: Term<'g>) -> Term<'g> {
        match self {
            Self::Or => left | right,
            Self::And => left & right,
            Self::Below => left.below(right),
            Self::AtMost => left.at_most(right),
            Self::Above => right.below(left),
            Self::AtLeast => right.at_most(left),
            Self::Same => left.same(right),
            Self::Different => !left.same(right),
            Self::Plus => left + right,
            Self::Minus => left - right,
            Self::By => left * right,
            Self::Over => left / right,
            Self::Not => unreachable!("it stands before one part"),
        }
    }
}

/// The steps of a whole expression: they leave one value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Program(Vec<Step>);

impl Program {
    /// What the reader has read: every step finds the values that it takes.
    pub(super) fn new(steps: Vec<Step>) -> Self {
        Self(steps)
    }

    /// The figure that is all of it.
    pub(super) fn figure(&self) -> Option<&Metric> {
        if let [Step::Figure(metric)] = self.0.as_slice() { Some(metric) } else { None }
    }

    /// The facts that it names.
    pub(super) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.0.iter().filter_map(|step| if let Step::Fact(fact) = step { Some(fact) } else { None })
    }

    /// The expression over these figures. All of it is looked up, so that a figure that is missing is never overlooked.
    ///
    /// # Errors
    /// [`JudgeError`] on the first figure or fact that cannot be had.
    pub(super) fn term<'g>(
        &self,
        figures: &'g Figures<'_>,
        fact: impl Fn(&Fact) -> Result<Term<'g>, JudgeError>,
    ) -> Result<Term<'g>, JudgeError> {
        let mut values: Vec<Term<'g>> = Vec::new();
        let take = |values: &mut Vec<Term<'g>>| {
            values.pop().unwrap_or_else(|| unreachable!("the reader gives each operator its parts"))
        };
        for step in &self.0 {
            let value = match step {
                Step::Number(number) => figures.graph().number(*number),
                Step::Figure(metric) => figures.term(metric)?,
                Step::Least(pattern) => pattern.reduce(figures, Term::least)?,
                Step::Greatest(pattern) => pattern.reduce(figures, Term::greatest)?,
                Step::Fact(named) => fact(named)?,
                Step::Operator(Operator::Not) => !take(&mut values),
                Step::Operator(operator) => {
                    let (right, left) = (take(&mut values), take(&mut values));
                    operator.of(left, right)
                }
            };
            values.push(value);
        }
        Ok(take(&mut values))
    }
}
