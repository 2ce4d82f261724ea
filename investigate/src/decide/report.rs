//! The decision in about twenty lines.

use std::fmt;

use evidence::Unit;
use evidence::decision::{Case, Decision, DecisionFile, Fitness, Outcome, Threshold};
use evidence::freshness::Outdated;
use evidence::predicate::Truth;

/// Everything that is said of a decision.
#[derive(Debug)]
pub(super) struct DecisionReport<'a> {
    pub(super) decision: &'a Decision,
    pub(super) file: &'a DecisionFile,
    pub(super) fitness: Fitness,
    pub(super) thresholds: &'a [Threshold],
    pub(super) outdated: &'a Outdated,
    /// The record that the view is named after.
    pub(super) record: &'a str,
    /// Whether it is decided for another case than the project's.
    pub(super) supposed: bool,
}

impl fmt::Display for DecisionReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { decision, file, fitness, record, .. } = self;
        let choice = &decision.choice;
        let today = choice.chosen.is_named(&file.candidates.today);
        writeln!(f, "Decision: {}{}", choice.chosen, if today { ", as today: change nothing" } else { "" })?;
        writeln!(
            f,
            "  by the {} verdict; {} would choose {}",
            decision.ruling,
            decision.ruling.other(),
            decision.other
        )?;
        let suppose = if self.supposed { " (supposed)" } else { "" };
        writeln!(f, "  for {}{suppose}", self.case(&decision.case))?;
        writeln!(
            f,
            "  a change must save {} of a tick; cost model: median error {} over {} comparisons",
            Unit::Share.show(decision.choice.at_least),
            Unit::Share.show(fitness.median_error),
            fitness.comparisons
        )?;
        writeln!(
            f,
            "\nWhy each other lost: the part of a tick that its best pattern saves, the edits that it needs, and what stands \
             against it; ? where the interval does not tell"
        )?;
        for best in self.best_of_each() {
            let reasons: Vec<String> = best.reasons.iter().map(ToString::to_string).collect();
            let reasons = if reasons.is_empty() { "chosen".to_owned() } else { reasons.join(", ") };
            let written = self.fails_as_written(best.candidate.on(&decision.subject));
            let written = if written.is_empty() {
                String::new()
            } else {
                format!("; as written fails {}", written.join(", "))
            };
            let size = file.size.as_ref().map(|sizes| sizes.show(best.size)).unwrap_or_default();
            let (candidate, saved) = (best.candidate.to_string(), Unit::Share.show(best.saves.value));
            writeln!(f, "  {candidate:<34}{saved:<24}{size:<16}{reasons}{written}")?;
        }
        writeln!(f, "\nWhat would change it")?;
        for (place, parameter) in file.parameters.iter().enumerate() {
            let (title, unit) = (&parameter.title, parameter.unit);
            match self.thresholds.iter().find(|threshold| threshold.parameter == place) {
                Some(threshold) => {
                    writeln!(
                        f,
                        "  {title}: {} now; {} (perhaps from {}) chooses {}",
                        unit.show(decision.case[place]),
                        unit.show(threshold.flips),
                        unit.show(threshold.may),
                        threshold.chosen
                    )?;
                }
                None => writeln!(f, "  {title}: no value does")?,
            }
        }
        let Outdated { stale, standing, archived, .. } = self.outdated;
        if stale.is_empty() {
            writeln!(f, "\nNo evidence is stale. Record: {record}")?;
        } else {
            writeln!(f, "\nStale: {}. Record: {}", stale.join(", "), record)?;
        }
        standing.iter().try_for_each(|(record, reason)| {
            writeln!(f, "Of other sources, and stands: {record}. {reason}")
        })?;
        archived.iter().try_for_each(|(record, reason)| writeln!(f, "Archived: {record}. {reason}"))
    }
}

impl DecisionReport<'_> {
    /// What the case is, in the words of its parameters.
    fn case(&self, case: &Case) -> String {
        let parameters = self.file.parameters.iter().zip(case);
        let said = parameters.filter(|(parameter, _)| parameter.said.is_some());
        said.map(|(parameter, value)| parameter.say(*value)).collect::<Vec<_>>().join(", ")
    }

    /// The gates that a representation does not pass as written; a `?` where the interval does not tell.
    fn fails_as_written(&self, representation: &str) -> Vec<String> {
        let must = self.file.gates.must_hold.iter();
        must.filter_map(|gate| {
            let verdict = self.decision.verdicts.get(gate).and_then(|of_gate| of_gate.get(representation))?;
            match verdict.written {
                Truth::True => None,
                Truth::False => Some(gate.clone()),
                Truth::Inconclusive => Some(format!("{gate}?")),
            }
        })
        .collect()
    }

    /// The candidate of each representation that saves most; today's own is left out.
    pub(super) fn best_of_each(&self) -> Vec<&Outcome> {
        let mut best: Vec<&Outcome> = Vec::new();
        for outcome in &self.decision.choice.outcomes {
            let subject = &self.decision.subject;
            let same = |known: &&mut &Outcome| known.candidate.on(subject) == outcome.candidate.on(subject);
            match best.iter_mut().find(same) {
                Some(known) if rank(outcome) > rank(known) => *known = outcome,
                Some(_) => {}
                None => best.push(outcome),
            }
        }
        best
    }
}

/// How near an outcome is to being chosen: the fewer reasons are against it, and then the more it saves, the nearer.
fn rank(outcome: &Outcome) -> (std::cmp::Reverse<usize>, i64) {
    let hard = outcome.reasons.iter().filter(|reason| !reason.is_of_saving()).count();
    #[expect(clippy::cast_possible_truncation, reason = "a share in millionths")]
    let saves = (outcome.saves.value * 1e6) as i64;
    (std::cmp::Reverse(hard), saves)
}
