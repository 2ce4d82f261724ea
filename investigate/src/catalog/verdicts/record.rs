//! What the compiler says of each operation on a list, for each type that could hold it.
//!
//! Every operation was compiled once for each type and for each sort of element. A verdict that is read from here is a fact about
//! the library's version that stands beside it.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use evidence::record::{Problem, Record, RecordError, Table, Toolchain};

/// The sorts of element, from the one that can do least to the one that can do most.
pub(crate) const SORTS: [&str; 4] = ["generic", "no clone", "clone", "copy"];

/// What the compiler said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerdictsRecord {
    /// The record's name.
    pub(crate) name: String,
    /// The command that repeats it.
    pub(crate) command: String,
    /// First line of `rustc --version`.
    pub(crate) toolchain: String,
    /// Versions of the libraries, by their names.
    pub(crate) libraries: BTreeMap<String, String>,
    /// How each sort of element was declared, by the names in [`SORTS`].
    pub(crate) elements: BTreeMap<String, String>,
    /// The type that each family gives a field `items: Vec<T>`, or its owner.
    pub(crate) families: BTreeMap<String, String>,
    /// Every operation that was compiled.
    pub(crate) operations: Vec<OperationVerdicts>,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperationVerdicts {
    /// How it is known; behind an arrow stands what the code around expects of it.
    pub(crate) operation: String,
    /// The code that was compiled; `$` is the list and `%` another of its type.
    pub(crate) code: String,
    /// What the compiler said, by family.
    pub(crate) families: BTreeMap<String, Vec<CompilerAnswer>>,
}

/// What the compiler said, for these elements. Those that a `Vec` cannot do it with either are in no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompilerAnswer {
    pub(crate) elements: Vec<String>,
    /// The error; none where it compiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    /// What compiles instead; empty where it can be left out, none where nothing is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) instead: Option<String>,
}

/// An entry of a map, as a row.
#[derive(Serialize, Deserialize)]
struct MapRow {
    id: String,
    what: String,
}

fn table(map: &BTreeMap<String, String>) -> Table {
    Table::of(&["id", "what"], map.iter().map(|(id, what)| MapRow { id: id.clone(), what: what.clone() }))
}

/// The rows of a table.
fn rows<T: DeserializeOwned>(record: &Record, table: &str) -> Result<Vec<T>, Problem> {
    let place = format!("the table `{table}`");
    let known = record.tables.get(table).ok_or_else(|| Problem::new(&place, "it is missing"))?;
    known.read().map_err(|(row, problem)| Problem::new(place, format!("row {row}: {problem}")))
}

fn map(record: &Record, table: &str) -> Result<BTreeMap<String, String>, Problem> {
    let entries: Vec<MapRow> = rows(record, table)?;
    Ok(entries.into_iter().map(|MapRow { id, what }| (id, what)).collect())
}

impl VerdictsRecord {
    /// The record of it.
    pub(crate) fn to_record(&self) -> Record {
        let mut record = Record::new(&self.name);
        record.command.clone_from(&self.command);
        record.toolchain = Some(Toolchain::of(&self.toolchain));
        let tables = [
            ("libraries", table(&self.libraries)),
            ("elements", table(&self.elements)),
            ("families", table(&self.families)),
            ("operations", Table::of(&["operation", "code", "families"], &self.operations)),
        ];
        record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
        record
    }

    /// Reads a record. `file` is the name to use in messages.
    pub(crate) fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        Self::of(&Record::from_json(file, text)?).map_err(|problem| problem.of(file))
    }

    fn of(record: &Record) -> Result<Self, Problem> {
        let toolchain = record.toolchain.as_ref().map(|toolchain| toolchain.rustc.clone());
        let verdicts = Self {
            name: record.name.clone(),
            command: record.command.clone(),
            toolchain: toolchain.unwrap_or_default(),
            libraries: map(record, "libraries")?,
            elements: map(record, "elements")?,
            families: map(record, "families")?,
            operations: rows(record, "operations")?,
        };
        for asked in &verdicts.operations {
            let unknown_family =
                asked.families.keys().find(|family| !verdicts.families.contains_key(*family));
            let elements = asked.families.values().flatten().flat_map(|answer| &answer.elements);
            let unknown_element = elements.into_iter().find(|it| !SORTS.contains(&it.as_str()));
            let problem = match (unknown_family, unknown_element) {
                (Some(family), _) => format!("`{family}` is not among the record's families"),
                (None, Some(element)) => {
                    format!("`{element}` is no sort of element; there are {}", SORTS.join(", "))
                }
                (None, None) => continue,
            };
            return Err(Problem::new(&asked.operation, problem));
        }
        Ok(verdicts)
    }
}

impl OperationVerdicts {
    /// What the compiler said for a family and an element. Where a `Vec` of that element cannot do it, the element can do more than
    /// is known of it, and the next sort that a `Vec` can do it with answers.
    pub(crate) fn answer(&self, family: &str, element: &str) -> Option<&CompilerAnswer> {
        let answers = self.families.get(family)?;
        let from = SORTS.iter().position(|it| *it == element)?;
        let of = |sort: &str| answers.iter().find(|answer| answer.elements.iter().any(|it| it == sort));
        SORTS[from..].iter().find_map(|sort| of(sort))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn of_fields(fields: Value) -> Result<VerdictsRecord, String> {
        let verdicts: VerdictsRecord = serde_json::from_value(fields).map_err(|error| error.to_string())?;
        VerdictsRecord::from_json("a.json", &verdicts.to_record().to_json())
            .map_err(|error| error.to_string())
    }

    fn whole() -> Value {
        json!({
            "name": "a", "command": "cargo run -- verdicts", "toolchain": "rustc 1",
            "libraries": {"im": "15.1.0"}, "elements": {"clone": "#[derive(Clone)]"}, "families": {"im": "im::Vector<T>"},
            "operations": [{"operation": ".push(_)", "code": "$.push(value)", "families": {"im": [
                {"elements": ["no clone"], "error": "E0599: no method"},
                {"elements": ["clone", "copy"], "error": "E0599: no method", "instead": "$.push_back(value)"},
            ]}}],
        })
    }

    #[test]
    fn an_element_of_which_too_little_is_known_is_answered_for_by_the_next_sort() {
        let record = of_fields(whole()).unwrap();
        let asked = &record.operations[0];
        assert_eq!(asked.answer("im", "generic").unwrap().instead, None);
        assert_eq!(asked.answer("im", "copy").unwrap().instead.as_deref(), Some("$.push_back(value)"));
        assert_eq!(asked.answer("rpds", "copy"), None);
    }

    #[test]
    fn an_answer_for_what_the_record_does_not_explain_is_refused() {
        let problem = |change: fn(&mut Value)| {
            let mut record = whole();
            change(&mut record);
            of_fields(record).unwrap_err()
        };
        let said = problem(|record| record["families"] = json!({}));
        assert!(said.contains(".push(_): `im` is not among the record's families"), "{said}");
        let said = problem(|record| {
            record["operations"][0]["families"]["im"][0]["elements"][0] = "some".into();
        });
        assert!(said.contains("`some` is no sort of element"), "{said}");
    }
}
