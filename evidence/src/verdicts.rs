//! What the compiler says of each operation on a list, for each type that could hold it.
//!
//! Every operation was compiled once for each type and for each sort of element. A verdict that is read from here is a fact about
//! the library's version that stands beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kind::{self, Kind};
use crate::record::{Problem, Record, Table};

/// The sorts of element, from the one that can do least to the one that can do most.
pub const ELEMENTS: [&str; 4] = ["generic", "no clone", "clone", "copy"];

/// What the compiler said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictsRecord {
    /// The file's name without `.json`.
    pub name: String,
    /// The command that repeats it.
    pub command: String,
    /// First line of `rustc --version`.
    pub toolchain: String,
    /// Versions of the libraries, by their names.
    pub libraries: BTreeMap<String, String>,
    /// How each sort of element was declared, by the names in [`ELEMENTS`].
    pub elements: BTreeMap<String, String>,
    /// The type that each family gives a field `items: Vec<T>`, or its owner.
    pub families: BTreeMap<String, String>,
    /// Every operation that was compiled.
    pub operations: Vec<Asked>,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// How it is known; behind an arrow stands what the code around expects of it.
    pub operation: String,
    /// The code that was compiled; `$` is the list and `%` another of its type.
    pub code: String,
    /// What the compiler said, by family.
    pub families: BTreeMap<String, Vec<Answer>>,
}

/// What the compiler said, for these elements. Those that a `Vec` cannot do it with either are in no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The elements.
    pub elements: Vec<String>,
    /// The error; none where it compiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What compiles instead; empty where it can be left out, none where nothing is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
}

/// An entry of a map, as a row.
#[derive(Serialize, Deserialize)]
struct Entry {
    id: String,
    what: String,
}

fn table(map: &BTreeMap<String, String>) -> Table {
    Table::of(&["id", "what"], map.iter().map(|(id, what)| Entry { id: id.clone(), what: what.clone() }))
}

fn map(record: &Record, table: &str) -> Result<BTreeMap<String, String>, Problem> {
    let entries: Vec<Entry> = kind::rows(record, table)?;
    Ok(entries.into_iter().map(|Entry { id, what }| (id, what)).collect())
}

impl Kind for VerdictsRecord {
    const KIND: &'static str = "verdicts";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.command.clone_from(&self.command);
        record.toolchain = kind::toolchain(&self.toolchain);
        let tables = [
            ("libraries", table(&self.libraries)),
            ("elements", table(&self.elements)),
            ("families", table(&self.families)),
            ("operations", Table::of(&["operation", "code", "families"], &self.operations)),
        ];
        record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let verdicts = Self {
            name: kind::name::<Self>(record),
            command: record.command.clone(),
            toolchain: kind::rustc(record),
            libraries: map(record, "libraries")?,
            elements: map(record, "elements")?,
            families: map(record, "families")?,
            operations: kind::rows(record, "operations")?,
        };
        for asked in &verdicts.operations {
            let unknown_family =
                asked.families.keys().find(|family| !verdicts.families.contains_key(*family));
            let elements = asked.families.values().flatten().flat_map(|answer| &answer.elements);
            let unknown_element = elements.into_iter().find(|it| !ELEMENTS.contains(&it.as_str()));
            let problem = match (unknown_family, unknown_element) {
                (Some(family), _) => format!("`{family}` is not among the record's families"),
                (None, Some(element)) => {
                    format!("`{element}` is no sort of element; there are {}", ELEMENTS.join(", "))
                }
                (None, None) => continue,
            };
            return Err(Problem::new(&asked.operation, problem));
        }
        Ok(verdicts)
    }
}

impl Asked {
    /// What the compiler said for a family and an element. Where a `Vec` of that element cannot do it, the element can do more than
    /// is known of it, and the next sort that a `Vec` can do it with answers.
    pub fn answer(&self, family: &str, element: &str) -> Option<&Answer> {
        let answers = self.families.get(family)?;
        let from = ELEMENTS.iter().position(|it| *it == element)?;
        let of = |sort: &str| answers.iter().find(|answer| answer.elements.iter().any(|it| it == sort));
        ELEMENTS[from..].iter().find_map(|sort| of(sort))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

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
        let record = kind::of_fields::<VerdictsRecord>(whole()).unwrap();
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
            kind::of_fields::<VerdictsRecord>(record).unwrap_err()
        };
        let said = problem(|record| record["families"] = json!({}));
        assert!(said.contains(".push(_): `im` is not among the record's families"), "{said}");
        let said = problem(|record| {
            record["operations"][0]["families"]["im"][0]["elements"][0] = "some".into();
        });
        assert!(said.contains("`some` is no sort of element"), "{said}");
    }
}
