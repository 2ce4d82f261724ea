//! How often noise alone would pass for a difference.
//!
//! The control is the baseline under a second name, so every difference between the two is false. Its measured ratios
//! are resampled as rounds, and each resampled comparison is stopped and judged as a measured one is.

use evidence::Record;
use evidence::record::{Axis, Figure};
use evidence::statistics::{interval_of_median, median};

use super::cell::{control, ratios};
use super::stopping::{is_narrow, level, looks};

/// Comparisons over all cells. None false among so many puts the rate below 0.3 % with 95 % confidence ("rule of
/// three": J. A. Hanley and A. Lippman-Hand, *JAMA* 249, 1983).
const COMPARISONS: usize = 1_000;

/// The difference that records say it of: a tenth.
const TOLERANCE: f64 = 0.1;

/// How often noise alone passed for a difference, of so many comparisons of the baseline with itself, by what a difference is.
pub(super) const FALSE: &str = "false-decisions";
/// The comparisons.
pub(super) const NULL: &str = "null-comparisons";
const OF_NOISE: &str = "tolerance";

/// How often a difference was declared between the baseline and itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FalseDecisions {
    /// Comparisons whose interval lay wholly beyond the gate.
    pub(super) declared: usize,
    pub(super) comparisons: usize,
}

/// Resamples the control's rounds in every cell, and judges them by the run's own looks and confidence, with a gate at
/// `tolerance` (0.1: an interval wholly above 1.1 or below 0.9).
///
/// The same record always gives the same answer. Each cell's ratios are resampled by themselves, so that what one cell
/// does wrong in all its rounds is not averaged away.
pub(super) fn false_decisions(record: &Record, tolerance: f64) -> FalseDecisions {
    let control = control(record);
    let controls = ratios(record).filter(|it| it.representation == control && !it.rounds.is_empty());
    let controls: Vec<&[f64]> = controls.map(|it| it.rounds).collect();
    let each = COMPARISONS.div_ceil(controls.len().max(1));
    let (looks, level) = (looks(record), level(record));

    let mut random = fastrand::Rng::with_seed(0x5eed);
    let declared = controls
        .iter()
        .flat_map(|ratios| std::iter::repeat_n(ratios, each))
        .filter(|ratios| declares(ratios, &looks, level, tolerance, &mut random))
        .count();
    FalseDecisions { declared, comparisons: controls.len() * each }
}

/// Says in a record how often noise alone would pass for a difference in it.
pub(super) fn note(record: &mut Record) -> FalseDecisions {
    let found = false_decisions(record, TOLERANCE);
    record.axes.insert(OF_NOISE.to_owned(), Axis::NUMBERS);
    for (measure, count) in [(FALSE, found.declared), (NULL, found.comparisons)] {
        record.declare(measure, &[OF_NOISE]);
        record.put(measure, TOLERANCE.to_string(), Figure::counted(count));
    }
    found
}

/// One comparison: rounds are drawn until a look is narrow or is the last one, and the gate is applied there.
fn declares(
    ratios: &[f64],
    looks: &[usize],
    confidence: f64,
    tolerance: f64,
    random: &mut fastrand::Rng,
) -> bool {
    let mut rounds = Vec::new();
    let mut beyond = false;
    for look in looks {
        while rounds.len() < *look {
            rounds.push(ratios[random.usize(..ratios.len())]);
        }
        let (Some(interval), Some(middle)) = (interval_of_median(&rounds, confidence), median(&rounds))
        else {
            break;
        };
        beyond = interval.low > 1.0 + tolerance || interval.high < 1.0 - tolerance;
        if is_narrow(interval, middle) {
            break;
        }
    }
    beyond
}

#[cfg(test)]
mod tests {
    use evidence::record::Rounds;

    use super::*;

    /// A record whose only cell has these control ratios.
    fn record(control: &[f64], looks: &[usize]) -> Record {
        let mut record = Record::new("m-typical");
        let time = record.declare("time", &[]);
        time.paired = Some("ratio".to_owned());
        time.control.insert("representation".to_owned(), "vec-again".to_owned());
        record.put("ratio", "push/vec/92", Figure::Rounds(vec![1.0; control.len()]));
        record.put("ratio", "push/vec-again/92", Figure::Rounds(control.to_vec()));
        record.rounds =
            Some(Rounds { least: 12, looks: looks.to_vec(), level: 0.95, seed: 1, budget_ms: None });
        record
    }

    fn scattered(middle: f64, by: f64) -> Vec<f64> {
        let mut random = fastrand::Rng::with_seed(3);
        (0..12).map(|_| middle + by * (2.0 * random.f64() - 1.0)).collect()
    }

    fn declared(control: &[f64]) -> usize {
        false_decisions(&record(control, &[12, 24]), 0.1).declared
    }

    #[test]
    fn a_calm_control_never_differs_from_the_baseline() {
        assert_eq!(declared(&scattered(1.0, 0.02)), 0);
    }

    #[test]
    fn symmetric_noise_beyond_the_gate_is_seldom_a_difference() {
        assert!(declared(&scattered(1.0, 0.4)) <= COMPARISONS / 20);
    }

    #[test]
    fn a_control_that_is_off_by_more_than_the_gate_is_a_difference_nearly_always() {
        assert!(declared(&scattered(1.25, 0.05)) > COMPARISONS * 9 / 10);
        assert!(declared(&scattered(0.75, 0.05)) > COMPARISONS * 9 / 10);
    }

    #[test]
    fn the_same_record_gives_the_same_answer() {
        let noisy = scattered(1.1, 0.3);
        let once = false_decisions(&record(&noisy, &[12]), 0.1);
        assert_eq!(once, false_decisions(&record(&noisy, &[12]), 0.1));
        assert_eq!(once.comparisons, COMPARISONS);
    }

    #[test]
    fn a_record_without_a_control_has_nothing_to_compare() {
        assert_eq!(false_decisions(&Record::new("m"), 0.1), FalseDecisions { declared: 0, comparisons: 0 });
    }
}
