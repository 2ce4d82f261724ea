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

/// Values of axes that records state for all their figures. They are taken along with every name that is looked up, so that texts are
/// shared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Coordinates(BTreeMap<Arc<str>, Arc<str>>);

impl Coordinates {
    /// Those that a record states.
    pub fn of(record: &Record) -> Self {
        record.coordinates.iter().map(|(axis, value)| (axis.as_str(), value.as_str())).collect()
    }

    /// The value on an axis, where one is stated.
    pub fn get(&self, axis: &str) -> Option<&str> {
        self.0.get(axis).map(|value| &**value)
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
        let both = self.0.iter().chain(&named.0);
        both.map(|(axis, value)| (Arc::clone(axis), Arc::clone(value))).collect()
    }

    /// The same on these axes alone.
    #[must_use]
    pub(crate) fn only(&self, axes: &BTreeSet<String>) -> Self {
        let these = self.0.iter().filter(|(axis, _)| axes.contains(&***axis));
        these.map(|(axis, value)| (Arc::clone(axis), Arc::clone(value))).collect()
    }

    /// Whether a record is none that these rule out: where both state an axis, it has the same value.
    pub fn allow(&self, record: &Record) -> bool {
        let same = |axis: &str, value: &str| self.get(axis).is_none_or(|own| own == value);
        same(RECORD, &record.name) && record.coordinates.iter().all(|(axis, value)| same(axis, value))
    }
}

impl<A: Into<Arc<str>>, V: Into<Arc<str>>> FromIterator<(A, V)> for Coordinates {
    fn from_iter<I: IntoIterator<Item = (A, V)>>(pairs: I) -> Self {
        let mut all = BTreeMap::new();
        // One by one: to collect a map is to sort first, which is more work for a few and is compiled again for each kind of pairs.
        for (axis, value) in pairs {
            all.insert(axis.into(), value.into());
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
