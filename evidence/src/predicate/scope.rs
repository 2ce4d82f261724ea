//! Where an expression's names are looked up.

use std::borrow::Cow;

use super::error::JudgeError;
use super::fact::Fact;
use crate::coordinates::Coordinates;
use crate::expression::Term;
use crate::metric::{Figures, Metric};
use crate::rules::Named;

/// Before a parameter's name, among what an expression differs by: no axis begins so.
pub(crate) const SUPPOSED: &str = "=";

/// The figures, and what stands for axes and parameters in an expression.
#[derive(Clone)]
pub(crate) struct Scope<'s, 'g> {
    pub(crate) figures: &'g Figures<'g>,
    /// The coordinate on each axis that an expression can name.
    pub(crate) at: Cow<'s, Coordinates>,
    /// What is supposed of parameters; of all others their own values are taken.
    pub(crate) supposed: Cow<'s, [(String, Term<'g>)]>,
    /// Judges what is judged elsewhere; none where an expression can name no such thing.
    facts: Option<&'s Facts<'s, 'g>>,
}

/// Judges a fact.
type Facts<'s, 'g> = dyn Fn(&Fact) -> Result<Term<'g>, JudgeError> + 's;

impl<'s, 'g> Scope<'s, 'g> {
    /// These figures, at no coordinates, with every parameter as it is.
    pub(crate) fn of(figures: &'g Figures<'g>) -> Self {
        Self {
            figures,
            at: Cow::Owned(Coordinates::default()),
            supposed: Cow::Owned(Vec::new()),
            facts: None,
        }
    }

    /// The same, with facts.
    pub(crate) fn judging(figures: &'g Figures<'g>, facts: &'s Facts<'s, 'g>) -> Self {
        Self { facts: Some(facts), ..Self::of(figures) }
    }

    /// The same, with these parameters supposed.
    pub(crate) fn over(figures: &'g Figures<'g>, supposed: Vec<(String, Term<'g>)>) -> Self {
        Self { supposed: Cow::Owned(supposed), ..Self::of(figures) }
    }

    /// The same, with these parameters supposed and no others.
    #[must_use]
    pub(crate) fn supposing(&self, supposed: Vec<(String, Term<'g>)>) -> Scope<'_, 'g> {
        Scope {
            figures: self.figures,
            at: Cow::Borrowed(&self.at),
            supposed: Cow::Owned(supposed),
            facts: self.facts,
        }
    }

    /// The same at these coordinates besides.
    #[must_use]
    pub(crate) fn at(&self, at: &Coordinates) -> Scope<'_, 'g> {
        Scope {
            figures: self.figures,
            at: Cow::Owned(self.at.with(at)),
            supposed: Cow::Borrowed(&self.supposed),
            facts: self.facts,
        }
    }

    /// A figure's name with the coordinates in it.
    pub(super) fn filled<'m>(&self, metric: &'m Metric) -> Cow<'m, Metric> {
        let fill = |text: &str| {
            let axes = self.at.iter().filter(|(axis, _)| text.contains(*axis));
            axes.fold(text.to_owned(), |text, (axis, value)| text.replace(&format!("{{{axis}}}"), value))
        };
        if metric.axes().next().is_none() {
            return Cow::Borrowed(metric);
        }
        Cow::Owned(Metric {
            ask: metric.ask,
            path: fill(&metric.path),
            named: metric.named.iter().map(|(axis, value)| (axis, fill(value))).collect(),
        })
    }

    /// The value of a coordinate, of what is supposed, or of what the rules have by that name.
    ///
    /// # Errors
    /// [`JudgeError`] when there is none, or it has no value here.
    pub(super) fn name(&self, name: &str) -> Result<Term<'g>, JudgeError> {
        let graph = self.figures.graph();
        if let Some(coordinate) = self.at.get(name) {
            let number = coordinate
                .parse()
                .map_err(|_| JudgeError::NoNumber { axis: name.to_owned(), value: coordinate.to_owned() })?;
            return Ok(graph.number(number));
        }
        if let Some((_, term)) = self.supposed.iter().find(|(supposed, _)| supposed == name) {
            return Ok(*term);
        }
        let rules = self.figures.rules();
        let (Some(named), Some((name, by))) = (rules.named(name), rules.differs_by(name)) else {
            let known: Vec<&str> = rules.names().collect();
            return Err(JudgeError::unknown("figure or parameter", name, &known));
        };
        // What rests on the same coordinates and parameters was computed before.
        let at = self.at.only(by);
        let supposed = by.iter().enumerate().filter_map(|(place, by)| {
            let parameter = by.strip_prefix(SUPPOSED)?;
            let (_, term) = self.supposed.iter().find(|(supposed, _)| supposed == parameter)?;
            Some((place, term.id()))
        });
        let key = (name, at, supposed.collect());
        if let Some(known) = self.figures.named(&key) {
            return known.map(|id| graph.term(id));
        }
        let term = match named {
            // What others are supposed to be is not what this one is.
            Named::Parameter(parameter) => parameter.own(self.figures),
            Named::Figure(formula) => formula.term(self),
            Named::Cases { name, by, cases, otherwise } => match self.at.get(by) {
                None => Err(JudgeError::NoCoordinate { figure: name.to_owned(), axis: by.to_owned() }),
                Some(value) => match cases.get(value).or(otherwise) {
                    Some(formula) => formula.term(self),
                    None => Err(JudgeError::NoCase {
                        figure: name.to_owned(),
                        axis: by.to_owned(),
                        value: value.to_owned(),
                    }),
                },
            },
        };
        self.figures.remember(key, term.clone().map(Term::id));
        term
    }

    /// What is judged elsewhere.
    pub(super) fn fact(&self, fact: &Fact) -> Result<Term<'g>, JudgeError> {
        self.facts.map_or_else(|| Err(JudgeError::NoFact(fact.word())), |judge| judge(fact))
    }
}
