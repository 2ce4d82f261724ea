//! What the rules and the claims say of every record: written when every chapter is expanded.

use std::sync::Arc;

use evidence::decision::Decision;
use evidence::metric::View;
use evidence::predicate::Truth;
use evidence::{Coordinates, Evidence, Measured, Unit};

use crate::claim::Judged;
use crate::html::{Cells, escape, table};
use crate::record_set::RecordSet;
use crate::ruling::{gates, outcomes, said, word};

/// Where the gates of all records are to stand.
pub(crate) const GATES: &str = "<!-- evidence: gates by record -->";

/// Where the claims on all records are to stand.
pub(crate) const CLAIMS: &str = "<!-- evidence: claims by record -->";

/// Where the choice at every value of an axis is to stand.
pub(crate) fn choices_by(axis: &str) -> String {
    format!("{CHOICES}{} -->", escape(axis))
}

const CHOICES: &str = "<!-- evidence: choice by ";

/// Where the rules' say on one record is to stand.
pub(crate) fn mark_of(record: &str) -> String {
    format!("<!-- evidence: rules on {} -->", escape(record))
}

/// Replaces every mark in a chapter. `list` is where its page finds the list of claims.
pub(crate) fn settle(content: &str, set: &RecordSet, judged: &[Judged], list: Option<&str>) -> String {
    let (reference, evidence) = (set.reference(), set.evidence());
    let others = set.records().iter().filter(|record| record.name != reference.name);
    let records: Vec<&Measured> = std::iter::once(reference).chain(others).collect();
    let wanted = |record: &&&Measured| content.contains(&mark_of(&record.name));
    if ![GATES, CLAIMS, CHOICES].iter().any(|mark| content.contains(mark))
        && !records.iter().any(|it| wanted(&it))
    {
        return content.to_owned();
    }
    let decisions: Vec<Ruled<'_>> =
        records.iter().map(|record| Ruled { record, decision: set.decision(record), evidence }).collect();
    let mut settled = content
        .replace(GATES, &gates_by_record(&decisions, evidence))
        .replace(CLAIMS, &claims_by_record(&records, judged, list));
    for (axis, _) in View::of_name(evidence, &reference.name).at.iter() {
        let mark = choices_by(axis);
        if settled.contains(&mark) {
            settled = settled.replace(&mark, &choices(&decisions, reference, axis, judged));
        }
    }
    for ruled in &decisions {
        settled = settled.replace(&mark_of(&ruled.record.name), &ruled.html(judged));
    }
    settled
}

/// A record and what the rules decide on it.
struct Ruled<'a> {
    record: &'a Measured,
    decision: Result<Arc<Decision>, String>,
    evidence: &'a Evidence,
}

impl Ruled<'_> {
    fn html(&self, judged: &[Judged]) -> String {
        let claims = format!("<p>{}</p>", tally(self.record, judged));
        match &self.decision {
            Ok(decision) => format!(
                "{claims}{}<details><summary>The gates on this record</summary>{}</details>",
                outcomes(decision, self.evidence),
                gates(decision, self.evidence)
            ),
            Err(missing) => {
                format!(
                    "{claims}<p class=\"missing\">The rules cannot be applied here: {}.</p>",
                    escape(missing)
                )
            }
        }
    }
}

/// ``` `a` on `mine` (45 of 46 concluding claims hold there)```: every value of an axis at which the rules can be applied, where all else
/// is as in the reference, which comes first.
fn choices(decisions: &[Ruled<'_>], reference: &Measured, axis: &str, judged: &[Judged]) -> String {
    let concluding: Vec<&Judged> = judged.iter().filter(|claim| claim.concludes).collect();
    let at = |ruled: &Ruled<'_>| View::of_name(ruled.evidence, &ruled.record.name).at;
    let others = |at: Coordinates| at.iter().filter(|(own, _)| *own != axis).map(owned).collect::<Vec<_>>();
    let said = decisions.iter().filter_map(|ruled| {
        let decision = ruled.decision.as_ref().ok()?;
        let name = &ruled.record.name;
        let at = at(ruled);
        if others(at.clone()) != others(View::of_name(ruled.evidence, &reference.name).at) {
            return None;
        }
        let hold = concluding.iter().filter(|claim| claim.truth_on(name) == Some(Truth::True)).count();
        // On the record that the book cites they hold, or the book would not be published.
        let of = if *name == reference.name {
            "the record that this book cites".to_owned()
        } else {
            format!("{hold} of {} concluding claims hold there", concluding.len())
        };
        let chosen = escape(&decision.choice.chosen.name);
        Some(format!("<code>{chosen}</code> on <code>{}</code> ({of})", escape(at.get(axis)?)))
    });
    said.collect::<Vec<_>>().join("; ")
}

fn owned((axis, value): (&str, &str)) -> (String, String) {
    (axis.to_owned(), value.to_owned())
}

/// `Of 22 claims 20 hold here, 1 does not, and 1 was not measured.`
fn tally(record: &Measured, judged: &[Judged]) -> String {
    let count = |wanted: fn(Option<Truth>) -> bool| {
        let count = judged.iter().filter(|claim| wanted(claim.truth_on(&record.name))).count();
        Unit::Count.show(crate::figure::as_f64(count))
    };
    format!(
        "Of {} claims {} hold here, {} are not confirmed, and {} cannot be judged for want of a figure.",
        count(|_| true),
        count(|truth| truth == Some(Truth::True)),
        count(|truth| truth.is_some_and(|truth| truth != Truth::True)),
        count(|truth| truth.is_none()),
    )
}

/// A row for each subject and verdict that any record gives, a column for each record.
fn gates_by_record(decisions: &[Ruled<'_>], evidence: &Evidence) -> String {
    let subject = &evidence.rules().gates.subject;
    let head = head(&format!("gate and {}", escape(subject)), decisions.iter().map(|ruled| ruled.record));
    let mut rows = vec![chosen(decisions)];
    let subjects =
        decisions.iter().find_map(|ruled| ruled.decision.as_ref().ok()).map(|known| &known.subjects.ids);
    for gate in &evidence.rules().gates.gates {
        for subject in subjects.into_iter().flatten() {
            let verdicts: Vec<String> = decisions
                .iter()
                .map(|ruled| match &ruled.decision {
                    Err(_) => "not measured".to_owned(),
                    Ok(decision) => decision.verdicts[&gate.id].get(subject).map_or_else(
                        || "none".to_owned(),
                        |verdict| said(verdict.written, verdict.material, evidence),
                    ),
                })
                .collect();
            // A gate that everything passes everywhere has nothing to compare.
            if verdicts.iter().any(|verdict| verdict != word(Truth::True)) {
                let name = format!("<code>{}</code> <code>{}</code>", escape(&gate.id), escape(subject));
                rows.push(std::iter::once(name).chain(verdicts).collect());
            }
        }
    }
    table(
        Cells::Words,
        "What the rules choose on each record, and every gate that something does not pass somewhere",
        &head,
        &rows,
        None,
    )
}

fn chosen(decisions: &[Ruled<'_>]) -> Vec<String> {
    let choices = decisions.iter().map(|ruled| match &ruled.decision {
        Ok(decision) => format!("<code>{}</code>", escape(&decision.choice.chosen.name)),
        Err(_) => "not measured".to_owned(),
    });
    std::iter::once("<strong>chosen</strong>".to_owned()).chain(choices).collect()
}

/// A row for each claim, a column for each record.
fn claims_by_record(records: &[&Measured], judged: &[Judged], list: Option<&str>) -> String {
    let rows: Vec<Vec<String>> = judged
        .iter()
        .map(|claim| {
            let name = match list {
                Some(list) => format!("<a href=\"{}#{}\">{}</a>", escape(list), claim.id(), claim.id()),
                None => claim.id().to_owned(),
            };
            let truths = records.iter().map(|record| {
                claim
                    .truth_on(&record.name)
                    .map_or_else(|| "not measured there".to_owned(), |truth| truth.to_string())
            });
            std::iter::once(name).chain(truths).collect()
        })
        .collect();
    table(Cells::Words, "Every claim on each record", &head("claim", records.iter().copied()), &rows, None)
}

fn head<'a>(first: &str, records: impl Iterator<Item = &'a Measured>) -> Vec<String> {
    let names = records.map(|record| format!("<code>{}</code>", escape(&record.name)));
    std::iter::once(first.to_owned()).chain(names).collect()
}
