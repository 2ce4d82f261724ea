//! What an expression comes to over figures.

use std::ops::{BitAnd, BitOr};

use super::error::JudgeError;
use super::formula::Formula;
use super::pattern::Pattern;
use super::program::{Elsewhere, Operator, Part, Program, SUPPOSED, Setting, Step};
use super::scope::Scope;
use crate::coordinates::Coordinates;
use crate::expression::{Interval, Term, Truth};
use crate::metric::{Figures, Metric};
use crate::named::Definition;
use crate::rules::{Named, Rules};

/// The most values of names that one name may come to: those that each take another twice, with something else supposed, double at each.
const MOST_NAMED: usize = 100_000;

/// A condition, and both sides of the comparison that it is.
pub(crate) type Compared<'g> = (Term<'g>, Option<[Term<'g>; 2]>);

impl Formula {
    /// Its value over these figures.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn value(&self, figures: &Figures<'_>) -> Result<Interval, JudgeError> {
        self.number(self.term(&Scope::of(figures))?)
    }

    /// The value of its term.
    pub(crate) fn number(&self, term: Term<'_>) -> Result<Interval, JudgeError> {
        let value = term.value();
        if value.is_number() { Ok(value) } else { Err(JudgeError::NotANumber(format!("`{}`", self.text))) }
    }

    /// The figure that it is, where it is nothing else: it has that figure's unit.
    pub fn figure<'f>(&'f self, rules: &'f Rules) -> Option<&'f Metric> {
        let named = || match rules.named(self.program.name()?)? {
            Named::Figure(Definition::Formula(formula)) => formula.program.figure(),
            _ => None,
        };
        self.program.figure().or_else(named)
    }

    /// The figures that it is computed from.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn asked(&self, figures: &Figures<'_>) -> Result<Vec<Metric>, JudgeError> {
        let below = figures.graph().below(&[self.term(&Scope::of(figures))?.id()]);
        Ok(figures.metrics_among(&below).into_iter().collect())
    }

    /// It there.
    pub(crate) fn term<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Term<'g>, JudgeError> {
        self.program.term(scope)
    }
}

impl Program {
    /// The figures that it names itself, at the coordinates of `scope`.
    pub(crate) fn figures(&self, scope: &Scope<'_, '_>) -> Vec<Metric> {
        let figure = |step: &Step| {
            if let Step::Figure(metric) = step { Some(scope.filled(metric).into_owned()) } else { None }
        };
        self.0.iter().filter_map(figure).collect()
    }

    /// Its value.
    ///
    /// # Errors
    /// [`JudgeError`] on the first figure, name or fact that cannot be had.
    pub(crate) fn term<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Term<'g>, JudgeError> {
        let mut values = run(&self.0, scope)?;
        Ok(take(&mut values))
    }

    /// Its value, and both sides of the comparison that is all of it; none where it is something else.
    pub(crate) fn compared<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Compared<'g>, JudgeError> {
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
            Step::Least(pattern) => pattern.reduce(scope, BitAnd::bitand)?,
            Step::Greatest(pattern) => pattern.reduce(scope, BitOr::bitor)?,
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

impl Step {
    fn compares(&self) -> bool {
        use Operator::{Above, AtLeast, AtMost, Below, Different, Same};
        matches!(self, Self::Operator(Below | AtMost | Above | AtLeast | Same | Different))
    }
}

impl Operator {
    fn of<'g>(self, left: Term<'g>, right: Term<'g>) -> Term<'g> {
        match self {
            Self::Or | Self::Greater => left | right,
            Self::And | Self::Lesser => left & right,
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

impl Elsewhere {
    fn term<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Term<'g>, JudgeError> {
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
                    rules.sizes(axis).ok_or_else(|| JudgeError::unknown("sizes of the axis", axis, []))?;
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

impl Pattern {
    /// The figures. What is named must be there, and of `*` all that are compared with a baseline; one at least.
    fn terms<'g>(&self, scope: &Scope<'_, 'g>) -> Result<Vec<Term<'g>>, JudgeError> {
        let (figures, metric) = (scope.figures, scope.filled(&self.0));
        // A coordinate may have brought more braces.
        if let Some(paths) = Self::too_many(&metric.path) {
            return Err(JudgeError::NoValue(format!(
                "`{}` stands for {paths} paths, which is too many",
                self.0.path
            )));
        }
        let mut terms = Vec::new();
        let look = |path: String| figures.term(&Metric { path, ..Metric::clone(&metric) });
        for path in Self::paths(&metric.path) {
            if path.contains('*') {
                let points = figures.evidence().points_without_gap(&path, &figures.view().at, &metric.named);
                for point in points? {
                    terms.push(look(point)?);
                }
            } else {
                terms.push(look(path)?);
            }
        }
        Ok(terms)
    }

    fn reduce<'g>(
        &self,
        scope: &Scope<'_, 'g>,
        choose: fn(Term<'g>, Term<'g>) -> Term<'g>,
    ) -> Result<Term<'g>, JudgeError> {
        let terms = self.terms(scope)?.into_iter().reduce(choose);
        Ok(terms.unwrap_or_else(|| unreachable!("a pattern that fits nothing is an error")))
    }
}

impl<'g> Scope<'_, 'g> {
    /// The value of a coordinate, of what is supposed, or of what the rules have by that name.
    ///
    /// # Errors
    /// [`JudgeError`] when there is none, or it has no value here.
    fn name(&self, name: &str) -> Result<Term<'g>, JudgeError> {
        let graph = self.figures.graph();
        if let Some(coordinate) = self.at.get(name) {
            let no_number = || format!("the `{name}` {coordinate} is no number to compute with");
            return Ok(graph.number(coordinate.parse().map_err(|_| JudgeError::NoValue(no_number()))?));
        }
        if let Some((_, term)) = self.supposed.iter().find(|(supposed, _)| supposed == name) {
            return Ok(*term);
        }
        let rules = self.figures.rules();
        let (Some(named), Some((name, by))) = (rules.named(name), rules.differs_by(name)) else {
            return Err(JudgeError::unknown("figure or parameter", name, rules.names()));
        };
        // What rests on the same coordinates and parameters was computed before.
        let at = self.at.on(by);
        let supposed = by.iter().enumerate().filter_map(|(place, by)| {
            let parameter = by.strip_prefix(SUPPOSED)?;
            let (_, term) = self.supposed.iter().find(|(supposed, _)| supposed == parameter)?;
            Some((place, term.id()))
        });
        let key = (name, at, supposed.collect());
        let name = &key.0;
        if let Some(known) = self.figures.named.borrow().get(&key) {
            return known.clone().map(|id| graph.term(id));
        }
        let term = self.figures.at_most(MOST_NAMED, || match named {
            // What others are supposed to be is not what this one is.
            Named::Parameter(parameter) => parameter.own(self.figures),
            Named::Figure(Definition::Formula(formula)) => formula.term(self),
            Named::Figure(Definition::Cases { by, is, otherwise }) => match self.at.get(by) {
                None => Err(JudgeError::NoValue(format!(
                    "`{name}` differs by `{by}`, and here it is not said which is meant. Write with({name}, {by}=\"…\")"
                ))),
                Some(value) => match is.get(value).or(otherwise.as_ref()) {
                    Some(formula) => formula.term(self),
                    None => Err(JudgeError::NoCase(format!("`{name}` has no case for the `{by}` {value}"))),
                },
            },
        });
        // Asked for by itself, it may have a value: so this is not kept.
        let Some(term) = term else {
            return Err(JudgeError::NoValue(format!(
                "`{name}` is asked for in too many ways: with(…) and at(…) of names that rest on each other come to more than \
                 {MOST_NAMED} values. Write some of the names in one"
            )));
        };
        self.figures.named.borrow_mut().insert(key, term.clone().map(Term::id));
        term
    }
}
