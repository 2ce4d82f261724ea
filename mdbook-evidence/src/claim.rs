//! Claims: what every record says of the sentences that are bound to predicates.
//!
//! A claim may rest on another chapter's, so sentences are marked while the chapters are expanded and judged when all
//! are.

use std::collections::BTreeSet;

use evidence::claim::{Claim, Finding, Judge};
use evidence::metric::{Figures, Metric};
use evidence::predicate::{Flip, Predicate, Truth};
use evidence::{Basis, Evidence, Measured, Unit};

use crate::headline::{self, Headline};
use crate::html::{Cells, escape, table};

/// Where the list of all claims is to stand.
pub(crate) const LIST: &str = "<!-- evidence: claims -->";

/// A sentence as it was met.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sentence {
    pub(crate) id: String,
    pub(crate) predicate: Predicate,
    pub(crate) ended: bool,
    /// The line of its chapter that it begins in, from 1.
    pub(crate) line: usize,
}

/// The sentences of one chapter, with its source file and its path in the book.
#[derive(Debug)]
pub(crate) struct OfChapter {
    pub(crate) file: String,
    pub(crate) path: Option<String>,
    pub(crate) sentences: Vec<Sentence>,
    /// Whether it is one of those that draw the conclusion.
    pub(crate) concludes: bool,
}

/// What the evidence says of one sentence.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) claim: Claim,
    path: Option<String>,
    /// Whether its chapter is one of those that draw the conclusion.
    pub(crate) concludes: bool,
    /// The reference record's verdict first.
    pub(crate) findings: Vec<Finding>,
    pub(crate) slack: Vec<Flip>,
}

impl Judged {
    /// The claim's id.
    pub(crate) fn id(&self) -> &str {
        &self.claim.id
    }

    /// What the record of that name says of it; none where a figure is missing there.
    pub(crate) fn truth_on(&self, record: &str) -> Option<Truth> {
        let finding = self.findings.iter().find(|finding| finding.record == record)?;
        finding.truth.as_ref().ok().copied()
    }
}

/// Marks where a sentence begins; [`settle`] replaces it.
pub(crate) fn opening(id: &str) -> String {
    format!("<span class=\"claim\" id=\"claim-{id}\">")
}

/// Marks where a sentence ends; [`settle`] replaces it.
pub(crate) fn closing(id: &str) -> String {
    format!("<!-- end of claim {id} --></span>")
}

/// A claim around a figure or a table is its caption's: the sentence that says what is to be seen there.
pub(crate) fn into_captions(content: &str, ids: impl Iterator<Item = String>) -> String {
    let mut content = content.to_owned();
    for id in ids {
        let (open, close) = (opening(&id), closing(&id));
        let Some((before, rest)) = content.split_once(&open) else { continue };
        let Some((inside, after)) = rest.split_once(&close) else { continue };
        let shown = inside.trim();
        if !CAPTIONED.iter().any(|start| shown.starts_with(start)) {
            continue;
        }
        // A figure has its own caption after the drawing, and its data's before it ends.
        let caption = [("<figcaption>", "</figcaption>"), ("<caption>", "</caption>")].iter().find_map(
            |(start, end)| {
                let from = shown.find(start)? + start.len();
                Some(from..from + shown[from..].find(end)?)
            },
        );
        let Some(caption) = caption else { continue };
        content = format!(
            "{before}{}{open}{}{close}{}{after}",
            &shown[..caption.start],
            &shown[caption.clone()],
            &shown[caption.end..]
        );
    }
    content
}

/// How what has a caption begins.
const CAPTIONED: [&str; 2] =
    ["<figure class=\"evidence-figure\"", "<div class=\"table-wrapper evidence-table"];

/// What became of the claims.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    pub(crate) judged: Vec<Judged>,
    /// What is wrong on the reference record, each with chapter and line.
    pub(crate) problems: Vec<String>,
    /// What breaks when one of the headline figures moves.
    pub(crate) headlines: Vec<Headline>,
}

/// Judges every claim on every record, and finds what breaks when one of `headline` moves.
pub(crate) fn judge(
    chapters: &[OfChapter],
    mut headline: BTreeSet<Metric>,
    evidence: &Evidence,
    reference: &Measured,
) -> Verdicts {
    let mut claims: Vec<Claim> = Vec::new();
    let mut problems = Vec::new();
    for chapter in chapters {
        for Sentence { id, predicate, ended, line } in &chapter.sentences {
            let place = format!("{}:{line}", chapter.file);
            if !ended {
                problems.push(format!("{place}: claim `{id}` has no end in its chapter"));
            }
            if claims.iter().any(|known| known.id == *id) {
                problems.push(format!("{place}: claim `{id}` is there twice. Give each its own id."));
            }
            claims.push(Claim { id: id.clone(), predicate: predicate.clone() });
        }
    }
    let others = evidence.records().iter().filter(|record| record.name != reference.name);
    let figures: Vec<Figures<'_>> =
        std::iter::once(reference).chain(others).map(|record| Figures::of(evidence, record)).collect();
    let judges: Vec<Judge<'_>> = figures.iter().map(|figures| Judge::new(&claims, figures)).collect();
    let judge = &judges[0];
    let mut judged = Vec::new();
    let places =
        chapters.iter().flat_map(|chapter| chapter.sentences.iter().map(move |it| (chapter, it.line)));
    for (claim, (chapter, line)) in claims.iter().zip(places) {
        let Claim { id, predicate } = claim;
        let finding = |judge: &Judge<'_>| Finding {
            record: judge.figures().record().name.clone(),
            truth: judge.judge(id),
        };
        let findings: Vec<Finding> = judges.iter().map(finding).collect();
        let place = format!("{}:{line}", chapter.file);
        let mut slack = Vec::new();
        match &findings[0].truth {
            Ok(Truth::True) => {
                slack = judge.slack(id).unwrap_or_default();
                if let Some(flip) =
                    slack.first().filter(|flip| chapter.concludes && is_near(flip, judge.figures()))
                {
                    problems.push(format!(
                        "{place}: claim `{id}` rests on a figure near its limit: `{}` is {} and it no longer holds. Claim what holds \
                         with a margin, for other machines differ by more.",
                        flip.metric, flip.to
                    ));
                }
                if slack.is_empty() {
                    problems.push(format!(
                        "{place}: claim `{id}` is vacuous: no change of a figure breaks `{}`",
                        predicate.text
                    ));
                }
            }
            Ok(truth) => problems.push(format!(
                "{place}: claim `{id}` is {truth}: `{}` with {}",
                predicate.text,
                seen(judge, id)
            )),
            Err(error) => problems.push(format!("{place}: claim `{id}` cannot be judged: {error}")),
        }
        // What the decision rests on are hundreds; `decide` prints its thresholds.
        if chapter.concludes && !judge.rests_on_the_decision(id) {
            headline.extend(judge.asked(id));
        }
        judged.push(Judged {
            claim: claim.clone(),
            path: chapter.path.clone(),
            concludes: chapter.concludes,
            findings,
            slack,
        });
    }
    let slack = judged.iter().map(|judged| (&judged.claim, judged.slack.as_slice()));
    let headlines = headline::find(headline, slack, judge).unwrap_or_else(|error| {
        problems.push(format!("the decision cannot be judged: {error}"));
        Vec::new()
    });
    Verdicts { judged, problems, headlines }
}

/// What a measured figure must be able to move before a claim of a concluding chapter breaks.
const MARGIN: f64 = 1.05;

/// Whether a measured figure need hardly move. What is counted is the same everywhere.
fn is_near(flip: &Flip, figures: &Figures<'_>) -> bool {
    let is_counted = figures.look(&flip.metric).is_ok_and(|estimate| estimate.basis == Basis::Counted);
    !is_counted && flip.distance() < MARGIN
}

/// The values that the predicate of a claim saw.
pub(crate) fn seen(judge: &Judge<'_>, id: &str) -> String {
    let asked = judge.asked(id);
    let values = asked.iter().filter_map(|metric| {
        let estimate = judge.figures().look(metric).ok()?;
        let range = estimate.unit.show_range(estimate.low, estimate.high);
        Some(format!("{metric} = {} [{range}]", estimate.unit.show(estimate.value)))
    });
    let values: Vec<String> = values.take(12).collect();
    if values.is_empty() { "no figure".to_owned() } else { values.join(", ") }
}

/// Puts what the records say behind each sentence of a chapter. `root` leads from its page to the book's.
pub(crate) fn settle(content: &str, judged: &[Judged], list: Option<&str>, root: &str) -> String {
    let mut settled = content.to_owned();
    for Judged { claim, findings, .. } in judged {
        let mark = closing(&claim.id);
        if !settled.contains(&mark) {
            continue;
        }
        let against: Vec<String> = findings
            .iter()
            .filter(|finding| finding.truth.as_ref().is_ok_and(|truth| *truth != Truth::True))
            .map(|finding| format!("not confirmed on <code>{}</code>", escape(&finding.record)))
            .collect();
        let note = if against.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"unconfirmed\">({})</span>", against.join(", "))
        };
        let link = list.map_or_else(String::new, |page| {
            format!(
                "<a class=\"claim-mark\" href=\"{root}{}#{}\" aria-label=\"Checked claim {}: its predicate and slack\">\
                 ✓</a>",
                escape(page),
                claim.id,
                claim.id
            )
        });
        settled = settled.replace(&mark, &format!("{note}{link}</span>"));
    }
    settled
}

/// Every claim: its predicate, what each record says, and how far its nearest figure may move.
pub(crate) fn list(judged: &[Judged], root: &str) -> String {
    if judged.is_empty() {
        return "<p>None.</p>".to_owned();
    }
    let confirmed = judged
        .iter()
        .filter(|claim| matches!(claim.findings.first().map(|finding| &finding.truth), Some(Ok(Truth::True))))
        .count();
    let everywhere = judged
        .iter()
        .filter(|claim| claim.findings.iter().all(|finding| finding.truth == Ok(Truth::True)))
        .count();
    let rows: Vec<Vec<String>> = judged.iter().map(|judged| row(judged, root)).collect();
    let head = ["claim", "holds while", "on each record", "flips when"].map(str::to_owned);
    let summary = format!(
        "<p>{} claim{}; {} confirmed on the reference record, {} on every record.</p>",
        Unit::Count.show(crate::figure::as_f64(judged.len())),
        if judged.len() == 1 { "" } else { "s" },
        Unit::Count.show(crate::figure::as_f64(confirmed)),
        Unit::Count.show(crate::figure::as_f64(everywhere)),
    );
    summary + &table(Cells::Words, "Every claim of this book and what it stands on", &head, &rows, None)
}

fn row(judged: &Judged, root: &str) -> Vec<String> {
    let id = &judged.claim.id;
    let name = match &judged.path {
        Some(path) => format!("<a id=\"{id}\" href=\"{root}{}#claim-{id}\">{id}</a>", escape(path)),
        None => format!("<span id=\"{id}\">{id}</span>"),
    };
    let findings: Vec<String> = judged
        .findings
        .iter()
        .map(|finding| {
            let said = match &finding.truth {
                Ok(truth) => truth.to_string(),
                Err(_) => "not measured there".to_owned(),
            };
            format!("<code>{}</code>: {said}", escape(&finding.record))
        })
        .collect();
    let flips = judged.slack.first().map_or_else(
        || "not true here".to_owned(),
        |flip| {
            format!("<code>{}</code> is {}", escape(&flip.metric.to_string()), escape(&flip.to.to_string()))
        },
    );
    vec![name, format!("<code>{}</code>", escape(&judged.claim.predicate.text)), findings.join("<br>"), flips]
}
