//! What the rules and the claims say of every record: written when every chapter is expanded.

use std::sync::Arc;

use evidence::decision::Decision;
use evidence::predicate::Truth;
use evidence::{Measured, Unit};

use crate::claim::Judged;
use crate::html::{Cells, escape, table};
use crate::record_set::RecordSet;
use crate::rules::Rules;
use crate::ruling::{gates, outcomes, word};

/// Where the gates of all records are to stand.
pub(crate) const GATES: &str = "<!-- evidence: gates by record -->";

/// Where the claims on all records are to stand.
pub(crate) const CLAIMS: &str = "<!-- evidence: claims by record -->";

/// Where the choice on every machine is to stand.
pub(crate) const CHOICES: &str = "<!-- evidence: choice by machine -->";

/// Where the rules' say on one record is to stand.
pub(crate) fn mark_of(record: &str) -> String {
    format!("<!-- evidence: rules on {} -->", escape(record))
}

/// Replaces every mark in a chapter. `list` is where its page finds the list of claims.
pub(crate) fn settle(content: &str, set: &RecordSet, judged: &[Judged], list: Option<&str>) -> String {
    let (reference, rules) = (set.reference(), set.rules());
    let others = set.records().iter().filter(|record| record.name != reference.name);
    let records: Vec<&Measured> = std::iter::once(reference).chain(others).collect();
    let wanted = |record: &&&Measured| content.contains(&mark_of(&record.name));
    if ![GATES, CLAIMS, CHOICES].iter().any(|mark| content.contains(mark))
        && !records.iter().any(|it| wanted(&it))
    {
        return content.to_owned();
    }
    let decisions: Vec<Ruled<'_>> =
        records.iter().map(|record| Ruled { record, decision: set.decision(record) }).collect();
    let mut settled = content
        .replace(GATES, &gates_by_record(&decisions, rules))
        .replace(CLAIMS, &claims_by_record(&records, judged, list))
        .replace(CHOICES, &choices(&decisions, reference, judged));
    for ruled in &decisions {
        settled = settled.replace(&mark_of(&ruled.record.name), &ruled.html(rules, judged));
    }
    settled
}

/// A record and what the rules decide on it.
struct Ruled<'a> {
    record: &'a Measured,
    decision: Result<Arc<Decision>, String>,
}

impl Ruled<'_> {
    fn html(&self, rules: &Rules, judged: &[Judged]) -> String {
        let claims = format!("<p>{}</p>", tally(self.record, judged));
        match &self.decision {
            Ok(decision) => format!(
                "{claims}{}<details><summary>The gates on this record</summary>{}</details>",
                outcomes(decision, rules.migration()),
                gates(decision, rules, self.record)
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

/// `` `vec+today` on `mine` (45 of 46 concluding claims hold there)``: every machine with a record of that workload that the rules can be
/// applied to, the reference first.
fn choices(decisions: &[Ruled<'_>], reference: &Measured, judged: &[Judged]) -> String {
    let concluding: Vec<&Judged> = judged.iter().filter(|claim| claim.concludes).collect();
    let of_workload = decisions.iter().filter(|ruled| ruled.record.workload.name == reference.workload.name);
    let said: Vec<String> = of_workload
        .filter_map(|ruled| {
            let decision = ruled.decision.as_ref().ok()?;
            let name = &ruled.record.name;
            let hold = concluding.iter().filter(|claim| claim.truth_on(name) == Some(Truth::True)).count();
            // On the record that the book cites they hold, or the book would not be published.
            let of = if *name == reference.name {
                "the record that this book cites".to_owned()
            } else {
                format!("{hold} of {} concluding claims hold there", concluding.len())
            };
            Some(format!(
                "<code>{}</code> on <code>{}</code> ({of})",
                escape(&decision.choice.chosen.to_string()),
                escape(&ruled.record.machine.name)
            ))
        })
        .collect();
    said.join("; ")
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

/// A row for each representation and verdict that any record gives, a column for each record.
fn gates_by_record(decisions: &[Ruled<'_>], rules: &Rules) -> String {
    let head = head("gate and representation", decisions.iter().map(|ruled| ruled.record));
    let Some(first) = decisions.first() else { return String::new() };
    let mut rows = vec![chosen(decisions)];
    for gate in &rules.gates.gates {
        for representation in &first.record.subjects.representations {
            let verdicts: Vec<String> = decisions
                .iter()
                .map(|ruled| match &ruled.decision {
                    Err(_) => "not measured".to_owned(),
                    Ok(decision) => decision.verdicts[&gate.id].get(&representation.id).map_or_else(
                        || "none".to_owned(),
                        |verdict| match (verdict.written, verdict.material) {
                            (written, material) if written == material => word(written).to_owned(),
                            (written, material) => {
                                format!("{} as written, {} in a tick", word(written), word(material))
                            }
                        },
                    ),
                })
                .collect();
            // A gate that everything passes everywhere has nothing to compare.
            if verdicts.iter().any(|verdict| verdict != word(Truth::True)) {
                let name =
                    format!("<code>{}</code> <code>{}</code>", escape(&gate.id), escape(&representation.id));
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
        Ok(decision) => format!("<code>{}</code>", escape(&decision.choice.chosen.to_string())),
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
