//! What the rules and the claims say of every record: written when every chapter is expanded.

use std::sync::Arc;

use evidence::decision::Decision;
use evidence::metric::View;
use evidence::predicate::Truth;
use evidence::{Coordinates, Evidence, Unit};
use minijinja::context;

use crate::cache::Cache;
use crate::claim::Judged;
use crate::page::html::{code, escape, page_link};
use crate::page::table::{Cells, table};
use crate::page::template;
use crate::record::set::RecordSet;
use crate::ruling::verdict::{said, word};
use crate::ruling::{gates, outcomes};

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
pub(crate) fn settle(
    content: &str,
    set: &RecordSet,
    judged: &[Judged],
    list: Option<&str>,
    cache: &Cache,
) -> String {
    let wanted = |view: &View| content.contains(&mark_of(&view.name));
    if ![GATES, CLAIMS, CHOICES].iter().any(|mark| content.contains(mark)) && !set.views.iter().any(wanted) {
        return content.to_owned();
    }
    let claims =
        judged.iter().map(|it| format!("{}: {} {}\n", it.id(), it.claim.predicate.text, it.concludes));
    let asked = format!("{list:?}\n{}{content}", claims.collect::<String>());
    cache.get("records", &asked, || settled(content, set, judged, list))
}

/// The rules are to be asked on every record, which takes as long as judging.
fn settled(content: &str, set: &RecordSet, judged: &[Judged], list: Option<&str>) -> String {
    let (views, evidence) = (&set.views, &set.evidence);
    let decisions: Vec<ViewDecision<'_>> =
        views.iter().map(|view| ViewDecision { view, decision: set.decision(view), evidence }).collect();
    let mut settled = content
        .replace(GATES, &gates_by_record(&decisions, evidence))
        .replace(CLAIMS, &claims_by_record(views, judged, list));
    for (axis, _) in set.view().at.iter() {
        let mark = choices_by(axis);
        if settled.contains(&mark) {
            settled = settled.replace(&mark, &choices(&decisions, axis, judged));
        }
    }
    for ruled in &decisions {
        settled = settled.replace(&mark_of(&ruled.view.name), &ruled.html(judged));
    }
    settled
}

/// A view and what the rules decide there.
struct ViewDecision<'a> {
    view: &'a View,
    decision: Result<Arc<Decision>, String>,
    evidence: &'a Evidence,
}

impl ViewDecision<'_> {
    fn html(&self, judged: &[Judged]) -> String {
        let claims = tally(self.view, judged);
        let decision = self.decision.as_deref();
        let outcomes = decision.ok().map(|decision| outcomes(decision, self.evidence));
        let gates = decision.ok().map(|decision| gates(decision, self.evidence));
        let missing = decision.err().map(String::as_str);
        template::html("rules-on-a-record", context! { claims, outcomes, gates, missing })
    }
}

/// ``` `a` on `mine` (45 of 46 concluding claims hold there)```: every value of an axis at which the rules can be applied, where all else
/// is as at the default coordinates, which come first.
fn choices(decisions: &[ViewDecision<'_>], axis: &str, judged: &[Judged]) -> String {
    let concluding: Vec<&Judged> = judged.iter().filter(|claim| claim.concludes).collect();
    let Some(default) = decisions.first().map(|ruled| ruled.view) else { return String::new() };
    let same =
        |at: &Coordinates| default.at.iter().all(|(own, value)| own == axis || at.get(own) == Some(value));
    let said = decisions.iter().filter_map(|ruled| {
        let decision = ruled.decision.as_ref().ok()?;
        let View { name, at } = ruled.view;
        if !same(at) {
            return None;
        }
        let hold = concluding.iter().filter(|claim| claim.truth_on(name) == Some(Truth::True)).count();
        // At the default coordinates they hold, or the book would not be published.
        let of = if *name == default.name {
            "this book's numbers".to_owned()
        } else {
            format!("{hold} of {} concluding claims hold there", concluding.len())
        };
        let chosen = escape(&decision.choice.chosen.name);
        Some(format!("<code>{chosen}</code> on <code>{}</code> ({of})", escape(at.get(axis)?)))
    });
    said.collect::<Vec<_>>().join("; ")
}

/// `Of 22 claims 20 hold here, 1 does not, and 1 was not measured.`
fn tally(view: &View, judged: &[Judged]) -> String {
    let count = |wanted: fn(Option<Truth>) -> bool| {
        let count = judged.iter().filter(|claim| wanted(claim.truth_on(&view.name))).count();
        Unit::Count.show(count as f64)
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
fn gates_by_record(decisions: &[ViewDecision<'_>], evidence: &Evidence) -> String {
    let subject = &evidence.rules().gates.subject;
    let head = head(&format!("gate and {}", escape(subject)), decisions.iter().map(|ruled| ruled.view));
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
                let name = format!("{} {}", code(&gate.id), code(subject));
                rows.push(std::iter::once(name).chain(verdicts).collect());
            }
        }
    }
    let caption =
        "What the rules choose on each record, and every gate that something does not pass somewhere";
    table(Cells::Words, caption, &head, &rows, None)
}

fn chosen(decisions: &[ViewDecision<'_>]) -> Vec<String> {
    let choices = decisions.iter().map(|ruled| match &ruled.decision {
        Ok(decision) => code(&decision.choice.chosen.name),
        Err(_) => "not measured".to_owned(),
    });
    std::iter::once("<strong>chosen</strong>".to_owned()).chain(choices).collect()
}

/// A row for each claim, a column for each record.
fn claims_by_record(views: &[View], judged: &[Judged], list: Option<&str>) -> String {
    let rows = judged.iter().map(|claim| {
        let card = list.map(|list| format!("{list}#{}", claim.id()));
        let name = page_link(card.as_deref(), claim.id());
        let truths = views.iter().map(|view| match claim.truth_on(&view.name) {
            Some(truth) => truth.to_string(),
            None => "not measured there".to_owned(),
        });
        std::iter::once(name).chain(truths).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    table(Cells::Words, "Every claim on each record", &head("claim", views.iter()), &rows, None)
}

fn head<'a>(first: &str, views: impl Iterator<Item = &'a View>) -> Vec<String> {
    let names = views.map(|view| code(&view.name));
    std::iter::once(first.to_owned()).chain(names).collect()
}
