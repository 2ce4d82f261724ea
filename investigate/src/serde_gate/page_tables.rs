//! What pages show of the gate: tables whose cells are ready, and sentences.

use evidence::Unit;
use evidence::record::{Column, Table};
use serde_json::Value;

use super::facts::{InputResult, SerdeFacts};

/// How many representations and inputs, with which libraries, and how many differences.
pub(super) fn summary(found: &SerdeFacts) -> String {
    let libraries: Vec<String> =
        found.libraries.iter().map(|it| format!("{} {}", it.name, it.version)).collect();
    let differences = match found.differences() {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        many => format!("{many} differences"),
    };
    format!(
        "{} representations, {} inputs, {} libraries ({}): {differences}",
        found.representations.len(),
        found.by_input().count(),
        libraries.len(),
        libraries.join(", ")
    )
}

/// How often a library read what another wrote.
pub(super) fn crossings(found: &SerdeFacts) -> String {
    let (all, same) = (found.crossed, found.crossed_same());
    format!("of {all} files that one library wrote, another read the same value from {same}")
}

/// How often each library writes the bytes of the first.
pub(super) fn bytes(found: &SerdeFacts) -> String {
    let Some((first, others)) = found.libraries.split_first() else { return String::new() };
    let counts: Vec<String> = others
        .iter()
        .map(|library| {
            let (same, all) = found.same_bytes(&library.name);
            format!("{} for {same} of {all}", library.name)
        })
        .collect();
    format!("the bytes of {} are written by {}", first.name, counts.join(", "))
}

/// A row for each input and a column for each library.
pub(super) fn by_input(found: &SerdeFacts) -> Table {
    // A name is shown as it is, where an id would lose its underscores.
    let libraries = found.libraries.iter().map(|library| Column::titled(&library.name, &library.name));
    let columns = std::iter::once(Column::of("input")).chain(libraries).collect();
    let rows = found.by_input().map(|entries| {
        let input = entries.first().map(|entry| entry.input.as_str().into());
        input.into_iter().chain(entries.iter().map(|entry| outcome(found, entry).into())).collect()
    });
    Table { columns, rows: rows.collect() }
}

/// What came of one input with one library: the same for all representations, or the first that differs.
fn outcome(found: &SerdeFacts, entry: &InputResult) -> String {
    let mut outcome = match (entry.items, entry.outcome.as_str()) {
        (Some(1), _) => "1 item".to_owned(),
        (Some(items), _) => format!("{} items", Unit::Count.show(items as f64)),
        (None, "stopped") => {
            format!("stopped: {}", entry.message.as_deref().unwrap_or("no reason was recorded"))
        }
        (None, outcome) => outcome.to_owned(),
    };
    if entry.same_value == Some(false) {
        outcome.push_str(", another value");
    }
    if let Some(first) = entry.differ.first() {
        let of = found.representations.len();
        outcome.push_str(&format!(
            "; {} of {of} agree, the first that does not is {} ({}, line {})",
            entry.agree, first.representation, first.step, first.line
        ));
    }
    outcome
}

/// A row for each message, with the libraries that gave it.
pub(super) fn messages(found: &SerdeFacts) -> Table {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for entries in found.by_input() {
        let mut messages: Vec<(&str, Vec<&str>)> = Vec::new();
        for entry in entries {
            let Some(message) = &entry.message else { continue };
            match messages.iter_mut().find(|(known, _)| known == message) {
                Some((_, libraries)) => libraries.push(&entry.library),
                None => messages.push((message, vec![&entry.library])),
            }
        }
        let input = entries.first().map_or("", |entry| &entry.input);
        rows.extend(
            messages
                .into_iter()
                .map(|(message, libraries)| vec![input.into(), libraries.into(), message.into()]),
        );
    }
    Table { columns: ["input", "library", "message"].map(Column::of).into(), rows }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{CrossingFailure, LibraryVersion, RepresentationDifference};
    use super::*;

    fn entry(input: &str, library: &str, change: impl FnOnce(&mut InputResult)) -> InputResult {
        let mut entry = InputResult {
            input: input.to_owned(),
            sha256: None,
            library: library.to_owned(),
            outcome: "accepted".to_owned(),
            items: None,
            message: None,
            same_value: None,
            other_from_line: None,
            agree: 2,
            differ: Vec::new(),
        };
        change(&mut entry);
        entry
    }

    fn without_items(outcome: &str, message: &str) -> impl FnOnce(&mut InputResult) {
        move |entry| {
            entry.outcome = outcome.to_owned();
            entry.message = Some(message.to_owned());
        }
    }

    fn found() -> SerdeFacts {
        let version = |name: &str| LibraryVersion { name: name.to_owned(), version: "1.0".to_owned() };
        SerdeFacts {
            libraries: vec![version("one"), version("two")],
            representations: vec!["plain".to_owned(), "shared".to_owned()],
            inputs: vec![
                entry("blank", "one", |it| it.items = Some(0)),
                entry("blank", "two", without_items("refused", "a list was expected")),
                entry("a bomb", "one", without_items("refused", "too many")),
                entry("a bomb", "two", without_items("refused", "too many")),
                entry("endless", "one", without_items("stopped", "no answer within 60 s")),
                entry("endless", "two", without_items("refused", "too many")),
                entry("five", "one", |it| (it.items, it.same_value) = (Some(1), Some(true))),
                entry("five", "two", |it| {
                    (it.items, it.same_value, it.other_from_line, it.agree) =
                        (Some(1), Some(false), Some(3), 1);
                    it.differ.push(RepresentationDifference {
                        representation: "shared".to_owned(),
                        step: "written".to_owned(),
                        line: 7,
                    });
                }),
            ],
            crossed: 3,
            crossings: vec![CrossingFailure {
                input: "five".to_owned(),
                writer: "one".to_owned(),
                reader: "two".to_owned(),
                outcome: "other-value".to_owned(),
                message: None,
            }],
        }
    }

    #[test]
    fn sentences_count_representations_inputs_and_libraries() {
        let found = found();
        assert_eq!(
            summary(&found),
            "2 representations, 4 inputs, 2 libraries (one 1.0, two 1.0): 1 difference"
        );
        assert_eq!(
            crossings(&found),
            "of 3 files that one library wrote, another read the same value from 2"
        );
        assert_eq!(bytes(&found), "the bytes of one are written by two for 0 of 1");
    }

    #[test]
    fn an_input_has_a_row_and_a_library_a_column() {
        let table = by_input(&found());
        let heads: Vec<String> = table.columns.iter().map(Column::head).collect();
        assert_eq!(heads, ["input", "one", "two"]);
        assert_eq!(
            table.rows,
            [
                ["blank", "0 items", "refused"],
                ["a bomb", "refused", "refused"],
                ["endless", "stopped: no answer within 60 s", "refused"],
                [
                    "five",
                    "1 item",
                    "1 item, another value; 1 of 2 agree, the first that does not is shared (written, line 7)"
                ],
            ]
        );
    }

    #[test]
    fn files_of_the_same_name_have_a_row_each() {
        let mut found = found();
        found.inputs.extend(found.inputs[6..].to_vec());
        let rows = by_input(&found).rows;
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[3], rows[4]);
        assert!(rows.iter().all(|row| row.len() == 3), "{rows:?}");
    }

    #[test]
    fn a_message_is_said_once_for_all_libraries_that_gave_it() {
        let rows = messages(&found()).rows;
        let said: Vec<String> = rows.iter().map(|row| Value::from(row.clone()).to_string()).collect();
        assert_eq!(
            said,
            [
                r#"["blank",["two"],"a list was expected"]"#,
                r#"["a bomb",["one","two"],"too many"]"#,
                r#"["endless",["one"],"no answer within 60 s"]"#,
                r#"["endless",["two"],"too many"]"#,
            ]
        );
    }
}
