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
                let place = measure.axes.iter().position(|own| own == axis);
                let axes: Vec<&str> = measure.axes.iter().map(String::as_str).collect();
                place.ok_or_else(|| JudgeError::unknown("axis of the candidates' measure", axis, &axes))
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
        let names = || all.iter().map(|candidate| candidate.name.as_str()).collect::<Vec<_>>();
        if all.is_empty() {
            let measures: BTreeSet<&str> = figures
                .evidence()
                .all()
                .iter()
                .flat_map(|it| it.measures.keys())
                .map(String::as_str)
                .collect();
            let here = Vec::from_iter(measures);
            return Err(JudgeError::unknown("measure of the candidates here", of, &here));
        }
        if !all.iter().any(|candidate| candidate.is_named(today)) {
            return Err(JudgeError::unknown("candidate", today, &names()));
        }
        Ok(all)
    }
}
