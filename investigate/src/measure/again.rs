//! `--again`: a part that comes after the timing, taken once more for a record that is there.

use std::fs;
use std::path::Path;

use clap::ValueEnum as _;
use evidence::Record;

use super::again_error::AgainError;
use super::error::MeasureError;
use super::journal::difference_of_code;
use super::options::Options;
use super::programs::Programs;
use super::progress::Progress;
use super::record_file;
use super::report::MeasureReport;
use super::run::count;
use super::start::Start;

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
    let mut record = Record::from_json(&path.display().to_string(), &text).map_err(AgainError::Record)?;
    if let Some(difference) = difference_of_code(&record, &start.record) {
        return Err(AgainError::Other { path, difference }.into());
    }
    let progress = Progress::new();
    for &part in &options.again {
        let entry = count(part, programs, options, &record, &progress)
            .map_err(|reason| AgainError::Nothing(part.note(&reason)))?;
        record.notes.retain(|note| !part.is_noted_by(note));
        for measure in entry.answer.figures.keys() {
            record.figures.entry(measure.clone()).or_default().clear();
        }
        record.tables.retain(|id, _| !entry.answer.tables.contains_key(id));
        record
            .add(entry.answer)
            .map_err(|problem| AgainError::Record(problem.of(&path.display().to_string())))?;
        let command = format!(
            "cargo run -- measure --again {}",
            part.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
        );
        if !record.command.contains(&command) {
            record.command.push_str(&format!(" && {command}"));
        }
    }
    let path = record_file::write(folder, &record)?;
    Ok(MeasureReport { path, record, false_decisions: None })
}
