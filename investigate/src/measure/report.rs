//! What a run wrote, as it is printed.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use evidence::Record;

use super::cell::{Cell, ratios};
use super::control::FalseDecisions;
use super::progress;

/// What was written.
#[derive(Debug)]
pub(super) struct MeasureReport {
    /// The record's file.
    pub(super) path: PathBuf,
    pub(super) record: Record,
    /// How often the control seemed to differ, of a full run.
    pub(super) false_decisions: Option<FalseDecisions>,
}

impl fmt::Display for MeasureReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, record, false_decisions } = self;
        let duration = progress::words(Duration::from_secs_f64(record.seconds.unwrap_or_default()));
        if record.rounds.is_none() {
            return write!(f, "Wrote {}: the loop, counted in {duration}.", path.display());
        }
        let rounds = || ratios(record).map(|ratios| ratios.rounds.len());
        let least = rounds().min().unwrap_or_default();
        let most = rounds().max().unwrap_or_default();
        let rounds = if least == most { least.to_string() } else { format!("{least} to {most}") };
        let cells = Cell::all(record).len();
        writeln!(f, "Wrote {}: {cells} cells of {rounds} rounds, measured in {duration}.", path.display())?;
        for note in &record.notes {
            writeln!(f, "Note: {note}")?;
        }
        if let Some(FalseDecisions { declared, comparisons }) = false_decisions {
            writeln!(f, "False decisions: {declared} of {comparisons} resampled A/A comparisons.")?;
        }
        f.write_str("Read the book with it: cargo run")
    }
}
