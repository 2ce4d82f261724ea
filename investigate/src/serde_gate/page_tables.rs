//! What pages show of the gate: tables whose cells are ready, and sentences.

use evidence::Unit;
use evidence::record::{Column, Table};
use serde_json::Value;

use super::gate::{Accepted, Outcome, SerdeVerdict};
use super::library::Library;
use super::report::{JudgedInput, SerdeReport};

/// How many representations and inputs, with which libraries, and how many differences.
pub(super) fn summary(report: &SerdeReport<'_>) -> String {
    let differences = match report.differences() {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        many => format!("{many} differences"),
    };
    format!(
        "{} representations, {} inputs, {} libraries ({}): {differences}",
        report.representations.len(),
        report.judged.len(),
        Library::ALL.len(),
        Library::ALL.map(Library::with_version).join(", ")
    )
}

/// How often a library read what another wrote.
pub(super) fn crossings(report: &SerdeReport<'_>) -> String {
    let [all, same] = report.crossed();
    format!("of {all} files that one library wrote, another read the same value from {same}")
}

/// How often each library writes the bytes of the first.
pub(super) fn bytes(report: &SerdeReport<'_>) -> String {
    let [first, others @ ..] = Library::ALL;
    let counts = others.map(|library| {
        let [all, same] = report.same_bytes(library);
        format!("{} for {same} of {all}", library.name())
    });
    format!("the bytes of {} are written by {}", first.name(), counts.join(", "))
}

/// A row for each input and a column for each library.
pub(super) fn by_input(report: &SerdeReport<'_>) -> Table {
    // A name is shown as it is, where an id would lose its underscores.
    let libraries = Library::ALL.map(|library| Column::titled(library.name(), library.name()));
    let rows = report.judged.iter().map(|judged| {
        let outcomes = judged.verdicts.iter().map(|(_, verdict)| outcome(report, judged, verdict).into());
        std::iter::once(judged.input.name.as_str().into()).chain(outcomes).collect()
    });
    Table { rows: rows.collect(), columns: std::iter::once(Column::of("input")).chain(libraries).collect() }
}

/// What came of one input with one library: the same for all representations, or the first that differs.
fn outcome(report: &SerdeReport<'_>, judged: &JudgedInput<'_>, verdict: &SerdeVerdict) -> String {
    let mut outcome = match &verdict.outcome {
        Outcome::Accepted(Accepted { items: 1, .. }) => "1 item".to_owned(),
        Outcome::Accepted(Accepted { items, .. }) => format!("{} items", Unit::Count.show(*items as f64)),
        Outcome::Stopped(stop) => format!("stopped: {stop}"),
        Outcome::Refused(_) => "refused".to_owned(),
    };
    if judged.same_value(verdict) == Some(false) {
        outcome.push_str(", another value");
    }
    if let Some(first) = verdict.differences.first() {
        outcome.push_str(&format!(
            "; {} of {} agree, the first that does not is {} ({}, line {})",
            report.agree(verdict),
            report.representations.len(),
            first.representation,
            first.step.name(),
            first.line
        ));
    }
    outcome
}

/// A row for each message, with the libraries that gave it.
pub(super) fn messages(report: &SerdeReport<'_>, kept: bool) -> Table {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for judged in &report.judged {
        let mut messages: Vec<(String, Vec<&str>)> = Vec::new();
        for (library, verdict) in &judged.verdicts {
            let Some(message) = judged.message(verdict, kept) else { continue };
            match messages.iter_mut().find(|(known, _)| *known == message) {
                Some((_, libraries)) => libraries.push(library.name()),
                None => messages.push((message, vec![library.name()])),
            }
        }
        let input = judged.input.name.as_str();
        let row =
            |(message, libraries): (String, Vec<&str>)| vec![input.into(), libraries.into(), message.into()];
        rows.extend(messages.into_iter().map(row));
    }
    Table { columns: ["input", "library", "message"].map(Column::of).into(), rows }
}

#[cfg(test)]
mod tests {
    use super::super::crossing::{Crossing, CrossingKind};
    use super::super::difference::{Difference, Step};
    use super::super::input::Input;
    use super::super::library::Refusal;
    use super::super::stop_reason::StopReason;
    use super::*;

    fn accepted(items: usize, value: &str) -> Outcome {
        let text = value.to_owned();
        Outcome::Accepted(Accepted { items, value: text.clone(), written: Ok(text) })
    }

    fn refused(message: &str) -> Outcome {
        Outcome::Refused(Refusal { message: message.to_owned(), place: Some((3, 31)) })
    }

    /// The names of the inputs, each with what came of it with the first two libraries.
    fn inputs() -> [(Input, [Outcome; 2]); 4] {
        [
            ("blank", [accepted(0, "none"), refused("a list was expected")]),
            ("a bomb", [refused("too many"), refused("too many")]),
            ("endless", [Outcome::Stopped(StopReason::Late(60)), refused("too many")]),
            ("five", [accepted(1, "one"), accepted(1, "another")]),
        ]
        .map(|(name, outcomes)| {
            (Input { name: name.to_owned(), text: String::new(), sha256: None }, outcomes)
        })
    }

    /// All of them agree, but for the last with the second library.
    fn report(inputs: &[(Input, [Outcome; 2])]) -> SerdeReport<'_> {
        let verdict = |outcome: &Outcome| SerdeVerdict { outcome: outcome.clone(), differences: Vec::new() };
        let judged = inputs.iter().map(|(input, outcomes)| JudgedInput {
            input,
            verdicts: Library::ALL.into_iter().zip(outcomes.iter().map(verdict)).collect(),
            crossings: Vec::new(),
        });
        let mut judged: Vec<JudgedInput<'_>> = judged.collect();
        let last = judged.last_mut().unwrap();
        last.verdicts[1].1.differences.extend(Difference::of("shared", Step::Written, "a\nb", "a\nc"));
        let [writer, reader, ..] = Library::ALL;
        last.crossings = [CrossingKind::Same, CrossingKind::OtherValue, CrossingKind::Same]
            .map(|kind| Crossing { writer, reader, kind })
            .into();
        SerdeReport { representations: vec!["plain", "shared"], judged }
    }

    #[test]
    fn sentences_count_representations_inputs_and_libraries() {
        let inputs = inputs();
        let report = report(&inputs);
        let libraries = Library::ALL.map(Library::with_version).join(", ");
        assert_eq!(
            summary(&report),
            format!("2 representations, 4 inputs, 4 libraries ({libraries}): 1 difference")
        );
        assert_eq!(
            crossings(&report),
            "of 3 files that one library wrote, another read the same value from 2"
        );
        assert_eq!(
            bytes(&report),
            "the bytes of serde_yaml are written by serde_yaml_ng for 0 of 1, yaml_serde for 0 of 0, serde-saphyr for 0 of 0"
        );
    }

    #[test]
    fn an_input_has_a_row_and_a_library_a_column() {
        let table = by_input(&report(&inputs()));
        let heads: Vec<String> = table.columns.iter().map(Column::head).collect();
        assert_eq!(heads, ["input", "serde_yaml", "serde_yaml_ng", "yaml_serde", "serde-saphyr"]);
        assert_eq!(
            table.rows,
            [
                ["blank", "0 items", "refused"],
                ["a bomb", "refused", "refused"],
                ["endless", "stopped: no answer within 60 s", "refused"],
                [
                    "five",
                    "1 item",
                    "1 item, another value; 1 of 2 agree, the first that does not is shared (written, line 2)"
                ],
            ]
        );
    }

    #[test]
    fn a_message_is_said_once_for_all_libraries_that_gave_it() {
        let rows = messages(&report(&inputs()), false).rows;
        let said: Vec<String> = rows.iter().map(|row| Value::from(row.clone()).to_string()).collect();
        assert_eq!(
            said,
            [
                r#"["blank",["serde_yaml_ng"],"a list was expected"]"#,
                r#"["a bomb",["serde_yaml","serde_yaml_ng"],"too many"]"#,
                r#"["endless",["serde_yaml"],"no answer within 60 s"]"#,
                r#"["endless",["serde_yaml_ng"],"too many"]"#,
            ]
        );
    }
}
