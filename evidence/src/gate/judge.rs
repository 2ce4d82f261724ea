//! One gate, one subject: what the evidence says.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::file::{Gate, How};
use super::ruling::Ruling;
use crate::coordinates::Coordinates;
use crate::expression::{Interval, Term, Truth};
use crate::metric::Metric;
use crate::point::PointError;
use crate::predicate::{JudgeError, Scope};

/// Each gate's verdict on each subject, by the ids of both.
pub type Verdicts = BTreeMap<String, BTreeMap<String, Verdict>>;

/// What one gate says of one subject: in values, or in what stands for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict<N = Interval, C = Truth> {
    /// By the rule's letter.
    pub written: C,
    /// By what the difference matters.
    pub material: C,
    /// Each point that was judged; none where the gate is judged once.
    pub points: Vec<Point<N, C>>,
}

/// One point that a gate is judged at.
#[derive(Debug, Clone, PartialEq)]
pub struct Point<N = Interval, C = Truth> {
    /// Its coordinates on the gate's axes: `push/92`.
    pub name: String,
    /// The figures that the rule names.
    pub figures: Arc<[Metric]>,
    /// Both sides of the rule as written, where it is one comparison.
    pub compared: Option<[N; 2]>,
    /// By the rule's letter.
    pub written: C,
    /// How far it is from the baseline, where the gate says how that is told.
    pub difference: Option<N>,
    /// What the difference matters: the left side of the material rule, where it is one comparison.
    pub matters: Option<N>,
    /// By what the difference matters.
    pub material: C,
}

/// A verdict that is still to be computed.
pub(crate) type OpenVerdict<'g> = Verdict<Term<'g>, Term<'g>>;

impl Gate {
    /// What decides on the subject that stands in `scope`. `own` is the verdict without suppositions, given where nothing but `material`
    /// rests on parameters: its points are taken over, and only `material` is computed anew.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing of which no record says why.
    pub(super) fn judge<'g>(
        &self,
        scope: &Scope<'_, 'g>,
        own: Option<&OpenVerdict<'g>>,
    ) -> Result<OpenVerdict<'g>, JudgeError> {
        let holds = scope.figures.graph().constant(Truth::True);
        let mut verdict = Verdict { written: holds, material: holds, points: Vec::new() };
        let How::Judged { over, material, .. } = &self.how else { return Ok(verdict) };
        // In the order of the combinations, without those that are absent.
        let mut known = own.map_or(&[][..], |own| &own.points).iter().peekable();
        for at in combinations(over) {
            let name = at.iter().map(|(_, value)| *value).collect::<Vec<_>>().join("/");
            let scope = scope.at(&Coordinates::from_iter(at));
            let known = known.next_if(|point| point.name == name).cloned();
            let point = known.map_or_else(|| self.point(name, &scope), |known| Ok(Some(known)));
            let Some(mut point) = point? else { continue };
            if let Some(rule) = material {
                rule.program.check_units(&scope)?;
                let (material, compared) = rule.program.compared(&scope)?;
                (point.material, point.matters) = (material, compared.map(|[left, _]| left));
            }
            verdict.written = verdict.written & point.written;
            verdict.material = verdict.material & point.material;
            if !over.is_empty() {
                verdict.points.push(point);
            }
        }
        Ok(verdict)
    }

    /// One point by the rule's letter, as if that were all; none where a record says why there is no figure.
    fn point<'g>(
        &self,
        name: String,
        scope: &Scope<'_, 'g>,
    ) -> Result<Option<Point<Term<'g>, Term<'g>>>, JudgeError> {
        let How::Judged { holds, difference, .. } = &self.how else { return Ok(None) };
        let (written, compared) = match holds.program.compared(scope) {
            Err(JudgeError::Figure(PointError::Absent(_))) => return Ok(None),
            written => written?,
        };
        holds.program.check_units(scope)?;
        Ok(Some(Point {
            name,
            figures: holds.program.figures(scope).into(),
            compared,
            written,
            difference: difference.as_ref().map(|formula| formula.term(scope)).transpose()?,
            matters: None,
            material: written,
        }))
    }
}

/// Every combination of coordinates; a single one of none where there are no axes.
pub(crate) fn combinations(over: &IndexMap<String, Vec<String>>) -> Vec<Vec<(&str, &str)>> {
    over.iter().fold(vec![Vec::new()], |known, (axis, values)| {
        let with = |before: &Vec<_>, value| [before.as_slice(), &[(axis.as_str(), value)]].concat();
        known.iter().flat_map(|before| values.iter().map(move |value| with(before, value.as_str()))).collect()
    })
}

impl OpenVerdict<'_> {
    /// What the verdict is now.
    pub(crate) fn read(&self) -> Verdict {
        let points = self.points.iter().map(|point| Point {
            name: point.name.clone(),
            figures: point.figures.clone(),
            compared: point.compared.map(|both| both.map(Term::value)),
            written: point.written.truth(),
            difference: point.difference.map(Term::value),
            matters: point.matters.map(Term::value),
            material: point.material.truth(),
        });
        Verdict { written: self.written.truth(), material: self.material.truth(), points: points.collect() }
    }
}

impl<N, C: Copy> Verdict<N, C> {
    /// The verdict by one of the two.
    pub fn by(&self, ruling: Ruling) -> C {
        match ruling {
            Ruling::AsWritten => self.written,
            Ruling::Material => self.material,
        }
    }
}
