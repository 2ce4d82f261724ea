//! From finished rounds to the samples of a record.

use evidence::Record;
use evidence::record::Problem;

use super::cell::Cell;
use super::journal::RoundEntry;

/// What only the journal keeps: it says how the clock was read, and is fixed by the time itself.
const NOT_RECORDED: [&str; 1] = ["iterations"];

/// Adds what the rounds of a cell measured, in the order of the rounds.
pub(super) fn add<'a>(
    record: &mut Record,
    cell: &Cell,
    entries: impl IntoIterator<Item = &'a RoundEntry>,
) -> Result<(), Problem> {
    let mut rounds: Vec<&RoundEntry> = entries.into_iter().filter(|entry| entry.cell == *cell).collect();
    rounds.sort_by_key(|entry| entry.round);
    for entry in rounds {
        record.add(entry.measured.clone())?;
    }
    for measure in NOT_RECORDED {
        record.measures.shift_remove(measure);
        record.figures.shift_remove(measure);
    }
    Ok(())
}
