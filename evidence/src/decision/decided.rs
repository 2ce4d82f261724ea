//! What is recorded of a decision, and in what a recorded one differs from what follows now.

use std::collections::BTreeMap;

use super::candidate::Candidate;
use super::file::Decided;
use super::reason::Reason;
use crate::expression::Truth;
use crate::gate::Verdicts;

/// Words, by subject.
type BySubject = BTreeMap<String, Vec<String>>;

/// Why each subject lost: the reasons of all its candidates but the chosen one, for which there are none.
pub(super) fn lost<'c>(
    subject: &str,
    outcomes: impl Iterator<Item = (&'c Candidate, Vec<Reason>)>,
) -> BySubject {
    let mut lost = BySubject::new();
    for (candidate, reasons) in outcomes.filter(|(_, reasons)| !reasons.is_empty()) {
        let known = lost.entry(candidate.on(subject).to_owned()).or_default();
        for reason in reasons.iter().map(ToString::to_string) {
            if !known.contains(&reason) {
                known.push(reason);
            }
        }
    }
    lost
}

/// At which points each subject fails as written; a `?` where the interval does not tell.
pub(super) fn failed(verdicts: &Verdicts) -> BySubject {
    let mut fails = BySubject::new();
    for (subject, verdict) in verdicts.values().flatten() {
        let names = verdict.points.iter().filter_map(|point| match point.written {
            Truth::True => None,
            Truth::False => Some(point.name.clone()),
            Truth::Inconclusive => Some(format!("{}?", point.name)),
        });
        fails.entry(subject.clone()).or_default().extend(names);
    }
    for names in fails.values_mut() {
        names.sort();
    }
    fails.retain(|_, names| !names.is_empty());
    fails
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
