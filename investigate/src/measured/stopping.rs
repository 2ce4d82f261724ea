//! When a cell has been measured enough.
//!
//! Looking at an interval and going on until it pleases would make it too narrow. So a full run looks only after
//! [`LOOKS`] rounds, and each look's interval is widened as if all of them counted (C. E. Bonferroni's correction; see
//! C. Jennison and B. Turnbull, *Group Sequential Methods*, 1999, chapter 2): together they keep 95 %.

use super::{Cell, Measured};
use evidence::statistics::{Interval, interval_of_median, median};

/// After how many rounds a full run looks at a cell.
pub(crate) const LOOKS: [usize; 3] = [12, 24, 48];

/// A cell is finished when no interval of interest reaches further from its median than this share of it.
pub(crate) const PRECISION: f64 = 0.05;

/// From this ratio to the baseline on, nobody decides by a few percent.
pub(crate) const OF_INTEREST: f64 = 3.0;

/// Whether the interval reaches no further than ±5 % from that median.
pub(crate) fn is_narrow(interval: Interval, median: f64) -> bool {
    (interval.high - interval.low) / 2.0 <= PRECISION * median
}

/// Whether every ratio of interest in the cell is within ±5 %. The control does not count: it is what noise does.
pub(crate) fn is_precise(cell: &Cell, control: &str, confidence: f64) -> bool {
    let ratios = cell.series.iter().filter(|series| series.representation != control);
    ratios.map(|series| &series.ratio).all(|ratio| {
        let (Some(middle), Some(of)) = (median(ratio), interval_of_median(ratio, confidence)) else {
            return false;
        };
        middle >= OF_INTEREST || is_narrow(of.interval, middle)
    })
}

/// The cells that are still not precise, after the last look or because the time was up.
pub(crate) fn missed(record: &Measured) -> Vec<&Cell> {
    let precise = |cell: &&Cell| is_precise(cell, &record.subjects.control, record.run.confidence);
    record.cells.iter().filter(|cell| !precise(cell)).collect()
}

#[cfg(test)]
mod tests {
    use evidence::Unit;

    use super::*;
    use crate::measured::Series;
    use crate::measured::confidence;
    use evidence::statistics::CONFIDENCE;

    /// Twelve ratios that scatter by that share around `middle`.
    fn series(representation: &str, middle: f64, scatter: f64) -> Series {
        let ratio: Vec<f64> =
            (0..12).map(|round| middle * (1.0 + scatter * (f64::from(round) / 5.5 - 1.0))).collect();
        Series { representation: representation.to_owned(), nanoseconds: ratio.clone(), ratio }
    }

    fn cell(series: Vec<Series>) -> Cell {
        Cell { operation: "push".to_owned(), n: 92, series, missing: Vec::new() }
    }

    fn precise(series: Vec<Series>) -> bool {
        is_precise(&cell(series), "vec-again", confidence(3))
    }

    #[test]
    fn a_calm_cell_is_precise() {
        assert!(precise(vec![series("im", 0.7, 0.02), series("imbl", 2.9, 0.02)]));
    }

    #[test]
    fn one_noisy_ratio_is_enough_to_go_on() {
        assert!(!precise(vec![series("im", 0.7, 0.02), series("imbl", 2.9, 0.5)]));
    }

    #[test]
    fn neither_the_control_nor_a_large_ratio_must_be_precise() {
        assert!(precise(vec![series("vec-again", 1.0, 0.5), series("im", 40.0, 0.5)]));
    }

    #[test]
    fn what_is_narrow_for_one_look_need_not_be_for_three() {
        let cell = cell(vec![series("im", 1.0, 0.1)]);
        assert!(is_precise(&cell, "vec-again", 0.5));
        assert!(!is_precise(&cell, "vec-again", confidence(3)));
    }

    #[test]
    fn the_chapter_on_the_method_gives_the_rules_that_are_followed() {
        let chapter = include_str!("../../../src/how-to-read.md");
        let share = |part: f64| Unit::Share.show_round(part).replace('\u{a0}', " ");
        let [first @ .., last] = LOOKS.map(|rounds| rounds.to_string());
        for given in [
            share(CONFIDENCE),
            share(1.0 - CONFIDENCE),
            Unit::Share.show(1.0 - confidence(LOOKS.len())).replace('\u{a0}', " "),
            format!("{} and {last}", first.join(", ")),
            Unit::Count.show(OF_INTEREST),
            share(PRECISION),
        ] {
            assert!(chapter.contains(&format!("given(\"{given}\", \"the method of measure\")")), "{given}");
        }
    }
}
