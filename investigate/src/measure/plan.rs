//! Which cells are measured, in which order, and for how long.

use std::time::Duration;

/// A quick run ends within three minutes; a fifth of them is left for what the trial round did not show.
const QUICK_LIMIT: Duration = Duration::from_secs(180 * 4 / 5);

/// A cell's budget in a full run, where precision matters more than the wait.
pub(super) const FULL_BUDGET_MS: u64 = 1_000;

/// Less than this holds too few slices for a median.
const LEAST_BUDGET_MS: u64 = 20;

/// One operation at one n.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlannedCell {
    /// The operation's id.
    pub(super) operation: String,
    /// Items in the backlog.
    pub(super) n: usize,
}

/// The order in which one round visits the cells.
///
/// Every round has an order of its own, so that a drift of the machine meets all cells alike.
pub(super) fn order(seed: u64, round: usize, cells: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..cells).collect();
    fastrand::Rng::with_seed(mixed(seed, &[round])).shuffle(&mut order);
    order
}

/// The seed of one process: it orders the build and the slices in there.
pub(super) fn process_seed(seed: u64, round: usize, cell: usize) -> u64 {
    mixed(seed, &[round, cell])
}

/// FNV-1a. Neighbouring rounds and cells need unrelated seeds that are the same on every machine.
fn mixed(seed: u64, parts: &[usize]) -> u64 {
    let bytes = parts.iter().flat_map(|part| (*part as u64).to_le_bytes());
    seed.to_le_bytes().into_iter().chain(bytes).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The budget of one cell in a quick run.
///
/// `trial` is how long one round took with next to no budget: what the processes cost by themselves. That much is
/// spent once for the trial and again in each round; what is left of the limit is shared among all cells.
pub(super) fn quick_budget(trial: Duration, cells: usize, rounds: usize) -> u64 {
    let processes = u32::try_from(cells * rounds).unwrap_or(u32::MAX).max(1);
    let passes = u32::try_from(rounds + 1).unwrap_or(u32::MAX);
    let left = QUICK_LIMIT.saturating_sub(trial * passes) / processes;
    u64::try_from(left.as_millis()).unwrap_or(u64::MAX).clamp(LEAST_BUDGET_MS, FULL_BUDGET_MS)
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
        let budget = quick_budget(trial, 50, 12);
        let whole = trial * 13 + Duration::from_millis(budget) * (50 * 12);
        assert!(whole <= Duration::from_secs(180), "{whole:?} with a budget of {budget} ms");
        assert!(budget > 150, "{budget}");
    }

    #[test]
    fn a_slow_machine_still_gets_a_budget() {
        assert_eq!(quick_budget(Duration::from_secs(60), 50, 12), LEAST_BUDGET_MS);
    }
}
