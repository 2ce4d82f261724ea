//! The rules over one view: written as expressions once, and read for any parameters.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::choose::{Contenders, OpenDecision};
use super::chosen::{Choice, Decision};
use super::file::DecisionFile;
use super::{Candidate, Case};
use crate::expression::{Id, Interval, Resting, Term};
use crate::gate::OpenVerdicts;
use crate::metric::Figures;
use crate::predicate::{Formula, JudgeError, Scope};

/// What decides: gates, costs and thresholds, over the figures of one view.
#[derive(Debug)]
pub struct Decider<'a> {
    file: &'a DecisionFile,
    figures: &'a Figures<'a>,
    verdicts: Rc<OpenVerdicts<'a>>,
    /// The rules over parameters that are given later.
    over_inputs: OnceCell<OverInputs<'a>>,
    /// The rules over the parameters as they are, or with some of them so many times what they are.
    over_own: RefCell<HashMap<Times, Rc<OpenDecision<'a>>>>,
}

/// The places of parameters, each with how many times what it is, by the bits of the number.
type Times = Vec<(usize, u64)>;

#[derive(Debug)]
struct OverInputs<'a> {
    inputs: Vec<Id>,
    open: OpenDecision<'a>,
    /// What is computed from the parameters.
    resting: Resting,
}

/// The parameters and the rules over them, and what else is asked, of each candidate.
pub(super) type Written<'o, 'a> = (&'o [Id], &'o OpenDecision<'a>, Vec<Vec<Term<'a>>>);

impl<'a> Decider<'a> {
    /// The rules over these figures.
    ///
    /// # Errors
    /// [`JudgeError`] where the book has no file with rules for a decision.
    pub fn new(figures: &'a Figures<'a>) -> Result<Self, JudgeError> {
        Self::by(Rc::default(), figures)
    }

    /// The same, by verdicts that others ask for too.
    pub(crate) fn by(verdicts: Rc<OpenVerdicts<'a>>, figures: &'a Figures<'a>) -> Result<Self, JudgeError> {
        let file = figures.rules().decision.as_ref().ok_or(JudgeError::NoDecision)?;
        Ok(Self { file, figures, verdicts, over_inputs: OnceCell::new(), over_own: RefCell::default() })
    }

    /// The file that declares the rules.
    pub fn file(&self) -> &'a DecisionFile {
        self.file
    }

    /// The figures.
    pub fn figures(&self) -> &'a Figures<'a> {
        self.figures
    }

    /// The parameters as they are.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn project(&self) -> Result<Case, JudgeError> {
        Ok(self.own()?.iter().map(|term| term.value().value).collect())
    }

    fn own(&self) -> Result<Case<Term<'a>>, JudgeError> {
        self.file.parameters.iter().map(|parameter| parameter.own(self.figures)).collect()
    }

    /// The decision for these parameters.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn decide(&self, case: &[f64]) -> Result<Decision, JudgeError> {
        self.with(case, |open| open.read(case.to_vec()))?
    }

    /// What the ruling verdict chooses for these parameters: [`Decider::decide`] for less.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn choice(&self, case: &[f64]) -> Result<Choice, JudgeError> {
        self.with(case, OpenDecision::choice)?
    }

    /// Whom the ruling verdict chooses for `case`: [`Decider::choice`] for less.
    pub(super) fn chosen(&self, case: &[f64]) -> Result<Candidate, JudgeError> {
        self.with(case, |open| open.chosen().cloned())?
    }

    /// Who could be chosen for these parameters.
    pub(super) fn contenders(&self, case: &[f64], error: f64) -> Result<Contenders, JudgeError> {
        self.with(case, |open| open.contenders(error))?
    }

    pub(super) fn written(&self, case: &[f64], more: &[Formula]) -> Result<Written<'_, 'a>, JudgeError> {
        let OverInputs { inputs, open, .. } = self.over_inputs(case)?;
        let terms: Case<_> = inputs.iter().map(|id| self.figures.graph().term(*id)).collect();
        let more = open.outcomes.iter().map(|of| {
            let scope = self.supposing(&terms);
            more.iter().map(|formula| formula.term(&scope.at(&of.candidate.at))).collect()
        });
        Ok((inputs, open, more.collect::<Result<_, JudgeError>>()?))
    }

    /// What each formula comes to at each candidate for these parameters, by the candidate's name.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn asked(&self, case: &[f64], more: &[Formula]) -> Result<BTreeMap<String, Vec<f64>>, JudgeError> {
        let (inputs, open, more) = self.written(case, more)?;
        let graph = self.figures.graph();
        let roots: Vec<Id> = more.iter().flatten().map(|term| term.id()).collect();
        let resting = graph.below(&roots).resting_on(inputs);
        let values = case.iter().map(|value| Interval::point(*value));
        Ok(graph.with_moved(&resting, values, |_| {
            let value = |term: &Term<'_>| term.value().value;
            let names = open.outcomes.iter().map(|of| of.candidate.name.clone());
            names.zip(more.iter().map(|terms| terms.iter().map(value).collect())).collect()
        }))
    }

    /// Sees to it that what is saved and how large it is are plain numbers, of every candidate.
    fn check_units(&self, scope: &Scope<'_, '_>) -> Result<(), JudgeError> {
        let DecisionFile { saves, size, .. } = self.file;
        saves.at_least.check_plain("saves.at-least", scope)?;
        for candidate in self.file.all(self.figures)? {
            let scope = scope.at(&candidate.at);
            saves.of.check_plain("saves.of", &scope)?;
            match size.as_ref().map_or(Ok(()), |size| size.of.check_plain("size.of", &scope)) {
                // Nobody sized it.
                Err(JudgeError::NoCase(_)) => {}
                checked => checked?,
            }
        }
        Ok(())
    }

    fn with<T>(&self, case: &[f64], read: impl FnOnce(&OpenDecision<'a>) -> T) -> Result<T, JudgeError> {
        let rules = self.over_inputs(case)?;
        let values = case.iter().map(|value| Interval::point(*value));
        Ok(self.figures.graph().with_moved(&rules.resting, values, |_| read(&rules.open)))
    }

    fn over_inputs(&self, case: &[f64]) -> Result<&OverInputs<'a>, JudgeError> {
        if let Some(known) = self.over_inputs.get() {
            return Ok(known);
        }
        let graph = self.figures.graph();
        // The parameters' own values are looked at first: whatever is wrong with them is said.
        self.own()?;
        let inputs: Case<_> = case.iter().map(|value| graph.leaf(Interval::point(*value))).collect();
        let scope = self.supposing(&inputs);
        let open = OpenDecision::of(self.file, &self.verdicts, &scope)?;
        self.check_units(&scope)?;
        let inputs: Vec<Id> = inputs.into_iter().map(Term::id).collect();
        let resting = graph.below(&open.roots()).resting_on(&inputs);
        Ok(self.over_inputs.get_or_init(|| OverInputs { inputs, open, resting }))
    }

    fn supposing(&self, case: &[Term<'a>]) -> Scope<'a, 'a> {
        let names = self.file.parameters.iter().map(|parameter| parameter.name.clone());
        Scope::over(self.figures, names.zip(case.iter().copied()).collect())
    }

    /// The rules over the parameters as they are, each of `times` so many times that: they follow the figures.
    pub(crate) fn over_own(&self, times: &[(String, f64)]) -> Result<Rc<OpenDecision<'a>>, JudgeError> {
        let times = times.iter().map(|(name, times)| Ok((self.file.place(name)?, *times)));
        let times: Vec<(usize, f64)> = times.collect::<Result<_, JudgeError>>()?;
        let key: Times = times.iter().map(|(place, times)| (*place, times.to_bits())).collect();
        if let Some(known) = self.over_own.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let own = self.own()?;
        let graph = self.figures.graph();
        let case = times.iter().fold(own.clone(), |case, (place, times)| {
            self.file.suppose(&case, *place, own[*place] * graph.number(*times))
        });
        let scope = if times.is_empty() { Scope::of(self.figures) } else { self.supposing(&case) };
        let rules = Rc::new(OpenDecision::of(self.file, &self.verdicts, &scope)?);
        // What is supposed changes no unit.
        if times.is_empty() {
            self.check_units(&scope)?;
        }
        self.over_own.borrow_mut().insert(key, Rc::clone(&rules));
        Ok(rules)
    }
}
