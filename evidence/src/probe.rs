//! What a probe found: which errors the compiler gives when a type is changed, and which code it then never looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::catalog::{Count, Crate};
use crate::kind::{self, Kind};
use crate::record::{Problem, Record, Table};

/// One run of the probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbeRecord {
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    const KIND: &'static str = "probe";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.command.clone_from(&self.command);
        record.toolchain = kind::toolchain(&self.toolchain);
        record.inputs = vec![self.of.input()];
        record.notes.clone_from(&self.limits);
        let labels = [
            ("field", self.field.clone().into()),
            ("with", kind::list(&self.with)),
            ("before", self.before.clone().into()),
            ("after", self.after.clone().into()),
            ("dependencies", kind::list(&self.dependencies)),
            ("targets", self.targets.to_string().into()),
            ("hidden", kind::list(&self.hidden)),
        ];
        record.labels = labels.map(|(id, label)| (id.to_owned(), label)).into_iter().collect();
        let place = ["file", "line", "column", "end", "code", "function", "test"];
        record.tables.insert("errors".to_owned(), Table::of(&place, &self.errors));
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let of = Crate::of(record)?;
        let (hidden, targets) = (record.list("hidden").to_vec(), kind::number(record, "targets")?);
        if hidden.len() > targets {
            return Err(Problem::new("hidden", format!("{} targets are hidden of {targets}", hidden.len())));
        }
        Ok(Self {
            name: kind::name::<Self>(record),
            command: record.command.clone(),
            toolchain: kind::rustc(record),
            of,
            field: record.label("field").to_owned(),
            with: record.list("with").to_vec(),
            before: record.label("before").to_owned(),
            after: record.label("after").to_owned(),
            dependencies: record.list("dependencies").to_vec(),
            errors: kind::rows(record, "errors")?,
            hidden,
            targets,
            limits: record.notes.clone(),
        })
    }
}

impl ProbeRecord {
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
            "name": "a", "command": "cargo run -- probe a", "toolchain": "rustc 1",
            "crate": {"name": "a", "commit": null, "dirty": null}, "field": "A.b", "before": "Vec<u8>",
            "after": "Arc<Vec<u8>>", "targets": 3, "hidden": ["test t"], "limits": [],
            "errors": [
                {"file": "src/lib.rs", "line": 2, "column": 5, "end": 4, "code": "E0308", "test": false},
                {"file": "src/lib.rs", "line": 9, "column": 1, "end": 9, "code": "E0308", "test": true},
            ],
        })
    }

    fn read(record: &Value) -> Result<ProbeRecord, String> {
        kind::of_fields(record.clone())
    }

    #[test]
    fn errors_are_counted_in_code_and_in_tests() {
        let record = read(&whole()).unwrap();
        assert_eq!(record.count(|it| &it.code)["E0308"], Count { code: 1, tests: 1 });
        assert_eq!(record.all().total(), 2);
    }

    #[test]
    fn more_hidden_targets_than_there_are_are_refused() {
        let mut record = whole();
        record["targets"] = 0.into();
        assert!(read(&record).unwrap_err().starts_with("a.json: hidden: 1 targets are hidden of 0."));
    }
}
