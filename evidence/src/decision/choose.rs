//! The choice among the candidates.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Case;
use super::candidate::Candidate;
use super::chosen::{Choice, Decision, Outcome};
use super::decided::lost;
use super::file::{Decided, DecisionFile, Sizes};
use super::reason::Reason;
use crate::expression::{Id, Interval, Term, Truth};
use crate::gate::{OpenVerdict, OpenVerdicts, Ruling, Subjects};
use crate::metric::Figures;
use crate::predicate::{JudgeError, Scope};

/// What a saving may be instead, where the costs are off by that part.
fn around(error: f64, saves: Interval) -> Interval {
    let off = saves.value.abs() * error;
    Interval { low: saves.low.min(saves.value - off), high: saves.high.max(saves.value + off), ..saves }
}

/// Who could be chosen, candidates being named by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contenders {
    /// Who is.
    pub(super) chosen: usize,
    /// The chosen one and, where that is a change, those that nothing but what they save stands against and that are not told apart from
    /// it: what they may save, or what is as far from it as the costs are off, overlaps.
    pub(super) as_good: Vec<usize>,
    /// Whether it is open if a change is worth it: today's is chosen and some change may be, or a change is and may not be.
    pub(super) is_open: bool,
}

/// A decision that is still to be computed: every part of it is an expression.
#[derive(Debug)]
pub(crate) struct OpenDecision<'g> {
    file: &'g DecisionFile,
    figures: &'g Figures<'g>,
    /// By the ids of gate and subject.
    verdicts: BTreeMap<String, BTreeMap<String, Rc<OpenVerdict<'g>>>>,
    subjects: Subjects,
    subject: String,
    pub(super) outcomes: Vec<OpenOutcome<'g>>,
    /// What is neither true nor false: whether a gate holds that nothing judges.
    open: Term<'g>,
    pub(super) at_least: Term<'g>,
    /// The place of the candidate that the ruling verdict chooses, and of the one that the other does. Where none of the others is
    /// worth it, that is their number, and stands for today's.
    pub(super) chosen: [Term<'g>; 2],
    pub(super) today: usize,
}

/// Of one candidate.
#[derive(Debug)]
pub(super) struct OpenOutcome<'g> {
    pub(super) candidate: Candidate,
    pub(super) saves: Term<'g>,
    /// How large a change it is; none where nothing sized it.
    pub(super) size: Option<Term<'g>>,
    /// Whether it saves enough.
    pub(super) enough: Term<'g>,
    /// Whether nothing but what it saves stands against it, by the ruling verdict; none for today's, and where nobody sized it.
    allowed: Option<Term<'g>>,
}

impl<'g> OpenDecision<'g> {
    /// The decision for what `scope` supposes.
    pub(super) fn of(
        file: &'g DecisionFile,
        judged: &OpenVerdicts<'g>,
        scope: &Scope<'_, 'g>,
    ) -> Result<Self, JudgeError> {
        let (figures, graph) = (scope.figures, scope.figures.graph());
        let gates = &figures.rules().gates;
        let subjects = Subjects::of(&gates.subject, figures.evidence(), figures.view());
        let mut verdicts = BTreeMap::new();
        for gate in &gates.gates {
            let mut of_gate = BTreeMap::new();
            for id in &subjects.ids {
                of_gate.insert(id.clone(), judged.supposing(gate, id, scope)?);
            }
            verdicts.insert(gate.id.clone(), of_gate);
        }
        let all = file.all(figures)?;
        let today = all.iter().position(|it| it.is_named(&file.candidates.today)).unwrap_or_default();
        let at_least = file.saves.at_least.term(scope)?;
        let mut outcomes = Vec::new();
        for (place, candidate) in all.into_iter().enumerate() {
            let scope = scope.at(&candidate.at);
            let saves = if place == today { graph.number(0.0) } else { file.saves.of.term(&scope)? };
            let size = match file.size.as_ref().map(|size| size.of.term(&scope)) {
                None => Some(graph.number(0.0)),
                Some(Err(JudgeError::NoCase(_))) => None,
                Some(size) => Some(size?.point()),
            };
            let enough = at_least.at_most(saves.low());
            outcomes.push(OpenOutcome { candidate, saves, size, enough, allowed: None });
        }
        let mut open = Self {
            file,
            figures,
            verdicts,
            subjects,
            subject: gates.subject.clone(),
            outcomes,
            open: graph.constant(Truth::Inconclusive),
            at_least,
            chosen: [at_least; 2],
            today,
        };
        let ruling = file.gates.ruling;
        for place in 0..open.outcomes.len() {
            open.outcomes[place].allowed = open.allowed(&open.outcomes[place], ruling);
        }
        open.chosen = [ruling, ruling.other()].map(|ruling| open.best(ruling));
        Ok(open)
    }

    fn today(&self) -> &Candidate {
        &self.outcomes[self.today].candidate
    }

    /// The verdict of each gate that must hold, in their order. Gates judge what changes: where a candidate is today's subject, there is
    /// none.
    pub(super) fn gates(
        &self,
        candidate: &Candidate,
        ruling: Ruling,
    ) -> impl Iterator<Item = (&'g String, Term<'g>)> {
        let subject = candidate.on(&self.subject);
        let is_judged = subject != self.today().on(&self.subject);
        self.file.gates.must_hold.iter().filter(move |_| is_judged).map(move |id| {
            let verdict = self.verdicts.get(id).and_then(|of_gate| of_gate.get(subject));
            (id, verdict.map_or(self.open, |verdict| verdict.by(ruling)))
        })
    }

    /// The candidate that saves most among those that nothing stands against; of two that save alike, the smaller change.
    fn best(&self, ruling: Ruling) -> Term<'g> {
        let graph = self.figures.graph();
        let options = self.outcomes.iter().map(|outcome| {
            let stands = self.allowed(outcome, ruling).map(|allowed| allowed & outcome.enough);
            let stands = stands.unwrap_or_else(|| graph.constant(Truth::False));
            [stands, outcome.saves, outcome.size.unwrap_or_else(|| graph.number(0.0))]
        });
        Term::best(graph, options)
    }

    /// Whether nothing but what it saves stands against a candidate; none for today's, and where nobody sized it: that is not chosen.
    fn allowed(&self, outcome: &OpenOutcome<'g>, ruling: Ruling) -> Option<Term<'g>> {
        let graph = self.figures.graph();
        let size = outcome.size.filter(|_| outcome.candidate != *self.today())?;
        let gates = self.gates(&outcome.candidate, ruling).map(|(_, verdict)| verdict);
        let allowed = gates.fold(graph.constant(Truth::True), |all, verdict| all & verdict);
        match self.file.size.as_ref().and_then(Sizes::most) {
            Some(most) => Some(allowed & size.at_most(graph.number(most))),
            None => Some(allowed),
        }
    }

    fn find(&self, candidate: &str) -> Result<usize, JudgeError> {
        Candidate::find(self.outcomes.iter().map(|it| &it.candidate), candidate)
    }

    /// Whether that candidate is the one that the ruling verdict chooses.
    pub(crate) fn chooses(&self, candidate: &str) -> Result<Term<'g>, JudgeError> {
        let [chosen, _] = self.chosen;
        let at = self.find(candidate)?;
        let at = if at == self.today { self.outcomes.len() } else { at };
        Ok(chosen.same(chosen.number(at as f64)))
    }

    /// What that candidate saves.
    pub(crate) fn saves(&self, candidate: &str) -> Result<Term<'g>, JudgeError> {
        Ok(self.outcomes[self.find(candidate)?].saves)
    }

    /// How large a change that candidate is.
    ///
    /// # Errors
    /// [`JudgeError::Unknown`] where there is no such candidate, [`JudgeError::NotSized`] where nothing sized it.
    pub(crate) fn size(&self, candidate: &str) -> Result<Term<'g>, JudgeError> {
        let size = self.outcomes[self.find(candidate)?].size.filter(|_| self.file.size.is_some());
        size.ok_or_else(|| JudgeError::NotSized(candidate.to_owned()))
    }

    /// Each point of each gate, by the rule's letter.
    pub(crate) fn points(&self) -> impl Iterator<Item = Term<'g>> {
        let verdicts = self.verdicts.values().flat_map(BTreeMap::values);
        verdicts.flat_map(|verdict| verdict.points.iter().map(|point| point.written))
    }

    /// Whether what candidates save can be compared.
    pub(crate) fn is_number(&self) -> bool {
        self.chosen.iter().all(|chosen| chosen.value().is_number())
    }

    /// What settles everything that [`Decision::to_record`] says; all that [`OpenDecision::read`] reads is among these or below them.
    pub(crate) fn roots(&self) -> Vec<Id> {
        let verdicts = self.verdicts.values().flat_map(BTreeMap::values);
        let verdicts = verdicts.flat_map(|verdict| [verdict.written, verdict.material]).chain(self.points());
        let outcomes = self.outcomes.iter().flat_map(|outcome| [Some(outcome.enough), outcome.size]);
        let mut roots: Vec<Id> =
            verdicts.chain(outcomes.flatten()).chain(self.chosen).map(Term::id).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }

    /// The decision as it is now; `case` is what it is for.
    ///
    /// # Errors
    /// [`JudgeError::NotANumber`] when the rules cannot compare what candidates save.
    pub(crate) fn read(&self, case: Case) -> Result<Decision, JudgeError> {
        let read = |of_gate: &BTreeMap<String, Rc<OpenVerdict<'_>>>| {
            of_gate.iter().map(|(id, verdict)| (id.clone(), verdict.read())).collect()
        };
        let [_, other] = self.chosen;
        Ok(Decision {
            ruling: self.file.gates.ruling,
            choice: self.choice()?,
            other: self.candidate(other)?.clone(),
            verdicts: self.verdicts.iter().map(|(id, of_gate)| (id.clone(), read(of_gate))).collect(),
            subjects: self.subjects.clone(),
            subject: self.subject.clone(),
            case,
        })
    }

    /// What the ruling verdict chooses now.
    pub(super) fn choice(&self) -> Result<Choice, JudgeError> {
        let chosen = self.chosen()?.clone();
        let outcomes = self.outcomes.iter().map(|outcome| {
            let reasons = self.reasons(outcome, &chosen);
            let size = outcome.size.map(|size| size.value().value);
            Outcome { candidate: outcome.candidate.clone(), saves: outcome.saves.value(), size, reasons }
        });
        Ok(Choice { outcomes: outcomes.collect(), at_least: self.at_least.value().value, chosen })
    }

    /// What to record of it where it fails on the same points as `recorded`: less than [`Decision::to_record`] has to look at.
    pub(crate) fn to_record(&self, recorded: &Decided) -> Result<Decided, JudgeError> {
        let [_, other] = self.chosen;
        let chosen = self.chosen()?;
        let outcomes = self.outcomes.iter().map(|it| (&it.candidate, self.reasons(it, chosen)));
        Ok(Decided {
            candidate: chosen.to_string(),
            by_the_other_verdict: self.candidate(other)?.to_string(),
            lost: lost(&self.subject, outcomes),
            ..recorded.clone()
        })
    }

    /// Who could be chosen now.
    pub(super) fn contenders(&self, error: f64) -> Result<Contenders, JudgeError> {
        let chosen = self.chosen()?;
        let chosen = self.outcomes.iter().position(|it| it.candidate == *chosen).unwrap_or(self.today);
        let at_least = self.at_least.value().value;
        let may_save = |place: usize| around(error, self.outcomes[place].saves.value());
        let best = may_save(chosen);
        let least = if chosen == self.today { at_least } else { best.low };
        let able = (0..self.outcomes.len()).filter(|place| {
            let is_allowed = |allowed: Term<'_>| allowed.truth() == Truth::True;
            self.outcomes[*place].allowed.is_some_and(is_allowed) && may_save(*place).high >= least
        });
        let able: Vec<usize> = able.collect();
        Ok(if chosen == self.today {
            Contenders { chosen, as_good: vec![chosen], is_open: !able.is_empty() }
        } else {
            let is_open = able.iter().all(|place| may_save(*place).low < at_least);
            Contenders { chosen, as_good: able, is_open }
        })
    }

    /// Whom the ruling verdict chooses now.
    pub(super) fn chosen(&self) -> Result<&Candidate, JudgeError> {
        let [chosen, _] = self.chosen;
        self.candidate(chosen)
    }

    fn candidate(&self, chosen: Term<'_>) -> Result<&Candidate, JudgeError> {
        let chosen = chosen.value();
        if !chosen.is_number() {
            return Err(JudgeError::NotANumber("what a candidate saves".to_owned()));
        }
        let mut places = self.outcomes.iter().enumerate();
        let found = places.find(|(at, _)| *at as f64 == chosen.value);
        Ok(found.map_or(self.today(), |(_, outcome)| &outcome.candidate))
    }

    /// Why a candidate is not the `chosen` one, by what stands in the way of each condition of [`OpenDecision::best`].
    fn reasons(&self, outcome: &OpenOutcome<'_>, chosen: &Candidate) -> Vec<Reason> {
        let candidate = &outcome.candidate;
        let mut reasons = Vec::new();
        if candidate != self.today() {
            for (id, verdict) in self.gates(candidate, self.file.gates.ruling) {
                match verdict.truth() {
                    Truth::True => {}
                    Truth::False => reasons.push(Reason::Gate(id.clone())),
                    Truth::Inconclusive => reasons.push(Reason::Undecided(id.clone())),
                }
            }
            if outcome.enough.truth() != Truth::True {
                reasons.push(Reason::SavesTooLittle);
            }
            match (&self.file.size, outcome.size.map(|size| size.value().value)) {
                (Some(sizes), Some(size)) if sizes.is_too_large(size) => {
                    reasons.push(Reason::TooLarge(sizes.title.clone(), sizes.step(size).to_owned()));
                }
                (_, Some(_)) => {}
                (_, None) => reasons.push(Reason::NotSized),
            }
        }
        if reasons.is_empty() && candidate != chosen {
            reasons.push(Reason::SavesLess);
        }
        reasons
    }
}
