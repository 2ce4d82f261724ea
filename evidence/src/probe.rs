//! What a probe found: which errors the compiler gives when a type is changed, and which code it then never looked at.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalog::{Count, Crate};
use crate::kind::Kind;
use crate::record::{RecordError, SCHEMA};

/// The `kind` of these records.
pub const KIND: &str = "probe";

/// One run of the probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProbeRecord {
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
    /// The crate.
    #[serde(rename = "crate")]
    pub of: Crate,
    /// The field whose type was changed.
    pub field: String,
    /// What else was changed with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Its type before.
    pub before: String,
    /// Its type afterwards.
    pub after: String,
    /// Dependencies that were added, as `cargo add` takes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<String>,
    /// The compiler's errors, by file, line and column; each once, however many targets have it.
    pub errors: Vec<CompileError>,
    /// Targets that compiled before and were never looked at, because what they need failed: errors in them are hidden.
    pub hidden: Vec<String>,
    /// How many targets there are.
    pub targets: usize,
    /// What it cannot see, one sentence each.
    pub limits: Vec<String>,
}

/// One error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompileError {
    /// Relative to the crate.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The last line of the compiler's span.
    pub end: usize,
    /// The compiler's code, such as `E0308`; `none` where it has none.
    pub code: String,
    /// The function around it, with its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// Whether it is in code that is compiled for tests only.
    pub test: bool,
    /// What the compiler says; not in records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Kind for ProbeRecord {
    const KIND: &'static str = KIND;
}

impl ProbeRecord {
    /// Reads a record of the probe. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is not JSON of this form or of another kind.
    pub fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        let record: Self = RecordError::parse(file, text)?;
        if record.hidden.len() > record.targets {
            let problem = format!("{} targets are hidden of {}", record.hidden.len(), record.targets);
            return Err(RecordError::Impossible {
                file: file.to_owned(),
                place: "hidden".to_owned(),
                problem,
            });
        }
        Ok(record)
    }

    /// Counts the errors by something that each has.
    pub fn count<'a>(&'a self, by: impl Fn(&'a CompileError) -> &'a str) -> BTreeMap<&'a str, Count> {
        let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
        for it in &self.errors {
            counts.entry(by(it)).or_default().add(it.test);
        }
        counts
    }

    /// All errors.
    pub fn all(&self) -> Count {
        let tests = self.errors.iter().filter(|it| it.test).count();
        Count { code: self.errors.len() - tests, tests }
    }

    /// The files with errors.
    pub fn files(&self) -> BTreeSet<&str> {
        self.errors.iter().map(|it| it.file.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn whole() -> Value {
        json!({
            "schema": 1, "kind": "probe", "name": "a", "command": "cargo run -- probe a", "toolchain": "rustc 1",
            "crate": {"name": "a", "commit": null, "dirty": null}, "field": "A.b", "before": "Vec<u8>",
            "after": "Arc<Vec<u8>>", "targets": 3, "hidden": ["test t"], "limits": [],
            "errors": [
                {"file": "src/lib.rs", "line": 2, "column": 5, "end": 4, "code": "E0308", "test": false},
                {"file": "src/lib.rs", "line": 9, "column": 1, "end": 9, "code": "E0308", "test": true},
            ],
        })
    }

    fn read(record: &Value) -> Result<ProbeRecord, String> {
        ProbeRecord::from_json("a.json", &record.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn errors_are_counted_in_code_and_in_tests() {
        let record = read(&whole()).unwrap();
        assert_eq!(record.count(|it| &it.code)["E0308"], Count { code: 1, tests: 1 });
        assert_eq!(record.all().total(), 2);
    }

    #[test]
    fn more_hidden_targets_than_there_are_and_another_kind_are_refused() {
        let mut record = whole();
        record["targets"] = 0.into();
        assert!(read(&record).unwrap_err().starts_with("a.json: hidden: 1 targets are hidden of 0."));
        let mut record = whole();
        record["kind"] = "catalog".into();
        assert!(read(&record).unwrap_err().starts_with("a.json:1:1: this is a catalog record"));
    }
}
