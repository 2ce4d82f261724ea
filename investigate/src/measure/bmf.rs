//! `--export bmf`: a record in Bencher Metric Format (<https://bencher.dev/docs/reference/bencher-metric-format>), which
//! bencher.dev and what reads its files can plot over time.
//!
//! A benchmark is named as the book's metrics are: operation/representation/n, or loop/candidate/n/concurrency. Its
//! measures are `latency` in nanoseconds and `ratio` to the baseline, each with the ends of its interval, and what was
//! counted, which has no interval.

use std::collections::BTreeMap;
use std::path::Path;

use evidence::{Basis, Estimate, Evidence, LoadError, Measured, MetricError};
use serde::Serialize;
use thiserror::Error;

use super::record_file::rounded;
use crate::book_toml::{self, BookTomlError};

/// Why nothing was printed.
#[derive(Debug, Error)]
pub(crate) enum ExportError {
    /// There is no such record, or one of them cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// No record was named, and book.toml names none.
    #[error(transparent)]
    BookToml(#[from] BookTomlError),
    /// The record has no value for what it lists.
    #[error(transparent)]
    Metric(#[from] MetricError),
}

/// One measure of one benchmark.
#[derive(Debug, Serialize)]
struct Value {
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    lower_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper_value: Option<f64>,
}

impl From<Estimate> for Value {
    fn from(estimate: Estimate) -> Self {
        let end = |end: f64| matches!(estimate.basis, Basis::Rounds(_)).then(|| rounded(end));
        Self {
            value: rounded(estimate.value),
            lower_value: end(estimate.low),
            upper_value: end(estimate.high),
        }
    }
}

type Benchmarks = BTreeMap<String, BTreeMap<String, Value>>;

/// The record of that name in `root`, or the one that the book cites.
///
/// # Errors
/// [`ExportError`].
pub(super) fn bmf(root: &Path, name: Option<&str>) -> Result<String, ExportError> {
    let name = match name {
        Some(name) => name.to_owned(),
        None => book_toml::evidence(root)?.reference,
    };
    let evidence = Evidence::load(&root.join("records"))?;
    let benchmarks = benchmarks(evidence.record(&name)?)?;
    // Only a key that is no string could fail.
    Ok(serde_json::to_string_pretty(&benchmarks).unwrap_or_default())
}

fn benchmarks(record: &Measured) -> Result<Benchmarks, MetricError> {
    let mut all = Benchmarks::new();
    let mut add = |benchmark: &str, measure: &str, estimate: Estimate| {
        all.entry(benchmark.to_owned()).or_default().insert(measure.to_owned(), estimate.into());
    };
    for cell in &record.cells {
        for series in &cell.series {
            let metric = format!("{}/{}/{}", cell.operation, series.representation, cell.n);
            add(&metric, "latency", record.time(&metric)?);
            add(&metric, "ratio", record.ratio(&metric)?);
        }
    }
    for count in &record.counts {
        let metric = format!("{}/{}/{}", count.operation, count.representation, count.n);
        for measure in count.values.keys() {
            add(&metric, measure, record.count(measure, &metric)?);
        }
    }
    for run in &record.loops {
        let place = format!("{}/{}/{}", run.candidate, run.n, run.concurrency);
        for measure in run.values.keys() {
            add(&format!("loop/{place}"), measure, record.in_loop(&format!("{measure}/{place}"))?);
        }
    }
    for wall in &record.walls {
        let place = format!("{}/{}/{}", wall.candidate, wall.n, wall.concurrency);
        let benchmark = format!("{}/{place}", if wall.git { "loop-with-commits" } else { "loop" });
        for measure in wall.values.keys() {
            add(&benchmark, measure, record.wall(&format!("{measure}/{place}"), wall.git)?);
        }
    }
    Ok(all)
}
