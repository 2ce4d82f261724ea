//! What a catalog found: every use of a field, a method or a type, and every call of a method.

mod filter;

pub use filter::{Filter, FilterError};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::kind::{self, Kind};
use crate::record::{Input, InputKind, Problem, Record, Table};

/// What may become of a use in a family, from nothing to a new design.
pub const VERDICTS: [&str; 4] = ["as is", "edit", "redesign", "unknown"];

/// One run of the catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogRecord {
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A use with the subject that it is of.
#[derive(Serialize, Deserialize)]
struct OfSubject<T> {
    subject: String,
    #[serde(flatten)]
    it: T,
}

/// A call with the method that it is of.
#[derive(Serialize, Deserialize)]
struct OfMethod<T> {
    method: String,
    #[serde(flatten)]
    it: T,
}

/// A subject without its uses.
#[derive(Serialize, Deserialize)]
struct SubjectRow {
    what: String,
    defined: String,
    warnings: usize,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    edits: BTreeMap<String, BTreeMap<String, String>>,
}

/// A method without its calls.
#[derive(Serialize, Deserialize)]
struct MethodRow {
    defined: String,
    warnings: usize,
}

impl Kind for CatalogRecord {
    const KIND: &'static str = "catalog";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.command.clone_from(&self.command);
        record.toolchain = kind::toolchain(&self.toolchain);
        record.inputs = vec![self.of.input()];
        record.notes.clone_from(&self.limits);
        let subjects = self.subjects.iter().map(|it| OfSubject {
            subject: it.subject.clone(),
            it: SubjectRow {
                what: it.what.clone(),
                defined: it.defined.clone(),
                warnings: it.warnings,
                edits: it.edits.clone(),
            },
        });
        let uses = self
            .subjects
            .iter()
            .flat_map(|of| of.uses.iter().map(|it| OfSubject { subject: of.subject.clone(), it }));
        let methods = self.calls.iter().map(|it| OfMethod {
            method: it.method.clone(),
            it: MethodRow { defined: it.defined.clone(), warnings: it.warnings },
        });
        let calls = self
            .calls
            .iter()
            .flat_map(|of| of.sites.iter().map(|it| OfMethod { method: of.method.clone(), it }));
        let place = ["file", "line", "column", "function", "test"];
        let tables = [
            ("families", Table::of(&["id", "what"], &self.families)),
            ("subjects", Table::of(&["subject", "what", "defined", "warnings"], subjects)),
            ("uses", Table::of(&[&["subject"], place.as_slice()].concat(), uses)),
            ("methods", Table::of(&["method"], methods)),
            ("calls", Table::of(&[&["method"], place.as_slice()].concat(), calls)),
        ];
        record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let mut subjects: Vec<Subject> = kind::rows::<OfSubject<SubjectRow>>(record, "subjects")?
            .into_iter()
            .map(|OfSubject { subject, it: SubjectRow { what, defined, warnings, edits } }| Subject {
                subject,
                what,
                defined,
                warnings,
                edits,
                uses: Vec::new(),
            })
            .collect();
        for OfSubject { subject, it } in kind::rows::<OfSubject<Use>>(record, "uses")? {
            let of = subjects.iter_mut().find(|known| known.subject == subject);
            of.ok_or_else(|| Problem::new(subject, "it is not among the record's subjects"))?.uses.push(it);
        }
        let mut calls: Vec<Calls> = kind::rows::<OfMethod<MethodRow>>(record, "methods")?
            .into_iter()
            .map(|OfMethod { method, it: MethodRow { defined, warnings } }| Calls {
                method,
                defined,
                warnings,
                sites: Vec::new(),
            })
            .collect();
        for OfMethod { method, it } in kind::rows::<OfMethod<Site>>(record, "calls")? {
            let of = calls.iter_mut().find(|known| known.method == method);
            of.ok_or_else(|| Problem::new(method, "it is not among the record's methods"))?.sites.push(it);
        }
        let catalog = Self {
            name: kind::name::<Self>(record),
            command: record.command.clone(),
            toolchain: kind::rustc(record),
            of: Crate::of(record)?,
            limits: record.notes.clone(),
            families: kind::rows(record, "families")?,
            subjects,
            calls,
        };
        catalog.check()?;
        Ok(catalog)
    }
}

impl Crate {
    /// What a record of it depends on.
    pub(crate) fn input(&self) -> Input {
        Input {
            kind: InputKind::Crate,
            name: self.name.clone(),
            commit: self.commit.clone(),
            dirty: self.dirty,
            sha256: None,
        }
    }

    /// The one that a record is of.
    pub(crate) fn of(record: &Record) -> Result<Self, Problem> {
        let [of] = record.inputs.as_slice() else {
            return Err(Problem::new("inputs", "it is not said which crate was looked at"));
        };
        Ok(Self { name: of.name.clone(), commit: of.commit.clone(), dirty: of.dirty })
    }
}

impl CatalogRecord {
    fn check(&self) -> Result<(), Problem> {
        let known: BTreeSet<&str> = self.families.iter().map(|family| family.id.as_str()).collect();
        for subject in &self.subjects {
            for it in &subject.uses {
                for (family, verdict) in &it.families {
                    let problem = if !known.contains(family.as_str()) {
                        format!("`{family}` is not among the record's families")
                    } else if !VERDICTS.contains(&verdict.as_str()) {
                        format!("`{verdict}` is no verdict")
                    } else {
                        continue;
                    };
                    return Err(Problem::new(
                        format!("{} at {}:{}", subject.subject, it.file, it.line),
                        problem,
                    ));
                }
            }
        }
        Ok(())
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
            "name": "a", "command": "cargo run -- catalog a", "toolchain": "rustc 1",
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
        kind::of_fields::<CatalogRecord>(record).unwrap_err()
    }

    #[test]
    fn uses_are_counted_in_code_and_in_tests() {
        let record = kind::of_fields::<CatalogRecord>(whole()).unwrap();
        let subject = &record.subjects[0];
        assert_eq!(subject.count(|it| Some(&it.kind))["read"], Count { code: 1, tests: 1 });
        assert_eq!(subject.verdicts("shared")["edit"], Count { code: 0, tests: 1 });
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
    fn a_cell_that_is_missing_is_named_with_its_row() {
        let catalog: CatalogRecord = serde_json::from_value(whole()).unwrap();
        let mut record = catalog.to_record();
        let uses = record.tables.get_mut("uses").unwrap();
        let operation = uses.columns.iter().position(|column| column.id == "operation").unwrap();
        uses.rows[1][operation] = Value::Null;
        let said = CatalogRecord::of("a.json", &record).unwrap_err().to_string();
        assert!(said.starts_with("a.json: the table `uses`: row 2: missing field `operation`"), "{said}");
    }

    #[test]
    fn another_kind_of_record_is_refused() {
        let said = CatalogRecord::of("a.json", &Record::new("probe/a")).unwrap_err().to_string();
        assert!(said.starts_with("a.json: the table `subjects`: it is missing."), "{said}");
    }
}
