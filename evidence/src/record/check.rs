//! What a record must be before any number of it is used.

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use super::{Cell, Record, SCHEMA, Wall};
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
        found: u32,
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

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

impl RecordError {
    /// Reads JSON of this schema's version.
    pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Self> {
        let malformed = |error: serde_json::Error| Self::Malformed {
            file: file.to_owned(),
            line: error.line(),
            column: error.column(),
            message: without_place(&error.to_string()),
        };
        let version: Version = serde_json::from_str(text).map_err(malformed)?;
        if version.schema != SCHEMA {
            return Err(Self::Schema { file: file.to_owned(), found: version.schema });
        }
        serde_json::from_str(text).map_err(malformed)
    }

    /// Refuses a record of one kind in the place of another.
    pub(crate) fn expect_kind(file: &str, found: &str, expected: &str) -> Result<(), Self> {
        if found == expected {
            return Ok(());
        }
        let problem = format!("it is `{found}` and not `{expected}`");
        Err(Self::Impossible { file: file.to_owned(), place: "kind".to_owned(), problem })
    }
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
        if let Some((measure, value)) =
            values.iter().find(|(_, value)| !(value.is_finite() && **value >= 0.0))
        {
            return Err((place, format!("`{measure}` is {value}, which nothing can count to")));
        }
        if !seen.insert(place.clone()) {
            return Err((place, "the count is there twice".to_owned()));
        }
    }
    for wall in &record.walls {
        check_wall(wall)?;
    }
    Ok(())
}

fn check_wall(wall: &Wall) -> Result<(), Problem> {
    let place = format!("times of {} at n = {}, concurrency {}", wall.candidate, wall.n, wall.concurrency);
    let runs = wall.values.values().next().map_or(0, Vec::len);
    for (measure, values) in &wall.values {
        if values.len() != runs || runs == 0 {
            return Err((place, format!("`{measure}` does not have one value for each run")));
        }
        if let Some(value) = values.iter().find(|value| !(value.is_finite() && **value >= 0.0)) {
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
    use crate::record::Candidate;

    /// What is wrong with a measure of these values beside two times.
    fn problem(measure: &str, values: &[f64]) -> Option<String> {
        let candidate =
            Candidate { representation: "vec".to_owned(), pattern: "today".to_owned(), drop_early: false };
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
