//! One operation at one number of items, which one process times at a time, and where a record has what was timed.

use std::fmt;

use evidence::Record;
use evidence::record::{Figure, Measure};
use serde::{Deserialize, Serialize};

/// One operation at one number of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cell {
    /// The operation's id.
    pub(super) operation: String,
    /// Items in the backlog.
    pub(super) n: usize,
}

/// One representation's ratios to the baseline in a cell, each formed within its round.
#[derive(Debug)]
pub(super) struct Ratios<'a> {
    pub(super) cell: Cell,
    /// The representation's id, or the control's.
    pub(super) representation: &'a str,
    /// One ratio for each round.
    pub(super) rounds: &'a [f64],
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at n = {}", self.operation, self.n)
    }
}

impl Cell {
    /// The cell that a point is in, and the representation there.
    fn of(point: &str) -> Option<(Self, &str)> {
        let [operation, representation, n] = point.split('/').collect::<Vec<_>>()[..] else { return None };
        Some((Self { operation: operation.to_owned(), n: n.parse().ok()? }, representation))
    }

    /// Whether that point is in it.
    pub(super) fn has(&self, point: &str) -> bool {
        Self::of(point).is_some_and(|(cell, _)| cell == *self)
    }

    /// Those that a record has, in the order of its points.
    pub(super) fn all(record: &Record) -> Vec<Self> {
        let mut all = Vec::new();
        for Ratios { cell, .. } in ratios(record) {
            if !all.contains(&cell) {
                all.push(cell);
            }
        }
        all
    }
}

/// What was timed: the measure that a record has ratios of each round to.
fn timed(record: &Record) -> Option<&Measure> {
    record.measures.values().find(|measure| measure.paired.is_some())
}

/// Every representation's ratios in every cell.
pub(super) fn ratios(record: &Record) -> impl Iterator<Item = Ratios<'_>> {
    let paired = timed(record).and_then(|measure| measure.paired.as_ref());
    let figures = paired.and_then(|id| record.figures.get(id)).into_iter().flatten();
    figures.filter_map(|(point, figure): (&String, &Figure)| {
        let (cell, representation) = Cell::of(point)?;
        Some(Ratios { cell, representation, rounds: figure.numbers() })
    })
}

/// The baseline's second name; empty where nothing was timed.
pub(super) fn control(record: &Record) -> &str {
    timed(record).and_then(|measure| measure.control.values().next()).map_or("", String::as_str)
}
