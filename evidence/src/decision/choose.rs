//! The choice among the candidates.

use std::collections::BTreeMap;
use std::fmt;

use super::Case;
use super::file::{Decided, Ruling, Size};
use super::model::CostModel;
use crate::expression::{Id, Interval, Term, Truth};
use crate::gate::{Gates, OpenVerdict, Verdict};
use crate::measured::Candidate;
use crate::metric::Figures;
use crate::predicate::JudgeError;

/// Each gate's verdict on each representation, by the ids of both.
pub type Verdicts = BTreeMap<String, BTreeMap<String, Verdict>>;

/// Why a candidate is not chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A gate that must hold fails by the ruling verdict.
    Gate(String),
    /// The evidence does not say whether a gate that must hold does.
    Undecided(String),
    /// It saves less than what makes acting worth it, or may.
    SavesTooLittle,
    /// The migration is larger than what would be accepted.
    TooLarge(Size),
    /// Nobody ever sized the migration.
    NotSized,
    /// Another saves more.
    SavesLess,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gate(id) => write!(f, "fails {id}"),
            Self::Undecided(id) => write!(f, "{id} is inconclusive"),
            Self::SavesTooLittle => f.write_str("saves too little"),
            Self::TooLarge(size) => write!(f, "migration is {size}"),
            Self::NotSized => f.write_str("was never sized"),
            Self::SavesLess => f.write_str("another saves more"),
        }
    }
}

/// What the rules say of one candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Who.
    pub candidate: Candidate,
    /// The part of today's tick that it saves; negative where it costs more.
    pub saves: Interval,
    /// The lines of code and tests that it changes; none where nothing sized it.
    pub lines: Option<f64>,
    /// Why it is not chosen; empty for the one that is.
    pub reasons: Vec<Reason>,
}

/// What one verdict chooses.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The candidate.
    pub chosen: Candidate,
    /// Every candidate, in the record's order.
    pub outcomes: Vec<Outcome>,
}

/// What the rules choose, with what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The verdict that rules.
    pub ruling: Ruling,
    /// What it chooses.
    pub choice: Choice,
    /// What the other verdict would choose.
    pub other: Candidate,
    /// Each gate's verdict on each representation.
    pub verdicts: Verdicts,
    /// The size and rates that were decided for.
    pub case: Case,
}

impl Decision {
    /// What to record of it.
    pub fn to_record(&self, record: &str, on: &str) -> Decided {
        let mut lost: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for outcome in &self.choice.outcomes {
            if outcome.candidate == self.choice.chosen {
                continue;
            }
            let reasons = lost.entry(outcome.candidate.representation.clone()).or_default();
            for reason in outcome.reasons.iter().map(ToString::to_string) {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
        Decided {
            candidate: self.choice.chosen.to_string(),
            by_the_other_verdict: self.other.to_string(),
            on: on.to_owned(),
            record: record.to_owned(),
            lost,
            fails: self.fails(),
        }
    }

    /// Each comparison that fails as written, by representation; a `?` where the interval does not tell.
    fn fails(&self) -> BTreeMap<String, Vec<String>> {
        let mut fails: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for of_gate in self.verdicts.values() {
            for (representation, verdict) in of_gate {
                let names = verdict.cells.iter().filter_map(|cell| match cell.written {
                    Truth::True => None,
                    Truth::False => Some(cell.name()),
                    Truth::Inconclusive => Some(format!("{}?", cell.name())),
                });
                fails.entry(representation.clone()).or_default().extend(names);
            }
        }
        for names in fails.values_mut() {
            names.sort();
        }
        fails.retain(|_, names| !names.is_empty());
        fails
    }
}

impl Decided {
    /// In what this recorded decision differs from what follows now; each a sentence. The day and the record's name may
    /// differ.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let mut found = Vec::new();
        if self.candidate != now.candidate {
            found.push(format!(
                "`{}` was decided; the evidence now chooses `{}`",
                self.candidate, now.candidate
            ));
        }
        if self.by_the_other_verdict != now.by_the_other_verdict {
            found.push(format!(
                "the other verdict chose `{}`; it now chooses `{}`",
                self.by_the_other_verdict, now.by_the_other_verdict
            ));
        }
        compare(&self.lost, &now.lost, "lost because it", &mut found);
        compare(&self.fails, &now.fails, "failed, as written, on", &mut found);
        found
    }
}

fn compare(
    before: &BTreeMap<String, Vec<String>>,
    now: &BTreeMap<String, Vec<String>>,
    what: &str,
    found: &mut Vec<String>,
) {
    let none = Vec::new();
    let mut ids: Vec<&String> = before.keys().chain(now.keys()).collect();
    ids.sort();
    ids.dedup();
    for id in ids {
        let (before, now) = (before.get(id).unwrap_or(&none), now.get(id).unwrap_or(&none));
        let gone: Vec<&str> = before.iter().filter(|name| !now.contains(name)).map(String::as_str).collect();
        let new: Vec<&str> = now.iter().filter(|name| !before.contains(name)).map(String::as_str).collect();
        if !gone.is_empty() {
            found.push(format!("`{id}` {what} {}; that no longer follows", gone.join(", ")));
        }
        if !new.is_empty() {
            found.push(format!("`{id}` {what} {}, which the recorded decision does not say", new.join(", ")));
        }
    }
}

/// A decision that is still to be computed: every part of it is an expression.
#[derive(Debug)]
pub(crate) struct OpenDecision<'a> {
    /// By the ids of gate and representation.
    verdicts: BTreeMap<String, BTreeMap<String, OpenVerdict<'a>>>,
    outcomes: Vec<OpenOutcome<'a>>,
    /// The place of the candidate that the ruling verdict chooses, and of the one that the other does. Where none of the others is
    /// worth it, that is their number, and stands for today's.
    chosen: [Term<'a>; 2],
    today: Candidate,
}

#[derive(Debug)]
struct OpenOutcome<'a> {
    candidate: Candidate,
    saves: Term<'a>,
    lines: Option<Term<'a>>,
    /// Whether it saves enough.
    enough: Term<'a>,
}

impl<'a> OpenDecision<'a> {
    /// The decision for `case`.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub(super) fn of(
        model: &CostModel<'a>,
        gates: &Gates,
        case: &Case<Term<'a>>,
    ) -> Result<Self, JudgeError> {
        let mut verdicts = BTreeMap::new();
        for gate in &gates.gates {
            let mut of_gate = BTreeMap::new();
            for representation in &model.figures().record().subjects.representations {
                let verdict = gate.judge(&representation.id, model, case)?;
                of_gate.insert(representation.id.clone(), verdict);
            }
            verdicts.insert(gate.id.clone(), of_gate);
        }
        let today = model.today();
        let now = model.backlog(&today, case)?;
        let tick = model.besides(case)?.point() + now.point();
        let mut outcomes = Vec::new();
        for candidate in candidates(model.figures()) {
            let saves = if candidate == today {
                model.graph().number(0.0)
            } else {
                (now - model.backlog(&candidate, case)?) / tick
            };
            let (lines, enough) = (model.lines(&candidate)?, case.worth_share.at_most(saves.low()));
            outcomes.push(OpenOutcome { candidate, saves, lines, enough });
        }
        let mut open = Self { verdicts, outcomes, chosen: [tick; 2], today };
        let ruling = model.file().gates.ruling;
        open.chosen = [ruling, ruling.other()].map(|ruling| open.best(model, ruling));
        Ok(open)
    }

    /// The candidate that saves most among those that nothing stands against; of two that save alike, the smaller change.
    fn best(&self, model: &CostModel<'a>, ruling: Ruling) -> Term<'a> {
        let (file, graph) = (model.file(), model.graph());
        let most = file.migration.most(file.acting.largest_migration);
        let options = self.outcomes.iter().map(|OpenOutcome { candidate, saves, lines, enough }| {
            // What nobody sized is not chosen.
            let Some(lines) = lines.filter(|_| *candidate != self.today) else {
                return [graph.constant(Truth::False), *saves, graph.number(0.0)];
            };
            let mut stands = *enough;
            if candidate.representation != self.today.representation {
                for id in &file.gates.must_hold {
                    let verdict = self.verdict(id, candidate).map(|verdict| verdict.by(ruling));
                    stands = stands & verdict.unwrap_or_else(|| graph.constant(Truth::Inconclusive));
                }
            }
            if let Some(most) = most {
                stands = stands & lines.at_most(graph.number(most));
            }
            [stands, *saves, lines]
        });
        Term::best(graph, options)
    }

    fn verdict(&self, gate: &str, candidate: &Candidate) -> Option<&OpenVerdict<'a>> {
        self.verdicts.get(gate)?.get(&candidate.representation)
    }

    /// Whether that candidate is the one that the ruling verdict chooses; none where there is no such candidate.
    pub(crate) fn chooses(&self, candidate: &str) -> Option<Term<'a>> {
        let [chosen, _] = self.chosen;
        let mut known = self.outcomes.iter().map(|outcome| &outcome.candidate);
        if self.today.to_string() == candidate {
            return Some(chosen.same(chosen.number(place(self.outcomes.len()))));
        }
        let at = known.position(|known| known.is_named(candidate))?;
        Some(chosen.same(chosen.number(place(at))))
    }

    /// The candidates' names.
    pub(crate) fn names(&self) -> Vec<String> {
        self.outcomes.iter().map(|outcome| outcome.candidate.to_string()).collect()
    }

    /// What settles everything that [`Decision::to_record`] says; all that [`OpenDecision::read`] reads is among these or below them.
    pub(crate) fn roots(&self) -> Vec<Id> {
        let verdicts = self.verdicts.values().flat_map(BTreeMap::values).flat_map(|verdict| {
            verdict.cells.iter().map(|cell| cell.written).chain([verdict.written, verdict.material])
        });
        let outcomes = self.outcomes.iter().flat_map(|outcome| [Some(outcome.enough), outcome.lines]);
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
    pub(crate) fn read(
        &self,
        model: &CostModel<'_>,
        gates: &Gates,
        case: Case,
    ) -> Result<Decision, JudgeError> {
        let verdicts = gates.gates.iter().filter_map(|gate| {
            let of_gate = self.verdicts.get(&gate.id)?;
            let read = of_gate.iter().map(|(id, verdict)| (id.clone(), gate.read(verdict)));
            Some((gate.id.clone(), read.collect()))
        });
        let ruling = model.file().gates.ruling;
        let [_, other] = self.chosen;
        Ok(Decision {
            ruling,
            choice: self.choice(model, ruling)?,
            other: self.candidate(other)?.clone(),
            verdicts: verdicts.collect(),
            case,
        })
    }

    /// What the ruling verdict chooses now.
    ///
    /// # Errors
    /// [`JudgeError::NotANumber`] as [`OpenDecision::read`].
    pub(super) fn choice(&self, model: &CostModel<'_>, ruling: Ruling) -> Result<Choice, JudgeError> {
        let chosen = self.chosen()?.clone();
        let outcomes = self.outcomes.iter().map(|outcome| {
            let mut reasons = self.reasons(outcome, model, ruling);
            if reasons.is_empty() && outcome.candidate != chosen {
                reasons.push(Reason::SavesLess);
            }
            let lines = outcome.lines.map(|lines| lines.value().value);
            Outcome { candidate: outcome.candidate.clone(), saves: outcome.saves.value(), lines, reasons }
        });
        Ok(Choice { outcomes: outcomes.collect(), chosen })
    }

    /// Whom the ruling verdict chooses now.
    ///
    /// # Errors
    /// [`JudgeError::NotANumber`] as [`OpenDecision::read`].
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
        let found = places.find(|(at, _)| place(*at) == chosen.value);
        Ok(found.map_or(&self.today, |(_, outcome)| &outcome.candidate))
    }

    /// Why a candidate is not worth it, by what stands in the way of each condition of [`OpenDecision::best`].
    fn reasons(&self, outcome: &OpenOutcome<'_>, model: &CostModel<'_>, ruling: Ruling) -> Vec<Reason> {
        let (file, candidate) = (model.file(), &outcome.candidate);
        let mut reasons = Vec::new();
        if *candidate == self.today {
            return reasons;
        }
        if candidate.representation != self.today.representation {
            for id in &file.gates.must_hold {
                match self.verdict(id, candidate).map(|verdict| verdict.by(ruling).truth()) {
                    Some(Truth::True) => {}
                    Some(Truth::False) => reasons.push(Reason::Gate(id.clone())),
                    Some(Truth::Inconclusive) | None => reasons.push(Reason::Undecided(id.clone())),
                }
            }
        }
        if outcome.enough.truth() != Truth::True {
            reasons.push(Reason::SavesTooLittle);
        }
        match outcome.lines.map(|lines| file.migration.size(lines.value().value)) {
            Some(size) if size > file.acting.largest_migration => reasons.push(Reason::TooLarge(size)),
            Some(_) => {}
            None => reasons.push(Reason::NotSized),
        }
        reasons
    }
}

/// The candidates that the loop was run with at the concurrency and size of the first; each once.
fn candidates(figures: &Figures<'_>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for run in &figures.record().loops {
        if !candidates.contains(&run.candidate) {
            candidates.push(run.candidate.clone());
        }
    }
    candidates
}

#[expect(clippy::cast_precision_loss, reason = "there are fewer candidates than 2^52")]
fn place(place: usize) -> f64 {
    place as f64
}
