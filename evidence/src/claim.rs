//! Sentences that are bound to predicates, and what each record says of them.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use crate::decision::{Decider, Decision, Threshold};
use crate::expression::{Below, Id, Term, Truth};
use crate::gate::{OpenVerdicts, Ruling, Subjects};
use crate::metric::{Figures, Metric};
use crate::predicate::{Fact, Flip, Formula, Interval, JudgeError, Predicate, Scope};

/// A sentence's predicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The id, unique in a book.
    pub id: String,
    /// What must be true for the sentence to stand.
    pub predicate: Predicate,
}

/// Judges claims over the figures of one view, by the rules that they can name: gates, thresholds and the other claims.
#[derive(Debug)]
pub struct Judge<'a> {
    figures: &'a Figures<'a>,
    decider: Option<Decider<'a>>,
    verdicts: Rc<OpenVerdicts<'a>>,
    claims: &'a [Claim],
    /// The claims' predicates over the figures, each written once.
    written: RefCell<HashMap<&'a str, Result<Term<'a>, JudgeError>>>,
}

impl<'a> Judge<'a> {
    /// A judge over these figures, by the rules of their evidence.
    pub fn new(claims: &'a [Claim], figures: &'a Figures<'a>) -> Self {
        let verdicts: Rc<OpenVerdicts<'a>> = Rc::default();
        Self {
            figures,
            decider: Decider::by(Rc::clone(&verdicts), figures).ok(),
            verdicts,
            claims,
            written: RefCell::default(),
        }
    }

    /// The figures that it judges by.
    pub fn figures(&self) -> &'a Figures<'a> {
        self.figures
    }

    /// What the record says of the claim of that id.
    ///
    /// # Errors
    /// [`JudgeError`] when there is no such claim, a figure is missing, or a claim rests on itself.
    pub fn judge(&self, id: &str) -> Result<Truth, JudgeError> {
        let (claim, term) = (self.claim(id)?, self.term(id)?);
        if term.value().is_number() {
            Ok(term.truth())
        } else {
            Err(JudgeError::NotANumber(format!("`{}`", claim.predicate.text)))
        }
    }

    /// For each of these claims, and for each `wanted` figure that it rests on, the figure's nearest move after which the claim is not true
    /// any more; the nearest of all first. Empty for a claim that is not true or cannot be judged, which [`Judge::judge`] says, and for one that
    /// no move of any one figure changes: it is vacuous.
    ///
    /// A figure's interval moves with it; see [`Moved`](crate::expression::Moved).
    pub fn slack(&self, ids: &[&str], wanted: &dyn Fn(&Metric) -> bool) -> Vec<Vec<Flip>> {
        let graph = self.figures.graph();
        // A claim falls where the first of its conjuncts does, and many claims share one: that of the decision above all.
        let mut known: HashMap<Id, Vec<Flip>> = HashMap::new();
        let search = |conjunct: Id| {
            let condition = graph.term(conjunct);
            let holds = |_: &[Id]| condition.value().is_number().then(|| condition.truth() == Truth::True);
            Flip::all(self.figures, &[conjunct], wanted, &holds)
        };
        let slack = ids.iter().map(|id| {
            let conjuncts = match (self.judge(id), self.term(id)) {
                (Ok(Truth::True), Ok(term)) => graph.conjuncts(term.id()),
                _ => Vec::new(),
            };
            let found =
                conjuncts.iter().flat_map(|id| known.entry(*id).or_insert_with(|| search(*id)).clone());
            let mut flips: Vec<Flip> = found.collect();
            flips.sort_by(Flip::by_distance);
            let mut seen = HashSet::new();
            flips.retain(|flip| seen.insert(flip.metric.clone()));
            flips
        });
        slack.collect()
    }

    /// The figures that a claim rests on; none where it cannot be judged.
    pub fn asked(&self, id: &str) -> BTreeSet<Metric> {
        self.figures.metrics_among(&self.below(id))
    }

    /// Whether a claim rests on what the decision chooses, itself or through another claim.
    pub fn rests_on_the_decision(&self, id: &str) -> bool {
        self.figures.graph().has_choice(&self.below(id))
    }

    fn below(&self, id: &str) -> Below {
        self.term(id).map_or_else(|_| Below::default(), |term| self.figures.graph().below(&[term.id()]))
    }

    /// In what the recorded decision differs from what follows from the figures; none where nothing was decided.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing.
    pub fn decision_differences(&self) -> Result<Vec<String>, JudgeError> {
        let Some(decider) = &self.decider else { return Ok(Vec::new()) };
        let Some(recorded) = &decider.file().decided else { return Ok(Vec::new()) };
        Ok(recorded.differences(&self.decision()?.to_record(&recorded.record, &recorded.on)))
    }

    /// What the rules decide with every parameter as it is.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing, or the book has no rules for a decision.
    pub fn decision(&self) -> Result<Decision, JudgeError> {
        let decider = self.decider()?;
        decider.over_own(&[])?.read(decider.project()?)
    }

    /// How far each of the `wanted` figures may move before the recorded decision no longer follows. What breaks nothing is left out.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing.
    pub fn decision_slack(&self, wanted: &dyn Fn(&Metric) -> bool) -> Result<Vec<Flip>, JudgeError> {
        let Some(decider) = &self.decider else { return Ok(Vec::new()) };
        let Some(recorded) = &decider.file().decided else { return Ok(Vec::new()) };
        if !self.decision_differences()?.is_empty() {
            return Ok(Vec::new());
        }
        let open = decider.over_own(&[])?;
        let graph = self.figures.graph();
        let points: HashMap<Id, Truth> = open.points().map(|point| (point.id(), point.truth())).collect();
        let otherwise = |id: &Id| points.get(id).is_some_and(|truth| graph.term(*id).truth() != *truth);
        // Many moves leave the same conditions true; what was decided need be said only once for each set of them.
        let known = RefCell::new(HashMap::new());
        let follows = |changed: &[Id]| {
            // Every point that fails is recorded.
            if open.is_number() && changed.iter().any(otherwise) {
                return Some(false);
            }
            let value = |root: &Id| (*root, graph.term(*root).value().value.to_bits());
            let values: Vec<(Id, u64)> = changed.iter().map(value).collect();
            let differences = || {
                let now = open.to_record(recorded).ok()?;
                Some(recorded.differences(&now).is_empty())
            };
            *known.borrow_mut().entry(values).or_insert_with(differences)
        };
        Ok(Flip::all(self.figures, &open.roots(), wanted, &follows))
    }

    /// The predicate of a claim over the figures, and first those of the claims that it names: with a list of what is still
    /// to be done instead of calls within calls, however long the chain.
    fn term(&self, id: &str) -> Result<Term<'a>, JudgeError> {
        let mut under_way = vec![self.claim(id)?];
        while let Some(&claim) = under_way.last() {
            let known = |id: &str| self.written.borrow().contains_key(id);
            if known(&claim.id) {
                under_way.pop();
                continue;
            }
            let program = &claim.predicate.program;
            let named =
                program.facts().filter_map(|fact| if let Fact::Claim(id) = fact { Some(id) } else { None });
            let next = named.filter_map(|id| self.claim(id).ok()).find(|next| !known(&next.id));
            let begun = next.and_then(|next| under_way.iter().position(|begun| begun.id == next.id));
            let written = match (next, begun) {
                (Some(next), Some(begun)) => {
                    // The first by name, whichever was asked for: a build says the same every time.
                    let least = under_way[begun..].iter().map(|claim| &claim.id).min();
                    Err(JudgeError::Circular(least.unwrap_or(&next.id).clone()))
                }
                (Some(next), None) => {
                    under_way.push(next);
                    continue;
                }
                (None, _) => program
                    .check_units(&Scope::of(self.figures))
                    .and_then(|()| program.term(&Scope::judging(self.figures, &|fact| self.fact(fact)))),
            };
            self.written.borrow_mut().insert(&claim.id, written);
        }
        let written = self.written.borrow().get(id).cloned();
        written.unwrap_or_else(|| Err(JudgeError::Circular(id.to_owned())))
    }

    fn claim(&self, id: &str) -> Result<&'a Claim, JudgeError> {
        let ids = || self.claims.iter().map(|claim| claim.id.as_str());
        let claim = self.claims.iter().find(|claim| claim.id == id);
        claim.ok_or_else(|| JudgeError::unknown("claim", id, ids()))
    }

    /// What an expression comes to, which may name what the rules say.
    ///
    /// # Errors
    /// [`JudgeError`] names what is missing.
    pub fn number(&self, formula: &Formula) -> Result<Interval, JudgeError> {
        let fact = |fact: &Fact| match fact {
            Fact::Flip(parameter, supposed) => self.flip(parameter, supposed),
            fact => self.fact(fact),
        };
        formula.number(formula.term(&Scope::judging(self.figures, &fact))?)
    }

    fn fact(&self, fact: &Fact) -> Result<Term<'a>, JudgeError> {
        match fact {
            Fact::Gate { gate, subject, by } => self.gate(gate, subject, *by),
            Fact::Claim(id) => {
                let claim = self.claim(id)?;
                let written = self.written.borrow().get(claim.id.as_str()).cloned();
                written.unwrap_or_else(|| Err(JudgeError::Circular(id.clone())))
            }
            Fact::Decides(candidate, times) => self.decider()?.over_own(times)?.chooses(candidate),
            Fact::Saves(candidate) => self.decider()?.over_own(&[])?.saves(candidate),
            Fact::Size(candidate) => self.decider()?.over_own(&[])?.size(candidate),
            Fact::Flip(..) => Err(JudgeError::Searched),
        }
    }

    /// The value of a parameter at which the decision is another; without end where none is.
    fn flip(&self, parameter: &str, supposed: &[(String, f64)]) -> Result<Term<'a>, JudgeError> {
        let decider = self.decider()?;
        let file = decider.file();
        let place = file.place(parameter)?;
        let mut case = decider.project()?;
        for (name, value) in supposed {
            let place = file.place(name)?;
            case = file.suppose(&case, place, file.parameters[place].allowed(*value)?);
        }
        let flips = Threshold::flips(place, decider, &case)?.unwrap_or(f64::INFINITY);
        Ok(self.figures.graph().number(flips))
    }

    fn gate(&self, gate: &str, subject: &str, by: Ruling) -> Result<Term<'a>, JudgeError> {
        let gates = &self.figures.rules().gates;
        let known = gates.get(gate).ok_or_else(|| JudgeError::unknown("gate", gate, gates.ids()))?;
        let subjects = Subjects::of(&gates.subject, self.figures.evidence(), self.figures.view());
        let asked = |id: &&String| {
            if subject == "*" { Some(*id) != subjects.baseline.as_ref() } else { *id == subject }
        };
        let mut all = None;
        for id in subjects.ids.iter().filter(asked) {
            let one = self.verdicts.of(known, id, self.figures)?.by(by);
            all = Some(all.map_or(one, |all| all & one));
        }
        let ids = || subjects.ids.iter().map(String::as_str);
        all.ok_or_else(|| JudgeError::unknown("subject", subject, ids()))
    }

    /// The rules for any parameters.
    ///
    /// # Errors
    /// [`JudgeError::NoDecision`] where the book has none.
    pub fn decider(&self) -> Result<&Decider<'a>, JudgeError> {
        self.decider.as_ref().ok_or(JudgeError::NoDecision)
    }
}
