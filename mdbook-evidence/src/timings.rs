//! How long the stages of a build take.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The stages of a build, each with its beginning. One follows the other; clones share the list, since mdBook takes the
/// preprocessor for itself.
#[derive(Debug, Clone, Default)]
pub struct Timings(Arc<Mutex<Vec<(&'static str, Instant)>>>);

/// Stands where no stage is under way.
const NOTHING: &str = "";

impl Timings {
    /// Begins a stage, which ends the one before.
    pub fn begin(&self, stage: &'static str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((stage, Instant::now()));
    }

    /// Ends the last stage.
    pub fn end(&self) {
        self.begin(NOTHING);
    }
}

/// A line for each stage that is done, in their order, and one for all.
impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Duration::ZERO;
        for ((stage, began), (_, ended)) in stages.iter().zip(stages.iter().skip(1)) {
            if *stage != NOTHING {
                let took = *ended - *began;
                writeln!(f, "{:>7.3} s  {stage}", took.as_secs_f64())?;
                all += took;
            }
        }
        write!(f, "{:>7.3} s  in all", all.as_secs_f64())
    }
}
