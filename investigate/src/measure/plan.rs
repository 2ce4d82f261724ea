//! Which cells are measured, in which order, and for how long.

use std::time::Duration;

/// A quick run ends within three minutes; a fourth of them is left for the counts and for what the trial round did not
/// show.
pub(super) const QUICK_LIMIT: Duration = Duration::from_secs(180 * 3 / 4);

/// What the first look of a full run may take of its time; the rest is for the cells that go on.
const FIRST_LOOK: f64 = 0.55;

/// A longer round makes a cell hardly more precise, because rounds differ more than slices do.
const MOST_BUDGET_MS: u64 = 1_000;

/// Less than this holds too few slices for a median.
const LEAST_BUDGET_MS: u64 = 20;

/// The order in which one round visits the cells.
///
/// Every round has an order of its own, so that a drift of the machine meets all cells alike.
pub(super) fn order(seed: u64, round: usize, cells: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cells).collect();
    fastrand::Rng::with_seed(mixed(seed, &[round])).shuffle(&mut order);
    order
}

/// The seed of one process: it orders the build and the slices in there. A record keeps it, so that it is no larger than a figure
/// holds exactly: see [`LARGEST_SEED`](bench_crate::protocol::LARGEST_SEED).
pub(super) fn process_seed(seed: u64, round: usize, cell: usize) -> u64 {
    mixed(seed, &[round, cell]) >> 16
}

/// FNV-1a. Neighbouring rounds and cells need unrelated seeds that are the same on every machine.
fn mixed(seed: u64, parts: &[usize]) -> u64 {
    let bytes = parts.iter().flat_map(|part| (*part as u64).to_le_bytes());
    seed.to_le_bytes().into_iter().chain(bytes).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The numbers of items that a quick run measures, where an operation has them: those that the chapters cite, so that the
/// pages can be built from a quick record.
const QUICK_SIZES: [usize; 6] = [5, 30, 92, 500, 1_000, 10_000];

/// An operation that is measured at no more sizes than this is slow: of it, a quick run leaves out what is larger than
/// [`LARGEST_OF_A_SLOW_OPERATION`] items.
const SIZES_OF_A_SLOW_OPERATION: usize = 3;

const LARGEST_OF_A_SLOW_OPERATION: usize = 100;

/// The sizes of a quick run among an operation's; all of them where it has none of those. What the decision's cost model is
/// fitted to is never left out: without it, a quick run could not say what it decides.
pub(super) fn quick_sizes(sizes: &[usize], fitted: &[usize]) -> Vec<usize> {
    let slow = sizes.len() <= SIZES_OF_A_SLOW_OPERATION;
    let wanted = |n: &usize| QUICK_SIZES.contains(n) && !(slow && *n > LARGEST_OF_A_SLOW_OPERATION);
    let quick: Vec<usize> = sizes.iter().copied().filter(|n| wanted(n) || fitted.contains(n)).collect();
    if quick.is_empty() { sizes.to_vec() } else { quick }
}

/// The budget of one process.
///
/// `trial` is how long one round took with next to no budget: what the processes cost by themselves. That much is
/// spent once for the trial and again in each round up to the first look; what is left of the time for these is shared
/// among their processes. Where there is but one look, all of `limit` is for it.
pub(super) fn budget(limit: Duration, trial: Duration, cells: usize, looks: &[usize]) -> u64 {
    let rounds = looks.first().copied().unwrap_or_default();
    let limit = if looks.len() > 1 { limit.mul_f64(FIRST_LOOK) } else { limit };
    let processes = u32::try_from(cells * rounds).unwrap_or(u32::MAX).max(1);
    let passes = u32::try_from(rounds + 1).unwrap_or(u32::MAX);
    let left = limit.saturating_sub(trial * passes) / processes;
    u64::try_from(left.as_millis()).unwrap_or(u64::MAX).clamp(LEAST_BUDGET_MS, MOST_BUDGET_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_round_visits_every_cell_once_in_an_order_of_its_own() {
        let first = order(1, 0, 40);
        let mut sorted = first.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..40).collect::<Vec<_>>());
        assert_ne!(first, order(1, 1, 40));
        assert_ne!(first, order(2, 0, 40));
    }

    #[test]
    fn the_same_seed_repeats_the_same_order() {
        assert_eq!(order(7, 3, 40), order(7, 3, 40));
        assert_eq!(process_seed(7, 3, 4), process_seed(7, 3, 4));
        assert_ne!(process_seed(7, 3, 4), process_seed(7, 4, 3));
    }

    #[test]
    fn a_quick_run_stays_within_its_limit() {
        let trial = Duration::from_secs(2);
        let budget = budget(QUICK_LIMIT, trial, 50, &[12]);
        let whole = trial * 13 + Duration::from_millis(budget) * (50 * 12);
        assert!(whole <= Duration::from_secs(180), "{whole:?} with a budget of {budget} ms");
        assert!(budget > 150, "{budget}");
    }

    #[test]
    fn a_slow_machine_still_gets_a_budget() {
        assert_eq!(budget(QUICK_LIMIT, Duration::from_secs(60), 50, &[12]), LEAST_BUDGET_MS);
    }

    #[test]
    fn the_first_look_of_a_full_run_leaves_time_for_the_others() {
        let (limit, trial) = (Duration::from_secs(600), Duration::from_secs(2));
        let budget = budget(limit, trial, 50, &[12, 24, 48]);
        let first = trial * 13 + Duration::from_millis(budget) * (50 * 12);
        assert!(first <= limit.mul_f64(0.55) && first >= limit.mul_f64(0.5), "{first:?}");
    }

    #[test]
    fn a_quick_run_leaves_out_sizes_but_never_a_whole_operation() {
        assert_eq!(quick_sizes(&[5, 30, 92, 100, 500, 100_000], &[]), [5, 30, 92, 500]);
        assert_eq!(quick_sizes(&[30, 92, 500], &[]), [30, 92]);
        assert_eq!(quick_sizes(&[7, 8], &[]), [7, 8]);
    }

    #[test]
    fn a_quick_run_leaves_out_no_size_that_the_cost_model_is_fitted_to() {
        assert_eq!(quick_sizes(&[5, 30, 92, 100, 500], &[30, 100]), [5, 30, 92, 100, 500]);
        assert_eq!(quick_sizes(&[30, 92, 500], &[30, 100, 500]), [30, 92, 500]);
    }
}
