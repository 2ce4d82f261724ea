//! What pages say of a claim: a mark behind its sentence, a note that the mark opens, and a card in the list of all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use evidence::Unit;
use evidence::predicate::Truth;
use minijinja::{Value, context};

use crate::claim::{CLOSED, CLOSING, Judged};
use crate::page::html::capital;
use crate::page::template;

/// Puts a mark behind each sentence of a chapter, and their notes at its end. `root` leads from its page to the book's, `list` from
/// there to the list of claims.
pub(crate) fn settle(content: &str, judged: &[Judged], list: Option<&str>, root: &str) -> String {
    let mut settled = String::with_capacity(content.len());
    let mut notes = String::new();
    // What was said in this section of the records on which a claim is not confirmed.
    let mut said = BTreeSet::new();
    let mut rest = content;
    while let Some((before, closed)) = rest.split_once(CLOSING) {
        settled.push_str(before);
        rest = closed;
        let ended = closed
            .split_once(CLOSED)
            .and_then(|(id, after)| Some((judged.iter().find(|judged| judged.id() == id)?, after)));
        // What only looks like a mark stays.
        let Some((claim, after)) = ended else {
            settled.push_str(CLOSING);
            continue;
        };
        rest = after;
        if before.contains("\n## ") || before.contains("\n### ") {
            said.clear();
        }
        let tally = Tally::of(claim);
        if tally.against > 0 && said.insert((tally.against, tally.judged)) {
            let _ = write!(settled, " <span class=\"unconfirmed\">({})</span>", tally.short());
        }
        if let Some(list) = list {
            let (id, card) = (claim.id(), format!("{root}{list}#{}", claim.id()));
            let (sign, short) = (if tally.against == 0 { "✓" } else { "(✓)" }, tally.short());
            settled.push_str(&template::html(
                "claim-mark",
                context! { card => &card, id, tally => short, sign },
            ));
            let said = format!("Confirmed {}.", tally.long());
            notes.push_str(&template::html("claim-note", context! { claim => facts(claim, &said), card }));
        }
        settled.push_str("</span>");
    }
    settled.push_str(rest);
    if !notes.is_empty() {
        let _ = write!(settled, "\n\n<div class=\"notes\">{notes}</div>\n");
    }
    settled
}

/// Every claim as a folded card: its sentence, and inside what it stands on.
pub(crate) fn list(judged: &[Judged], root: &str) -> String {
    if judged.is_empty() {
        return "<p>None.</p>".to_owned();
    }
    let confirmed = judged.iter().filter(|claim| Tally::of(claim).here).count();
    let everywhere = judged.iter().filter(|claim| Tally::of(claim).is_everywhere()).count();
    let claims: Vec<Value> = judged.iter().map(|claim| facts(claim, "")).collect();
    let (count, confirmed, everywhere) = (count(judged.len()), count(confirmed), count(everywhere));
    template::html("claim-cards", context! { count, confirmed, everywhere, claims, root })
}

/// On how many records a claim is confirmed.
#[derive(Debug, Clone, Copy)]
struct Tally {
    /// On the record that the book stands on.
    here: bool,
    records: usize,
    judged: usize,
    against: usize,
}

impl Tally {
    fn of(claim: &Judged) -> Self {
        let truths = || claim.findings.iter().map(|finding| finding.truth.as_ref().ok().copied());
        Self {
            here: truths().next().flatten() == Some(Truth::True),
            records: claim.findings.len(),
            judged: truths().flatten().count(),
            against: truths().flatten().filter(|truth| *truth != Truth::True).count(),
        }
    }

    fn is_everywhere(self) -> bool {
        self.against == 0 && self.judged == self.records
    }

    /// `not on 1 of 6 records`, of those on which it can be judged.
    fn short(self) -> String {
        let Self { judged, against, .. } = self;
        if against == 0 {
            format!("on {}", records(judged))
        } else {
            format!("not on {} of {}", count(against), records(judged))
        }
    }

    /// `on all 6 records`, `on 1 of 2 records; 4 did not measure it`.
    fn long(self) -> String {
        let Self { records, judged, against, .. } = self;
        let said = match against {
            0 if judged == records && records > 1 => format!("on all {}", self::records(records)),
            0 => format!("on {}", self::records(judged)),
            _ => format!("on {} of {}", count(judged - against), self::records(judged)),
        };
        if judged == records {
            said
        } else {
            format!("{said}; {} did not measure it", count(records - judged))
        }
    }
}

fn count(number: usize) -> String {
    Unit::Count.show(number as f64)
}

fn records(number: usize) -> String {
    format!("{} record{}", count(number), if number == 1 { "" } else { "s" })
}

/// What a template shows of a claim: its predicate, what breaks it, on how many records it is confirmed, where nothing beside it says that,
/// and those that do not confirm it.
fn facts(claim: &Judged, said: &str) -> Value {
    // Those with the same answer together.
    let mut answers: Vec<(String, Vec<String>)> = Vec::new();
    for finding in &claim.findings {
        let answer = match &finding.truth {
            Ok(Truth::True) => continue,
            Ok(truth) => capital(&truth.to_string()),
            Err(_) => "Not measured".to_owned(),
        };
        match answers.iter_mut().find(|(known, _)| *known == answer) {
            Some((_, records)) => records.push(finding.record.clone()),
            None => answers.push((answer, vec![finding.record.clone()])),
        }
    }
    let flip = claim.slack.first().map(|flip| vec![flip.metric.to_string(), flip.to.to_string()]);
    let answers: Vec<Value> = answers.into_iter().map(Value::from).collect();
    context! {
        id => claim.id(),
        words => &claim.words,
        path => claim.path.as_deref(),
        tally => Tally::of(claim).long(),
        predicate => &claim.claim.predicate.text,
        flip,
        said,
        answers,
    }
}
