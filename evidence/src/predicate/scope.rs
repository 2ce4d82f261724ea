//! Where an expression's names are looked up.

use std::borrow::Cow;

use super::error::JudgeError;
use super::fact::Fact;
use crate::coordinates::Coordinates;
use crate::expression::Term;
use crate::metric::{Figures, Metric};

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

    /// Whether something is supposed of a parameter.
    pub(crate) fn supposes(&self) -> bool {
        !self.supposed.is_empty()
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

    /// What is judged elsewhere.
    pub(super) fn fact(&self, fact: &Fact) -> Result<Term<'g>, JudgeError> {
        self.facts.map_or_else(|| Err(JudgeError::NoFact(fact.word())), |judge| judge(fact))
    }
}
