//! What pages say of a claim: a mark behind its sentence, a note that the mark opens, and a card in the list of all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use evidence::Unit;
use evidence::predicate::Truth;

use crate::claim::{CLOSED, CLOSING, Judged};
use crate::page::html::{capital, code, escape};

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
            let (id, card) = (claim.id(), format!("{root}{}#{}", escape(list), claim.id()));
            let sign = if tally.against == 0 { "✓" } else { "(✓)" };
            let _ = write!(
                settled,
                "<a class=\"claim-mark\" href=\"{card}\" aria-label=\"Checked claim {id}, {}: its predicate and slack\">{sign}</a>",
                tally.short()
            );
            let _ = write!(
                notes,
                "<div id=\"claim-note-{id}\" popover>{}<p><a href=\"{card}\">Its card among all claims</a></p></div>",
                facts(claim, Some(tally))
            );
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
    let mut html = format!(
        "<p>{} claim{}; {} confirmed, {} on every record.</p>",
        count(judged.len()),
        if judged.len() == 1 { "" } else { "s" },
        count(confirmed),
        count(everywhere),
    );
    for claim in judged {
        let chapter = claim.path.as_ref().map_or_else(String::new, |path| {
            format!("<p><a href=\"{root}{}#claim-{}\">In its chapter</a></p>", escape(path), claim.id())
        });
        // A browser opens what is folded around the target of a link.
        let _ = write!(
            html,
            "<details class=\"claim-card\"><summary>{} <span class=\"holds\">{}</span></summary><div id=\"{}\">{}{chapter}</div></details>",
            escape(&claim.words),
            Tally::of(claim).long(),
            claim.id(),
            facts(claim, None)
        );
    }
    html
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

/// A claim's predicate, what breaks it, on how many records it is confirmed, where nothing beside it says that, and those that do not
/// confirm it.
fn facts(claim: &Judged, tally: Option<Tally>) -> String {
    let flips = claim.slack.first().map_or_else(
        || "It is not true here.".to_owned(),
        |flip| {
            format!(
                "It no longer holds when {} is {}.",
                code(&flip.metric.to_string()),
                escape(&flip.to.to_string())
            )
        },
    );
    let mut found: Vec<String> = tally.iter().map(|tally| format!("Confirmed {}.", tally.long())).collect();
    // Those with the same answer together.
    let mut answers: Vec<(String, Vec<String>)> = Vec::new();
    for finding in &claim.findings {
        let answer = match &finding.truth {
            Ok(Truth::True) => continue,
            Ok(truth) => capital(&truth.to_string()),
            Err(_) => "Not measured".to_owned(),
        };
        let record = code(&finding.record);
        match answers.iter_mut().find(|(known, _)| *known == answer) {
            Some((_, records)) => records.push(record),
            None => answers.push((answer, vec![record])),
        }
    }
    found.extend(answers.iter().map(|(answer, records)| format!("{answer} on {}.", records.join(", "))));
    let found = if found.is_empty() { String::new() } else { format!("<p>{}</p>", found.join(" ")) };
    format!("<p>It holds while {}.</p><p>{flips}</p>{found}", code(&claim.claim.predicate.text))
}
