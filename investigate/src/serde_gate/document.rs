//! What came of all inputs, as JSON: printed, or kept as a record.

use evidence::Record;
use evidence::record::{Axis, Better, Figure, Table, Value};
use serde_json::{Value as Json, json};

use super::crossing::{Crossing, CrossingKind};
use super::gate::SerdeVerdict;
use super::library::Library;
use super::page_tables;
use super::report::{JudgedInput, SerdeReport};

/// The record of a report, whose `head` says where it came from. In one that is kept, no text of a reader's file is.
pub(super) fn of(report: &SerdeReport<'_>, head: Record, kept: bool) -> Record {
    let mut record = head;
    let labels = [
        ("summary", page_tables::summary(report)),
        ("crossings", page_tables::crossings(report)),
        ("bytes", page_tables::bytes(report)),
    ];
    record.labels = labels.map(|(id, text)| (id.to_owned(), text.into())).into_iter().collect();
    figures(&mut record, report);
    let libraries = Library::ALL.map(|it| json!({"name": it.name(), "version": it.version()}));
    let inputs =
        report.verdicts().map(|(judged, library, verdict)| entry(report, judged, library, verdict, kept));
    let crossings = report.judged.iter().flat_map(|judged| {
        let lost = judged.crossings.iter().filter(|crossing| crossing.kind != CrossingKind::Same);
        lost.map(move |crossing| crossed(judged, crossing, kept))
    });
    let tables = [
        ("by-input", page_tables::by_input(report)),
        ("messages", page_tables::messages(report, kept)),
        ("libraries", Table::of(&["name", "version"], libraries)),
        ("inputs", Table::of(&["input", "library", "outcome"], inputs)),
        ("crossings", Table::of(&["input", "writer", "reader", "outcome"], crossings)),
    ];
    record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
    record
}

/// How much was tried, and how much of it differs.
fn figures(record: &mut Record, report: &SerdeReport<'_>) {
    let axis = |ids: &[&str]| Axis::Listed(ids.iter().map(|id| Value::of(*id)).collect());
    record.axes.insert("representation".to_owned(), axis(&report.representations));
    record.axes.insert("library".to_owned(), axis(&Library::ALL.map(Library::name)));
    let mut put = |measure: &str, axes: &[&str], point: &str, count: usize| {
        record.declare(measure, axes);
        record.put(measure, point, Figure::counted(count));
    };
    for representation in &report.representations {
        put("differences", &["representation"], representation, report.differences_of(representation));
    }
    put("differences-all", &[], "", report.differences());
    put("inputs", &[], "", report.judged.len());
    let [all, same] = report.crossed();
    put("crossed", &[], "", all);
    put("crossed-same", &[], "", same);
    for library in Library::ALL {
        let [all, same] = report.same_bytes(library);
        put("compared-files", &["library"], library.name(), all);
        put("same-files", &["library"], library.name(), same);
    }
    for measure in ["differences", "differences-all"] {
        record.declare(measure, &[]).better = Some(Better::Less);
    }
}

/// One input with one library, by today's representation; with who did not do the same, and in which step.
fn entry(
    report: &SerdeReport<'_>,
    judged: &JudgedInput<'_>,
    library: Library,
    verdict: &SerdeVerdict,
    kept: bool,
) -> Json {
    let differ = verdict
        .differences
        .iter()
        .map(|it| json!({"representation": it.representation, "step": it.step.name(), "line": it.line}));
    filled(json!({
        "input": judged.input.name,
        "sha256": judged.input.sha256,
        "library": library.name(),
        "outcome": verdict.outcome.name(),
        "items": verdict.outcome.accepted().map(|it| it.items),
        "message": judged.message(verdict, kept),
        "same_value": judged.same_value(verdict),
        "other_from_line": judged.other_from_line(verdict),
        "agree": report.agree(verdict),
        "differ": differ.collect::<Vec<_>>(),
    }))
}

/// A file that one library wrote and another read otherwise, or not at all.
fn crossed(judged: &JudgedInput<'_>, crossing: &Crossing, kept: bool) -> Json {
    let private = kept && judged.input.sha256.is_some();
    let message = match &crossing.kind {
        CrossingKind::NotRead(reason) if !private => Some(reason),
        _ => None,
    };
    filled(json!({
        "input": judged.input.name,
        "writer": crossing.writer.name(),
        "reader": crossing.reader.name(),
        "outcome": crossing.kind.id(),
        "message": message,
    }))
}

/// A row without the fields that it has nothing for.
fn filled(mut row: Json) -> Json {
    if let Some(fields) = row.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    row
}
