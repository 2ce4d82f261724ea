//! `--again`: a part that comes after the timing, taken once more for a record that is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use evidence::Record;
use evidence::record::RecordError;
use thiserror::Error;

use super::journal::difference_of_code;
use super::loop_record::LoopRecord;
use super::options::Options;
use super::part::Part;
use super::programs::Programs;
use super::progress::Progress;
use super::record_file;
use super::report::MeasureReport;
use super::run::count;
use super::start::Start;
use crate::exit::{Exit, Failure, ends};

/// Why a part cannot be taken again.
#[derive(Debug, Error)]
enum AgainError {
    #[error("there is no record {} to put that into: {source}. Measure without --again first.", path.display())]
    NoRecord { path: PathBuf, source: io::Error },
    #[error("{} is of {difference}. Measure all of it again, without --again.", path.display())]
    Other { path: PathBuf, difference: String },
    #[error("{0} The record is as it was.")]
    Nothing(String),
}

ends!(AgainError {
    BadInput: NoRecord, Other;
    Failed: Nothing;
});

/// Takes the parts that `--again` names and puts them into the record in `folder`, which must be of the same machine,
/// code and workload. What the loop counts has a record of its own, and needs no other.
/// Where that fails, the record is as it was.
pub(super) fn again(
    folder: &Path,
    programs: &Programs,
    start: &Start,
    of_loop: LoopRecord,
    options: &Options,
) -> Result<MeasureReport, Failure> {
    let progress = Progress::new();
    let of_loop = if options.again.contains(&Part::Loops) {
        count_loop(programs, start, of_loop, options, &progress)?
    } else {
        of_loop.record().clone()
    };
    let rest: Vec<Part> = options.again.iter().copied().filter(|part| *part != Part::Loops).collect();
    if rest.is_empty() {
        let path = record_file::write(folder, &of_loop)?;
        return Ok(MeasureReport { path, record: of_loop, false_decisions: None });
    }
    let path = folder.join(format!("{}.json", start.record.name));
    let unread = |source| AgainError::NoRecord { path: path.clone(), source };
    let text = fs::read_to_string(&path).map_err(unread)?;
    let mut record = Record::from_json(&path.display().to_string(), &text).map_err(unfit)?;
    if let Some(difference) = difference_of_code(&record, &start.record) {
        return Err(AgainError::Other { path, difference }.into());
    }
    for part in rest {
        let entry = count(part, programs, options, &record, &of_loop, &progress)
            .map_err(|reason| AgainError::Nothing(part.note(&reason)))?;
        record.notes.retain(|note| !part.is_noted_by(note));
        for measure in entry.answer.figures.keys() {
            record.figures.entry(measure.clone()).or_default().clear();
        }
        record.tables.retain(|id, _| !entry.answer.tables.contains_key(id));
        record.add(entry.answer).map_err(|problem| unfit(problem.of(&path.display().to_string())))?;
        let command = format!("cargo run -- measure --again {}", part.name());
        if !record.command.contains(&command) {
            record.command.push_str(&format!(" && {command}"));
        }
    }
    if options.again.contains(&Part::Loops) {
        record_file::write(folder, &of_loop)?;
    }
    let path = record_file::write(folder, &record)?;
    Ok(MeasureReport { path, record, false_decisions: None })
}

/// A record that was there and cannot be gone on with.
fn unfit(error: RecordError) -> Failure {
    Failure::new(error, Exit::BadInput)
}

/// Counts the loop, whatever was counted before.
fn count_loop(
    programs: &Programs,
    start: &Start,
    of_loop: LoopRecord,
    options: &Options,
    progress: &Progress,
) -> Result<Record, Failure> {
    let nothing = |reason: String| AgainError::Nothing(Part::Loops.note(&reason));
    if let Some(reason) = of_loop.kept_from() {
        return Err(nothing(reason).into());
    }
    let mut record = of_loop.begun;
    let entry = count(Part::Loops, programs, options, &start.record, &record, progress).map_err(nothing)?;
    record.seconds = Some(entry.seconds);
    record.add(entry.answer).map_err(|problem| unfit(problem.of(&record.name)))?;
    Ok(record)
}
