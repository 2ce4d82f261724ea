//! What can be chosen.

use std::collections::BTreeSet;
use std::fmt;

use super::file::{Candidates, DecisionFile};
use crate::coordinates::Coordinates;
use crate::metric::Figures;
use crate::predicate::JudgeError;

/// A point on the axes of the candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its coordinates, one after the other: `vec+today`.
    pub name: String,
    /// Its coordinates, by axis.
    pub at: Coordinates,
}

impl Candidate {
    /// Whether this is its name; `/` may stand for the first `+`, as in a path.
    pub fn is_named(&self, name: &str) -> bool {
        self.name == name || self.name == name.replacen('/', "+", 1)
    }

    /// The place of the candidate of that name among these.
    ///
    /// # Errors
    /// [`JudgeError::Unknown`] lists them.
    pub(super) fn find<'c>(
        mut all: impl Iterator<Item = &'c Self> + Clone,
        name: &str,
    ) -> Result<usize, JudgeError> {
        let names = all.clone().map(|it| it.name.as_str());
        all.position(|it| it.is_named(name)).ok_or_else(|| JudgeError::unknown("candidate", name, names))
    }

    /// Its coordinate on an axis.
    pub fn on(&self, axis: &str) -> &str {
        self.at.get(axis).unwrap_or_default()
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl DecisionFile {
    /// Every candidate, in the order in which the records have them.
    ///
    /// # Errors
    /// [`JudgeError`] when no record has the measure, it lacks an axis, or today's candidate is not there.
    pub(super) fn all(&self, figures: &Figures<'_>) -> Result<Vec<Candidate>, JudgeError> {
        let Candidates { of, axes, today } = &self.candidates;
        let mut all: Vec<Candidate> = Vec::new();
        let mut known = BTreeSet::new();
        let allowed = figures.evidence().all().iter().filter(|record| figures.view().at.allow(record));
        for record in allowed {
            let (Some(measure), Some(points)) = (record.measures.get(of), record.figures.get(of)) else {
                continue;
            };
            let place = |axis: &String| {
                let mut axes = measure.axes.iter().map(String::as_str);
                let unknown = JudgeError::unknown("axis of the candidates' measure", axis, axes.clone());
                axes.position(|own| own == axis).ok_or(unknown)
            };
            let places: Vec<usize> = axes.iter().map(place).collect::<Result<_, _>>()?;
            for point in points.keys() {
                let parts: Vec<&str> = point.split('/').collect();
                let values: Vec<&str> =
                    places.iter().filter_map(|place| parts.get(*place).copied()).collect();
                let name = values.join("+");
                if known.insert(name.clone()) {
                    let at = axes.iter().map(String::as_str).zip(values).collect();
                    all.push(Candidate { name, at });
                }
            }
        }
        if all.is_empty() {
            let measures: BTreeSet<&str> = figures
                .evidence()
                .all()
                .iter()
                .flat_map(|it| it.measures.keys())
                .map(String::as_str)
                .collect();
            return Err(JudgeError::unknown("measure of the candidates here", of, measures));
        }
        Candidate::find(all.iter(), today)?;
        Ok(all)
    }
}
