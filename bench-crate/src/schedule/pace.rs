//! How long what the model does not do takes: exactly as given, or as drawn.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;

use super::counter::Counter;

/// How much of a step's mean varies: it takes `1 - SPREAD` of its mean, and on top of that an
/// exponential time of mean `SPREAD`, as work does that has a floor and now and then waits for the disk.
///
/// The longest of N such times is expected at `1 + SPREAD * (ln N + 0.577 - 1)` of their mean. The field
/// (`scheduler-runs.json`) has count, sum and longest of saves and of git's four commands in 18 runs: of
/// these 90 sets, the one in the middle has 0.30 for `SPREAD`.
const SPREAD: f64 = 0.30;

/// The mean time of each step that the exact model makes in none: from a reply to when the one who asked
/// runs again, from when a task or the loop can go on to when it does, starting a task, and reading the
/// whole list (to select from it, or to tell an agent of it); exponential.
///
/// Half the round trip of a command that does nothing: 14.06 microseconds at 92 items
/// (`neighbour-costs.json`: `batch_commit_empty_us`).
const STEP: Duration = Duration::from_nanos(7_030);

/// The clock's timers count milliseconds. A drawn run is this many times slower, so that they count
/// microseconds.
const STRETCH: u32 = 1_000;

/// Exact times, or drawn ones of the same means: another seed draws another interleaving.
#[derive(Debug, Clone, Default)]
pub struct Pace(Option<Arc<Drawn>>);

#[derive(Debug)]
struct Drawn {
    seed: u64,
    draws: Counter,
}

impl Pace {
    /// Times that this seed draws. The same in each run of one thread.
    #[must_use]
    pub fn drawn(seed: u64) -> Self {
        Self(Some(Arc::new(Drawn { seed, draws: Counter::default() })))
    }

    /// Waits as long as work takes that takes `mean` on average.
    pub(super) async fn work(&self, mean: Duration) {
        match &self.0 {
            _ if mean.is_zero() => {}
            None => tokio::time::sleep(mean).await,
            Some(drawn) => {
                let factor = 1.0 - SPREAD + SPREAD * drawn.exponential();
                tokio::time::sleep(mean.mul_f64(factor) * STRETCH).await;
            }
        }
    }

    /// Waits as long as a timer is set to.
    pub(super) async fn sleep(&self, duration: Duration) {
        let stretch = if self.0.is_some() { STRETCH } else { 1 };
        tokio::time::sleep(duration * stretch).await;
    }

    /// Waits as long as a step takes that the exact model makes at once.
    pub(super) async fn step(&self) {
        if let Some(drawn) = &self.0 {
            tokio::time::sleep(STEP.mul_f64(drawn.exponential()) * STRETCH).await;
        }
    }
}

impl Drawn {
    /// An exponential number of mean 1.
    fn exponential(&self) -> f64 {
        let mut hasher = DefaultHasher::new();
        (self.seed, self.draws.get()).hash(&mut hasher);
        self.draws.add(1);
        -(1.0 - Rng::with_seed(hasher.finish()).f64()).ln()
    }
}
