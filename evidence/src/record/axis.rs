//! What figures are of, and what they are asked by.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::unit::Unit;

/// The coordinates that points can have on one axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected `\"number\"` or a list of values")]
pub enum Axis {
    /// Any number from zero up; `"number"`.
    Numbers(Number),
    /// These, in the order in which tables show them.
    Listed(Vec<Value>),
}

/// The word that an axis of numbers is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Number {
    /// `"number"`.
    Number,
}

impl Axis {
    /// Any number.
    pub const NUMBERS: Self = Self::Numbers(Number::Number);
}

/// One coordinate, with the words that a reader sees for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// What stands in a path.
    pub id: String,
    /// A short title; the id where it is missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// A sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The group that it is shown in.
    #[serde(default, rename = "in", skip_serializing_if = "String::is_empty")]
    pub group: String,
}

impl Value {
    /// A coordinate with nothing said about it.
    pub fn of(id: impl Into<String>) -> Self {
        Self { id: id.into(), title: String::new(), about: String::new(), group: String::new() }
    }
}

/// What figures are of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What its numbers count.
    pub unit: Unit,
    /// The axes of its points, in the order in which a path names them.
    pub axes: Vec<String>,
    /// Whether less of it is better, or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<Better>,
    /// What ratios divide by: a coordinate, by its axis.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub baseline: IndexMap<String, String>,
    /// The baseline once more, under another name (the A/A pair): its ratios show what noise alone does.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub control: IndexMap<String, String>,
    /// The measure that holds these figures' ratios to the baseline, formed within each round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paired: Option<String>,
}

impl Measure {
    /// A measure of that unit over those axes.
    pub fn new(unit: Unit, axes: &[&str]) -> Self {
        Self {
            unit,
            axes: axes.iter().map(ToString::to_string).collect(),
            better: None,
            baseline: IndexMap::new(),
            control: IndexMap::new(),
            paired: None,
        }
    }

    /// The point that a point's ratio divides by.
    pub fn of_baseline(&self, point: &str) -> String {
        let coordinates = self.axes.iter().zip(point.split('/'));
        let of = coordinates.map(|(axis, own)| self.baseline.get(axis).map_or(own, String::as_str));
        of.collect::<Vec<_>>().join("/")
    }

    /// The same where another stands in the place of the baseline; none where no axis or several have one.
    pub(crate) fn of_other(&self, point: &str, other: &str) -> Option<String> {
        if self.baseline.len() != 1 {
            return None;
        }
        let coordinates = self.axes.iter().zip(point.split('/'));
        let of = coordinates.map(|(axis, own)| if self.baseline.contains_key(axis) { other } else { own });
        Some(of.collect::<Vec<_>>().join("/"))
    }
}

/// Which way a measure is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// Less.
    Less,
    /// More.
    More,
}
