//! Claims: what every record says of the sentences that are bound to predicates.
//!
//! A claim may rest on another chapter's, so sentences are marked while the chapters are expanded and judged when all
//! are.

pub(crate) mod asking;
pub(crate) mod card;
pub(crate) mod conclusion;
pub(crate) mod coverage;
pub(crate) mod headline;
pub(crate) mod lock;
pub(crate) mod reviewed;

use std::collections::BTreeSet;

use evidence::claim::Claim;
use evidence::metric::{Figures, Metric};
use evidence::predicate::{Flip, Predicate, Truth};
use serde::{Deserialize, Serialize};

use crate::cache::Cache;
use crate::claim::asking::{Finding, Findings, is_near};
use crate::claim::headline::Headline;
use crate::claim::reviewed::Reviewed;
use crate::page::html::caption;
use crate::record::set::RecordSet;
use crate::timings::Timings;

/// Where the list of all claims is to stand.
pub(crate) const LIST: &str = "<!-- evidence: claims -->";

/// A sentence as it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sentence {
    pub(crate) id: String,
    pub(crate) predicate: Predicate,
    /// The line of its chapter that it begins in, from 1.
    pub(crate) line: usize,
    /// Its words as a page shows them; none before its chapter is expanded.
    pub(crate) words: String,
}

/// The sentences of one chapter, with its source file and its path in the book.
#[derive(Debug)]
pub(crate) struct OfChapter {
    pub(crate) file: String,
    pub(crate) path: Option<String>,
    pub(crate) sentences: Vec<Sentence>,
    /// They and its judgements, as they are reviewed.
    pub(crate) reviewed: Vec<Reviewed>,
    /// Whether it is one of those that draw the conclusion.
    pub(crate) concludes: bool,
}

/// What the evidence says of one sentence.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) claim: Claim,
    /// The words of its sentence.
    pub(crate) words: String,
    pub(crate) path: Option<String>,
    /// Whether its chapter is one of those that draw the conclusion.
    pub(crate) concludes: bool,
    /// The verdict at the default coordinates first.
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

/// Where a sentence begins.
pub(crate) fn opening(id: &str) -> String {
    format!("<span class=\"claim\" id=\"claim-{id}\">")
}

/// Marks where a sentence ends; [`settle`](crate::claim::card::settle) replaces it.
pub(crate) fn closing(id: &str) -> String {
    format!("{CLOSING}{id}{CLOSED}")
}

pub(crate) const CLOSING: &str = "<!-- end of claim ";
pub(crate) const CLOSED: &str = " --></span>";

/// What a chapter shows between the marks of a claim; `words` reads it without markup.
pub(crate) fn said(content: &str, id: &str, words: impl Fn(&str) -> String) -> String {
    let sentence = content
        .split_once(&opening(id))
        .and_then(|(_, rest)| rest.split_once(&closing(id)))
        .map(|(sentence, _)| words(sentence));
    sentence.unwrap_or_default()
}

/// A claim or a judgement around a figure or a table is its caption's: the sentence that says what is to be seen there. `bounds`
/// are what they begin and end with.
pub(crate) fn into_captions(content: &str, bounds: impl Iterator<Item = (String, String)>) -> String {
    let mut content = content.to_owned();
    for (open, close) in bounds {
        let Some((before, rest)) = content.split_once(&open) else { continue };
        let Some((inside, after)) = rest.split_once(&close) else { continue };
        let shown = inside.trim();
        if !CAPTIONED.iter().any(|start| shown.starts_with(start)) {
            continue;
        }
        let Some(caption) = caption(shown) else { continue };
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

/// Judges every claim from every view, and finds what breaks when one of `shown` moves, the figures of the chapters that draw the
/// conclusion. Between both stands what is wrong at the default coordinates, each with chapter and line.
pub(crate) fn judge(
    chapters: &[OfChapter],
    shown: &BTreeSet<Metric>,
    set: &RecordSet,
    cache: &Cache,
    timings: &Timings,
) -> (Vec<Judged>, Vec<String>, Vec<Headline>) {
    timings.begin("judging claims");
    let mut claims: Vec<Claim> = Vec::new();
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for chapter in chapters {
        for Reviewed { id, line, stands_on, .. } in &chapter.reviewed {
            if !ids.insert(id) {
                let (file, [what, ..]) = (&chapter.file, stands_on.words());
                problems.push(format!("{file}:{line}: {what} `{id}` is there twice. Give each its own id."));
            }
        }
        let of_chapter = chapter.sentences.iter();
        claims.extend(of_chapter.map(|it| Claim { id: it.id.clone(), predicate: it.predicate.clone() }));
    }
    let asked: String = claims.iter().map(|it| format!("{}: {}\n", it.id, it.predicate.text)).collect();
    let found = cache.get("claims", &asked, || Findings::of(&claims, set));
    let mut headline = shown.clone();
    let mut judged = Vec::new();
    let places = chapters.iter().flat_map(|chapter| chapter.sentences.iter().map(move |it| (chapter, it)));
    let found_of = found.claims.into_iter().zip(found.slack).zip(claims).enumerate();
    let figures = Figures::of(&set.evidence, set.view());
    for ((at, ((of_claim, slack), claim)), (chapter, sentence)) in found_of.zip(places) {
        let finding = of_claim.finding;
        let Claim { id, predicate } = &claim;
        let place = format!("{}:{}", chapter.file, sentence.line);
        match &finding.truth {
            Ok(Truth::True) => {
                let near = slack.first().filter(|flip| chapter.concludes && is_near(flip, &figures));
                if let Some(flip) = near {
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
                predicate.text, of_claim.seen
            )),
            Err(error) => problems.push(format!("{place}: claim `{id}` cannot be judged: {error}")),
        }
        // What the decision rests on are hundreds; `decide` prints its thresholds.
        if chapter.concludes {
            headline.extend(of_claim.asked);
        }
        let on_others = found.elsewhere.iter().map(|findings| findings[at].clone());
        judged.push(Judged {
            claim,
            words: sentence.words.clone(),
            path: chapter.path.clone(),
            concludes: chapter.concludes,
            findings: std::iter::once(finding).chain(on_others).collect(),
            slack,
        });
    }
    problems.extend(found.error.map(|error| format!("the decision cannot be judged: {error}")));
    headline.retain(|metric| !figures.is_fixed(metric));
    let slack = judged.iter().map(|judged| (&judged.claim, judged.slack.as_slice()));
    let headlines = headline::find(headline, slack, found.decision);
    let idle = headlines.iter().filter(|it| it.breaks.is_empty() && shown.contains(&it.metric));
    problems.extend(idle.map(|it| {
        format!(
            "`{}` is in a chapter that draws the conclusion and carries nothing: it may move as it likes, and no claim and not the decision \
             breaks. Let a claim rest on it, or take it out.",
            it.metric
        )
    }));
    (judged, problems, headlines)
}
