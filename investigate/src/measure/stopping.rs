//! When a cell has been measured enough.
//!
//! Looking at an interval and going on until it pleases would make it too narrow. So a full run looks only after
//! [`LOOKS`] rounds, and each look's interval is widened as if all of them counted (C. E. Bonferroni's correction; see
//! C. Jennison and B. Turnbull, *Group Sequential Methods*, 1999, chapter 2): together they keep 95 %.

use evidence::Record;
use evidence::statistics::{CONFIDENCE, Interval, interval_of_median, median};

use super::cell::{Cell, control, ratios};

/// After how many rounds a full run looks at a cell.
pub(super) const LOOKS: [usize; 3] = [12, 24, 48];

/// A cell is finished when no interval of interest reaches further from its median than this share of it.
const PRECISION: f64 = 0.05;

/// From this ratio to the baseline on, nobody decides by a few percent.
const OF_INTEREST: f64 = 3.0;

/// Whether the interval reaches no further than ±5 % from that median.
pub(super) fn is_narrow(interval: Interval, median: f64) -> bool {
    (interval.high - interval.low) / 2.0 <= PRECISION * median
}

/// The confidence of each look's interval, where there are so many looks: 0.95 for one, 0.983 for three.
pub(super) fn confidence(looks: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "there are a few looks")]
    let looks = looks.max(1) as f64;
    1.0 - (1.0 - CONFIDENCE) / looks
}

/// After how many rounds a run looked: one of a fixed number of rounds looked once, at its end.
pub(super) fn looks(record: &Record) -> Vec<usize> {
    let rounds = record.rounds.as_ref();
    let looks = rounds.map(|rounds| rounds.looks.clone()).unwrap_or_default();
    if looks.is_empty() { rounds.map(|rounds| rounds.least).into_iter().collect() } else { looks }
}

/// The confidence of a record's intervals.
pub(super) fn level(record: &Record) -> f64 {
    record.rounds.as_ref().map_or(CONFIDENCE, |rounds| rounds.level)
}

/// Whether every ratio of interest in the cell is within ±5 %. The control does not count: it is what noise does.
pub(super) fn is_precise(record: &Record, cell: &Cell, level: f64) -> bool {
    let control = control(record);
    let ratios = ratios(record).filter(|it| it.cell == *cell && it.representation != control);
    ratios.map(|it| it.rounds).all(|rounds| {
        let (Some(middle), Some(of)) = (median(rounds), interval_of_median(rounds, level)) else {
            return false;
        };
        middle >= OF_INTEREST || is_narrow(of, middle)
    })
}

/// The cells that are still not precise, after the last look or because the time was up.
pub(super) fn missed(record: &Record) -> Vec<Cell> {
    Cell::all(record).into_iter().filter(|cell| !is_precise(record, cell, level(record))).collect()
}

#[cfg(test)]
mod tests {
    use evidence::Unit;
    use evidence::record::Figure;

    use super::*;

    /// Whether a cell is, in which each of these has twelve ratios that scatter by that share around that middle.
    fn precise(ratios: &[(&str, f64, f64)], level: f64) -> bool {
        let mut record = Record::new("m");
        let time = record.declare("time", &[]);
        time.paired = Some("ratio".to_owned());
        time.control.insert("representation".to_owned(), "vec-again".to_owned());
        for (representation, middle, scatter) in ratios {
            let scattered = |round| middle * (1.0 + scatter * (f64::from(round) / 5.5 - 1.0));
            let rounds = Figure::Rounds((0..12).map(scattered).collect());
            record.put("ratio", format!("push/{representation}/92"), rounds);
        }
        is_precise(&record, &Cell { operation: "push".to_owned(), n: 92 }, level)
    }

    #[test]
    fn a_calm_cell_is_precise() {
        assert!(precise(&[("im", 0.7, 0.02), ("imbl", 2.9, 0.02)], confidence(3)));
    }

    #[test]
    fn one_noisy_ratio_is_enough_to_go_on() {
        assert!(!precise(&[("im", 0.7, 0.02), ("imbl", 2.9, 0.5)], confidence(3)));
    }

    #[test]
    fn neither_the_control_nor_a_large_ratio_must_be_precise() {
        assert!(precise(&[("vec-again", 1.0, 0.5), ("im", 40.0, 0.5)], confidence(3)));
    }

    #[test]
    fn what_is_narrow_for_one_look_need_not_be_for_three() {
        assert!(precise(&[("im", 1.0, 0.1)], 0.5));
        assert!(!precise(&[("im", 1.0, 0.1)], confidence(3)));
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
