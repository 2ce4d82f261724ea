//! An expression as it was read: steps that each take what the steps before them left.

use std::collections::BTreeSet;

use super::fact::Fact;
use super::pattern::Pattern;
use crate::coordinates::Coordinates;
use crate::metric::Metric;

/// Before a parameter's name, among what an expression differs by: no axis begins so.
pub(crate) const SUPPOSED: &str = "=";

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
}

/// The steps of a whole expression: every one finds the values that it takes, and they leave one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Program(pub(super) Vec<Step>);

impl Program {
    /// The figure that is all of it.
    pub(super) fn figure(&self) -> Option<&Metric> {
        if let [Step::Figure(metric)] = self.0.as_slice() { Some(metric) } else { None }
    }

    /// The name that is all of it.
    pub(super) fn name(&self) -> Option<&str> {
        if let [Step::Name(name)] = self.0.as_slice() { Some(name) } else { None }
    }

    /// The facts that it names.
    pub(crate) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.0.iter().filter_map(|step| if let Step::Fact(fact) = step { Some(fact) } else { None })
    }

    /// The names that it uses, also within what it takes from elsewhere.
    pub(crate) fn names(&self) -> Vec<&str> {
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

    /// What it differs by, see [`Rules::differs_by`](crate::rules::Rules::differs_by): names that it leaves to where it is taken,
    /// those of axes among them. `of` says the same of a name.
    pub(crate) fn differs_by(&self, of: &mut dyn FnMut(&str) -> BTreeSet<String>) -> BTreeSet<String> {
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
    pub(crate) fn coordinates_on(&self, axis: &str) -> Vec<&str> {
        let mut found = Vec::new();
        for step in &self.0 {
            let Step::Elsewhere(elsewhere) = step else { continue };
            if let Setting::With { at, .. } = &elsewhere.place {
                found.extend(at.get(axis));
            }
            found.extend(elsewhere.programs().flat_map(|program| program.coordinates_on(axis)));
        }
        found
    }
}

/// An expression that is taken at other coordinates, or for other parameters.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Elsewhere {
    pub(super) of: Program,
    pub(super) place: Setting,
}

/// Where it is taken.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Setting {
    /// With every parameter as it is.
    Own,
    /// At these coordinates, and with these parameters.
    With { at: Coordinates, supposed: Vec<(String, Program)> },
    /// Between the sizes of an axis, by power laws through its values there.
    Between { axis: String, n: Program },
}

impl Elsewhere {
    /// Every expression in it.
    pub(super) fn programs(&self) -> impl Iterator<Item = &Program> {
        let others: Vec<&Program> = match &self.place {
            Setting::Own => Vec::new(),
            Setting::With { supposed, .. } => supposed.iter().map(|(_, program)| program).collect(),
            Setting::Between { n, .. } => vec![n],
        };
        std::iter::once(&self.of).chain(others)
    }

    /// What it differs by; see [`Program::differs_by`]. What is settled here, nothing else can change.
    pub(super) fn differs_by(&self, of: &mut dyn FnMut(&str) -> BTreeSet<String>) -> BTreeSet<String> {
        let mut by = self.of.differs_by(of);
        match &self.place {
            Setting::Own => by.retain(|name| !name.starts_with(SUPPOSED)),
            Setting::With { at, supposed } => {
                by.retain(|name| at.get(name).is_none());
                by.retain(|name| !supposed.iter().any(|(own, _)| name.strip_prefix(SUPPOSED) == Some(own)));
                for (_, program) in supposed {
                    by.extend(program.differs_by(of));
                }
            }
            Setting::Between { axis, n } => {
                by.remove(axis);
                by.extend(n.differs_by(of));
            }
        }
        by
    }
}
