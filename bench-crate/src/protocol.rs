//! What the programs of this crate print: a part of a record, in the form that all records have (`records/FORMAT.md`).
//!
//! A part says what it measured, in which unit, over which axes and against what. Whoever measures reads it as a record and
//! adds it to what is there, and need not know of anything that is in it.

use std::fmt::Display;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::registry::{self, BASELINE, CONTROL, OperationInfo};
use crate::workload::Summary;

/// The version of the form.
const SCHEMA: u32 = 2;

/// The axis of what is measured.
pub const OPERATION: &str = "operation";
/// The axis of what it is measured on.
pub const REPRESENTATION: &str = "representation";
/// The axis of the number of items.
pub const N: &str = "n";

/// The axes of what an operation costs.
pub const OF_OPERATIONS: &[&str] = &[OPERATION, REPRESENTATION, N];

/// The largest seed. A figure is a number of 64 bits with a fraction, and not every reader of JSON has more than its first 15 digits right.
pub const LARGEST_SEED: u64 = 1 << 48;

/// A part of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordPart {
    schema: u32,
    name: &'static str,
    labels: InOrder<String>,
    axes: InOrder<Axis>,
    measures: InOrder<Measure>,
    figures: InOrder<InOrder<Figure>>,
    absent: InOrder<String>,
    tables: InOrder<Table>,
}

/// A map in the order in which it was filled.
#[derive(Debug, Clone, PartialEq)]
struct InOrder<T>(Vec<(String, T)>);

impl<T> InOrder<T> {
    const EMPTY: Self = Self(Vec::new());

    /// What stands at that key, or else `new`, which then stands there.
    fn entry(&mut self, key: &str, new: T) -> &mut T {
        let place = self.0.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.0.push((key.to_owned(), new));
            self.0.len() - 1
        });
        &mut self.0[place].1
    }
}

impl<T: Serialize> Serialize for InOrder<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// The coordinates on an axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
enum Axis {
    Listed(Vec<Coordinate>),
    /// `"number"`.
    Numbers(&'static str),
}

/// One coordinate, with the words that a reader sees for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coordinate {
    id: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    about: &'static str,
    #[serde(rename = "in", skip_serializing_if = "str::is_empty")]
    group: &'static str,
}

impl Coordinate {
    /// One without words.
    pub fn of(id: impl Display) -> Self {
        Self { id: id.to_string(), title: "", about: "", group: "" }
    }
}

/// What numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Nanoseconds.
    Ns,
    /// A time divided by the baseline's of the same round.
    Ratio,
    /// Bytes.
    Bytes,
    /// Things.
    Count,
    /// A part of a whole, from 0 to 1.
    Share,
}

impl Unit {
    /// The unit that a measure's name says by its end.
    fn of(measure: &str) -> Self {
        match measure.rsplit('-').next() {
            Some("bytes") => Self::Bytes,
            Some("share") => Self::Share,
            Some("ns") => Self::Ns,
            _ => Self::Count,
        }
    }
}

/// What figures are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Measure {
    unit: Unit,
    axes: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    better: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<OfRepresentation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    control: Option<OfRepresentation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paired: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct OfRepresentation {
    representation: &'static str,
}

impl Measure {
    /// Figures in that unit over these axes.
    #[must_use]
    pub const fn new(unit: Unit, axes: &'static [&'static str]) -> Self {
        Self { unit, axes, better: None, baseline: None, control: None, paired: None }
    }

    /// Figures in the unit that the name says by its end.
    #[must_use]
    pub fn named(name: &str, axes: &'static [&'static str]) -> Self {
        Self::new(Unit::of(name), axes)
    }

    /// Less of it is better.
    #[must_use]
    pub const fn less_is_better(self) -> Self {
        Self { better: Some("less"), ..self }
    }

    /// Each is compared with the [`BASELINE`]'s.
    #[must_use]
    pub const fn with_baseline(self) -> Self {
        Self { baseline: Some(OfRepresentation { representation: BASELINE }), ..self }
    }

    /// The [`CONTROL`] has them too.
    #[must_use]
    pub const fn with_control(self) -> Self {
        Self { control: Some(OfRepresentation { representation: CONTROL }), ..self }
    }

    /// That measure has the ratios to the baseline, formed within each round.
    #[must_use]
    pub const fn paired_with(self, measure: &'static str) -> Self {
        Self { paired: Some(measure), ..self }
    }
}

/// What stands at one point.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Figure {
    /// A count that is the same on every run.
    Exact(f64),
    /// One sample for each round: of several calls, one behind the other.
    Rounds(Vec<f64>),
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Value>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Column {
    id: String,
}

impl RecordPart {
    /// Nothing yet, of the program of that name.
    #[must_use]
    pub fn new(program: &'static str) -> Self {
        Self {
            schema: SCHEMA,
            name: program,
            labels: InOrder::EMPTY,
            axes: InOrder::EMPTY,
            measures: InOrder::EMPTY,
            figures: InOrder::EMPTY,
            absent: InOrder::EMPTY,
            tables: InOrder::EMPTY,
        }
    }

    /// The same, with the axes of these operations on all representations.
    #[must_use]
    pub fn over(mut self, operations: impl IntoIterator<Item = OperationInfo>) -> Self {
        let operations = operations.into_iter().map(|info| Coordinate {
            id: info.id.to_owned(),
            title: info.title,
            about: info.about,
            group: info.kind.id(),
        });
        self.axis(OPERATION, operations);
        self.representations();
        self.numbers([N]);
        self
    }

    /// The axis of all representations.
    pub fn representations(&mut self) {
        let all = registry::representations().iter();
        self.axis(
            REPRESENTATION,
            all.map(|info| Coordinate { title: info.title, ..Coordinate::of(info.id) }),
        );
    }

    /// The same, with what was measured.
    #[must_use]
    pub fn on(mut self, workload: &Summary) -> Self {
        self.label("workload-name", &workload.name);
        self.label("workload-items", workload.items);
        self.label("workload-yaml-bytes", workload.yaml_bytes);
        self.label("workload-sha256", &workload.sha256);
        if let Some(seed) = workload.seed {
            self.label("workload-seed", seed);
        }
        self
    }

    /// Says something about the whole.
    pub fn label(&mut self, name: &str, text: impl Display) {
        self.labels.entry(name, text.to_string());
    }

    /// An axis of these coordinates.
    pub fn axis(&mut self, id: &str, coordinates: impl IntoIterator<Item = Coordinate>) {
        self.axes.entry(id, Axis::Listed(coordinates.into_iter().collect()));
    }

    /// Axes of numbers.
    pub fn numbers(&mut self, ids: impl IntoIterator<Item = &'static str>) {
        for id in ids {
            self.axes.entry(id, Axis::Numbers("number"));
        }
    }

    /// Says what the figures of that name are of.
    pub fn declare(&mut self, id: &str, measure: Measure) {
        self.measures.entry(id, measure);
    }

    /// Adds the figure at a point: a coordinate for each axis of the measure, with `/` between them.
    pub fn put(&mut self, measure: &str, point: impl Display, figure: Figure) {
        self.figures.entry(measure, InOrder::EMPTY).0.push((point.to_string(), figure));
    }

    /// Says why there is no figure at a point.
    pub fn lacks(&mut self, measure: &str, point: impl Display, reason: &str) {
        self.absent.entry(&format!("{measure}/{point}"), reason.to_owned());
    }

    /// Adds what is no number: rows of named columns.
    pub fn table<'a>(
        &mut self,
        id: &str,
        columns: impl IntoIterator<Item = &'a str>,
        rows: impl IntoIterator<Item = Vec<Value>>,
    ) {
        let columns = columns.into_iter().map(|id| Column { id: id.to_owned() }).collect();
        self.tables.entry(id, Table { columns, rows: rows.into_iter().collect() });
    }

    /// It as one line of JSON.
    ///
    /// # Errors
    ///
    /// Never: what is in it all has a form in JSON.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_written_as_records_are() {
        let mut part = RecordPart::new("scales");
        part.label("by", "me");
        part.axis("fruit", [Coordinate::of("apple")]);
        part.numbers([N]);
        part.declare("weight", Measure::new(Unit::Count, &["fruit", N]).less_is_better().with_baseline());
        part.put("weight", "apple/2", Figure::Exact(0.5));
        part.put("weight", "apple/1", Figure::Rounds(vec![1.0, 2.0]));
        part.lacks("weight", "apple/3", "It was eaten.");
        part.table("eaten", ["fruit", "by"], [vec!["apple".into(), 2.into()]]);
        let expected = r#"{"schema":2,"name":"scales","labels":{"by":"me"},"axes":{"fruit":[{"id":"apple"}],"n":"number"},"measures":{"weight":{"unit":"count","axes":["fruit","n"],"better":"less","baseline":{"representation":"vec"}}},"figures":{"weight":{"apple/2":0.5,"apple/1":[1.0,2.0]}},"absent":{"weight/apple/3":"It was eaten."},"tables":{"eaten":{"columns":[{"id":"fruit"},{"id":"by"}],"rows":[["apple",2]]}}}"#;
        assert_eq!(part.to_json().unwrap(), expected);
    }

    #[test]
    fn what_is_declared_twice_is_declared_as_it_was_first() {
        let mut part = RecordPart::new("scales");
        part.declare("weight-bytes", Measure::named("weight-bytes", &[]));
        part.declare("weight-bytes", Measure::new(Unit::Count, &[]));
        assert_eq!(part.measures.0, [("weight-bytes".to_owned(), Measure::new(Unit::Bytes, &[]))]);
    }
}
