//! What a catalog found: every use of a field, a method or a type, and every call of a method.

mod filter;

pub use filter::{Filter, FilterError};

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use crate::record::{RecordError, SCHEMA};

/// The `kind` of these records.
pub const KIND: &str = "catalog";

/// What may become of a use in a family, from nothing to a new design.
pub const VERDICTS: [&str; 4] = ["as is", "edit", "redesign", "unknown"];

/// One run of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogRecord {
    /// Version of this format.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: u32,
    /// [`KIND`].
    #[schemars(extend("const" = KIND))]
    pub kind: String,
    /// The file's name without `.json`.
    pub name: String,
    /// The command that repeats it, with the crate by its name only.
    pub command: String,
    /// First line of `rustc --version`.
    pub toolchain: String,
    /// The crate that was looked into.
    #[serde(rename = "crate")]
    pub of: Crate,
    /// What it cannot see, one sentence each.
    pub limits: Vec<String>,
    /// The ways to share a list that the uses were judged for.
    pub families: Vec<Family>,
    /// What was looked for.
    pub subjects: Vec<Subject>,
    /// The methods whose calls were looked for.
    pub calls: Vec<Calls>,
}

/// A crate that was looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Crate {
    /// Its package's name, or its folder's where it has several packages.
    pub name: String,
    /// The commit, where one is known.
    pub commit: Option<String>,
    /// Whether there were changes that were not committed; none where git does not know.
    pub dirty: Option<bool>,
}

/// A way to share a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// Its name.
    pub id: String,
    /// What changes in the code.
    pub what: String,
    /// The representations that it stands for; one that shares in two ways is in two families.
    pub representations: Vec<String>,
}

/// A field, a method or a type, with its uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its name with its owner's.
    pub subject: String,
    /// `field`, `method` or `type`.
    pub what: String,
    /// File and line.
    pub defined: String,
    /// How many warnings the compiler gave; a place has several where several targets compile it.
    pub warnings: usize,
    /// What is to be done, by family and operation.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub edits: BTreeMap<String, BTreeMap<String, String>>,
    /// By file, line and column.
    pub uses: Vec<Use>,
}

/// One use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// Relative to the crate.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is done, roughly.
    pub kind: String,
    /// What is done.
    pub operation: String,
    /// The function around it.
    pub function: Option<String>,
    /// Whether it is compiled for tests only.
    pub test: bool,
    /// How many calls of the crate's own macros lead here, if it stands in one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub expansions: usize,
    /// One of [`VERDICTS`] for each family; none where families say nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub families: BTreeMap<String, String>,
}

/// A method with its calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calls {
    /// Its name with its owner's.
    pub method: String,
    /// File and line.
    pub defined: String,
    /// As in [`Subject`].
    pub warnings: usize,
    /// By file, line and column.
    pub sites: Vec<Site>,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Relative to the crate.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The function around it.
    pub function: Option<String>,
    /// Whether it is compiled for tests only.
    pub test: bool,
    /// The innermost loop around it in its function.
    #[serde(rename = "loop")]
    pub in_loop: Option<String>,
    /// Whether it runs in a task or thread of its own; none where that is not known.
    pub spawned: Option<bool>,
    /// What is done with what it returns.
    pub access: String,
    /// How much of what it returns is needed.
    pub needs: String,
    /// What else the function asked of the same value before, in the order of the text: then the answer must be fresh.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// What else it asks of it afterwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// How many, in code and in tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Compiled for others too.
    pub code: usize,
    /// Compiled for tests only.
    pub tests: usize,
}

impl Count {
    /// Both.
    pub fn total(self) -> usize {
        self.code + self.tests
    }

    /// Counts one more.
    pub(crate) fn add(&mut self, test: bool) {
        *(if test { &mut self.tests } else { &mut self.code }) += 1;
    }
}

impl Kind for CatalogRecord {
    const KIND: &'static str = KIND;
}

impl CatalogRecord {
    /// Reads a record of the catalog. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is not JSON of this form or of another kind, and when a use has a verdict for a
    /// family that the record does not explain.
    pub fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        let record: Self = RecordError::parse(file, text)?;
        let known: BTreeSet<&str> = record.families.iter().map(|family| family.id.as_str()).collect();
        for subject in &record.subjects {
            for it in &subject.uses {
                for (family, verdict) in &it.families {
                    let problem = if !known.contains(family.as_str()) {
                        format!("`{family}` is not among the record's families")
                    } else if !VERDICTS.contains(&verdict.as_str()) {
                        format!("`{verdict}` is no verdict")
                    } else {
                        continue;
                    };
                    let place = format!("{} at {}:{}", subject.subject, it.file, it.line);
                    return Err(RecordError::Impossible { file: file.to_owned(), place, problem });
                }
            }
        }
        Ok(record)
    }
}

impl Subject {
    /// Counts the uses by something that each has.
    pub fn count<'a>(&'a self, by: impl Fn(&'a Use) -> Option<&'a str>) -> BTreeMap<&'a str, Count> {
        let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
        for it in &self.uses {
            if let Some(key) = by(it) {
                counts.entry(key).or_default().add(it.test);
            }
        }
        counts
    }

    /// What a family makes of the uses, by verdict.
    pub fn verdicts(&self, family: &str) -> BTreeMap<&str, Count> {
        self.count(|it| it.families.get(family).map(String::as_str))
    }

    /// Whether the families say something of it: they are about lists.
    pub fn has_families(&self) -> bool {
        self.uses.iter().any(|it| !it.families.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn whole() -> Value {
        json!({
            "schema": 1, "kind": "catalog", "name": "a", "command": "cargo run -- catalog a", "toolchain": "rustc 1",
            "crate": {"name": "a", "commit": null, "dirty": null}, "limits": [],
            "families": [{"id": "shared", "what": "Arc", "representations": ["arc"]}],
            "subjects": [{"subject": "A.b", "what": "field", "defined": "src/lib.rs:1", "warnings": 3, "uses": [
                {"file": "src/lib.rs", "line": 2, "column": 1, "kind": "read", "operation": "scan",
                    "function": null, "test": false, "families": {"shared": "as is"}},
                {"file": "tests/a.rs", "line": 3, "column": 1, "kind": "read", "operation": "get",
                    "function": "t", "test": true, "families": {"shared": "edit"}},
            ]}],
            "calls": [],
        })
    }

    fn problem(change: impl FnOnce(&mut Value)) -> String {
        let mut record = whole();
        change(&mut record);
        CatalogRecord::from_json("a.json", &record.to_string()).unwrap_err().to_string()
    }

    #[test]
    fn uses_are_counted_in_code_and_in_tests() {
        let record = CatalogRecord::from_json("a.json", &whole().to_string()).unwrap();
        let subject = &record.subjects[0];
        assert_eq!(subject.count(|it| Some(&it.kind))["read"], Count { code: 1, tests: 1 });
        assert_eq!(subject.verdicts("shared")["edit"], Count { code: 0, tests: 1 });
    }

    #[test]
    fn another_kind_of_record_is_refused() {
        let said = problem(|record| record["kind"] = "serde".into());
        assert_eq!(
            said,
            "a.json:1:1: this is a serde record where catalog records are read. Put it where its kind belongs."
        );
    }

    #[test]
    fn a_verdict_of_an_unknown_family_names_the_use() {
        let said = problem(|record| record["families"] = json!([]));
        assert!(
            said.starts_with("a.json: A.b at src/lib.rs:2: `shared` is not among the record's families"),
            "{said}"
        );
        let said =
            problem(|record| record["subjects"][0]["uses"][0]["families"]["shared"] = "perhaps".into());
        assert!(said.contains("`perhaps` is no verdict"), "{said}");
    }

    #[test]
    fn a_field_that_is_missing_is_named_with_its_line() {
        let said = problem(|record| {
            record["subjects"][0]["uses"][0].as_object_mut().unwrap().remove("operation");
        });
        assert!(said.starts_with("a.json:1:") && said.contains("missing field `operation`"), "{said}");
    }
}
