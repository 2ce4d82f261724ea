//! A figure with its interval, looked up in a record by what was measured.

use thiserror::Error;

use crate::expression::{Interval, Moved};
use crate::measured::{Candidate, Count, Measured, Series};
use crate::statistics::{interval_of_median, median};
use crate::unit::Unit;

/// A median over rounds with its interval, or an exact count.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The metric's name.
    pub metric: String,
    /// What the numbers count.
    pub unit: Unit,
    /// The median.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// What stands behind it.
    pub basis: Basis,
}

/// What stands behind a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Basis {
    /// The median of so many rounds, with its interval.
    Rounds(usize),
    /// The median of so few rounds that their range is all that can be said, and the chance that it holds the true median.
    Range {
        /// How many.
        rounds: usize,
        /// The chance.
        confidence: f64,
    },
    /// A value that a tool gives with the range of its so many runs.
    Runs(usize),
    /// The quotient of two figures that were not taken in pairs: it holds every quotient of their intervals.
    Unpaired,
    /// An exact count: the interval is the value itself.
    Counted,
    /// A figure as it was handed over, without samples: no command takes it again.
    Given,
}

impl Estimate {
    pub(crate) fn over_rounds(metric: String, unit: Unit, samples: &[f64], confidence: f64) -> Option<Self> {
        let value = median(samples)?;
        let of = interval_of_median(samples, confidence)?;
        let rounds = samples.len();
        let basis = if of.is_range(confidence) {
            Basis::Range { rounds, confidence: of.confidence }
        } else {
            Basis::Rounds(rounds)
        };
        let interval = of.interval;
        Some(Self { metric, unit, value, low: interval.low, high: interval.high, basis })
    }

    pub(crate) fn counted(metric: String, unit: Unit, value: f64) -> Self {
        Self { metric, unit, value, low: value, high: value, basis: Basis::Counted }
    }

    /// The same quantity taken `count` times over, such as one snapshot for each call site.
    #[must_use]
    pub fn times(self, count: f64) -> Self {
        Self { value: self.value * count, low: self.low * count, high: self.high * count, ..self }
    }

    /// This quantity for each of another: a share where both count the same, a rate where they do not.
    #[must_use]
    pub fn per(self, other: &Self) -> Self {
        Self {
            metric: format!("{} per {}", self.metric, other.metric),
            unit: match (self.unit, other.unit) {
                (Unit::Count, Unit::Count) | (_, Unit::Ratio) => self.unit,
                (Unit::Nanoseconds | Unit::Bytes, Unit::Count) => self.unit,
                _ => Unit::Share,
            },
            value: self.value / other.value,
            low: self.low / other.high,
            high: self.high / other.low,
            ..self
        }
    }

    /// The inverse of a ratio: how many times less the baseline's time is.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { value: 1.0 / self.value, low: 1.0 / self.high, high: 1.0 / self.low, ..self }
    }

    /// The same figure elsewhere.
    #[must_use]
    pub fn moved(self, moved: Moved) -> Self {
        let Interval { value, low, high } = moved.of(Interval::from(&self));
        Self { value, low, high, ..self }
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
    /// The name is not measure / candidate / n / concurrency.
    #[error(
        "`{0}` is not a metric of the loop: write measure/candidate/n/concurrency, such as \
         snapshots-per-phase/vec+today/92/3"
    )]
    LoopForm(String),
    /// Nothing of that name was counted.
    #[error("record {record} has no count of {metric}; it has {known}")]
    Count {
        /// The record's name.
        record: String,
        /// What was asked for.
        metric: String,
        /// What there is.
        known: String,
    },
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

impl Measured {
    /// The wall time of one operation: `metric` is operation/representation/n.
    ///
    /// # Errors
    /// [`MetricError`] says what the record has instead.
    pub fn time(&self, metric: &str) -> Result<Estimate, MetricError> {
        let series = self.series(metric)?;
        Ok(self.estimate(metric, Unit::Nanoseconds, &series.nanoseconds))
    }

    /// The time divided by the baseline's in the same round: `metric` is operation/representation/n.
    ///
    /// # Errors
    /// [`MetricError`] says what the record has instead.
    pub fn ratio(&self, metric: &str) -> Result<Estimate, MetricError> {
        let series = self.series(metric)?;
        Ok(self.estimate(metric, Unit::Ratio, &series.ratio))
    }

    /// An exact count of one operation: `metric` is operation/representation/n.
    ///
    /// # Errors
    /// [`MetricError`] says what the record has instead.
    pub fn count(&self, measure: &str, metric: &str) -> Result<Estimate, MetricError> {
        let [operation, representation, n] = parts(metric)?;
        let n: usize = n.parse().map_err(|_| MetricError::Form(metric.to_owned()))?;
        let of_operation = |count: &&Count| count.operation == operation && count.n == n;
        let entry =
            self.counts.iter().find(|count| of_operation(count) && count.representation == representation);
        let value = entry.and_then(|count| count.values.get(measure)).ok_or_else(|| MetricError::Count {
            record: self.name.clone(),
            metric: format!("{measure} of {metric}"),
            known: entry.map_or_else(
                || {
                    list(distinct(
                        self.counts.iter().map(|count| format!("{} at n = {}", count.operation, count.n)),
                    ))
                },
                |count| list(count.values.keys()),
            ),
        })?;
        Ok(Estimate::counted(format!("{measure} of {metric}"), Unit::of(measure), *value))
    }

    /// An exact count of the scheduler's loop: `metric` is measure/candidate/n/concurrency, where the candidate is
    /// representation+pattern, or that with +drop-tasks or +drop-all.
    ///
    /// # Errors
    /// [`MetricError`] says what the record has instead.
    pub fn in_loop(&self, metric: &str) -> Result<Estimate, MetricError> {
        let place = LoopMetric::parse(metric)?;
        let entry = self.loops.iter().find(|run| place.is(&run.candidate, run.n, run.concurrency));
        let value =
            entry.and_then(|run| run.values.get(place.measure)).ok_or_else(|| MetricError::Count {
                record: self.name.clone(),
                metric: metric.to_owned(),
                known: entry.map_or_else(
                    || {
                        list(distinct(
                            self.loops.iter().map(|run| place_of(&run.candidate, run.n, run.concurrency)),
                        ))
                    },
                    |run| list(run.values.keys()),
                ),
            })?;
        Ok(Estimate::counted(metric.to_owned(), Unit::of(place.measure), *value))
    }

    /// What the scheduler's loop took on a real clock: `metric` is measure/candidate/n/concurrency; `git` tells the runs
    /// with real commits from those without.
    ///
    /// # Errors
    /// [`MetricError`] says what the record has instead.
    pub fn wall(&self, metric: &str, git: bool) -> Result<Estimate, MetricError> {
        let place = LoopMetric::parse(metric)?;
        let entry = self
            .walls
            .iter()
            .find(|wall| wall.git == git && place.is(&wall.candidate, wall.n, wall.concurrency));
        let samples =
            entry.and_then(|wall| wall.values.get(place.measure)).ok_or_else(|| MetricError::Count {
                record: self.name.clone(),
                metric: format!("{metric} {} commits", if git { "with" } else { "without" }),
                known: entry.map_or_else(
                    || {
                        list(distinct(
                            self.walls.iter().map(|wall| place_of(&wall.candidate, wall.n, wall.concurrency)),
                        ))
                    },
                    |wall| list(wall.values.keys()),
                ),
            })?;
        Ok(self.estimate(metric, Unit::of(place.measure), samples))
    }

    /// The run's own confidence: where it looked more than once, each interval is wider, so that 95 % still holds.
    fn estimate(&self, metric: &str, unit: Unit, samples: &[f64]) -> Estimate {
        Estimate::over_rounds(metric.to_owned(), unit, samples, self.run.confidence)
            .unwrap_or_else(|| unreachable!("a checked record has at least one round in every series"))
    }

    fn series(&self, metric: &str) -> Result<&Series, MetricError> {
        let [operation, representation, n] = parts(metric)?;
        let n: usize = n.parse().map_err(|_| MetricError::Form(metric.to_owned()))?;
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

/// measure/candidate/n/concurrency, taken apart.
struct LoopMetric<'a> {
    measure: &'a str,
    candidate: &'a str,
    n: usize,
    concurrency: usize,
}

impl<'a> LoopMetric<'a> {
    fn parse(metric: &'a str) -> Result<Self, MetricError> {
        let form = || MetricError::LoopForm(metric.to_owned());
        let [measure, candidate, n, concurrency] =
            <[&str; 4]>::try_from(metric.split('/').collect::<Vec<_>>()).map_err(|_| form())?;
        let number = |text: &str| text.parse().map_err(|_| form());
        Ok(Self { measure, candidate, n: number(n)?, concurrency: number(concurrency)? })
    }

    fn is(&self, candidate: &Candidate, n: usize, concurrency: usize) -> bool {
        self.n == n && self.concurrency == concurrency && candidate.is_named(self.candidate)
    }
}

fn place_of(candidate: &Candidate, n: usize, concurrency: usize) -> String {
    format!("{candidate}/{n}/{concurrency}")
}

fn parts(metric: &str) -> Result<[&str; 3], MetricError> {
    <[&str; 3]>::try_from(metric.split('/').collect::<Vec<_>>())
        .map_err(|_| MetricError::Form(metric.to_owned()))
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.dedup();
    names
}

fn list<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_several_looks_has_wider_intervals() {
        let noisy = [0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5];
        let at = |looks| {
            let confidence = crate::stopping::confidence(looks);
            Estimate::over_rounds("push/im/92".to_owned(), Unit::Ratio, &noisy, confidence).unwrap()
        };
        let (one, three) = (at(1), at(3));
        assert!(three.low < one.low && one.high < three.high, "{one:?} {three:?}");
    }
}
