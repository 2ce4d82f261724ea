//! A figure with its interval, looked up in a record by what was measured.

use thiserror::Error;

use crate::record::{Record, Series};
use crate::statistics::{bootstrap_median, median};
use crate::unit::Unit;

/// Confidence of every interval that the book shows.
const CONFIDENCE: f64 = 0.95;

/// A median over rounds, with its 95 % bootstrap interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The metric's name: operation / representation / n.
    pub metric: String,
    /// What the numbers count.
    pub unit: Unit,
    /// The median.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Rounds behind it.
    pub rounds: usize,
}

impl Estimate {
    fn over_rounds(metric: String, unit: Unit, samples: &[f64]) -> Option<Self> {
        let value = median(samples)?;
        let interval = bootstrap_median(samples, CONFIDENCE)?;
        Some(Self { metric, unit, value, low: interval.low, high: interval.high, rounds: samples.len() })
    }

    /// The same quantity taken `count` times over, such as one snapshot for each call site.
    #[must_use]
    pub fn times(self, count: f64) -> Self {
        Self { value: self.value * count, low: self.low * count, high: self.high * count, ..self }
    }

    /// The inverse of a ratio: how many times less the baseline's time is.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { value: 1.0 / self.value, low: 1.0 / self.high, high: 1.0 / self.low, ..self }
    }

    /// Whether the interval contains `value`.
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Why a metric has no value in a record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MetricError {
    /// The name is not operation / representation / n.
    #[error("`{0}` is not a metric: write operation/representation/n, such as snapshot/vec/92")]
    Form(String),
    /// The record has no such operation.
    #[error("record {record} has no operation `{operation}`; it has {known}")]
    Operation {
        /// The record's name.
        record: String,
        /// What was asked for.
        operation: String,
        /// What there is.
        known: String,
    },
    /// The operation was not measured at that size.
    #[error("record {record} has no `{operation}` at n = {n}; it has n = {known}")]
    Size {
        /// The record's name.
        record: String,
        /// The operation.
        operation: String,
        /// What was asked for.
        n: usize,
        /// What there is.
        known: String,
    },
    /// The cell has no series of that representation.
    #[error("record {record} has no `{representation}` in `{operation}` at n = {n}: {reason}")]
    Representation {
        /// The record's name.
        record: String,
        /// The operation.
        operation: String,
        /// The size.
        n: usize,
        /// What was asked for.
        representation: String,
        /// Why it is missing, or what there is.
        reason: String,
    },
}

impl Record {
    /// The wall time of one operation: `metric` is operation/representation/n.
    ///
    /// # Errors
    /// [`MetricError`] says what the record has instead.
    pub fn time(&self, metric: &str) -> Result<Estimate, MetricError> {
        let series = self.series(metric)?;
        Ok(estimate(metric, Unit::Nanoseconds, &series.nanoseconds))
    }

    /// The time divided by the baseline's in the same round: `metric` is operation/representation/n.
    ///
    /// # Errors
    /// [`MetricError`] says what the record has instead.
    pub fn ratio(&self, metric: &str) -> Result<Estimate, MetricError> {
        let series = self.series(metric)?;
        Ok(estimate(metric, Unit::Ratio, &series.ratio))
    }

    fn series(&self, metric: &str) -> Result<&Series, MetricError> {
        let form = || MetricError::Form(metric.to_owned());
        let [operation, representation, n] =
            <[&str; 3]>::try_from(metric.split('/').collect::<Vec<_>>()).map_err(|_| form())?;
        let n: usize = n.parse().map_err(|_| form())?;
        let record = || self.name.clone();
        if self.operation(operation).is_none() {
            let known = list(self.subjects.operations.iter().map(|known| &known.id));
            return Err(MetricError::Operation { record: record(), operation: operation.to_owned(), known });
        }
        let Some(cell) = self.cell(operation, n) else {
            let known = list(self.sizes(operation));
            return Err(MetricError::Size { record: record(), operation: operation.to_owned(), n, known });
        };
        cell.series.iter().find(|series| series.representation == representation).ok_or_else(|| {
            let why = cell.missing.iter().find(|missing| missing.representation == representation);
            let reason = why.map_or_else(
                || format!("it has {}", list(cell.series.iter().map(|series| &series.representation))),
                |missing| missing.reason.clone(),
            );
            MetricError::Representation {
                record: record(),
                operation: operation.to_owned(),
                n,
                representation: representation.to_owned(),
                reason,
            }
        })
    }
}

fn estimate(metric: &str, unit: Unit, samples: &[f64]) -> Estimate {
    Estimate::over_rounds(metric.to_owned(), unit, samples)
        .unwrap_or_else(|| unreachable!("a checked record has at least one round in every series"))
}

fn list<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
