//! Sentences that are bound to predicates, and what each record says of them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::decision::{CostModel, Decision, DecisionFile};
use crate::gate::Gates;
use crate::metric::{Figures, Metric};
use crate::predicate::{Fact, Facts, Flip, JudgeError, Predicate, Supposed, Truth, slack};

/// A sentence's predicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The id, unique in a book.
    pub id: String,
    /// What must be true for the sentence to stand.
    pub predicate: Predicate,
}

/// What one record says of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The record's name.
    pub record: String,
    /// Its verdict, or what it lacks.
    pub truth: Result<Truth, JudgeError>,
}

/// The rules by which facts are judged: gates, thresholds and the other claims.
#[derive(Debug)]
pub struct Judge<'a> {
    gates: &'a Gates,
    file: Option<&'a DecisionFile>,
    claims: &'a [Claim],
    under_way: RefCell<Vec<String>>,
}

impl<'a> Judge<'a> {
    /// A judge by these rules. Without a decision file, no gate and no decision can be judged.
    pub fn new(gates: &'a Gates, file: Option<&'a DecisionFile>, claims: &'a [Claim]) -> Self {
        Self { gates, file, claims, under_way: RefCell::default() }
    }

    /// What one record says of a claim.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing, or a claim rests on itself.
    pub fn judge(&self, claim: &Claim, figures: &Figures<'_>) -> Result<Truth, JudgeError> {
        if self.under_way.borrow().contains(&claim.id) {
            return Err(JudgeError::Circular(claim.id.clone()));
        }
        self.under_way.borrow_mut().push(claim.id.clone());
        let truth = claim.predicate.judge(figures, self);
        self.under_way.borrow_mut().pop();
        truth
    }

    /// How far each figure may move before a true claim no longer is; the nearest first. Empty for a vacuous claim.
    ///
    /// Of a claim on the decision only one figure is looked for: hundreds carry it, and `decide` prints its thresholds.
    ///
    /// # Errors
    /// [`JudgeError`] as [`Judge::judge`].
    pub fn slack(&self, claim: &Claim, figures: &Figures<'_>) -> Result<Vec<Flip>, JudgeError> {
        slack(&claim.predicate, figures, self)
    }

    /// The figures that a claim asks for; none for one on the decision, which asks for hundreds.
    pub fn asked(&self, claim: &Claim, figures: &Figures<'_>) -> BTreeSet<Metric> {
        if claim.predicate.asks_for_the_decision(self) {
            return BTreeSet::new();
        }
        figures.asked_by(|| self.judge(claim, figures)).1
    }

    /// In what the recorded decision differs from what follows from the figures; none where nothing was decided.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing.
    pub fn decision_differences(&self, figures: &Figures<'_>) -> Result<Vec<String>, JudgeError> {
        let Some((file, recorded)) = self.file.and_then(|file| Some((file, file.decided.as_ref()?))) else {
            return Ok(Vec::new());
        };
        let model = CostModel::new(file, figures);
        let now = Decision::make(&model, self.gates, figures, &model.project()?)?;
        Ok(recorded.differences(&now.to_record(&recorded.record, &recorded.on)))
    }

    /// How far each of these figures may move before the recorded decision no longer follows. What breaks nothing is left
    /// out.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing.
    pub fn decision_slack(
        &self,
        metrics: &BTreeSet<Metric>,
        figures: &Figures<'_>,
    ) -> Result<Vec<Flip>, JudgeError> {
        let (differences, asked) = figures.asked_by(|| self.decision_differences(figures));
        if !differences?.is_empty() {
            return Ok(Vec::new());
        }
        let follows = |metric: &Metric, factor: f64| {
            let moved = figures.with_moved(metric, factor, || self.decision_differences(figures));
            moved.is_ok_and(|differences| differences.is_empty())
        };
        let flips = metrics.intersection(&asked);
        Ok(flips.filter_map(|metric| Flip::nearest(metric, |factor| follows(metric, factor))).collect())
    }

    fn file(&self) -> Result<&'a DecisionFile, JudgeError> {
        self.file.ok_or_else(|| unknown("file", "decision.toml", &[]))
    }
}

impl Facts for Judge<'_> {
    fn fact(&self, fact: &Fact, figures: &Figures<'_>) -> Result<Truth, JudgeError> {
        match fact {
            Fact::Gate { gate, representation } | Fact::Material { gate, representation } => {
                let known = self.gates.get(gate).ok_or_else(|| unknown("gate", gate, &self.gates.ids()))?;
                let subjects = &figures.record().subjects;
                let asked: Vec<&str> = subjects
                    .representations
                    .iter()
                    .map(|known| known.id.as_str())
                    .filter(|id| {
                        if representation == "*" { *id != subjects.baseline } else { id == representation }
                    })
                    .collect();
                if asked.is_empty() {
                    let ids: Vec<&str> =
                        subjects.representations.iter().map(|known| known.id.as_str()).collect();
                    return Err(unknown("representation", representation, &ids));
                }
                let model = CostModel::new(self.file()?, figures);
                let case = model.project()?;
                asked.into_iter().try_fold(Truth::True, |truth, id| {
                    let verdict = known.judge(id, figures, &model, &case)?;
                    let written = matches!(fact, Fact::Gate { .. });
                    Ok(truth & if written { verdict.written } else { verdict.material })
                })
            }
            Fact::Claim(id) => {
                let ids = || self.claims.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>();
                let claim = self.claims.iter().find(|claim| claim.id == *id);
                self.judge(claim.ok_or_else(|| unknown("claim", id, &ids()))?, figures)
            }
            Fact::Decides { candidate, when } => {
                let model = CostModel::new(self.file()?, figures);
                let project = model.project()?;
                let case = when.map_or(project, |Supposed { parameter, times }| {
                    parameter.set(&project, parameter.of(&project) * times)
                });
                let decision = Decision::make(&model, self.gates, figures, &case)?;
                Ok(Truth::from(decision.choice.chosen.to_string() == *candidate))
            }
        }
    }

    fn asks_for_the_decision(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Decides { .. } => true,
            Fact::Claim(id) if !self.under_way.borrow().contains(id) => {
                let claim = self.claims.iter().find(|claim| claim.id == *id);
                self.under_way.borrow_mut().push(id.clone());
                let asks = claim.is_some_and(|claim| claim.predicate.asks_for_the_decision(self));
                self.under_way.borrow_mut().pop();
                asks
            }
            _ => false,
        }
    }
}

fn unknown(what: &'static str, name: &str, known: &[&str]) -> JudgeError {
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    JudgeError::Unknown { what, name: name.to_owned(), known }
}
