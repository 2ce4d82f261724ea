//! The move of a figure that something does not survive.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::expression::{Id, Moved, nearest};
use crate::metric::{Figures, Metric};

/// The smallest move of one figure after which something no longer holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    /// The figure that moves.
    pub metric: Metric,
    /// Where it moves.
    pub to: Moved,
}

impl Flip {
    /// How far that is; see [`Moved::distance`].
    pub fn distance(&self) -> f64 {
        self.to.distance()
    }

    /// The nearer one first; of two that are as far the one whose figure is first.
    pub fn by_distance(&self, other: &Self) -> Ordering {
        self.distance().total_cmp(&other.distance()).then_with(|| self.metric.cmp(&other.metric))
    }

    /// For each figure that `roots` rest on and that is `wanted`, its nearest move after which `holds` is false; the nearest of all
    /// first. It holds before, and as long as no root changes; `holds` is asked with those that did, looks at nothing but roots, and
    /// is none where they are no numbers. A figure that may move as far as it likes is left out.
    pub(crate) fn all(
        figures: &Figures<'_>,
        roots: &[Id],
        wanted: &dyn Fn(&Metric) -> bool,
        holds: &dyn Fn(&[Id]) -> Option<bool>,
    ) -> Vec<Self> {
        let graph = figures.graph();
        let below = graph.below(roots);
        let mut flips: Vec<Self> = figures
            .among(&below)
            .into_iter()
            .filter(|(metric, leaf)| !leaf.is_fixed && wanted(metric))
            .filter_map(|(metric, leaf)| {
                let resting = below.resting_on(&[leaf.id]);
                let value = graph.term(leaf.id).value();
                let holds = |moved: Moved| {
                    graph.with_moved(&resting, [moved.of(value)], |changed| {
                        if changed.is_empty() { Some(true) } else { holds(changed) }
                    })
                };
                let to = nearest(value, leaf.is_counted, holds)?;
                Some(Self { metric: Metric::clone(&metric), to })
            })
            .collect();
        flips.sort_by(Self::by_distance);
        flips
    }
}
