//! A file of evidence: what one run measured or one tool found, and where it came from.
//!
//! There is one form for all of them. A *figure* is a number at a point of a measure's axes, written as a path:
//! `time/cycle/rope/92` is the measure `time` at three coordinates. What is no number stands in *tables*.
//! [`Record::from_json`] is the only way in, and refuses a record that no run could have produced.

mod add;
mod axis;
mod cell;
mod check;
mod document;
mod error;
mod figure;
mod head;
#[cfg(test)]
mod schema;
mod table;
mod text;

pub use axis::{Axis, Better, Measure, Value};
pub use cell::Cell;
pub use error::{Problem, RecordError};
pub use figure::Figure;
pub use head::{Input, InputKind, Label, Machine, Rounds, Toolchain, Waiver};
pub use table::{Column, Table};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::unit::Unit;

/// Figures by their coordinates. A record has thousands of them, and nobody who would attack their hash.
pub type Points = IndexMap<String, Figure, FxBuildHasher>;

/// The version of the format that this library reads and writes.
pub const SCHEMA: u32 = 2;

/// One file of evidence, or a part of one, as a program prints it: a part says only what it knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Version of this format; [`SCHEMA`].
    #[cfg_attr(test, schemars(extend("const" = SCHEMA)))]
    pub schema: u32,
    /// The file's path below the folder of records, without `.json`; of a part, the program's.
    pub name: String,
    /// What it is evidence of, and who says so, where the command does not tell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Where it ran; none where no machine matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<Machine>,
    /// What built it, or looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toolchain: Option<Toolchain>,
    /// What its content depends on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// Why it holds though its inputs are no longer these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiver: Option<Waiver>,
    /// Why it cannot be taken again, where it cannot. Such a record is shown and holds nothing up.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "head::maybe_sentence")]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub archived: Option<String>,
    /// The command that repeats it, inputs by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub command: String,
    /// When it was taken: a day, or a moment in UTC (RFC 3339); empty where that does not matter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub started: String,
    /// How long it took, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 0.0)))]
    pub seconds: Option<f64>,
    /// How often it measured, and when it looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<Rounds>,
    /// Where all its figures stand on axes that paths do not name, such as the machine and the workload: of several records with
    /// a figure, these tell which one is meant.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub coordinates: IndexMap<String, String>,
    /// Facts about the whole record, by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub labels: IndexMap<String, Label>,
    /// What this run could not do, and what limits it; each a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What figures are asked by: the coordinates of a path, by the axis's id.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub axes: IndexMap<String, Axis>,
    /// What the figures are of, by id.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub measures: IndexMap<String, Measure>,
    /// The figures of each measure: coordinates, joined by `/` in the order of the measure's axes, to samples.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub figures: IndexMap<String, Points>,
    /// Points that have no figure, as `measure/coordinates`, each with the reason.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub absent: IndexMap<String, String>,
    /// What is no number.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub tables: IndexMap<String, Table>,
}

impl Record {
    /// A record of that name without any content.
    pub fn new(name: impl Into<String>) -> Self {
        Self { schema: SCHEMA, name: name.into(), ..Self::default() }
    }

    /// Adds a figure, or replaces it.
    pub fn put(&mut self, measure: &str, point: impl Into<String>, figure: Figure) {
        self.figures.entry(measure.to_owned()).or_default().insert(point.into(), figure);
    }

    /// Adds a count of a measure without axes, and declares it.
    pub fn put_count(&mut self, measure: &str, count: usize) {
        self.declare(measure, &[]);
        self.put(measure, "", Figure::counted(count));
    }

    /// The measure of that id: the one that the record has, or else a new one over these axes, with the unit of its name.
    pub fn declare(&mut self, measure: &str, axes: &[&str]) -> &mut Measure {
        let new = || Measure::new(Unit::of(measure), axes);
        self.measures.entry(measure.to_owned()).or_insert_with(new)
    }

    /// The label of that name; empty where the record has none.
    pub fn label(&self, name: &str) -> &str {
        match self.labels.get(name) {
            Some(Label::Text(text)) => text,
            _ => "",
        }
    }

    /// The labels of that name that are a list; empty where there are none.
    pub fn list(&self, name: &str) -> &[String] {
        match self.labels.get(name) {
            Some(Label::List(list)) => list,
            _ => &[],
        }
    }

    /// The figure at a point of a measure.
    pub fn figure(&self, measure: &str, point: &str) -> Option<&Figure> {
        self.figures.get(measure)?.get(point)
    }

    /// The values of an axis, in the order in which tables show them; none for an axis of numbers.
    pub fn values(&self, axis: &str) -> &[Value] {
        match self.axes.get(axis) {
            Some(Axis::Listed(values)) => values,
            _ => &[],
        }
    }
}
