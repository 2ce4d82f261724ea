//! What an expression's value is measured in: a time divided by a time is no time.

use super::error::JudgeError;
use super::formula::Formula;
use super::pattern::Pattern;
use super::program::{Elsewhere, Operator, Program, Setting, Step};
use super::scope::Scope;
use crate::coordinates::Coordinates;
use crate::dimension::{Dimension, Known};
use crate::metric::{Ask, Figures, Metric};
use crate::named::Definition;
use crate::rules::Named;
use crate::unit::Unit;

/// What has no unit's dimension, in words.
const PRODUCT: &str = "a product of several";

impl Formula {
    /// What its value is, where that is no number in this unit: `a time`. None where it is one, or nobody can tell.
    ///
    /// # Errors
    /// [`JudgeError`] names a figure that is missing, or two parts that cannot be added.
    pub fn unfit_for(&self, unit: Unit, figures: &Figures<'_>) -> Result<Option<&'static str>, JudgeError> {
        let Known::Of(own) = self.program.known(&Scope::of(figures))? else { return Ok(None) };
        let shown = Dimension::of(unit);
        // A rate is shown as a plain number, but a time and bytes have units of their own.
        let fits = own == shown || (shown == Dimension::PLAIN && own.said().is_none());
        Ok((!fits).then(|| own.said().unwrap_or("measured in something else")))
    }

    /// Sees to it that its value may be a plain number; `key` is where it is written.
    ///
    /// # Errors
    /// [`JudgeError::NoValue`] where it is not; any other where a figure is missing.
    pub(crate) fn check_plain(&self, key: &str, scope: &Scope<'_, '_>) -> Result<(), JudgeError> {
        let own = match self.program.known(scope) {
            Ok(Known::Of(own)) if own != Dimension::PLAIN => own.said().unwrap_or(PRODUCT).to_owned(),
            Err(JudgeError::Units(left, right)) => {
                format!("{left} and {right} that are added, subtracted or compared")
            }
            known => return known.map(drop),
        };
        let problem =
            format!("`{key}` in the decision's file comes to {own}, and has to come to a plain number");
        Err(JudgeError::NoValue(problem))
    }
}

impl Program {
    /// Sees to it that it compares and adds only what has one unit. Whatever is supposed of a parameter has the unit that it had: where
    /// something is supposed, who asks has asked without before, and is not answered again.
    ///
    /// # Errors
    /// [`JudgeError::Units`] where it does not; any other where a figure is missing.
    pub(crate) fn check_units(&self, scope: &Scope<'_, '_>) -> Result<(), JudgeError> {
        if scope.supposes() { Ok(()) } else { self.known(scope).map(drop) }
    }

    fn known(&self, scope: &Scope<'_, '_>) -> Result<Known, JudgeError> {
        let mut parts: Vec<Known> = Vec::new();
        let take = |parts: &mut Vec<Known>| parts.pop().unwrap_or(Known::Anything);
        for step in &self.0 {
            let known = match step {
                Step::Number(_) => Known::Number,
                Step::Open | Step::Fact(_) => Known::Anything,
                Step::Figure(metric) => of_figure(metric, scope)?,
                Step::Name(name) => scope.known(name)?,
                Step::Least(Pattern(metric)) | Step::Greatest(Pattern(metric)) => of_pattern(metric, scope)?,
                Step::Elsewhere(elsewhere) => elsewhere.known(scope)?,
                Step::Part(_) => continue,
                Step::Operator(Operator::Not) => Known::Anything,
                Step::Operator(operator) => {
                    let (right, left) = (take(&mut parts), take(&mut parts));
                    operator.known(left, right)?
                }
            };
            parts.push(known);
        }
        Ok(take(&mut parts))
    }
}

impl Operator {
    fn known(self, left: Known, right: Known) -> Result<Known, JudgeError> {
        use Known::{Anything, Number, Of};
        let plain = |known| if known == Number { Of(Dimension::PLAIN) } else { known };
        Ok(match self {
            Self::Or | Self::And | Self::Not => Anything,
            Self::By | Self::Over if (left, right) == (Number, Number) => Number,
            Self::By | Self::Over => match (plain(left), plain(right)) {
                (Of(left), Of(right)) => Of(left.by(right, if self == Self::By { 1 } else { -1 })),
                _ => Anything,
            },
            _ => {
                let both = match (left, right) {
                    (Of(left), Of(right)) if left != right => return Err(differ(left, right)),
                    (Of(one), _) | (_, Of(one)) => Of(one),
                    (Number, Number) => Number,
                    _ => Anything,
                };
                if matches!(self, Self::Plus | Self::Minus | Self::Lesser | Self::Greater) {
                    both
                } else {
                    Anything
                }
            }
        })
    }
}

fn differ(left: Dimension, right: Dimension) -> JudgeError {
    let said = |dimension: Dimension| dimension.said().unwrap_or(PRODUCT);
    JudgeError::Units(said(left), said(right))
}

impl Elsewhere {
    fn known(&self, scope: &Scope<'_, '_>) -> Result<Known, JudgeError> {
        match &self.place {
            Setting::Own => self.of.known(scope),
            Setting::With { at, .. } => self.of.known(&scope.at(at)),
            Setting::Between { axis, .. } => {
                let sizes = scope.figures.rules().sizes(axis).unwrap_or_default();
                let at = |size: &f64| Coordinates::from_iter([(axis.as_str(), size.to_string())]);
                // Not every size was measured of everything.
                let mut all = sizes.iter().map(|size| self.of.known(&scope.at(&at(size))));
                let measured = all.find(|known| !matches!(known, Err(JudgeError::Figure(_))));
                measured.unwrap_or(Ok(Known::Anything))
            }
        }
    }
}

impl Scope<'_, '_> {
    fn known(&self, name: &str) -> Result<Known, JudgeError> {
        if self.at.get(name).is_some() {
            return Ok(Known::Of(Dimension::PLAIN));
        }
        let rules = self.figures.rules();
        let Some((name, by)) = rules.differs_by(name) else { return Ok(Known::Anything) };
        let key = (name, self.at.on(by));
        if let Some(known) = self.figures.units.borrow().get(&key) {
            return known.clone();
        }
        let formula = match rules.named(&key.0) {
            // Who counts something need not say so.
            Some(Named::Parameter(parameter)) if parameter.unit == Unit::Count => None,
            Some(Named::Parameter(parameter)) => return Ok(Known::Of(Dimension::of(parameter.unit))),
            Some(Named::Figure(Definition::Formula(formula))) => Some(formula),
            Some(Named::Figure(Definition::Cases { by, is, otherwise })) => {
                self.at.get(by).and_then(|value| is.get(value).or(otherwise.as_ref()))
            }
            None => None,
        };
        let known = formula.map_or(Ok(Known::Anything), |formula| formula.program.known(self));
        // A number that has a name has a unit too, which nobody wrote down.
        let known = known.map(|known| if known == Known::Number { Known::Anything } else { known });
        self.figures.units.borrow_mut().insert(key, known.clone());
        known
    }
}

fn of_figure(metric: &Metric, scope: &Scope<'_, '_>) -> Result<Known, JudgeError> {
    let unit = scope.figures.look(&scope.filled(metric))?.unit;
    Ok(Known::Of(Dimension::of(unit)))
}

/// All figures of a pattern are of one measure.
fn of_pattern(metric: &Metric, scope: &Scope<'_, '_>) -> Result<Known, JudgeError> {
    if metric.ask != Ask::Fig {
        return Ok(Known::Of(Dimension::PLAIN));
    }
    let metric = scope.filled(metric);
    // That is said when it is looked up.
    if Pattern::too_many(&metric.path).is_some() {
        return Ok(Known::Anything);
    }
    let Some(path) = Pattern::paths(&metric.path).into_iter().next() else { return Ok(Known::Anything) };
    let first = match scope.figures.evidence().points(&path, &scope.figures.view().at, &metric.named) {
        Ok(points) if path.contains('*') => points.into_iter().next(),
        _ => Some(path),
    };
    let Some(path) = first else { return Ok(Known::Anything) };
    of_figure(&Metric { path, ..Metric::clone(&metric) }, scope)
}
