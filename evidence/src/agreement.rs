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

use serde::{Deserialize, Serialize};

use crate::estimate::MetricError;
use indexmap::IndexSet;

use crate::kind::{self, Kind};
use crate::measured::{Measured, Source};
use crate::record::{Axis, Figure as Samples, Problem, Record, Value};

/// The fewest runs whose range is an interval of at least 95 %.
pub const FEWEST_RUNS: usize = 6;

/// Several runs of criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionRecord {
    /// The file's name without `.json`.
    pub name: String,
    /// The record whose ratios these were compared with.
    pub reference: String,
    /// The machine's name.
    pub machine: String,
    /// First line of `rustc --version`.
    pub toolchain: String,
    /// The measured code.
    pub source: Source,
    /// The command that repeats it.
    pub command: String,
    /// When it began, in RFC 3339.
    pub started: String,
    /// How long all runs took.
    pub duration_seconds: f64,
    /// How often criterion was run.
    pub runs: usize,
    /// How criterion was called, in its own options.
    pub settings: String,
    /// What the compiler was told to put the code at other addresses; the runs take turns with them, from the first.
    pub layouts: Vec<String>,
    /// What came of it.
    pub series: Vec<CriterionSeries>,
}

/// One representation at one operation and size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionSeries {
    /// The operation's id.
    pub operation: String,
    /// The representation's id.
    pub representation: String,
    /// Items in the backlog.
    pub n: usize,
    /// Criterion's estimate of the median in each run, in nanoseconds.
    pub medians: Vec<f64>,
}

/// A time or a ratio with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    /// The middle.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Every pair of one operation at one size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellAgreement {
    /// The operation's id.
    pub operation: String,
    /// Items in the backlog.
    pub n: usize,
    /// How many pairs there are.
    pub pairs: usize,
    /// In how many neither's intervals overlap, so that they are compared.
    pub compared: usize,
    /// Those that the two order otherwise.
    pub disagree: Vec<Disagreement>,
}

/// Two representations that criterion and the ratios order otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    /// The representation that criterion finds faster.
    pub faster: String,
    /// The one that it finds slower.
    pub slower: String,
    /// The slower one's time divided by the faster one's, by criterion: above 1.
    pub criterion: f64,
    /// The same by the record's ratios: below 1.
    pub ratios: f64,
}

/// What came of comparing a record with criterion's runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    /// The record whose ratios were compared.
    pub reference: String,
    /// Whether both measured the same sources.
    pub same_sources: bool,
    /// By operation and size, in the order of the runs.
    pub cells: Vec<CellAgreement>,
}

impl Figure {
    fn apart(&self, other: &Self) -> bool {
        self.high < other.low || other.high < self.low
    }
}

impl Agreement {
    /// How many pairs there are.
    pub fn pairs(&self) -> usize {
        self.cells.iter().map(|cell| cell.pairs).sum()
    }

    /// How many of them are compared.
    pub fn compared(&self) -> usize {
        self.cells.iter().map(|cell| cell.compared).sum()
    }

    /// How many of those are ordered otherwise.
    pub fn disagree(&self) -> usize {
        self.cells.iter().map(|cell| cell.disagree.len()).sum()
    }
}

/// The measure that holds criterion's medians.
const MEDIAN: &str = "criterion-median-ns";

impl Kind for CriterionRecord {
    const KIND: &'static str = "agreement";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.command.clone_from(&self.command);
        record.toolchain = kind::toolchain(&self.toolchain);
        record.started.clone_from(&self.started);
        record.seconds = Some(self.duration_seconds);
        self.source.put(&mut record);
        let labels = [
            ("reference", self.reference.clone().into()),
            ("runs", self.runs.to_string().into()),
            ("settings", self.settings.clone().into()),
            ("layouts", kind::list(&self.layouts)),
        ];
        record.coordinates.insert("machine".to_owned(), self.machine.clone());
        record.labels = labels.map(|(id, label)| (id.to_owned(), label)).into_iter().collect();
        let listed = |ids: IndexSet<&String>| Axis::Listed(ids.into_iter().map(Value::of).collect());
        let operations = listed(self.series.iter().map(|series| &series.operation).collect());
        let representations = listed(self.series.iter().map(|series| &series.representation).collect());
        record.axes.insert("operation".to_owned(), operations);
        record.axes.insert("representation".to_owned(), representations);
        record.axes.insert("n".to_owned(), Axis::NUMBERS);
        record.declare(MEDIAN, &["operation", "representation", "n"]);
        for series in &self.series {
            let point = format!("{}/{}/{}", series.operation, series.representation, series.n);
            record.put(MEDIAN, point, Samples::Rounds(series.medians.clone()));
        }
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let runs = kind::number(record, "runs")?;
        let mut series = Vec::new();
        for (point, figure) in record.figures.get(MEDIAN).into_iter().flatten() {
            let medians = figure.numbers().to_vec();
            if medians.len() != runs || runs < FEWEST_RUNS {
                let problem = format!("{} medians of {runs} runs, of at least {FEWEST_RUNS}", medians.len());
                return Err(Problem::new(point, problem));
            }
            if let Some(time) = medians.iter().find(|time| **time <= 0.0) {
                return Err(Problem::new(point, format!("{time} is no time")));
            }
            let [operation, representation, n] = point.split('/').collect::<Vec<_>>()[..] else { continue };
            let Ok(n) = n.parse() else { continue };
            let (operation, representation) = (operation.to_owned(), representation.to_owned());
            series.push(CriterionSeries { operation, representation, n, medians });
        }
        let lacks_source = || Problem::new("inputs", "it is not said what was measured");
        Ok(Self {
            name: kind::name::<Self>(record),
            reference: record.label("reference").to_owned(),
            machine: record.coordinates.get("machine").cloned().unwrap_or_default(),
            toolchain: kind::rustc(record),
            source: Source::of(record).ok_or_else(lacks_source)?,
            command: record.command.clone(),
            started: record.started.clone(),
            duration_seconds: record.seconds.unwrap_or(0.0),
            runs,
            settings: record.label("settings").to_owned(),
            layouts: record.list("layouts").to_vec(),
            series,
        })
    }
}

impl CriterionRecord {
    /// Compares with a record's ratios.
    ///
    /// # Errors
    /// [`MetricError`] where that record does not have what criterion ran.
    pub fn compare(&self, reference: &Measured) -> Result<Agreement, MetricError> {
        let mut cells: Vec<(&str, usize, Vec<Both<'_>>)> = Vec::new();
        for series in &self.series {
            let both = Both {
                representation: &series.representation,
                criterion: over_runs(&series.medians),
                ratio: ratio(reference, series)?,
            };
            match cells.iter_mut().find(|(operation, n, _)| *operation == series.operation && *n == series.n)
            {
                Some((.., known)) => known.push(both),
                None => cells.push((&series.operation, series.n, vec![both])),
            }
        }
        Ok(Agreement {
            reference: reference.name.clone(),
            same_sources: self.source.is_of_the_same_code(&reference.source),
            cells: cells.into_iter().map(|(operation, n, both)| cell(operation, n, &both)).collect(),
        })
    }
}

/// One representation, by both.
struct Both<'a> {
    representation: &'a str,
    criterion: Figure,
    ratio: Figure,
}

/// The ratio to the baseline; the baseline's own is 1 exactly.
fn ratio(reference: &Measured, series: &CriterionSeries) -> Result<Figure, MetricError> {
    let metric = format!("{}/{}/{}", series.operation, series.representation, series.n);
    let found = reference.ratio(&metric)?;
    Ok(Figure { value: found.value, low: found.low, high: found.high })
}

fn cell(operation: &str, n: usize, both: &[Both<'_>]) -> CellAgreement {
    let mut cell =
        CellAgreement { operation: operation.to_owned(), n, pairs: 0, compared: 0, disagree: Vec::new() };
    for (place, first) in both.iter().enumerate() {
        for second in &both[place + 1..] {
            cell.pairs += 1;
            if !first.criterion.apart(&second.criterion) || !first.ratio.apart(&second.ratio) {
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
fn over_runs(medians: &[f64]) -> Figure {
    let mut sorted = medians.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let value = if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        f64::midpoint(sorted[middle - 1], sorted[middle])
    };
    Figure { value, low: sorted[0], high: sorted[sorted.len() - 1] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_reaches_from_the_fastest_run_to_the_slowest() {
        let found = over_runs(&[100.0, 120.0, 80.0, 101.0, 99.0, 110.0]);
        assert_eq!(found, Figure { value: 100.5, low: 80.0, high: 120.0 });
        assert_eq!(over_runs(&[3.0, 1.0, 2.0]).value.to_bits(), 2.0f64.to_bits());
    }

    fn both(representation: &str, criterion: [f64; 3], ratio: [f64; 3]) -> Both<'_> {
        let figure = |[low, value, high]: [f64; 3]| Figure { value, low, high };
        Both { representation, criterion: figure(criterion), ratio: figure(ratio) }
    }

    #[test]
    fn only_pairs_that_are_apart_in_both_are_compared() {
        let vec = || both("vec", [9.0, 10.0, 11.0], [1.0, 1.0, 1.0]);
        let found = |other: Both<'_>| cell("push", 92, &[vec(), other]);
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

    #[test]
    fn a_series_without_its_runs_or_with_a_time_that_is_none_is_refused() {
        let refusal = |medians: &str| {
            let text = format!(
                r#"{{"name":"a","reference":"r","machine":"m","toolchain":"t","command":"c","started":"2026-11-24",
                "source":{{"commit":null,"dirty":false,"inputs":[{{"kind":"package","name":"b","sha256":"a"}}]}},
                "duration_seconds":1,"runs":6,"settings":"s","layouts":[""],"series":[
                {{"operation":"push","representation":"vec","n":92,"medians":{medians}}}]}}"#
            );
            crate::kind::of_fields::<CriterionRecord>(serde_json::from_str(&text).unwrap()).map(|_| ())
        };
        assert_eq!(refusal("[1, 2, 3, 4, 5, 6]"), Ok(()));
        assert!(refusal("[1]").unwrap_err().contains("push/vec/92: 1 medians of 6 runs, of at least 6"));
        assert!(refusal("[1, 0, 1, 1, 1, 1]").unwrap_err().contains("0 is no time"));
    }
}
