//! What came of all inputs, as JSON: printed, or kept as a record.

use crate::measured::Source;
use evidence::Record;
use evidence::record::{Axis, Better, Figure, Table, Toolchain, Value};

use super::crossing::{Crossing, Kind};
use super::facts::{Crossed, Differing, Entry, Found, Version};
use super::gate::{Accepted, Outcome, Verdict};
use super::library::Library;
use super::report::{Bytes, Judged, Report};
use super::shown;

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
pub(super) fn of(report: &Report<'_>, origin: &Origin, kept: bool) -> Record {
    let found = found(report, kept);
    let mut record = Record::new(format!("serde/{}", origin.name));
    record.command.clone_from(&origin.command);
    let rustc = origin.toolchain.clone();
    record.toolchain = Some(Toolchain { rustc, host: String::new(), profile: String::new() });
    origin.source.put(&mut record);
    // Several runs of the gate have figures at the same points, and differ in what was read.
    record.coordinates.insert("inputs".to_owned(), origin.name.clone());
    let labels = [
        ("summary", shown::summary(&found)),
        ("crossings", shown::crossings(&found)),
        ("bytes", shown::bytes(&found)),
    ];
    record.labels = labels.map(|(id, text)| (id.to_owned(), text.into())).into_iter().collect();
    figures(&mut record, &found);
    let tables = [
        ("by-input", shown::by_input(&found)),
        ("messages", shown::messages(&found)),
        ("libraries", Table::of(&["name", "version"], &found.libraries)),
        ("inputs", Table::of(&["input", "library", "outcome"], &found.inputs)),
        ("crossings", Table::of(&["input", "writer", "reader", "outcome"], &found.crossings)),
    ];
    record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
    record
}

/// How much was tried, and how much of it differs.
fn figures(record: &mut Record, found: &Found) {
    let axis = |ids: Vec<&String>| Axis::Listed(ids.into_iter().map(Value::of).collect());
    record.axes.insert("representation".to_owned(), axis(found.representations.iter().collect()));
    let libraries: Vec<&String> = found.libraries.iter().map(|library| &library.name).collect();
    record.axes.insert("library".to_owned(), axis(libraries.clone()));
    let mut put = |measure: &str, axes: &[&str], point: &str, count: usize| {
        record.declare(measure, axes);
        record.put(measure, point, Figure::Exact(whole(count)));
    };
    for representation in &found.representations {
        put("differences", &["representation"], representation, found.differences_of(representation));
    }
    put("differences-all", &[], "", found.differences());
    put("inputs", &[], "", found.by_input().count());
    put("crossed", &[], "", found.crossed);
    put("crossed-same", &[], "", found.crossed_same());
    for library in libraries {
        let (same, all) = found.same_bytes(library);
        put("compared-files", &["library"], library, all);
        put("same-files", &["library"], library, same);
    }
    for measure in ["differences", "differences-all"] {
        record.declare(measure, &[]).better = Some(Better::Less);
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody tries 2^52 files")]
fn whole(count: usize) -> f64 {
    count as f64
}

fn found(report: &Report<'_>, kept: bool) -> Found {
    let versions = Library::ALL.map(|it| Version { name: it.name().to_owned(), version: it.version() });
    let entries = report.judged.iter().flat_map(|judged| {
        let verdicts = judged.verdicts.iter();
        verdicts.map(move |(library, verdict)| entry(report, judged, *library, verdict, kept))
    });
    let crossings = report.judged.iter().flat_map(|judged| {
        let lost = judged.crossings.iter().filter(|crossing| crossing.kind != Kind::Same);
        lost.map(move |crossing| crossed(judged, crossing, kept))
    });
    Found {
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
    let differ = verdict.differences.iter().map(|difference| Differing {
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
