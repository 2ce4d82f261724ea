//! Claims: what every record says of the sentences that are bound to predicates.
//!
//! A claim may rest on another chapter's, so sentences are marked while the chapters are expanded and judged when all
//! are.

use std::collections::BTreeSet;

use evidence::claim::{Claim, Finding, Judge};
use evidence::metric::{Figures, Metric, View};
use evidence::predicate::{Flip, JudgeError, Predicate, Truth};
use evidence::{Basis, Unit, parallel};

use crate::headline::{self, Headline};
use crate::html::caption;
use crate::record_set::RecordSet;
use crate::reviewed::Reviewed;
use crate::timings::Timings;

/// Where the list of all claims is to stand.
pub(crate) const LIST: &str = "<!-- evidence: claims -->";

/// A sentence as it is written.
#[derive(Debug, Clone, PartialEq)]
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

/// Marks where a sentence ends; [`settle`](crate::claim_card::settle) replaces it.
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

/// What became of the claims.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    pub(crate) judged: Vec<Judged>,
    /// What is wrong at the default coordinates, each with chapter and line.
    pub(crate) problems: Vec<String>,
    /// What breaks when one of the headline figures moves.
    pub(crate) headlines: Vec<Headline>,
}

/// Judges every claim from every view, and finds what breaks when one of `shown` moves, the figures of the chapters that draw the
/// conclusion.
pub(crate) fn judge(
    chapters: &[OfChapter],
    shown: &BTreeSet<Metric>,
    set: &RecordSet,
    timings: &Timings,
) -> Verdicts {
    timings.begin("judging claims");
    let mut claims: Vec<Claim> = Vec::new();
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for chapter in chapters {
        for Reviewed { id, line, stands_on, .. } in &chapter.reviewed {
            if !ids.insert(id) {
                let (file, what) = (&chapter.file, stands_on.what());
                problems.push(format!("{file}:{line}: {what} `{id}` is there twice. Give each its own id."));
            }
        }
        let of_chapter = chapter.sentences.iter();
        claims.extend(of_chapter.map(|it| Claim { id: it.id.clone(), predicate: it.predicate.clone() }));
    }
    let answers = Answers::of(&claims, set);
    let mut headline = shown.clone();
    let mut judged = Vec::new();
    let places = chapters.iter().flat_map(|chapter| chapter.sentences.iter().map(move |it| (chapter, it)));
    for ((at, answer), (chapter, sentence)) in answers.claims.into_iter().enumerate().zip(places) {
        let Answer { claim, finding, slack, .. } = answer;
        let Claim { id, predicate } = claim;
        let place = format!("{}:{}", chapter.file, sentence.line);
        match &finding.truth {
            Ok(Truth::True) => {
                if let Some(flip) = slack.first().filter(|_| chapter.concludes && answer.near) {
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
            Ok(truth) => problems
                .push(format!("{place}: claim `{id}` is {truth}: `{}` with {}", predicate.text, answer.seen)),
            Err(error) => problems.push(format!("{place}: claim `{id}` cannot be judged: {error}")),
        }
        // What the decision rests on are hundreds; `decide` prints its thresholds.
        if chapter.concludes {
            headline.extend(answer.asked);
        }
        let on_others = answers.elsewhere.iter().map(|findings| findings[at].clone());
        judged.push(Judged {
            claim: claim.clone(),
            words: sentence.words.clone(),
            path: chapter.path.clone(),
            concludes: chapter.concludes,
            findings: std::iter::once(finding).chain(on_others).collect(),
            slack,
        });
    }
    problems.extend(answers.error.map(|error| format!("the decision cannot be judged: {error}")));
    let slack = judged.iter().map(|judged| (&judged.claim, judged.slack.as_slice()));
    let headlines = headline::find(headline, slack, answers.decision);
    let idle = headlines.iter().filter(|it| it.breaks.is_empty() && shown.contains(&it.metric));
    problems.extend(idle.map(|it| {
        format!(
            "`{}` is in a chapter that draws the conclusion and carries nothing: it may move as it likes, and no claim and not the decision \
             breaks. Let a claim rest on it, or take it out.",
            it.metric
        )
    }));
    Verdicts { judged, problems, headlines }
}

/// What the evidence answers.
#[derive(Default)]
struct Answers<'a> {
    /// To each claim at the default coordinates.
    claims: Vec<Answer<'a>>,
    /// To each claim from each other view.
    elsewhere: Vec<Vec<Finding>>,
    /// How far each figure may move before the recorded decision no longer follows.
    decision: Vec<Flip>,
    /// Why the decision cannot be judged.
    error: Option<JudgeError>,
}

/// What the evidence answers to a claim at the default coordinates.
struct Answer<'a> {
    claim: &'a Claim,
    finding: Finding,
    slack: Vec<Flip>,
    /// Whether its nearest figure need hardly move.
    near: bool,
    /// The figures that it rests on, where the decision does not stand between.
    asked: BTreeSet<Metric>,
    /// What a claim that is not true saw.
    seen: String,
}

/// What is asked of the evidence.
enum Question<'a> {
    Elsewhere(&'a View),
    /// One of so many parts of the figures that the decision rests on.
    Decision(usize),
    Claim(&'a Claim),
}

/// One thing that was answered.
enum Part<'a> {
    Elsewhere(Vec<Finding>),
    Decision(Result<Vec<Flip>, JudgeError>),
    Claim(Box<Answer<'a>>),
}

/// The figures that the decision rests on are asked for in so many parts, which the processors share.
const PARTS: usize = 8;

impl<'a> Answers<'a> {
    /// Everything is asked in one go, on all processors: each writes the rules into a graph of its own, which takes as long as many answers.
    fn of(claims: &'a [Claim], set: &'a RecordSet) -> Self {
        let elsewhere = set.views()[1..].iter().map(Question::Elsewhere);
        let decision = (0..PARTS).map(Question::Decision);
        let questions: Vec<_> = elsewhere.chain(decision).chain(claims.iter().map(Question::Claim)).collect();
        let parts = parallel::map(&questions, |taken| {
            let figures = Figures::of(set.evidence(), set.view());
            let judge = Judge::new(claims, &figures);
            taken.map(|question| question.answer(claims, set, &judge)).collect()
        });
        let mut answers = Self::default();
        for part in parts {
            match part {
                Part::Elsewhere(findings) => answers.elsewhere.push(findings),
                Part::Decision(Ok(flips)) => answers.decision.extend(flips),
                Part::Decision(Err(error)) => answers.error = Some(error),
                Part::Claim(answer) => answers.claims.push(*answer),
            }
        }
        answers
    }
}

impl<'a> Question<'a> {
    fn answer(&self, claims: &[Claim], set: &RecordSet, judge: &Judge<'_>) -> Part<'a> {
        match self {
            Self::Elsewhere(view) => {
                let figures = Figures::of(set.evidence(), view);
                let judge = Judge::new(claims, &figures);
                set.decided(&judge);
                Part::Elsewhere(claims.iter().map(|claim| finding(&judge, claim)).collect())
            }
            Self::Decision(part) => {
                let mut place = 0;
                Part::Decision(judge.decision_slack(|_| {
                    place += 1;
                    place % PARTS == *part
                }))
            }
            Self::Claim(claim) => {
                let finding = finding(judge, claim);
                let slack = judge.slack(&claim.id).unwrap_or_default();
                let is_false = matches!(finding.truth, Ok(truth) if truth != Truth::True);
                Part::Claim(Box::new(Answer {
                    claim,
                    near: slack.first().is_some_and(|flip| is_near(flip, judge.figures())),
                    asked: if judge.rests_on_the_decision(&claim.id) {
                        BTreeSet::new()
                    } else {
                        judge.asked(&claim.id)
                    },
                    seen: if is_false { seen(judge, &claim.id) } else { String::new() },
                    finding,
                    slack,
                }))
            }
        }
    }
}

fn finding(judge: &Judge<'_>, claim: &Claim) -> Finding {
    Finding { record: judge.figures().view().name.clone(), truth: judge.judge(&claim.id) }
}

/// What a measured figure must be able to move before a claim of a concluding chapter breaks.
const MARGIN: f64 = 1.05;

/// Whether a measured figure need hardly move. What is counted is the same everywhere.
fn is_near(flip: &Flip, figures: &Figures<'_>) -> bool {
    let is_counted = figures.look(&flip.metric).is_ok_and(|estimate| match estimate.basis {
        Basis::Counted => true,
        // Somebody counted it once.
        Basis::Given => estimate.unit == Unit::Count,
        _ => false,
    });
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
