//! Which of several records a figure is taken from.
//!
//! A record states a value for each axis that all its figures share, such as the machine and the workload. The records of one measure
//! are one cube: their figures differ by these axes as they do by those of their paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::record::Record;

/// The word that names a record itself, where its coordinates do not tell it from others.
pub const RECORD: &str = "record";

/// The word for whom a ratio is to, where that is not the baseline: `ratio("time/get/BTreeMap/1000", to="IndexMap")`.
pub const TO: &str = "to";

/// Values of axes that records state for all their figures, sorted by axis. They are taken along with every name that is looked up, so that
/// texts are shared; and they are few.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "BTreeMap<Arc<str>, Arc<str>>", into = "BTreeMap<Arc<str>, Arc<str>>")]
pub struct Coordinates(Vec<(Arc<str>, Arc<str>)>);

impl Coordinates {
    /// Those that a record states.
    pub fn of(record: &Record) -> Self {
        record.coordinates.iter().map(|(axis, value)| (axis.as_str(), value.as_str())).collect()
    }

    /// The value on an axis, where one is stated.
    pub fn get(&self, axis: &str) -> Option<&str> {
        self.shared(axis).map(|value| &**value)
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each axis with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(axis, value)| (&**axis, &**value))
    }

    /// The same, but for the axes that `named` has.
    #[must_use]
    pub fn with(&self, named: &Self) -> Self {
        self.0.iter().chain(&named.0).cloned().collect()
    }

    /// The values on these axes, each with its axis' place among them.
    pub(crate) fn on(&self, axes: &BTreeSet<String>) -> Vec<(usize, Arc<str>)> {
        let values = axes.iter().enumerate();
        values.filter_map(|(place, axis)| Some((place, Arc::clone(self.shared(axis)?)))).collect()
    }

    fn shared(&self, axis: &str) -> Option<&Arc<str>> {
        self.0.iter().find(|(own, _)| &**own == axis).map(|(_, value)| value)
    }

    /// Whether a record is none that these rule out: where both state an axis, it has the same value.
    pub fn allow(&self, record: &Record) -> bool {
        let same = |axis: &str, value: &str| self.get(axis).is_none_or(|own| own == value);
        same(RECORD, &record.name) && record.coordinates.iter().all(|(axis, value)| same(axis, value))
    }
}

impl From<BTreeMap<Arc<str>, Arc<str>>> for Coordinates {
    fn from(sorted: BTreeMap<Arc<str>, Arc<str>>) -> Self {
        Self(sorted.into_iter().collect())
    }
}

impl From<Coordinates> for BTreeMap<Arc<str>, Arc<str>> {
    fn from(coordinates: Coordinates) -> Self {
        coordinates.0.into_iter().collect()
    }
}

impl<A: Into<Arc<str>>, V: Into<Arc<str>>> FromIterator<(A, V)> for Coordinates {
    fn from_iter<I: IntoIterator<Item = (A, V)>>(pairs: I) -> Self {
        let mut all: Vec<(Arc<str>, Arc<str>)> = Vec::new();
        for (axis, value) in pairs {
            let (axis, value) = (axis.into(), value.into());
            match all.binary_search_by(|(known, _)| known.cmp(&axis)) {
                Ok(place) => all[place].1 = value,
                Err(place) => all.insert(place, (axis, value)),
            }
        }
        Self(all)
    }
}

/// `machine="a", workload="b"`, as they are written.
impl fmt::Display for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (axis, value)) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{axis}=\"{value}\"")?;
        }
        Ok(())
    }
}
