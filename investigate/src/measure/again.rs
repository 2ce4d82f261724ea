//! `--again`: a part that comes after the timing, taken once more for a record that is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::measured::Measured;
use clap::ValueEnum as _;
use evidence::record::RecordError;
use thiserror::Error;

use crate::exit::Exit;

use super::journal::difference_of_code;
use super::options::Options;
use super::part::Part;
use super::programs::Programs;
use super::progress::Progress;
use super::run::count;
use super::start::Start;
use super::{MeasureError, MeasureReport, record_file};

/// Why a part cannot be taken again.
#[derive(Debug, Error)]
pub(crate) enum AgainError {
    /// There is no record to put it into.
    #[error("there is no record {} to put that into: {source}. Measure without --again first.", path.display())]
    NoRecord {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read.
        source: io::Error,
    },
    /// The record is not one.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// What it would add was not measured on what the record is of.
    #[error("{} is of {difference}. Measure all of it again, without --again.", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// What differs.
        difference: String,
    },
    /// The part gave nothing; the record is as it was.
    #[error("{0} The record is as it was.")]
    Nothing(String),
}

impl AgainError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::NoRecord { .. } | Self::Record(_) | Self::Other { .. } => Exit::BadInput,
            Self::Nothing(_) => Exit::Failed,
        }
    }
}

/// Takes the parts that `--again` names and puts them into the record in `folder`, which must be of the same machine,
/// code and workload.
///
/// # Errors
/// [`MeasureError`]; the record is then as it was.
pub(super) fn again(
    folder: &Path,
    programs: &Programs,
    start: &Start,
    options: &Options,
) -> Result<MeasureReport, MeasureError> {
    let path = folder.join(format!("{}.json", start.record.name));
    let unread = |source| AgainError::NoRecord { path: path.clone(), source };
    let text = fs::read_to_string(&path).map_err(unread)?;
    let mut record = Measured::from_json(&path.display().to_string(), &text).map_err(AgainError::Record)?;
    if let Some(difference) = difference_of_code(&record, &start.record) {
        return Err(AgainError::Other { path, difference }.into());
    }
    let progress = Progress::new();
    for &part in &options.again {
        let entry = count(part, programs, options, &record, &progress)
            .map_err(|reason| AgainError::Nothing(part.note(&reason)))?;
        record.notes.retain(|note| !part.is_noted_by(note));
        match part {
            // A count's values are replaced by name.
            Part::Counts | Part::Instructions => {}
            Part::Loops => record.loops.clear(),
            Part::Walls => record.walls.clear(),
        }
        entry.answer.add_to(&mut record);
        let command = format!(
            "cargo run -- measure --again {}",
            part.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
        );
        if !record.run.command.contains(&command) {
            record.run.command.push_str(&format!(" && {command}"));
        }
    }
    let path = record_file::write(folder, &record)?;
    Ok(MeasureReport { path, record, false_decisions: None })
}
