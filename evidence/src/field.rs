//! Figures that were measured on real code elsewhere, and are published here with where they came from.
//!
//! A field record has no samples: what was handed over is one figure for each metric. It is evidence about the real
//! code that no run of the bench can give, and it never decides a ratio.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::estimate::{Basis, Estimate, MetricError};
use crate::kind::{self, Kind};
use crate::record::{Axis, Figure, Problem, Record, Value};
use crate::unit::Unit;

/// What their measures begin with: the same words stand for what the model counts.
const PREFIX: &str = "field-";

/// Figures from elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRecord {
    /// The file's name without `.json`.
    pub name: String,
    /// What was measured, and how.
    pub source: String,
    /// Where it ran.
    pub machine: String,
    /// When, as a date.
    pub taken: String,
    /// Each metric's figure. A name begins with the measure, whose last part tells the unit; see [`Unit::of`].
    pub metrics: BTreeMap<String, f64>,
}

impl Kind for FieldRecord {
    const KIND: &'static str = "field";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.about.clone_from(&self.source);
        record.started.clone_from(&self.taken);
        record.labels.insert("machine".to_owned(), self.machine.clone().into());
        for (path, value) in &self.metrics {
            let (measure, point) = path.split_once('/').unwrap_or((path, ""));
            let numbers = |point: &str| point.split('/').all(|part| part.parse::<f64>().is_ok());
            let axes: &[&str] = match point.split('/').filter(|part| !part.is_empty()).count() {
                0 => &[],
                1 if numbers(point) => &["n"],
                1 => &["variant"],
                2 => &["n", "concurrency"],
                _ => &["variant", "n", "concurrency"],
            };
            for axis in axes {
                let empty = || if *axis == "variant" { Axis::Listed(Vec::new()) } else { Axis::NUMBERS };
                let known = record.axes.entry((*axis).to_owned()).or_insert_with(empty);
                if let (Axis::Listed(values), Some(id)) = (known, point.split('/').next())
                    && values.iter().all(|value| value.id != id)
                {
                    values.push(Value::of(id));
                }
            }
            let measure = format!("{PREFIX}{measure}");
            record.declare(&measure, axes);
            record.put(&measure, point, Figure::Exact(*value));
        }
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let exact = |figure: &Figure| figure.numbers().first().copied().unwrap_or(0.0);
        let metrics = record.figures.iter().flat_map(|(measure, figures)| {
            let measure = measure.strip_prefix(PREFIX).unwrap_or(measure);
            figures.iter().map(move |(point, figure)| {
                let path = if point.is_empty() { measure.to_owned() } else { format!("{measure}/{point}") };
                (path, exact(figure))
            })
        });
        Ok(Self {
            name: kind::name::<Self>(record),
            source: record.about.clone(),
            machine: record.label("machine").to_owned(),
            taken: record.started.clone(),
            metrics: metrics.collect(),
        })
    }
}

impl FieldRecord {
    /// One figure.
    ///
    /// # Errors
    /// [`MetricError::Count`] lists the metrics of the same measure.
    pub fn figure(&self, metric: &str) -> Result<Estimate, MetricError> {
        let measure = metric.split('/').next().unwrap_or(metric);
        let value = *self.metrics.get(metric).ok_or_else(|| {
            let same = |name: &&String| name.split('/').next() == Some(measure);
            let mut known: Vec<&str> = self.metrics.keys().filter(same).map(String::as_str).collect();
            if known.is_empty() {
                known = self.metrics.keys().filter_map(|name| name.split('/').next()).collect();
                known.dedup();
            }
            MetricError::Count {
                record: self.name.clone(),
                metric: metric.to_owned(),
                known: known.join(", "),
            }
        })?;
        let metric = metric.to_owned();
        Ok(Estimate { metric, unit: Unit::of(measure), value, low: value, high: value, basis: Basis::Given })
    }
}
