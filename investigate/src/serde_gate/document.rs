//! What came of all inputs, as JSON: printed, or kept as a record.

use evidence::record::Source;
use serde::Serialize;

use super::crossing::{Crossing, Kind};
use super::gate::{Accepted, Outcome, Verdict};
use super::library::Library;
use super::report::{Bytes, Judged, Report};

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
    /// How many files that one library wrote were given to another.
    crossed: usize,
    /// Those from which it did not read the same value.
    crossings: Vec<Crossed>,
}

#[derive(Debug, Serialize)]
struct Crossed {
    input: String,
    writer: &'static str,
    reader: &'static str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    /// Whether the value is the first library's.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_value: Option<bool>,
    /// The first line that is written otherwise than by the first library.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_from_line: Option<usize>,
    agree: usize,
    differ: Vec<Difference>,
}

#[derive(Debug, Serialize)]
struct Difference {
    representation: String,
    step: &'static str,
    line: usize,
}

impl Document {
    /// The report; with an origin it is a record, and no text of a reader's file is in it.
    pub(super) fn of(report: &Report<'_>, origin: Option<Origin>) -> Self {
        let kept = origin.is_some();
        let versions = Library::ALL.map(|it| Version { name: it.name(), version: it.version() });
        let entries = report.judged.iter().flat_map(|judged| {
            let verdicts = judged.verdicts.iter();
            verdicts.map(move |(library, verdict)| entry(report, judged, *library, verdict, kept))
        });
        let crossings = report.judged.iter().flat_map(|judged| {
            let lost = judged.crossings.iter().filter(|crossing| crossing.kind != Kind::Same);
            lost.map(move |crossing| crossed(judged, crossing, kept))
        });
        Self {
            schema: SCHEMA,
            kind: "serde",
            origin,
            libraries: versions.into(),
            representations: report.representations.clone(),
            inputs: entries.collect(),
            crossed: report.judged.iter().map(|judged| judged.crossings.len()).sum(),
            crossings: crossings.collect(),
        }
    }

    /// Pretty JSON.
    pub(super) fn to_json(&self) -> String {
        // Only a map with keys that are no strings, or a value that refuses, could fail; there is neither.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn entry(report: &Report<'_>, judged: &Judged<'_>, library: Library, verdict: &Verdict, kept: bool) -> Entry {
    let (outcome, items, message) = match &verdict.outcome {
        Outcome::Accepted(Accepted { items, .. }) => ("accepted", Some(*items), None),
        Outcome::Refused(refusal) => {
            // Libraries quote what they refuse.
            let private = kept && judged.input.sha256.is_some();
            let place = || match refusal.place {
                Some((line, column)) => format!("at line {line} column {column}"),
                None => "at no place in particular".to_owned(),
            };
            ("refused", None, Some(if private { place() } else { refusal.message.clone() }))
        }
        Outcome::Stopped(stop) => ("stopped", None, Some(stop.to_string())),
    };
    let differ = verdict.differences.iter().map(|difference| Difference {
        representation: difference.representation.clone(),
        step: difference.step.id(),
        line: difference.line,
    });
    let other_from_line = match judged.bytes(verdict) {
        Some(Bytes::FromLine(line)) => Some(line),
        Some(Bytes::Same) | None => None,
    };
    Entry {
        input: judged.input.name.clone(),
        sha256: judged.input.sha256.clone(),
        library: library.name(),
        outcome,
        items,
        message,
        same_value: judged.same_value(verdict),
        other_from_line,
        agree: report.agree(verdict),
        differ: differ.collect(),
    }
}

fn crossed(judged: &Judged<'_>, crossing: &Crossing, kept: bool) -> Crossed {
    let private = kept && judged.input.sha256.is_some();
    let message = match &crossing.kind {
        Kind::NotRead(reason) if !private => Some(reason.clone()),
        _ => None,
    };
    Crossed {
        input: judged.input.name.clone(),
        writer: crossing.writer.name(),
        reader: crossing.reader.name(),
        outcome: crossing.kind.id(),
        message,
    }
}
