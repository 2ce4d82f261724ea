//! From finished rounds to the cells of a record.

use crate::measured::Measured;
use crate::measured::{Cell, Series};

use super::journal::RoundEntry;
use super::plan::PlannedCell;

/// The cell's series in the order of the subjects, each with its rounds in order.
pub(super) fn cell(record: &Measured, planned: &PlannedCell, entries: &[&RoundEntry]) -> Cell {
    let mut rounds: Vec<&RoundEntry> = entries.iter().copied().filter(|entry| entry.is_of(planned)).collect();
    rounds.sort_by_key(|entry| entry.round);
    let subjects = &record.subjects;
    let ids = subjects.representations.iter().map(|named| &named.id).chain([&subjects.control]);
    let series = ids.map(|id| {
        let samples = || {
            let samples = rounds.iter().flat_map(|entry| &entry.measured.series);
            samples.filter(|sample| sample.representation == *id)
        };
        Series {
            representation: id.clone(),
            nanoseconds: samples().map(|sample| sample.nanoseconds).collect(),
            ratio: samples().map(|sample| sample.ratio).collect(),
        }
    });
    Cell {
        operation: planned.operation.clone(),
        n: planned.n,
        series: series.filter(|series| !series.nanoseconds.is_empty()).collect(),
        missing: Vec::new(),
    }
}
