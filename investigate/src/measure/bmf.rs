//! `--export bmf`: a record in Bencher Metric Format (<https://bencher.dev/docs/reference/bencher-metric-format>), which
//! bencher.dev and what reads its files can plot over time.
//!
//! A benchmark is named by the coordinates of a figure, as in the book: operation/representation/n. Its measures are `latency` in
//! nanoseconds and `ratio` to the baseline, each with the ends of its interval, and what was counted, which has none.

use std::collections::BTreeMap;
use std::path::Path;

use evidence::point::Point;
use evidence::{Basis, Estimate, Evidence, Record};
use serde::Serialize;

use super::program::rounded;
use crate::book_toml;
use crate::exit::Failure;

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
pub(super) fn bmf(root: &Path, name: Option<&str>) -> Result<String, Failure> {
    let book = name.is_none().then(|| book_toml::evidence(root)).transpose()?;
    let evidence = Evidence::load(&root.join("records"))?;
    let record = match (name, book) {
        (None, Some(book)) => evidence.any(&evidence.views(&book.coordinates)?[0].name)?,
        _ => evidence.any(name.unwrap_or_default())?,
    };
    let benchmarks = benchmarks(record);
    // Only a key that is no string could fail.
    Ok(serde_json::to_string_pretty(&benchmarks).unwrap_or_default())
}

fn benchmarks(record: &Record) -> Benchmarks {
    let mut all = Benchmarks::new();
    let mut add = |point: &str, measure: &str, estimate: Estimate| {
        all.entry(point.to_owned()).or_default().insert(measure.to_owned(), estimate.into());
    };
    // What ratios are stored as is shown as ratios of the times.
    let paired: Vec<&String> =
        record.measures.values().filter_map(|measure| measure.paired.as_ref()).collect();
    let is_shown = |id: &String| !paired.contains(&id) && !OF_ROUNDS.contains(&id.as_str());
    for (id, figures) in record.figures.iter().filter(|(id, _)| is_shown(id)) {
        for coordinates in figures.keys() {
            let Some(point) = Point::of(record, &format!("{id}/{coordinates}")) else { continue };
            if id == TIME {
                add(coordinates, "latency", point.value());
                if let Ok(ratio) = point.relative() {
                    add(coordinates, "ratio", ratio);
                }
            } else {
                add(coordinates, id, point.value());
            }
        }
    }
    all
}

/// What says how rounds were run, and nothing of what was measured in them.
const OF_ROUNDS: [&str; 3] = ["build-place", "sets", "seed"];

/// The measure that Bencher calls latency.
const TIME: &str = "time";
