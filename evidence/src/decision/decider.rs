//! The rules on one record: written as expressions once, and read for any case.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::choose::{Choice, Decision, OpenDecision};
use super::file::DecisionFile;
use super::model::CostModel;
use super::{Case, Parameter};
use crate::expression::{Id, Interval, Term};
use crate::gate::Gates;
use crate::measured::Candidate;
use crate::metric::Figures;
use crate::predicate::{JudgeError, Supposed};

/// What decides on one record: gates, thresholds and the cost model.
#[derive(Debug)]
pub struct Decider<'a> {
    model: CostModel<'a>,
    gates: &'a Gates,
    /// The rules over inputs, for each group of numbers of items whose costs rest on the same sizes.
    over_inputs: RefCell<HashMap<Vec<bool>, Rc<OverInputs<'a>>>>,
    /// The rules over the project's own case, or with one of its parameters so many times what it is.
    over_project: RefCell<HashMap<Times, Rc<OpenDecision<'a>>>>,
}

/// Which parameter is how many times what it is, by the bits of the number.
type Times = Option<(Parameter, u64)>;

/// The rules over numbers that are given later.
#[derive(Debug)]
struct OverInputs<'a> {
    inputs: Case<Term<'a>>,
    open: OpenDecision<'a>,
    /// What is computed from the inputs.
    resting: Vec<Id>,
}

impl<'a> Decider<'a> {
    /// The rules of both files, on the record of these figures.
    pub fn new(file: &'a DecisionFile, gates: &'a Gates, figures: &'a Figures<'a>) -> Self {
        Self {
            model: CostModel::new(file, figures),
            gates,
            over_inputs: RefCell::default(),
            over_project: RefCell::default(),
        }
    }

    /// The cost model.
    pub fn model(&self) -> &CostModel<'a> {
        &self.model
    }

    /// The decision for the size and rates of `case`.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn decide(&self, case: &Case) -> Result<Decision, JudgeError> {
        self.with(case, |open| open.read(&self.model, self.gates, *case))?
    }

    /// What the ruling verdict chooses for `case`: [`Decider::decide`] for less.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn choice(&self, case: &Case) -> Result<Choice, JudgeError> {
        self.with(case, |open| open.choice(&self.model, self.model.file().gates.ruling))?
    }

    /// Whom the ruling verdict chooses for `case`: [`Decider::choice`] for less.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub(super) fn chosen(&self, case: &Case) -> Result<Candidate, JudgeError> {
        self.with(case, |open| open.chosen().cloned())?
    }

    fn with<T>(&self, case: &Case, read: impl FnOnce(&OpenDecision<'a>) -> T) -> Result<T, JudgeError> {
        let rules = self.over_inputs(case)?;
        let place =
            |parameter: Parameter| (parameter.of(&rules.inputs).id(), Interval::point(parameter.of(case)));
        let moved = Parameter::ALL.map(place);
        Ok(self.model.graph().with_moved(&moved, &rules.resting, || read(&rules.open)))
    }

    fn over_inputs(&self, case: &Case) -> Result<Rc<OverInputs<'a>>, JudgeError> {
        let sizes = self.model.below_sizes(case.items);
        if let Some(known) = self.over_inputs.borrow().get(&sizes) {
            return Ok(Rc::clone(known));
        }
        let graph = self.model.graph();
        let inputs = case.map(|number| graph.leaf(Interval::point(number)));
        let open = OpenDecision::of(&self.model, self.gates, &inputs)?;
        let leaves = Parameter::ALL.map(|parameter| parameter.of(&inputs).id());
        let resting = graph.below(&open.roots()).resting_on(&leaves);
        let rules = Rc::new(OverInputs { inputs, open, resting });
        self.over_inputs.borrow_mut().insert(sizes, Rc::clone(&rules));
        Ok(rules)
    }

    /// The rules over the project's own case, which follows its figures.
    pub(crate) fn over_project(&self, when: Option<Supposed>) -> Result<Rc<OpenDecision<'a>>, JudgeError> {
        let key = when.map(|Supposed { parameter, times }| (parameter, times.to_bits()));
        if let Some(known) = self.over_project.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let project = self.model.own_case()?;
        let case = when.map_or(project, |Supposed { parameter, times }| {
            parameter.set(&project, parameter.of(&project) * self.model.graph().number(times))
        });
        let rules = Rc::new(OpenDecision::of(&self.model, self.gates, &case)?);
        self.over_project.borrow_mut().insert(key, Rc::clone(&rules));
        Ok(rules)
    }
}
