//! Whether criterion and the paired ratios put the representations in the same order.
//!
//! Criterion times one representation after the other, so that an interval of one of its runs holds nothing of how the
//! machine drifts in between, nor of where the compiler put the code. So criterion is run several times, in shuffled orders
//! and in turn with the code at other addresses, and the unit that repeats is the run (T. Kalibera and R. Jones, *Rigorous
//! Benchmarking in Reasonable Time*, 2013, section 6: the interval comes from the highest level of repetition). A
//! representation's interval reaches from its fastest run to its slowest: of six runs it holds the middle of all possible
//! runs with a probability of 31/32, whatever their distribution (each run is below the middle as likely as above; only all
//! six on one side miss it).
//!
//! Two representations are compared where neither criterion's intervals nor those of the ratios overlap; there, both must
//! say which is faster.

use evidence::point::PointError;
use evidence::predicate::Interval;
use evidence::statistics::median;
use evidence::{Coordinates, Evidence, RECORD};
use serde::Serialize;

use super::runs::{CriterionRuns, CriterionSeries};

/// Every pair of one operation at one size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct CellAgreement {
    /// The operation's id.
    pub(super) operation: String,
    /// Items in the backlog.
    pub(super) n: usize,
    /// How many pairs there are.
    pub(super) pairs: usize,
    /// In how many neither's intervals overlap, so that they are compared.
    pub(super) compared: usize,
    /// Those that the two order otherwise.
    pub(super) disagree: Vec<Disagreement>,
}

/// Two representations that criterion and the ratios order otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Disagreement {
    /// The representation that criterion finds faster.
    pub(super) faster: String,
    /// The one that it finds slower.
    pub(super) slower: String,
    /// The slower one's time divided by the faster one's, by criterion: above 1.
    pub(super) criterion: f64,
    /// The same by the record's ratios: below 1.
    pub(super) ratios: f64,
}

/// What came of comparing a record with criterion's runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Agreement {
    /// The record whose ratios were compared.
    pub(super) reference: String,
    /// How often criterion was run.
    #[serde(skip)]
    pub(super) runs: usize,
    /// By operation and size, in the order of the runs.
    pub(super) cells: Vec<CellAgreement>,
}

/// Whether two intervals have nothing in common.
fn are_apart(one: Interval, other: Interval) -> bool {
    one.high < other.low || other.high < one.low
}

impl CellAgreement {
    /// How many of the compared pairs both order alike.
    pub(super) fn agree(&self) -> usize {
        self.compared - self.disagree.len()
    }
}

impl Agreement {
    /// Compares runs of criterion with the ratios of the record that they name.
    ///
    /// # Errors
    /// [`PointError`] where that record does not have what criterion ran.
    pub(super) fn of(runs: &CriterionRuns, evidence: &Evidence) -> Result<Self, PointError> {
        let mut cells: Vec<(&str, usize, Vec<PairedTimings<'_>>)> = Vec::new();
        for series in &runs.series {
            let both = PairedTimings {
                representation: &series.representation,
                criterion: over_runs(&series.medians),
                ratio: ratio(evidence, runs.reference(), series)?,
            };
            match cells.iter_mut().find(|(operation, n, _)| *operation == series.operation && *n == series.n)
            {
                Some((.., known)) => known.push(both),
                None => cells.push((&series.operation, series.n, vec![both])),
            }
        }
        Ok(Self {
            reference: runs.reference().to_owned(),
            runs: runs.runs(),
            cells: cells.into_iter().map(|(operation, n, both)| cell(operation, n, &both)).collect(),
        })
    }

    /// How many pairs there are.
    pub(super) fn pairs(&self) -> usize {
        self.cells.iter().map(|cell| cell.pairs).sum()
    }

    /// How many of them are compared.
    pub(super) fn compared(&self) -> usize {
        self.cells.iter().map(|cell| cell.compared).sum()
    }

    /// How many of those are ordered otherwise.
    pub(super) fn disagree(&self) -> usize {
        self.cells.iter().map(|cell| cell.disagree.len()).sum()
    }
}

/// One representation's time by criterion, and its ratio by the record.
struct PairedTimings<'a> {
    representation: &'a str,
    criterion: Interval,
    ratio: Interval,
}

/// The ratio to the baseline, of the record of that name.
fn ratio(evidence: &Evidence, reference: &str, series: &CriterionSeries) -> Result<Interval, PointError> {
    let named = Coordinates::from_iter([(RECORD, reference)]);
    let found = evidence.point(&series.time(), &Coordinates::default(), &named)?.relative()?;
    Ok(Interval { value: found.value, low: found.low, high: found.high })
}

fn cell(operation: &str, n: usize, both: &[PairedTimings<'_>]) -> CellAgreement {
    let mut cell =
        CellAgreement { operation: operation.to_owned(), n, pairs: 0, compared: 0, disagree: Vec::new() };
    for (place, first) in both.iter().enumerate() {
        for second in &both[place + 1..] {
            cell.pairs += 1;
            if !are_apart(first.criterion, second.criterion) || !are_apart(first.ratio, second.ratio) {
                continue;
            }
            cell.compared += 1;
            let by_criterion = first.criterion.value < second.criterion.value;
            let (faster, slower) = if by_criterion { (first, second) } else { (second, first) };
            if faster.ratio.value > slower.ratio.value {
                cell.disagree.push(Disagreement {
                    faster: faster.representation.to_owned(),
                    slower: slower.representation.to_owned(),
                    criterion: slower.criterion.value / faster.criterion.value,
                    ratios: slower.ratio.value / faster.ratio.value,
                });
            }
        }
    }
    cell
}

/// The middle run, and from the fastest to the slowest.
fn over_runs(medians: &[f64]) -> Interval {
    let [low, high] = [f64::min, f64::max].map(|end| medians.iter().copied().reduce(end).unwrap_or(f64::NAN));
    Interval { value: median(medians).unwrap_or(f64::NAN), low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_reaches_from_the_fastest_run_to_the_slowest() {
        let found = over_runs(&[100.0, 120.0, 80.0, 101.0, 99.0, 110.0]);
        assert_eq!(found, Interval { value: 100.5, low: 80.0, high: 120.0 });
        assert_eq!(over_runs(&[3.0, 1.0, 2.0]).value.to_bits(), 2.0f64.to_bits());
    }

    fn both(representation: &str, criterion: [f64; 3], ratio: [f64; 3]) -> PairedTimings<'_> {
        let figure = |[low, value, high]: [f64; 3]| Interval { value, low, high };
        PairedTimings { representation, criterion: figure(criterion), ratio: figure(ratio) }
    }

    #[test]
    fn only_pairs_that_are_apart_in_both_are_compared() {
        let vec = || both("vec", [9.0, 10.0, 11.0], [1.0, 1.0, 1.0]);
        let found = |other: PairedTimings<'_>| cell("push", 92, &[vec(), other]);
        let agree = found(both("im", [19.0, 20.0, 21.0], [1.8, 2.0, 2.2]));
        assert_eq!((agree.pairs, agree.compared, agree.disagree.len()), (1, 1, 0));
        assert_eq!(found(both("im", [10.5, 20.0, 21.0], [1.8, 2.0, 2.2])).compared, 0);
        assert_eq!(found(both("im", [19.0, 20.0, 21.0], [0.9, 2.0, 2.2])).compared, 0);
    }

    #[test]
    fn a_pair_in_another_order_is_named_with_both_ratios() {
        let vec = both("vec", [9.0, 10.0, 11.0], [1.0, 1.0, 1.0]);
        let im = both("im", [19.0, 20.0, 21.0], [0.7, 0.8, 0.9]);
        let found = cell("push", 92, &[im, vec]);
        assert_eq!(
            found.disagree,
            [Disagreement { faster: "vec".into(), slower: "im".into(), criterion: 2.0, ratios: 0.8 }]
        );
    }
}
