//! An expression that is taken at other coordinates, or for other parameters.

use std::collections::BTreeSet;

use super::error::JudgeError;
use super::program::Program;
use super::scope::{SUPPOSED, Scope};
use crate::coordinates::Coordinates;
use crate::expression::Term;

/// An expression, and where it is taken.
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

    /// The coordinate on an axis at which it is taken.
    pub(super) fn coordinate_on(&self, axis: &str) -> Option<&str> {
        if let Setting::With { at, .. } = &self.place { at.get(axis) } else { None }
    }

    pub(super) fn term<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Term<'g>, JudgeError> {
        match &self.place {
            Setting::Own => self.of.term(&scope.supposing(Vec::new())),
            Setting::With { at, supposed } => {
                let mut all = scope.supposed.to_vec();
                for (name, program) in supposed {
                    let term = program.term(scope)?;
                    all.retain(|(known, _)| known != name);
                    all.push((name.clone(), term));
                }
                self.of.term(&scope.at(at).supposing(all))
            }
            Setting::Between { axis, n } => {
                let rules = scope.figures.rules();
                let sizes =
                    rules.sizes(axis).ok_or_else(|| JudgeError::unknown("sizes of the axis", axis, &[]))?;
                let mut ends = Vec::new();
                let mut missing = None;
                for &size in sizes {
                    let at = Coordinates::from_iter([(axis.as_str(), size.to_string())]);
                    match self.of.term(&scope.at(&at)) {
                        Ok(end) => ends.push((size, end)),
                        // Not every size was measured of everything.
                        Err(JudgeError::Figure(error)) => missing = Some(error),
                        Err(error) => return Err(error),
                    }
                }
                match missing {
                    Some(error) if ends.len() < 2 => Err(error.into()),
                    _ => Ok(Term::power_law(ends, n.term(scope)?)),
                }
            }
        }
    }
}
