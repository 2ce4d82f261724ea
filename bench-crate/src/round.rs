//! One cell, all representations interleaved: the unit of the paired comparison.
//!
//! Each set runs every contestant once, in random order, for a slice of time so short that whatever
//! else the machine does falls on neighbours alike. A ratio is taken within its set.

use std::time::{Duration, Instant};

use fastrand::Rng;
use serde::Serialize;

use crate::model::BacklogFile;
use crate::operation::{Case, Missing};
use crate::registry::{self, BASELINE, CONTROL, UnknownId};
use crate::stopwatch;

/// How to run a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Fixes the order of building and running.
    pub seed: u64,
    /// Time for the sets, without the warm-up; it is exceeded where [`LEAST_SETS`] need more.
    pub budget: Duration,
    /// How long one slice should be.
    pub slice: Duration,
}

/// Sets that are run whatever they cost.
pub const LEAST_SETS: usize = 8;

/// Sets that are run and forgotten, after calibration: the first fill caches and the allocator.
const WARM_UP_SETS: usize = 2;

/// The result of a round.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Round {
    /// The operation.
    pub operation: String,
    /// The number of items.
    pub n: usize,
    /// The seed of the orders.
    pub seed: u64,
    /// The contestants in the order in which they were built.
    pub build_order: Vec<&'static str>,
    /// How many sets were run.
    pub sets: usize,
    /// One per contestant, in the order of the list, the control last.
    pub series: Vec<Series>,
}

/// What a round measured of one contestant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// The representation, or the control.
    pub representation: &'static str,
    /// Iterations in each slice.
    pub iterations: u64,
    /// The median of all slices, in nanoseconds an iteration.
    pub nanoseconds: f64,
    /// The median over the sets of this time divided by the baseline's in the same set.
    pub ratio: f64,
}

/// Why a round cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    /// There is no such operation.
    #[error(transparent)]
    Unknown(#[from] UnknownId),
    /// Nothing to compare with.
    #[error("the baseline {BASELINE} has no operation {operation:?}: {missing}; measure another")]
    NoBaseline {
        /// The operation.
        operation: String,
        /// Why.
        missing: Missing,
    },
}

struct Contestant {
    id: &'static str,
    case: Box<dyn Case>,
    iterations: u64,
    /// Nanoseconds an iteration, one value per set.
    slices: Vec<f64>,
}

impl Contestant {
    fn new(id: &'static str, case: Box<dyn Case>, slice: Duration) -> Self {
        let mut contestant = Self { id, case, iterations: 1, slices: Vec::new() };
        contestant.calibrate(slice);
        contestant
    }

    /// Doubles the iterations until they can be measured, then scales them to the slice.
    fn calibrate(&mut self, slice: Duration) {
        // One prepared slice must fit into what the case holds in memory at once.
        let limit = self.case.limit().max(1);
        loop {
            let elapsed = stopwatch::time(self.case.as_mut(), self.iterations);
            if elapsed >= slice / 2 || self.iterations >= limit {
                let scale = slice.as_secs_f64() / elapsed.as_secs_f64().max(1e-9);
                self.iterations = ((self.iterations as f64 * scale) as u64).clamp(1, limit);
                return;
            }
            self.iterations = (self.iterations * 2).min(limit);
        }
    }

    fn run_slice(&mut self) {
        let elapsed = stopwatch::time(self.case.as_mut(), self.iterations);
        self.slices.push(elapsed.as_nanos() as f64 / self.iterations as f64);
    }
}

/// Measures one operation on `file` (at least one item) with every representation that has it, and
/// the control.
///
/// # Errors
///
/// When the operation is unknown, or the baseline does not have it.
pub fn run(operation: &str, file: &BacklogFile, options: Options) -> Result<Round, RoundError> {
    let mut random = Rng::with_seed(options.seed);
    let mut build_order: Vec<&'static str> =
        registry::representations().iter().map(|info| info.id).chain([CONTROL]).collect();
    let list_order = build_order.clone();
    random.shuffle(&mut build_order);

    let mut contestants = Vec::new();
    for id in build_order {
        match registry::case(operation, id)?(file) {
            Ok(case) => contestants.push(Contestant::new(id, case, options.slice)),
            Err(missing) if id == BASELINE => {
                return Err(RoundError::NoBaseline { operation: operation.to_owned(), missing });
            }
            Err(_) => {}
        }
    }
    let build_order = contestants.iter().map(|contestant| contestant.id).collect();

    let mut run_set = || {
        let mut order: Vec<usize> = (0..contestants.len()).collect();
        random.shuffle(&mut order);
        for index in order {
            contestants[index].run_slice();
        }
    };
    for _ in 0..WARM_UP_SETS {
        run_set();
    }
    let start = Instant::now();
    let mut sets = 0;
    while sets < LEAST_SETS || start.elapsed() < options.budget {
        run_set();
        sets += 1;
    }

    for contestant in &mut contestants {
        contestant.slices.drain(..WARM_UP_SETS);
    }
    let baseline = contestants.iter().find(|contestant| contestant.id == BASELINE);
    let baseline = baseline.map(|contestant| contestant.slices.clone()).unwrap_or_default();
    let mut series: Vec<Series> = contestants
        .into_iter()
        .map(|contestant| Series {
            representation: contestant.id,
            iterations: contestant.iterations,
            ratio: median(contestant.slices.iter().zip(&baseline).map(|(own, vec)| own / vec)),
            nanoseconds: median(contestant.slices.iter().copied()),
        })
        .collect();
    series.sort_by_key(|series| list_order.iter().position(|id| *id == series.representation));
    Ok(Round {
        operation: operation.to_owned(),
        n: file.items.len(),
        seed: options.seed,
        build_order,
        sets,
        series,
    })
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        even if even % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Workload;

    #[test]
    fn a_median_is_the_middle_or_the_mean_of_the_two_middles() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), 2.5);
    }

    #[test]
    fn a_round_holds_every_contestant_once_and_the_baseline_is_its_own_measure() {
        let options = Options { seed: 7, budget: Duration::ZERO, slice: Duration::from_micros(5) };
        let round = run("snapshot", &Workload::typical(1).at(5), options).unwrap();
        assert_eq!((round.n, round.seed, round.sets), (5, 7, LEAST_SETS));
        let mut built = round.build_order.clone();
        built.sort_unstable();
        let mut measured: Vec<_> = round.series.iter().map(|series| series.representation).collect();
        assert_eq!(measured.first(), Some(&BASELINE));
        assert_eq!(measured.last(), Some(&CONTROL));
        measured.sort_unstable();
        assert_eq!(built, measured);
        assert_eq!(round.series[0].ratio, 1.0);
    }
}
