//! Names of single figures, and how each is found.
//!
//! A metric is written as the expression that stands for it: `ratio("time/push/rope/92")`. [`Figures`] finds it among all records, at the
//! coordinates of one [`View`].

mod figures;
mod view;

pub use figures::Figures;
pub use view::View;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::coordinates::Coordinates;

/// What is asked of the evidence at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ask {
    /// A figure as it stands in its record.
    Fig,
    /// That figure divided by its measure's baseline.
    Ratio,
    /// How many rows a table has.
    Count,
}

impl Ask {
    /// The word that is written for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fig => "fig",
            Self::Ratio => "ratio",
            Self::Count => "count",
        }
    }
}

/// One figure's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Metric {
    /// What is asked.
    pub ask: Ask,
    /// Where: a measure with its coordinates, such as `time/push/rope/92`, or a record with its table, such as `audit/today/crates`.
    pub path: String,
    /// Which record, where another is meant than the view's: `workload="real"`. Of a table, which rows; of a ratio, [to](crate::TO) whom.
    pub named: Coordinates,
}

impl Metric {
    /// What is asked at that path, at the view's own coordinates.
    pub fn new(ask: Ask, path: impl Into<String>) -> Self {
        Self { ask, path: path.into(), named: Coordinates::default() }
    }

    /// The axes whose coordinates are left open in it: `{axis}`.
    pub(crate) fn axes(&self) -> impl Iterator<Item = &str> {
        let texts = std::iter::once(self.path.as_str()).chain(self.named.iter().map(|(_, value)| value));
        let braces = texts.flat_map(|text| text.split('{').skip(1).filter_map(|rest| rest.split_once('}')));
        braces.map(|(axis, _)| axis).filter(|axis| !axis.contains(','))
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ask, path, named } = self;
        let comma = if named.is_empty() { "" } else { ", " };
        write!(f, "{}(\"{path}\"{comma}{named})", ask.word())
    }
}
