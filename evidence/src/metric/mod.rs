//! Names of single figures, and how each is found.
//!
//! A metric is written as the directive that shows it: `ratio("push/im/92")`. [`Figures`] finds it in one record, or in
//! what is the same for every record: field figures and what the gates' tools found.

mod figures;
mod found;

pub use figures::{Figures, LookError};

use std::fmt;

use crate::estimate::{Basis, Estimate};
use crate::unit::Unit;

/// Which of a record's figures is meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Wall time of one operation.
    Time,
    /// That time divided by the baseline's in the same round.
    Ratio,
    /// An exact count of one operation, by its name.
    Count(String),
    /// An exact count of the scheduler's loop.
    InLoop,
    /// What the loop took on a real clock, with commits.
    Wall,
    /// A figure from elsewhere.
    Field,
    /// What a gate's tool found: a count in a record of the serde gate, the catalog, the probe or the audit.
    Found,
    /// A figure of any record, by measure and coordinates; of the record of that name, or else of the only one that has it.
    Value(Option<String>),
    /// That figure divided by its measure's baseline.
    Relative(Option<String>),
}

/// One figure's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Metric {
    /// Which figure.
    pub measure: Measure,
    /// Its path, such as `push/im/92`.
    pub path: String,
}

impl Metric {
    /// The figure of that measure and path.
    pub fn new(measure: Measure, path: impl Into<String>) -> Self {
        Self { measure, path: path.into() }
    }

    /// The figures that an estimate was computed from, in the order in which they were divided.
    pub fn behind(estimate: &Estimate) -> Vec<Self> {
        let paths = estimate.metric.split(" per ");
        let measure = |path: &str| match estimate.basis {
            Basis::Field => Measure::Field,
            Basis::Counted => Measure::InLoop,
            Basis::Rounds(_) | Basis::Range { .. } if path.split('/').count() > 3 => Measure::Wall,
            Basis::Rounds(_) | Basis::Range { .. } if estimate.unit == Unit::Ratio => Measure::Ratio,
            Basis::Rounds(_) | Basis::Range { .. } | Basis::Runs(_) | Basis::Unpaired => Measure::Time,
        };
        let figures = paths.map(|path| match path.split_once(" of ") {
            Some((what, path)) => Self::new(Measure::Count(what.to_owned()), path),
            None => Self::new(measure(path), path),
        });
        figures.collect()
    }

    /// Whether it counts something: where its value is whole, there is nothing between it and the next.
    pub fn is_counted(&self) -> bool {
        matches!(self.measure, Measure::Count(_) | Measure::InLoop | Measure::Found)
    }

    /// Whether it is a figure of one machine's record, as against one that is the same beside every record.
    pub fn is_of_a_machine(&self) -> bool {
        !matches!(self.measure, Measure::Field | Measure::Found | Measure::Value(_) | Measure::Relative(_))
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.measure {
            Measure::Time => write!(f, "time(\"{path}\")"),
            Measure::Ratio => write!(f, "ratio(\"{path}\")"),
            Measure::Count(what) => write!(f, "count(\"{what}\", \"{path}\")"),
            Measure::InLoop => write!(f, "in_loop(\"{path}\")"),
            Measure::Wall => write!(f, "wall(\"{path}\")"),
            Measure::Field => write!(f, "field(\"{path}\")"),
            Measure::Found => write!(f, "found(\"{path}\")"),
            Measure::Value(None) => write!(f, "value(\"{path}\")"),
            Measure::Value(Some(record)) => write!(f, "value(\"{path}\", \"{record}\")"),
            Measure::Relative(None) => write!(f, "relative(\"{path}\")"),
            Measure::Relative(Some(record)) => write!(f, "relative(\"{path}\", \"{record}\")"),
        }
    }
}
