//! What a record must be before any number of it is used.

use std::collections::HashSet;

use serde_json::Value;
use thiserror::Error;

use super::document::Document;
use super::{Cell, Loop, Record, SCHEMA, Wall};
use crate::kind::{self, Kind};
use crate::unit::Unit;

/// Why a file is not a usable record. Each says what was wrong, where, and what to do.
#[derive(Debug, Error)]
pub enum RecordError {
    /// The text is not JSON, is cut off, or has a field of the wrong name or type.
    #[error(
        "{file}:{line}:{column}: this is not a whole record: {message}. Restore the file or measure again."
    )]
    Malformed {
        /// File name.
        file: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser expected.
        message: String,
    },
    /// The record was written by another version of this project.
    #[error(
        "{file}: schema {found} is not the schema {SCHEMA} that this version reads. Measure again with this version."
    )]
    Schema {
        /// File name.
        file: String,
        /// The version in the file.
        found: u64,
    },
    /// Some other JSON: another program's, or a file of this project that is no record.
    #[error(
        "{file}:1:1: this is JSON but not a record: it has no `schema`, {instead}. Take it out of the folder."
    )]
    Foreign {
        /// File name.
        file: String,
        /// What it has instead.
        instead: String,
    },
    /// A record of another kind than the folder's.
    #[error(
        "{file}:1:1: this is a {found} record where {wanted} records are read. Put it where its kind belongs."
    )]
    Misplaced {
        /// File name.
        file: String,
        /// The kind it is of.
        found: String,
        /// The kind that is read here.
        wanted: &'static str,
    },
    /// The record holds something that no run can produce.
    #[error("{file}: {place}: {problem}. Measure again; records are not edited by hand.")]
    Impossible {
        /// File name.
        file: String,
        /// The part of the record.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl RecordError {
    /// Reads JSON of this schema's version and of that kind.
    pub(crate) fn parse<T: Kind>(file: &str, text: &str) -> Result<T, Self> {
        let malformed = |error: serde_json::Error| Self::malformed(file, text, &error);
        if text.trim().is_empty() {
            let message = "the file is empty".to_owned();
            return Err(Self::Malformed { file: file.to_owned(), line: 1, column: 1, message });
        }
        let Document(document) = serde_json::from_str(text).map_err(malformed)?;
        let Some(version) = document.get("schema") else {
            return Err(Self::Foreign { file: file.to_owned(), instead: outline(&document) });
        };
        // What is not a number, the type below refuses with its place.
        if let Some(found) = version.as_u64().filter(|found| *found != u64::from(SCHEMA)) {
            return Err(Self::Schema { file: file.to_owned(), found });
        }
        if let Some(found) = kind::of(&document).filter(|found| *found != T::KIND) {
            let (file, found) = (file.to_owned(), found.to_owned());
            return Err(Self::Misplaced { file, found, wanted: T::KIND });
        }
        serde_json::from_str(text).map_err(malformed)
    }

    /// Reads text; `file` is the name to use in messages.
    pub(crate) fn text(file: &str, bytes: Vec<u8>) -> Result<String, Self> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let whole = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let last = whole.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
            Self::Malformed {
                file: file.to_owned(),
                line: whole.iter().filter(|byte| **byte == b'\n').count() + 1,
                column: last.len() + 1,
                message: "this byte is not UTF-8".to_owned(),
            }
        })?;
        // Some editors begin a file with a byte order mark, which means nothing.
        Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
    }

    fn malformed(file: &str, text: &str, error: &serde_json::Error) -> Self {
        let word = word_at(text, error.line(), error.column());
        let message = match word.trim_start_matches(['-', '+']).to_ascii_lowercase().as_str() {
            "nan" | "inf" | "infinity" => format!("`{word}` is no number in JSON"),
            _ if error.is_eof() => "the file is cut off".to_owned(),
            _ => without_place(&error.to_string()),
        };
        Self::Malformed { file: file.to_owned(), line: error.line(), column: error.column(), message }
    }
}

/// The word that a place is in; line and column from 1.
fn word_at(text: &str, line: usize, column: usize) -> &str {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let (before, after) = line.split_at_checked(column.saturating_sub(1)).unwrap_or((line, ""));
    let outside = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+' | '.'));
    let start = before.len() - before.rsplit(outside).next().unwrap_or_default().len();
    let end = before.len() + after.find(outside).unwrap_or(after.len());
    &line[start..end]
}

/// What a document that is no record is, in a few words.
fn outline(document: &Value) -> String {
    let Value::Object(entries) = document else { return "for it is no object".to_owned() };
    let keys: Vec<String> = entries.keys().take(3).map(|key| format!("`{key}`")).collect();
    if keys.is_empty() { "for it is empty".to_owned() } else { format!("but {}", keys.join(", ")) }
}

pub(super) fn record(file: &str, text: &str) -> Result<Record, RecordError> {
    let record: Record = RecordError::parse(file, text)?;
    check(&record).map_err(|(place, problem)| RecordError::Impossible {
        file: file.to_owned(),
        place,
        problem,
    })?;
    Ok(record)
}

/// `serde_json` ends its messages with the place, which the error shows by itself.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(text, _)| text).to_owned()
}

type Problem = (String, String);

fn check(record: &Record) -> Result<(), Problem> {
    let confidence = record.run.confidence;
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err((
            "run".to_owned(),
            format!("the confidence is {confidence}, which is not between 0 and 1"),
        ));
    }
    let seconds = record.run.duration_seconds;
    if !is_count(seconds) {
        return Err(("run".to_owned(), format!("it took {seconds} seconds, which nothing can take")));
    }
    check_subjects(record)?;
    let mut seen = HashSet::new();
    for cell in &record.cells {
        let place = format!("{} at n = {}", cell.operation, cell.n);
        if !seen.insert((&cell.operation, cell.n)) {
            return Err((place, "the cell is there twice".to_owned()));
        }
        if record.operation(&cell.operation).is_none() {
            return Err((place, "the operation is not among the record's subjects".to_owned()));
        }
        check_series(record, cell).map_err(|problem| (place, problem))?;
    }
    check_counts(record)
}

fn check_subjects(record: &Record) -> Result<(), Problem> {
    let subjects = &record.subjects;
    let representations = subjects.representations.iter().map(|known| &known.id);
    let operations = subjects.operations.iter().map(|known| &known.id);
    for ids in [representations.chain([&subjects.control]).collect::<Vec<_>>(), operations.collect()] {
        let mut seen = HashSet::new();
        if let Some(id) = ids.into_iter().find(|id| !seen.insert(*id)) {
            return Err(("subjects".to_owned(), format!("`{id}` is there twice")));
        }
    }
    Ok(())
}

fn check_counts(record: &Record) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    let counts = record.counts.iter().map(|count| {
        let place = format!("{} of {} at n = {}", count.operation, count.representation, count.n);
        (place, &count.values)
    });
    let loops = record.loops.iter().map(|run| {
        let place = format!("loop of {} at n = {}, concurrency {}", run.candidate, run.n, run.concurrency);
        (place, &run.values)
    });
    for (place, values) in counts.chain(loops) {
        if let Some((measure, value)) = values.iter().find(|(_, value)| !is_count(**value)) {
            return Err((place, format!("`{measure}` is {value}, which nothing can count to")));
        }
        if !seen.insert(place.clone()) {
            return Err((place, "the count is there twice".to_owned()));
        }
    }
    let mut seen = HashSet::new();
    for wall in &record.walls {
        check_wall(wall)?;
        if !seen.insert((&wall.candidate, wall.n, wall.concurrency, wall.git)) {
            return Err((place_of_wall(wall), "they are there twice".to_owned()));
        }
    }
    record.loops.iter().try_for_each(check_sites)
}

fn check_sites(run: &Loop) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    for site in &run.sites {
        let place = || format!("{} in the loop of {} at n = {}", site.site, run.candidate, run.n);
        if !seen.insert(&site.site) {
            return Err((place(), "the site is there twice".to_owned()));
        }
        if let Some((measure, value)) = site.values.iter().find(|(_, value)| !is_count(**value)) {
            return Err((place(), format!("`{measure}` is {value}, which nothing can count to")));
        }
    }
    Ok(())
}

fn is_count(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

fn place_of_wall(wall: &Wall) -> String {
    format!("times of {} at n = {}, concurrency {}", wall.candidate, wall.n, wall.concurrency)
}

fn check_wall(wall: &Wall) -> Result<(), Problem> {
    let place = place_of_wall(wall);
    let runs = wall.values.values().next().map_or(0, Vec::len);
    for (measure, values) in &wall.values {
        if values.len() != runs || runs == 0 {
            return Err((place, format!("`{measure}` does not have one value for each run")));
        }
        if let Some(value) = values.iter().find(|value| !is_count(**value)) {
            return Err((place, format!("`{measure}` is {value}, which nothing can take")));
        }
        if Unit::of(measure) == Unit::Share
            && let Some(value) = values.iter().find(|value| **value > 1.0)
        {
            return Err((place, format!("`{measure}` is {value}, which is more than the whole")));
        }
    }
    Ok(())
}

fn check_series(record: &Record, cell: &Cell) -> Result<(), String> {
    let subjects = &record.subjects;
    let mut seen = HashSet::new();
    for series in &cell.series {
        let id = &series.representation;
        if !seen.insert(id) {
            return Err(format!("`{id}` is there twice"));
        }
        if *id != subjects.control && !subjects.representations.iter().any(|known| known.id == *id) {
            return Err(format!("`{id}` is not among the record's subjects"));
        }
        let rounds = cell.series[0].nanoseconds.len();
        if series.nanoseconds.len() != rounds || series.ratio.len() != rounds || rounds == 0 {
            return Err(format!("`{id}` does not have one time and one ratio for each round"));
        }
        let bad = |value: &&f64| !(value.is_finite() && **value > 0.0);
        if let Some(value) = series.nanoseconds.iter().chain(&series.ratio).find(bad) {
            return Err(format!("`{id}` holds {value}, which is not a positive number"));
        }
    }
    if !seen.contains(&subjects.baseline) {
        return Err(format!("the baseline `{}` was not measured", subjects.baseline));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Candidate, DropEarly};

    /// What is wrong with a measure of these values beside two times.
    fn problem(measure: &str, values: &[f64]) -> Option<String> {
        let candidate = Candidate {
            representation: "vec".to_owned(),
            pattern: "today".to_owned(),
            drop_early: DropEarly::Nothing,
        };
        let values = [("wall-ns".to_owned(), vec![1.0, 2.0]), (measure.to_owned(), values.to_vec())].into();
        let wall = Wall { candidate, n: 92, concurrency: 3, agent_ms: 20, git: true, values };
        check_wall(&wall).err().map(|(_, problem)| problem)
    }

    #[test]
    fn a_share_is_part_of_a_whole() {
        assert_eq!(problem("disk-share", &[0.2, 1.0]), None);
        assert_eq!(
            problem("disk-share", &[0.2, 1.5]).unwrap(),
            "`disk-share` is 1.5, which is more than the whole"
        );
    }

    #[test]
    fn every_run_of_the_loop_has_every_measure() {
        assert_eq!(problem("writes", &[3.0]).unwrap(), "`writes` does not have one value for each run");
        assert_eq!(problem("writes", &[3.0, -1.0]).unwrap(), "`writes` is -1, which nothing can take");
    }
}
