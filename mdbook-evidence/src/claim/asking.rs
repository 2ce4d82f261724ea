//! What the evidence says of all claims, from every view, asked in one go.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;

use evidence::claim::{Claim, Judge};
use evidence::metric::{Figures, Metric, View};
use evidence::predicate::{Flip, Truth};
use evidence::{Basis, Unit, parallel};
use serde::{Deserialize, Serialize};

use crate::record::set::RecordSet;

/// What one record says of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The record's name.
    pub record: String,
    /// Its verdict, or in a sentence why there is none: mostly a figure that it lacks.
    pub truth: Result<Truth, String>,
}

/// What the evidence says.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Findings {
    /// Of each claim at the default coordinates.
    pub(crate) claims: Vec<OfClaim>,
    /// Of each claim at the default coordinates, how far each figure may move before it no longer holds; the nearest first.
    pub(crate) slack: Vec<Vec<Flip>>,
    /// Of each claim from each other view.
    pub(crate) elsewhere: Vec<Vec<Finding>>,
    /// How far each figure may move before the recorded decision no longer follows.
    pub(crate) decision: Vec<Flip>,
    /// Why the decision cannot be judged.
    pub(crate) error: Option<String>,
}

/// What the evidence says of a claim at the default coordinates.
#[derive(Serialize, Deserialize)]
pub(crate) struct OfClaim {
    pub(crate) finding: Finding,
    /// The figures that it rests on, where the decision does not stand between.
    pub(crate) asked: BTreeSet<Metric>,
    /// What a claim that is not true saw.
    pub(crate) seen: String,
}

/// What is asked of the evidence.
enum Question<'a> {
    Elsewhere(&'a View),
    /// How far the figures of one of so many parts may move.
    Slack {
        part: usize,
        parts: usize,
    },
    Claim(&'a Claim),
}

impl Findings {
    /// Everything is asked in one go, on all processors: each writes the rules into a graph of its own, which takes as long as many answers.
    pub(crate) fn of(claims: &[Claim], set: &RecordSet) -> Self {
        // No condition is searched twice for a figure. Several parts for each thread, so that the threads end together.
        let parts = 4 * parallel::threads();
        let elsewhere = set.views[1..].iter().map(Question::Elsewhere);
        let slack = (0..parts).map(|part| Question::Slack { part, parts });
        let questions: Vec<_> = elsewhere.chain(slack).chain(claims.iter().map(Question::Claim)).collect();
        let answers = parallel::map(&questions, |taken| {
            let figures = Figures::of(&set.evidence, set.view());
            // Views are asked first, each by a judge of its own: this one's graph need not be there beside theirs.
            let judge = LazyCell::new(|| Judge::new(claims, &figures));
            taken.map(|question| question.answer(claims, set, &judge)).collect()
        });
        let mut found = Self { slack: vec![Vec::new(); claims.len()], ..Self::default() };
        for answer in answers {
            found.claims.extend(answer.claims);
            found.slack.iter_mut().zip(answer.slack).for_each(|(known, more)| known.extend(more));
            found.elsewhere.extend(answer.elsewhere);
            found.decision.extend(answer.decision);
            found.error = answer.error.or(found.error);
        }
        found.slack.iter_mut().for_each(|flips| flips.sort_by(Flip::by_distance));
        found
    }
}

impl Question<'_> {
    fn answer<'a>(
        &self,
        claims: &[Claim],
        set: &RecordSet,
        judge: &impl Deref<Target = Judge<'a>>,
    ) -> Findings {
        let mut found = Findings::default();
        match self {
            Self::Elsewhere(view) => {
                let figures = Figures::of(&set.evidence, view);
                let judge = Judge::new(claims, &figures);
                set.decided(&judge);
                found.elsewhere.push(claims.iter().map(|claim| finding(&judge, claim)).collect());
            }
            Self::Slack { part, parts } => {
                let mine = |metric: &Metric| {
                    let mut hasher = DefaultHasher::new();
                    metric.hash(&mut hasher);
                    hasher.finish() % (*parts as u64) == *part as u64
                };
                let ids: Vec<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
                found.slack = judge.slack(&ids, &mine);
                match judge.decision_slack(&mine) {
                    Ok(flips) => found.decision = flips,
                    Err(error) => found.error = Some(error.to_string()),
                }
            }
            Self::Claim(claim) => {
                let judge = &**judge;
                let finding = finding(judge, claim);
                let is_false = matches!(finding.truth, Ok(truth) if truth != Truth::True);
                found.claims.push(OfClaim {
                    asked: if judge.rests_on_the_decision(&claim.id) {
                        BTreeSet::new()
                    } else {
                        judge.asked(&claim.id)
                    },
                    seen: if is_false { seen(judge, &claim.id) } else { String::new() },
                    finding,
                });
            }
        }
        found
    }
}

fn finding(judge: &Judge<'_>, claim: &Claim) -> Finding {
    Finding {
        record: judge.figures().view().name.clone(),
        truth: judge.judge(&claim.id).map_err(|error| error.to_string()),
    }
}

/// What a measured figure must be able to move before a claim of a concluding chapter breaks.
const MARGIN: f64 = 1.05;

/// Whether a measured figure need hardly move. What is counted is the same everywhere.
pub(crate) fn is_near(flip: &Flip, figures: &Figures<'_>) -> bool {
    let is_counted = || {
        figures.look(&flip.metric).is_ok_and(|estimate| match estimate.basis {
            Basis::Counted => true,
            // Somebody counted it once.
            Basis::Given => estimate.unit == Unit::Count,
            _ => false,
        })
    };
    flip.distance() < MARGIN && !is_counted()
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
