//! How long the stages of a build take.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The stages of a build, each with its time. One follows the other; clones share the list, since mdBook takes the
/// preprocessor for itself.
#[derive(Debug, Clone, Default)]
pub struct Timings(Arc<Mutex<Stages>>);

#[derive(Debug, Default)]
struct Stages {
    done: Vec<(&'static str, Duration)>,
    under_way: Option<(&'static str, Instant)>,
}

impl Timings {
    /// Begins a stage, which ends the one before.
    pub fn begin(&self, stage: &'static str) {
        self.next(Some(stage));
    }

    /// Ends the last stage.
    pub fn end(&self) {
        self.next(None);
    }

    fn next(&self, stage: Option<&'static str>) {
        let now = Instant::now();
        let mut stages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((former, since)) = stages.under_way.take() {
            stages.done.push((former, now - since));
        }
        stages.under_way = stage.map(|stage| (stage, now));
    }
}

/// A line for each stage that is done, in their order, and one for all.
impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (stage, took) in &stages.done {
            writeln!(f, "{:>7.3} s  {stage}", took.as_secs_f64())?;
        }
        let all: Duration = stages.done.iter().map(|(_, took)| *took).sum();
        write!(f, "{:>7.3} s  in all", all.as_secs_f64())
    }
}
