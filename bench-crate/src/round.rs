//! One cell, all representations interleaved: the unit of the paired comparison.
//!
//! Each set runs every contestant once, in random order, for a slice of time so short that whatever
//! else the machine does falls on neighbours alike. A ratio is taken within its set.
//!
//! Where a value lies in memory can decide more than what it is: tried on `push` at 30 items, `vec`
//! was 1.5 times as slow as itself in a third of the rounds. So a round moves all contestants to new
//! places several times and takes its medians over them.

use std::hint::black_box;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::model::BacklogFile;
use crate::operation::{Case, Missing};
use crate::registry::{self, BASELINE, CONTROL, CaseBuilder, UnknownId};
use crate::stopwatch;

/// How to run a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Fixes the places in memory and the orders of building and running.
    pub seed: u64,
    /// Time for the sets, without building and warming up; it is exceeded where [`LEAST_SETS`] need more.
    pub budget: Duration,
    /// How long one slice should be.
    pub slice: Duration,
}

/// Sets that are run whatever they cost.
pub const LEAST_SETS: usize = 8;

/// How often the contestants are moved, unless building them takes longer than measuring.
const PLACEMENTS: u32 = 8;

/// Caches and branch predictors repeat themselves after this many bytes.
const PAGE: usize = 4096;

/// The result of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// The operation.
    pub operation: String,
    /// The number of items.
    pub n: usize,
    /// The seed of the orders.
    pub seed: u64,
    /// The contestants in the order in which they were first built.
    pub build_order: Vec<&'static str>,
    /// How many sets were run.
    pub sets: usize,
    /// One per contestant, in the order of the list, the control last.
    pub series: Vec<Series>,
}

/// What a round measured of one contestant.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The representation, or the control.
    pub representation: &'static str,
    /// Iterations in each slice.
    pub iterations: u64,
    /// The median of all slices, in nanoseconds an iteration.
    pub nanoseconds: f64,
    /// The quartiles of all slices, the lower and the upper one, in nanoseconds an iteration.
    pub quartiles: [f64; 2],
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
    build: CaseBuilder,
    /// In each slice; 0 before the first calibration.
    iterations: u64,
    /// Nanoseconds an iteration, one value per set.
    slices: Vec<f64>,
}

/// A contestant at its present place in memory.
struct Placed {
    contestant: usize,
    case: Box<dyn Case>,
    /// Holds the space before the case, whose size is random.
    _space: Vec<u8>,
}

/// Measures one operation on `file` (at least one item) with every representation that has it, and
/// the control.
///
/// # Errors
///
/// When the operation is unknown, or the baseline does not have it.
pub fn run(operation: &str, file: &BacklogFile, options: Options) -> Result<Round, RoundError> {
    registry::case(operation, BASELINE)?(file)
        .map_err(|missing| RoundError::NoBaseline { operation: operation.to_owned(), missing })?;
    let mut contestants = registry::representations()
        .iter()
        .map(|info| info.id)
        .chain([CONTROL])
        .map(|id| {
            let build = registry::case(operation, id)?;
            Ok(Contestant { id, build, iterations: 0, slices: Vec::new() })
        })
        .collect::<Result<Vec<_>, UnknownId>>()?;

    let mut random = Rng::with_seed(options.seed);
    let mut build_order = Vec::new();
    let mut measured = Duration::ZERO;
    let mut sets = 0;
    let enough = |sets, measured| sets >= LEAST_SETS && measured >= options.budget;
    while !enough(sets, measured) {
        let building = Instant::now();
        let mut placed = place(&mut contestants, file, options.slice, &mut random);
        if build_order.is_empty() {
            build_order = placed.iter().map(|it| contestants[it.contestant].id).collect();
        }
        // One set that is not kept fills the caches.
        run_set(&mut placed, &contestants, &mut random);
        let share = building.elapsed().max(options.budget / PLACEMENTS);

        let start = Instant::now();
        while start.elapsed() < share && !enough(sets, measured + start.elapsed()) {
            for (contestant, nanoseconds) in run_set(&mut placed, &contestants, &mut random) {
                contestants[contestant].slices.push(nanoseconds);
            }
            sets += 1;
        }
        measured += start.elapsed();
    }

    let baseline = contestants[0].slices.clone();
    let series = contestants
        .into_iter()
        .filter(|contestant| !contestant.slices.is_empty())
        .map(|contestant| Series {
            representation: contestant.id,
            iterations: contestant.iterations,
            ratio: quantile(contestant.slices.iter().zip(&baseline).map(|(own, vec)| own / vec), 0.5),
            nanoseconds: quantile(contestant.slices.iter().copied(), 0.5),
            quartiles: [0.25, 0.75].map(|part| quantile(contestant.slices.iter().copied(), part)),
        })
        .collect();
    Ok(Round {
        operation: operation.to_owned(),
        n: file.items.len(),
        seed: options.seed,
        build_order,
        sets,
        series,
    })
}

/// Builds every contestant that has the operation, in random order and at random distances.
fn place(
    contestants: &mut [Contestant],
    file: &BacklogFile,
    slice: Duration,
    random: &mut Rng,
) -> Vec<Placed> {
    let mut order: Vec<usize> = (0..contestants.len()).collect();
    random.shuffle(&mut order);
    let mut placed = Vec::new();
    for index in order {
        let space = black_box(Vec::with_capacity(random.usize(1..PAGE)));
        let contestant = &mut contestants[index];
        let Ok(mut case) = (contestant.build)(file) else { continue };
        if contestant.iterations == 0 {
            contestant.iterations = calibrate(case.as_mut(), slice);
        }
        placed.push(Placed { contestant: index, case, _space: space });
    }
    placed
}

/// How many iterations fill a slice.
///
/// The shortest of three runs counts: one that the machine interrupted, or that grew a list for the
/// first time, would leave slices of a single iteration, which time the clock instead.
fn calibrate(case: &mut dyn Case, slice: Duration) -> u64 {
    // One slice must fit into what the case prepares in memory at once.
    let limit = case.limit().max(1);
    let mut iterations = 1;
    loop {
        let elapsed = (0..3).map(|_| stopwatch::time(case, iterations)).min().unwrap_or_default();
        if elapsed >= slice / 2 || iterations >= limit {
            let scale = slice.as_secs_f64() / elapsed.as_secs_f64().max(1e-9);
            return ((iterations as f64 * scale) as u64).clamp(1, limit);
        }
        iterations = (iterations * 2).min(limit);
    }
}

/// Runs one slice of every contestant in random order: which one, and its nanoseconds an iteration.
fn run_set(placed: &mut [Placed], contestants: &[Contestant], random: &mut Rng) -> Vec<(usize, f64)> {
    let mut order: Vec<usize> = (0..placed.len()).collect();
    random.shuffle(&mut order);
    order
        .into_iter()
        .map(|index| {
            let Placed { contestant, case, .. } = &mut placed[index];
            let iterations = contestants[*contestant].iterations;
            let elapsed = stopwatch::time(case.as_mut(), iterations);
            (*contestant, elapsed.as_nanos() as f64 / iterations as f64)
        })
        .collect()
}

/// The value that this part of all lies below, between the two nearest where it lies between.
fn quantile(values: impl Iterator<Item = f64>, part: f64) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let Some(last) = values.len().checked_sub(1) else { return f64::NAN };
    let place = part * last as f64;
    let (low, high) = (values[place.floor() as usize], values[place.ceil() as usize]);
    low + (high - low) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Workload;

    #[test]
    fn a_quantile_is_a_value_or_lies_between_two() {
        let of = |values: &[f64], part| quantile(values.iter().copied(), part);
        assert_eq!(of(&[3.0, 1.0, 2.0], 0.5), 2.0);
        assert_eq!(of(&[4.0, 1.0, 2.0, 3.0], 0.5), 2.5);
        assert_eq!([0.25, 0.75].map(|part| of(&[5.0, 1.0, 4.0, 2.0, 3.0], part)), [2.0, 4.0]);
        assert_eq!([0.25, 0.75].map(|part| of(&[7.0], part)), [7.0, 7.0]);
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
        for Series { nanoseconds, quartiles: [lower, upper], .. } in round.series {
            assert!(lower <= nanoseconds && nanoseconds <= upper);
        }
    }
}
