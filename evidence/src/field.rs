//! Figures that were measured on real code elsewhere, and are published here with where they came from.
//!
//! A field record has no samples: what was handed over is one figure for each metric. It is evidence about the real
//! code that no run of the bench can give, and it never decides a ratio.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::estimate::{Basis, Estimate, MetricError};
use crate::kind::Kind;
use crate::record::{RecordError, SCHEMA};
use crate::unit::Unit;

/// Figures from elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldRecord {
    /// Version of this format.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: u32,
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
}

impl FieldRecord {
    /// Reads a field record. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is not JSON of this form, or a figure is not a number from zero up.
    pub fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        let record: Self = RecordError::parse(file, text)?;
        match record.metrics.iter().find(|(_, value)| !(value.is_finite() && **value >= 0.0)) {
            None => Ok(record),
            Some((metric, value)) => Err(RecordError::Impossible {
                file: file.to_owned(),
                place: metric.clone(),
                problem: format!("{value} is not a number from zero up"),
            }),
        }
    }

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
        Ok(Estimate { metric, unit: Unit::of(measure), value, low: value, high: value, basis: Basis::Field })
    }
}
