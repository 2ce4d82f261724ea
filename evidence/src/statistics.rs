//! The two statistics that the book uses: the median, and the interval around it.
//!
//! The median, because on a shared machine a disturbed round is late by any amount and must not move the figure. Its interval is
//! over rounds, because they are separate processes and so the unit that repeats independently; slices within a round are not.

/// The confidence of an interval where nothing else is said: 95 %.
pub const CONFIDENCE: f64 = 0.95;

/// The middle sample, or the mean of the two middle ones; `None` without samples. O(n).
///
/// ```
/// assert_eq!(evidence::statistics::median(&[3.0, 1.0, 2.0]), Some(2.0));
/// assert_eq!(evidence::statistics::median(&[]), None);
/// ```
pub fn median(samples: &[f64]) -> Option<f64> {
    if samples.is_empty() {
        return None;
    }
    let mut samples = samples.to_vec();
    let half = samples.len() / 2;
    let even = samples.len().is_multiple_of(2);
    let (below, middle, _) = samples.select_nth_unstable_by(half, f64::total_cmp);
    let largest_below = || below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(if even { f64::midpoint(largest_below(), *middle) } else { *middle })
}

/// A range of the samples, and the chance that it holds the true median.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end, in the samples' unit.
    pub low: f64,
    /// Upper end, in the samples' unit.
    pub high: f64,
    /// The chance: what was asked for, or less where so few samples allow no more than their whole range.
    pub confidence: f64,
}

/// The interval of the median at `confidence` (0.95 for 95 %), by interpolated order statistics; `None` without samples.
/// O(n log n).
///
/// Two sorted samples, as far from one end as from the other, hold the median with a chance that follows from counting heads
/// of a fair coin. Between the pair that has more confidence than asked for and the next one inwards, the ends are interpolated
/// (T. P. Hettmansperger and S. J. Sheather, *Statistics & Probability Letters* 4, 1986). Nothing is drawn, so nothing
/// depends on a seed. Five samples cannot give 95 %: their range has 93.75 %.
///
/// ```
/// let of = evidence::statistics::interval_of_median(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95).unwrap();
/// assert_eq!((of.low, of.high, of.confidence), (1.0, 5.0, 0.9375));
/// ```
pub fn interval_of_median(samples: &[f64], confidence: f64) -> Option<Interval> {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (&low, &high) = (sorted.first()?, sorted.last()?);
    let n = sorted.len();
    // The chance of the pair that leaves out `depth - 1` samples at each end; in units of 2 to the minus n, exactly.
    let outside = tails(n);
    let held = |depth: usize| 1.0 - 2.0 * outside[depth - 1];
    if held(1) < confidence || n < 2 {
        return Some(Interval { low, high, confidence: held(1).max(0.0) });
    }
    let deepest = n.div_ceil(2);
    let depth = (1..=deepest).take_while(|depth| held(*depth) >= confidence).last().unwrap_or(1);
    if depth == deepest {
        return Some(Interval { low: sorted[depth - 1], high: sorted[n - depth], confidence });
    }
    let (outer, inner) = (held(depth), held(depth + 1));
    let step = (outer - confidence) / (outer - inner);
    let (depth_f, n_f) = (depth as f64, n as f64);
    let inwards = (n_f - depth_f) * step / (depth_f + (n_f - 2.0 * depth_f) * step);
    let between = |outer: f64, inner: f64| outer + inwards * (inner - outer);
    Some(Interval {
        low: between(sorted[depth - 1], sorted[depth]),
        high: between(sorted[n - depth], sorted[n - depth - 1]),
        confidence,
    })
}

/// The chances that a fair coin shows at most 0, 1, 2, ... heads in `n` throws.
fn tails(n: usize) -> Vec<f64> {
    let n_f = n as f64;
    let mut chance = 0.5_f64.powf(n_f);
    let mut sum = 0.0;
    (0..=n)
        .map(|heads| {
            sum += chance;
            let heads = heads as f64;
            chance *= (n_f - heads) / (heads + 1.0);
            sum
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_disturbed_round_does_not_move_the_median() {
        let calm = [1.0; 11];
        let mut disturbed = calm.to_vec();
        disturbed.push(50.0);
        assert_eq!(median(&disturbed), Some(1.0));
        let of = interval_of_median(&disturbed, 0.95).unwrap();
        assert_eq!((of.low, of.high), (1.0, 1.0));
    }

    /// In how many of so many experiments the interval of that many draws holds the true median.
    fn covered(
        experiments: usize,
        rounds: usize,
        confidence: f64,
        draw: fn(&mut fastrand::Rng) -> f64,
        truth: f64,
    ) -> f64 {
        let mut random = fastrand::Rng::with_seed(7);
        let held = (0..experiments).filter(|_| {
            let samples: Vec<f64> = (0..rounds).map(|_| draw(&mut random)).collect();
            let of = interval_of_median(&samples, confidence).unwrap();
            of.low <= truth && truth <= of.high
        });
        held.count() as f64 / experiments as f64
    }

    #[test]
    fn an_interval_keeps_its_confidence_for_even_and_for_skewed_rounds() {
        let even: fn(&mut fastrand::Rng) -> f64 = fastrand::Rng::f64;
        let skewed: fn(&mut fastrand::Rng) -> f64 = |random| -(1.0 - random.f64()).ln();
        for (draw, truth) in [(even, 0.5), (skewed, std::f64::consts::LN_2)] {
            for (rounds, confidence) in
                [(12, 0.95), (12, 1.0 - 0.05 / 3.0), (24, 1.0 - 0.05 / 3.0), (8, 0.95)]
            {
                let held = covered(40_000, rounds, confidence, draw, truth);
                assert!((held - confidence).abs() < 0.006, "{held} of {confidence} with {rounds} rounds");
            }
        }
    }

    #[test]
    fn at_the_confidence_of_two_samples_the_ends_are_these_samples() {
        let samples: Vec<f64> = (1..=12).map(f64::from).collect();
        let of = interval_of_median(&samples, 1.0 - 2.0 * 13.0 / 4096.0).unwrap();
        assert!((of.low - 2.0).abs() < 1e-9 && (of.high - 11.0).abs() < 1e-9, "{of:?}");
        let of = interval_of_median(&samples, 1.0 - 2.0 * 79.0 / 4096.0).unwrap();
        assert!((of.low - 3.0).abs() < 1e-9 && (of.high - 10.0).abs() < 1e-9, "{of:?}");
    }

    #[test]
    fn too_few_rounds_give_their_range_and_its_confidence() {
        let of = |n: i32| interval_of_median(&(1..=n).map(f64::from).collect::<Vec<_>>(), 0.95).unwrap();
        for (rounds, confidence) in [(1, 0.0), (2, 0.5), (3, 0.75), (5, 0.9375)] {
            let range = of(rounds);
            assert!((range.confidence - confidence).abs() < 1e-12, "{range:?}");
            assert_eq!((range.low, range.high), (1.0, f64::from(rounds)));
        }
        assert!(of(6).confidence >= 0.95);
        assert_eq!(interval_of_median(&[], 0.95), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_median_and_stays_within_the_samples(
            samples in prop::collection::vec(0.1f64..1e6, 1..40)
        ) {
            let middle = median(&samples).unwrap();
            let interval = interval_of_median(&samples, 0.95).unwrap();
            let least = samples.iter().copied().fold(f64::INFINITY, f64::min);
            let most = samples.iter().copied().fold(0.0, f64::max);
            // Interpolating rounds in the last digit.
            let near = 1.0 + 1e-12;
            prop_assert!(least <= interval.low * near && interval.high <= most * near);
            prop_assert!(interval.low <= middle * near && middle <= interval.high * near);
        }

        #[test]
        fn a_wider_confidence_never_gives_a_narrower_interval(
            samples in prop::collection::vec(0.1f64..1e6, 2..40)
        ) {
            let narrow = interval_of_median(&samples, 0.9).unwrap();
            let wide = interval_of_median(&samples, 0.99).unwrap();
            prop_assert!(wide.low <= narrow.low * (1.0 + 1e-12));
            prop_assert!(narrow.high <= wide.high * (1.0 + 1e-12));
        }
    }
}
