//! What came of all inputs, as JSON: printed, or kept as a record.

use evidence::Record;
use evidence::record::{Axis, Better, Figure, Table, Value};

use super::crossing::{Crossing, CrossingKind};
use super::facts::{CrossingFailure, InputResult, LibraryVersion, RepresentationDifference, SerdeFacts};
use super::gate::{Accepted, Outcome, SerdeVerdict};
use super::library::Library;
use super::page_tables;
use super::report::{JudgedInput, SerdeReport};

/// The record of a report, whose `head` says where it came from. In one that is kept, no text of a reader's file is.
pub(super) fn of(report: &SerdeReport<'_>, head: Record, kept: bool) -> Record {
    let found = found(report, kept);
    let mut record = head;
    let labels = [
        ("summary", page_tables::summary(&found)),
        ("crossings", page_tables::crossings(&found)),
        ("bytes", page_tables::bytes(&found)),
    ];
    record.labels = labels.map(|(id, text)| (id.to_owned(), text.into())).into_iter().collect();
    figures(&mut record, &found);
    let tables = [
        ("by-input", page_tables::by_input(&found)),
        ("messages", page_tables::messages(&found)),
        ("libraries", Table::of(&["name", "version"], &found.libraries)),
        ("inputs", Table::of(&["input", "library", "outcome"], &found.inputs)),
        ("crossings", Table::of(&["input", "writer", "reader", "outcome"], &found.crossings)),
    ];
    record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
    record
}

/// How much was tried, and how much of it differs.
fn figures(record: &mut Record, found: &SerdeFacts) {
    let axis = |ids: Vec<&String>| Axis::Listed(ids.into_iter().map(Value::of).collect());
    record.axes.insert("representation".to_owned(), axis(found.representations.iter().collect()));
    let libraries: Vec<&String> = found.libraries.iter().map(|library| &library.name).collect();
    record.axes.insert("library".to_owned(), axis(libraries.clone()));
    let mut put = |measure: &str, axes: &[&str], point: &str, count: usize| {
        record.declare(measure, axes);
        record.put(measure, point, Figure::counted(count));
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

fn found(report: &SerdeReport<'_>, kept: bool) -> SerdeFacts {
    let versions =
        Library::ALL.map(|it| LibraryVersion { name: it.name().to_owned(), version: it.version() });
    let entries = report.judged.iter().flat_map(|judged| {
        let verdicts = judged.verdicts.iter();
        verdicts.map(move |(library, verdict)| entry(report, judged, *library, verdict, kept))
    });
    let crossings = report.judged.iter().flat_map(|judged| {
        let lost = judged.crossings.iter().filter(|crossing| crossing.kind != CrossingKind::Same);
        lost.map(move |crossing| crossed(judged, crossing, kept))
    });
    SerdeFacts {
        libraries: versions.into(),
        representations: report.representations.iter().map(ToString::to_string).collect(),
        inputs: entries.collect(),
        crossed: report.judged.iter().map(|judged| judged.crossings.len()).sum(),
        crossings: crossings.collect(),
    }
}

fn entry(
    report: &SerdeReport<'_>,
    judged: &JudgedInput<'_>,
    library: Library,
    verdict: &SerdeVerdict,
    kept: bool,
) -> InputResult {
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
    let differ = verdict.differences.iter().map(|difference| RepresentationDifference {
        representation: difference.representation.clone(),
        step: difference.step.name().to_owned(),
        line: difference.line,
    });
    InputResult {
        input: judged.input.name.clone(),
        sha256: judged.input.sha256.clone(),
        library: library.name().to_owned(),
        outcome: outcome.to_owned(),
        items,
        message,
        same_value: judged.same_value(verdict),
        other_from_line: judged.other_from_line(verdict),
        agree: report.agree(verdict),
        differ: differ.collect(),
    }
}

fn crossed(judged: &JudgedInput<'_>, crossing: &Crossing, kept: bool) -> CrossingFailure {
    let private = kept && judged.input.sha256.is_some();
    let message = match &crossing.kind {
        CrossingKind::NotRead(reason) if !private => Some(reason.clone()),
        _ => None,
    };
    CrossingFailure {
        input: judged.input.name.clone(),
        writer: crossing.writer.name().to_owned(),
        reader: crossing.reader.name().to_owned(),
        outcome: crossing.kind.id().to_owned(),
        message,
    }
}
