//! Many interleavings of one run, beside the exact one.

use serde::Serialize;

use super::{Loop, LoopError, Run};
use crate::model::BacklogFile;

/// What a candidate did in the interleavings that were drawn. Each figure is the mean of all, but for the
/// ends of what was seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Drawn {
    /// How many interleavings.
    pub draws: u64,
    /// Snapshots per agent run.
    pub drawn_snapshots_per_phase: f64,
    /// Copies of every item per agent run, by snapshots and by writes.
    pub drawn_copies_per_phase: f64,
    /// The same in the interleaving with the fewest.
    pub drawn_copies_per_phase_least: f64,
    /// The same in the interleaving with the most.
    pub drawn_copies_per_phase_most: f64,
    /// Items cloned by writes per agent run.
    pub drawn_items_cloned_by_writes_per_phase: f64,
}

impl Loop {
    /// Draws this many interleavings, at least one, by the seeds from 0 on, and counts in each. The same
    /// arguments always give the same figures; see [`Pace`](super::Pace) for what is drawn.
    ///
    /// # Errors
    ///
    /// As [`count`](super::count()).
    pub fn draw(&self, file: &BacklogFile, run: &Run, draws: u64) -> Result<Drawn, LoopError> {
        let draws = draws.max(1);
        let runs: Vec<_> = (0..draws)
            .map(|seed| Ok(self.count_drawn(file, run, seed)?.values))
            .collect::<Result<_, LoopError>>()?;
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / draws as f64;
        let copies = || runs.iter().map(|values| values.deep_copies_per_phase);
        Ok(Drawn {
            draws,
            drawn_snapshots_per_phase: mean(&mut runs.iter().map(|values| values.snapshots_per_phase)),
            drawn_copies_per_phase: mean(&mut copies()),
            drawn_copies_per_phase_least: copies().fold(f64::INFINITY, f64::min),
            drawn_copies_per_phase_most: copies().fold(0.0, f64::max),
            drawn_items_cloned_by_writes_per_phase: mean(
                &mut runs.iter().map(|values| values.items_cloned_by_writes_per_phase),
            ),
        })
    }
}
