//! The two statistics that the book uses: the median, and a bootstrap interval around it.
//!
//! The median, because on a shared machine a disturbed round is late by any amount and must not move the figure. The
//! percentile bootstrap over rounds (B. Efron and R. Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13),
//! because rounds are separate processes and so the unit that repeats independently; slices within a round are not.

/// Resamples behind an interval. At this number the interval's ends move by well under their own width between seeds.
pub const RESAMPLES: usize = 2_000;

/// A range that holds the true median with the stated confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end, in the samples' unit.
    pub low: f64,
    /// Upper end, in the samples' unit.
    pub high: f64,
}

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
    Some(median_in_place(&mut samples.to_vec()))
}

fn median_in_place(samples: &mut [f64]) -> f64 {
    let half = samples.len() / 2;
    let even = samples.len().is_multiple_of(2);
    let (below, middle, _) = samples.select_nth_unstable_by(half, f64::total_cmp);
    if even {
        let largest_below = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        f64::midpoint(largest_below, *middle)
    } else {
        *middle
    }
}

/// The percentile bootstrap interval of the median at `confidence` (0.95 for 95 %); `None` without samples.
///
/// The resampling is seeded by a constant: the same samples always give the same interval.
pub fn bootstrap_median(samples: &[f64], confidence: f64) -> Option<Interval> {
    Bootstrap::new(samples.len())?.median(samples, confidence)
}

/// The resamples behind every interval of so many samples; kept, they make many intervals cheap.
///
/// A resample's median is the mean of two of the sorted samples, and which two depends on the number of samples alone.
#[derive(Debug, Clone)]
pub(crate) struct Bootstrap {
    samples: usize,
    /// For each resample, the ranks of its two middle samples, equal where it has one middle.
    middles: Vec<[usize; 2]>,
}

impl Bootstrap {
    /// Draws the resamples of so many samples; `None` for none.
    pub(crate) fn new(samples: usize) -> Option<Self> {
        if samples == 0 {
            return None;
        }
        let mut random = fastrand::Rng::with_seed(0x5eed);
        let mut ranks = vec![0; samples];
        let middles = (0..RESAMPLES).map(|_| {
            ranks.fill_with(|| random.usize(..samples));
            ranks.sort_unstable();
            [ranks[(samples - 1) / 2], ranks[samples / 2]]
        });
        let middles = middles.collect();
        Some(Self { samples, middles })
    }

    /// How many samples the resamples are of.
    pub(crate) fn samples(&self) -> usize {
        self.samples
    }

    /// The interval of the median; `None` for another number of samples than the resamples were drawn for.
    pub(crate) fn median(&self, samples: &[f64], confidence: f64) -> Option<Interval> {
        if samples.len() != self.samples {
            return None;
        }
        let mut sorted = samples.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let medians = self.middles.iter().map(|[low, high]| f64::midpoint(sorted[*low], sorted[*high]));
        let mut medians: Vec<f64> = medians.collect();
        medians.sort_unstable_by(f64::total_cmp);
        let tail = (1.0 - confidence) / 2.0;
        Some(Interval { low: quantile(&medians, tail), high: quantile(&medians, 1.0 - tail) })
    }
}

/// Nearest-rank quantile of sorted samples.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len() - 1;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "share is within 0..=1 and the length is RESAMPLES"
    )]
    let rank = (share * last as f64).round() as usize;
    sorted[rank.min(last)]
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
        assert_eq!(bootstrap_median(&disturbed, 0.95), Some(Interval { low: 1.0, high: 1.0 }));
    }

    #[test]
    fn a_95_percent_interval_covers_the_true_median_in_about_95_of_100_experiments() {
        let mut random = fastrand::Rng::with_seed(7);
        let covered = (0..400)
            .filter(|_| {
                let samples: Vec<f64> = (0..12).map(|_| random.f64()).collect();
                bootstrap_median(&samples, 0.95).is_some_and(|i| i.low <= 0.5 && 0.5 <= i.high)
            })
            .count();
        assert!((360..=400).contains(&covered), "covered {covered} of 400");
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_median_and_stays_within_the_samples(
            samples in prop::collection::vec(0.1f64..1e6, 1..40)
        ) {
            let middle = median(&samples).unwrap();
            let interval = bootstrap_median(&samples, 0.95).unwrap();
            let least = samples.iter().copied().fold(f64::INFINITY, f64::min);
            let most = samples.iter().copied().fold(0.0, f64::max);
            prop_assert!(least <= interval.low && interval.high <= most);
            prop_assert!(interval.low <= middle && middle <= interval.high);
        }

        #[test]
        fn a_wider_confidence_never_gives_a_narrower_interval(
            samples in prop::collection::vec(0.1f64..1e6, 2..40)
        ) {
            let narrow = bootstrap_median(&samples, 0.9).unwrap();
            let wide = bootstrap_median(&samples, 0.99).unwrap();
            prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high);
        }
    }
}
