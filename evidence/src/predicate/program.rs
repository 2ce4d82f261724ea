//! An expression as it was read: steps that each take what the steps before them left.

use std::collections::BTreeSet;

use super::elsewhere::Elsewhere;
use super::error::JudgeError;
use super::fact::Fact;
use super::pattern::Pattern;
use super::scope::Scope;
use crate::expression::{Term, Truth};
use crate::metric::Metric;

/// One step, in postfix order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Number(f64),
    /// What is neither true nor false, whatever moves.
    Open,
    /// A figure; `{axis}` in its path stands for the coordinate on that axis.
    Figure(Metric),
    /// A figure, a parameter or a coordinate, by its name.
    Name(String),
    Least(Pattern),
    Greatest(Pattern),
    Fact(Fact),
    Elsewhere(Box<Elsewhere>),
    Part(Part),
    Operator(Operator),
}

impl Step {
    fn compares(&self) -> bool {
        use Operator::{Above, AtLeast, AtMost, Below, Different, Same};
        matches!(self, Self::Operator(Below | AtMost | Above | AtLeast | Same | Different))
    }
}

/// A part of a value that has an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Middle,
    Low,
    High,
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
    Lesser,
    Greater,
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
            Self::Lesser | Self::Greater => unreachable!("they are written as calls"),
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
            Self::Lesser => left.least(right),
            Self::Greater => left.greatest(right),
            Self::Not => unreachable!("it stands before one part"),
        }
    }
}

/// A condition, and both sides of the comparison that it is.
pub(crate) type Compared<'g> = (Term<'g>, Option<[Term<'g>; 2]>);

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

    /// The name that is all of it.
    pub(super) fn name(&self) -> Option<&str> {
        if let [Step::Name(name)] = self.0.as_slice() { Some(name) } else { None }
    }

    /// The facts that it names.
    pub(super) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.0.iter().filter_map(|step| if let Step::Fact(fact) = step { Some(fact) } else { None })
    }

    /// The names that it uses, also within what it takes from elsewhere.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for step in &self.0 {
            match step {
                Step::Name(name) => names.push(name.as_str()),
                Step::Elsewhere(elsewhere) => names.extend(elsewhere.programs().flat_map(Self::names)),
                _ => {}
            }
        }
        names
    }

    /// What it differs by: names that it leaves to where it is taken, those of axes among them. `of` says the same of a name.
    pub(super) fn differs_by(&self, of: &mut dyn FnMut(&str) -> BTreeSet<String>) -> BTreeSet<String> {
        let mut by = BTreeSet::new();
        for step in &self.0 {
            match step {
                Step::Figure(metric) | Step::Least(Pattern(metric)) | Step::Greatest(Pattern(metric)) => {
                    by.extend(metric.axes().map(str::to_owned));
                }
                Step::Name(name) => by.extend(of(name)),
                Step::Elsewhere(elsewhere) => by.extend(elsewhere.differs_by(of)),
                _ => {}
            }
        }
        by
    }

    /// The coordinates on an axis at which it takes something.
    pub(super) fn coordinates_on(&self, axis: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for step in &self.0 {
            let Step::Elsewhere(elsewhere) = step else { continue };
            found.extend(elsewhere.coordinate_on(axis));
            found.extend(elsewhere.programs().flat_map(|program| program.coordinates_on(axis)));
        }
        found
    }

    /// The figures that it names itself, at the coordinates of `scope`.
    pub(super) fn figures(&self, scope: &Scope<'_, '_>) -> Vec<Metric> {
        let figure = |step: &Step| {
            if let Step::Figure(metric) = step { Some(scope.filled(metric).into_owned()) } else { None }
        };
        self.0.iter().filter_map(figure).collect()
    }

    /// Its value.
    ///
    /// # Errors
    /// [`JudgeError`] on the first figure, name or fact that cannot be had.
    pub(super) fn term<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Term<'g>, JudgeError> {
        let mut values = run(&self.0, scope)?;
        Ok(take(&mut values))
    }

    /// Its value, and both sides of the comparison that is all of it; none where it is something else.
    ///
    /// # Errors
    /// [`JudgeError`] as [`Program::term`].
    pub(super) fn compared<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Compared<'g>, JudgeError> {
        let Some((Step::Operator(last), before)) = self.0.split_last().filter(|(last, _)| last.compares())
        else {
            return Ok((self.term(scope)?, None));
        };
        let mut values = run(before, scope)?;
        let (right, left) = (take(&mut values), take(&mut values));
        Ok((last.of(left, right), Some([left, right])))
    }
}

/// The values that steps leave. All of them is looked up, so that a figure that is missing is never overlooked.
fn run<'g>(steps: &[Step], scope: &Scope<'_, 'g>) -> Result<Vec<Term<'g>>, JudgeError> {
    let (figures, graph) = (scope.figures, scope.figures.graph());
    let mut values: Vec<Term<'g>> = Vec::new();
    for step in steps {
        let value = match step {
            Step::Number(number) => graph.number(*number),
            Step::Open => graph.constant(Truth::Inconclusive),
            Step::Figure(metric) => figures.term(&scope.filled(metric))?,
            Step::Name(name) => scope.name(name)?,
            Step::Least(pattern) => pattern.reduce(scope, Term::least)?,
            Step::Greatest(pattern) => pattern.reduce(scope, Term::greatest)?,
            Step::Fact(named) => scope.fact(named)?,
            Step::Elsewhere(elsewhere) => elsewhere.term(scope)?,
            Step::Part(Part::Middle) => take(&mut values).point(),
            Step::Part(Part::Low) => take(&mut values).low(),
            Step::Part(Part::High) => {
                let zero = graph.number(0.0);
                zero - (zero - take(&mut values)).low()
            }
            Step::Operator(Operator::Not) => !take(&mut values),
            Step::Operator(operator) => {
                let (right, left) = (take(&mut values), take(&mut values));
                operator.of(left, right)
            }
        };
        values.push(value);
    }
    Ok(values)
}

fn take<'g>(values: &mut Vec<Term<'g>>) -> Term<'g> {
    values.pop().unwrap_or_else(|| unreachable!("the reader gives each operator its parts"))
}
