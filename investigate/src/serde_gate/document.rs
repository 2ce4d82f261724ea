//! What came of all inputs, as JSON: printed, or kept as a record.

use evidence::measured::Source;
use evidence::serde_gate::{
    Crossing as Crossed, Difference, Input as Entry, Library as Version, SerdeRecord,
};

use super::crossing::{Crossing, Kind};
use super::gate::{Accepted, Outcome, Verdict};
use super::library::Library;
use super::report::{Bytes, Judged, Report};

/// Where a record came from.
#[derive(Debug, Clone)]
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

/// The record of a report. In one that is kept, no text of a reader's file is.
pub(super) fn of(report: &Report<'_>, origin: Origin, kept: bool) -> SerdeRecord {
    let versions = Library::ALL.map(|it| Version { name: it.name().to_owned(), version: it.version() });
    let entries = report.judged.iter().flat_map(|judged| {
        let verdicts = judged.verdicts.iter();
        verdicts.map(move |(library, verdict)| entry(report, judged, *library, verdict, kept))
    });
    let crossings = report.judged.iter().flat_map(|judged| {
        let lost = judged.crossings.iter().filter(|crossing| crossing.kind != Kind::Same);
        lost.map(move |crossing| crossed(judged, crossing, kept))
    });
    SerdeRecord {
        name: origin.name,
        command: origin.command,
        toolchain: origin.toolchain,
        source: origin.source,
        libraries: versions.into(),
        representations: report.representations.iter().map(ToString::to_string).collect(),
        inputs: entries.collect(),
        crossed: report.judged.iter().map(|judged| judged.crossings.len()).sum(),
        crossings: crossings.collect(),
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
        step: difference.step.id().to_owned(),
        line: difference.line,
    });
    let other_from_line = match judged.bytes(verdict) {
        Some(Bytes::FromLine(line)) => Some(line),
        Some(Bytes::Same) | None => None,
    };
    Entry {
        input: judged.input.name.clone(),
        sha256: judged.input.sha256.clone(),
        library: library.name().to_owned(),
        outcome: outcome.to_owned(),
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
        writer: crossing.writer.name().to_owned(),
        reader: crossing.reader.name().to_owned(),
        outcome: crossing.kind.id().to_owned(),
        message,
    }
}
