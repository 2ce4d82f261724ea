//! The figures of the chapters that draw the conclusion, and what breaks when one of them moves.

use std::collections::{BTreeMap, BTreeSet};

use evidence::claim::Claim;
use evidence::metric::Metric;
use evidence::predicate::{Flip, Moved};
use minijinja::{Value, context};

use crate::page::html::code;
use crate::page::table::{Cells, table};
use crate::page::template;

/// Where the list of them is to stand.
pub(crate) const LIST: &str = "<!-- evidence: headlines -->";

/// One figure of the chapters that draw the conclusion.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// The figure.
    pub metric: Metric,
    /// What no longer holds when it moves; the nearest first. Empty for a figure that carries nothing.
    pub breaks: Vec<(Breaks, Flip)>,
}

/// What fails when a figure moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breaks {
    /// The strict build, on the claim of this id.
    Claim(String),
    /// `decide --check`: the recorded decision no longer follows.
    Decision,
}

/// For each figure, what breaks when it moves. `slack` is every claim's, `decision` the recorded decision's.
pub(crate) fn find<'a>(
    metrics: BTreeSet<Metric>,
    slack: impl Iterator<Item = (&'a Claim, &'a [Flip])>,
    decision: Vec<Flip>,
) -> Vec<Headline> {
    let mut breaks: BTreeMap<Metric, Vec<(Breaks, Flip)>> = BTreeMap::new();
    for (claim, flips) in slack {
        for flip in flips {
            let known = breaks.entry(flip.metric.clone()).or_default();
            known.push((Breaks::Claim(claim.id.clone()), flip.clone()));
        }
    }
    for flip in decision {
        breaks.entry(flip.metric.clone()).or_default().push((Breaks::Decision, flip));
    }
    let headlines = metrics.into_iter().map(|metric| {
        let mut breaks = breaks.remove(&metric).unwrap_or_default();
        breaks.sort_by(|(_, left), (_, right)| left.distance().total_cmp(&right.distance()));
        Headline { metric, breaks }
    });
    headlines.collect()
}

/// Every figure with what breaks first, and those that carry nothing. `claims` is the page with the list of claims, where it is another.
pub(crate) fn list(headlines: &[Headline], claims: &str) -> String {
    if headlines.is_empty() {
        return "<p>None.</p>".to_owned();
    }
    let (carrying, idle): (Vec<&Headline>, Vec<&Headline>) =
        headlines.iter().partition(|headline| !headline.breaks.is_empty());
    let row = |headline: &&Headline| {
        let broken: Vec<Value> = headline.breaks.iter().take(SHOWN).map(broken).collect();
        let more = headline.breaks.len().saturating_sub(SHOWN);
        let broken = template::html("breaks", context! { breaks => broken, more, claims });
        vec![code(&headline.metric.to_string()), broken]
    };
    let rows: Vec<Vec<String>> = carrying.iter().map(row).collect();
    let head =
        ["figure", "what breaks when it is so many times its value, or another count"].map(str::to_owned);
    let table =
        table(Cells::Words, "Every figure of the conclusion that carries something", &head, &rows, None);
    let idle: Vec<String> = idle.into_iter().map(|headline| headline.metric.to_string()).collect();
    template::html("carrying", context! { table, idle })
}

/// So many of what breaks are named for each figure; the nearest are enough to see what it carries.
const SHOWN: usize = 2;

/// Where something moves, and the claim that breaks there; none where the decision does.
fn broken((what, flip): &(Breaks, Flip)) -> Value {
    let moved = match flip.to {
        Moved::Times(factor) => evidence::Unit::Ratio.show(factor),
        Moved::Count { .. } => flip.to.to_string(),
    };
    let claim = match what {
        Breaks::Claim(id) => Some(id.as_str()),
        Breaks::Decision => None,
    };
    Value::from((moved, claim))
}
