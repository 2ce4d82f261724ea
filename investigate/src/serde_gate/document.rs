//! What came of all inputs, as JSON: printed, or kept as a record.

use evidence::record::Source;
use serde::Serialize;

use super::gate::Outcome;
use super::library::Library;
use super::report::{Report, Row};

/// The version of this format.
const SCHEMA: u32 = 1;

/// Where a record came from.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Origin {
    /// The record's name: its file's, without `.json`.
    pub(super) name: String,
    /// The command that repeats it.
    pub(super) command: String,
    /// The compiler.
    pub(super) toolchain: String,
    /// The representations' code.
    pub(super) source: Source,
}

/// A report as JSON.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    schema: u32,
    kind: &'static str,
    #[serde(flatten)]
    origin: Option<Origin>,
    libraries: Vec<Version>,
    representations: Vec<&'static str>,
    inputs: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Version {
    name: &'static str,
    version: String,
}

#[derive(Debug, Serialize)]
struct Entry {
    input: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    library: &'static str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<usize>,
    message: Option<String>,
    agree: usize,
    differ: Vec<Difference>,
}

#[derive(Debug, Serialize)]
struct Difference {
    representation: &'static str,
    step: &'static str,
    line: usize,
}

impl Document {
    /// The report; with an origin it is a record, and no text of a reader's file is in it.
    pub(super) fn of(report: &Report<'_>, origin: Option<Origin>) -> Self {
        let kept = origin.is_some();
        let versions = Library::ALL.map(|it| Version { name: it.name(), version: it.version() });
        Self {
            schema: SCHEMA,
            kind: "serde",
            origin,
            libraries: versions.into(),
            representations: report.representations.clone(),
            inputs: report.rows.iter().map(|row| entry(report, row, kept)).collect(),
        }
    }

    /// Pretty JSON.
    pub(super) fn to_json(&self) -> String {
        // Only a map with keys that are no strings, or a value that refuses, could fail; there is neither.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn entry(report: &Report<'_>, row: &Row<'_>, kept: bool) -> Entry {
    let (outcome, items, message) = match &row.verdict.outcome {
        Outcome::Accepted(items) => ("accepted", Some(*items), None),
        Outcome::Refused(refusal) => {
            // Libraries quote what they refuse.
            let private = kept && row.input.sha256.is_some();
            let place = || match refusal.place {
                Some((line, column)) => format!("at line {line} column {column}"),
                None => "at no place in particular".to_owned(),
            };
            ("refused", None, Some(if private { place() } else { refusal.message.clone() }))
        }
    };
    let differ = row.verdict.differences.iter().map(|difference| Difference {
        representation: difference.representation,
        step: difference.step.id(),
        line: difference.line,
    });
    Entry {
        input: row.input.name.clone(),
        sha256: row.input.sha256.clone(),
        library: row.library.name(),
        outcome,
        items,
        message,
        agree: report.agree(row),
        differ: differ.collect(),
    }
}
