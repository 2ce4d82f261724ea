//! The choice among the candidates.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use super::file::{Decided, Ruling, Size};
use super::model::{Case, CostModel};
use crate::gate::{Gates, Verdict};
use crate::metric::{Figures, Intermediate};
use crate::predicate::{Interval, JudgeError, Truth};
use crate::record::Candidate;

/// Each gate's verdict on each representation, by the ids of both.
pub type Verdicts = BTreeMap<String, BTreeMap<String, Rc<Verdict>>>;

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
    /// Decides for the size and rates of `case`.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn make(
        model: &CostModel<'_>,
        gates: &Gates,
        figures: &Figures<'_>,
        case: &Case,
    ) -> Result<Self, JudgeError> {
        let mut verdicts = BTreeMap::new();
        for gate in &gates.gates {
            let mut of_gate = BTreeMap::new();
            for representation in &figures.record().subjects.representations {
                let id = &representation.id;
                of_gate.insert(id.clone(), gate.judge(id, figures, model, case)?);
            }
            verdicts.insert(gate.id.clone(), of_gate);
        }
        let ruling = model.file().gates.ruling;
        let choice = choose(model, figures, &verdicts, ruling, case)?;
        let other = choose(model, figures, &verdicts, ruling.other(), case)?.chosen;
        Ok(Self { ruling, choice, other, verdicts, case: *case })
    }

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

fn choose(
    model: &CostModel<'_>,
    figures: &Figures<'_>,
    verdicts: &Verdicts,
    ruling: Ruling,
    case: &Case,
) -> Result<Choice, JudgeError> {
    let today = model.today();
    let besides = model.besides(case)?;
    let now = model.backlog(&today, case)?;
    let tick = Interval::point(besides.value + now.value);
    let mut outcomes = Vec::new();
    for candidate in candidates(figures).iter() {
        let saves = if *candidate == today {
            Interval::point(0.0)
        } else {
            now.minus(model.backlog(candidate, case)?).over(tick)
        };
        outcomes.push(Outcome {
            reasons: reasons(model, verdicts, ruling, candidate, saves, case.worth_share)?,
            lines: model.lines(candidate)?,
            saves,
            candidate: candidate.clone(),
        });
    }
    let acting = outcomes.iter().filter(|outcome| outcome.reasons.is_empty() && outcome.candidate != today);
    let chosen = acting
        .max_by(|left, right| {
            // Of two that save alike, the smaller change.
            let smaller = right.lines.unwrap_or(f64::MAX).total_cmp(&left.lines.unwrap_or(f64::MAX));
            left.saves.value.total_cmp(&right.saves.value).then(smaller)
        })
        .map_or(today, |outcome| outcome.candidate.clone());
    for outcome in &mut outcomes {
        if outcome.reasons.is_empty() && outcome.candidate != chosen {
            outcome.reasons.push(Reason::SavesLess);
        }
    }
    Ok(Choice { chosen, outcomes })
}

/// The candidates that the loop was run with; each once.
fn candidates(figures: &Figures<'_>) -> Rc<Vec<Candidate>> {
    figures.remember(Intermediate::new("candidates", "", []), || Rc::new(candidates_afresh(figures)))
}

fn candidates_afresh(figures: &Figures<'_>) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for run in &figures.record().loops {
        if !candidates.contains(&run.candidate) {
            candidates.push(run.candidate.clone());
        }
    }
    candidates
}

fn reasons(
    model: &CostModel<'_>,
    verdicts: &Verdicts,
    ruling: Ruling,
    candidate: &Candidate,
    saves: Interval,
    worth_share: f64,
) -> Result<Vec<Reason>, JudgeError> {
    let file = model.file();
    let today = model.today();
    let mut reasons = Vec::new();
    if *candidate == today {
        return Ok(reasons);
    }
    if candidate.representation != today.representation {
        for id in &file.gates.must_hold {
            let verdict = verdicts.get(id).and_then(|of_gate| of_gate.get(&candidate.representation));
            match verdict.map(|verdict| verdict.by(ruling)) {
                Some(Truth::True) => {}
                Some(Truth::False) => reasons.push(Reason::Gate(id.clone())),
                Some(Truth::Inconclusive) | None => reasons.push(Reason::Undecided(id.clone())),
            }
        }
    }
    if saves.low < worth_share {
        reasons.push(Reason::SavesTooLittle);
    }
    match model.lines(candidate)?.map(|lines| file.migration.size(lines)) {
        Some(size) if size > file.acting.largest_migration => reasons.push(Reason::TooLarge(size)),
        Some(_) => {}
        None => reasons.push(Reason::NotSized),
    }
    Ok(reasons)
}
