//! What a catalog found, as it is printed and kept: every use of a field, a method or a type, and every call of a method.

use std::collections::BTreeMap;

use evidence::Record;
use evidence::record::{Axis, Table, Value};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::call::Call;
use crate::code::{Count, CrateId};

/// What may become of a use in a family, from nothing to a new design.
pub(super) const VERDICTS: [&str; 4] = ["as is", "edit", "redesign", "unknown"];

/// One run of the catalog.
#[derive(Debug)]
pub(super) struct Catalog {
    /// The crate that was looked into.
    pub(super) of: CrateId,
    /// Its record, as yet without what was found.
    pub(super) head: Record,
    /// The ways to share a list that the uses were judged for: what changes in the code, and the representations that each stands for;
    /// one that shares in two ways is in two families.
    pub(super) families: Vec<Value>,
    /// What was looked for.
    pub(super) subjects: Vec<CatalogSubject>,
    /// The methods whose calls were looked for.
    pub(super) calls: Vec<MethodCalls>,
}

/// A field, a method or a type, with its uses.
#[derive(Debug, Serialize)]
pub(super) struct CatalogSubject {
    /// Its name with its owner's.
    pub(super) subject: String,
    /// `field`, `method` or `type`.
    pub(super) what: &'static str,
    /// File and line.
    pub(super) defined: String,
    /// How many warnings the compiler gave; a place has several where several targets compile it.
    pub(super) warnings: usize,
    /// What is to be done, by family and operation.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) edits: BTreeMap<String, BTreeMap<String, String>>,
    /// By file, line and column.
    #[serde(skip)]
    pub(super) uses: Vec<CatalogUse>,
}

/// Where something stands.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    /// Relative to the crate.
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// The function around it.
    pub(super) function: Option<String>,
    /// Whether it is compiled for tests only.
    pub(super) test: bool,
}

/// One use.
#[derive(Debug, Serialize)]
pub(super) struct CatalogUse {
    #[serde(flatten)]
    pub(super) at: Place,
    /// What is done, roughly.
    pub(super) kind: &'static str,
    /// What is done.
    pub(super) operation: &'static str,
    /// How many calls of the crate's own macros lead here, if it stands in one.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) expansions: usize,
    /// One of [`VERDICTS`] for each family; none where families say nothing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) families: BTreeMap<String, String>,
}

/// A method with its calls.
#[derive(Debug, Serialize)]
pub(super) struct MethodCalls {
    /// Its name with its owner's.
    pub(super) method: String,
    /// File and line.
    pub(super) defined: String,
    /// As in [`CatalogSubject`].
    pub(super) warnings: usize,
    /// By file, line and column.
    #[serde(skip)]
    pub(super) sites: Vec<CatalogCall>,
}

/// One call.
#[derive(Debug)]
pub(super) struct CatalogCall {
    pub(super) at: Place,
    /// What follows from it; none where the syntax does not show it.
    pub(super) call: Option<Call>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A use with the subject that it is of.
#[derive(Serialize)]
struct UseRow<'a> {
    subject: &'a str,
    #[serde(flatten)]
    it: &'a CatalogUse,
}

impl Catalog {
    /// The record of it: uses and calls as tables that pages show and count, and the families as the axis of the uses' column.
    pub(super) fn to_record(&self) -> Record {
        let mut record = self.head.clone();
        record.axes.insert(FAMILIES.to_owned(), Axis::Listed(self.families.clone()));
        let uses =
            self.subjects.iter().flat_map(|of| of.uses.iter().map(|it| UseRow { subject: &of.subject, it }));
        let calls = self.calls.iter().flat_map(|of| of.sites.iter().map(|it| it.row(&of.method)));
        let place = ["subject", "file", "line", "column", "function", "test"];
        let tables = [
            ("subjects", Table::of(&["subject", "what", "defined", "warnings"], &self.subjects)),
            ("uses", Table::of(&place, uses)),
            ("methods", Table::of(&["method", "defined", "warnings"], &self.calls)),
            ("calls", Table::of(&CALLS, calls)),
        ];
        record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
        record
    }
}

/// The column of the uses with what each family makes of one, and the axis of the families.
const FAMILIES: &str = "families";

/// The columns of the calls: first what a page shows.
const CALLS: [&str; 12] = [
    "method",
    "place",
    "function",
    "runs-in",
    "needs",
    "access",
    "asked-before",
    "asked-after",
    "test",
    "file",
    "line",
    "column",
];

impl CatalogSubject {
    /// Counts the uses by something that each has.
    pub(super) fn count<'a>(
        &'a self,
        by: impl Fn(&'a CatalogUse) -> Option<&'a str>,
    ) -> BTreeMap<&'a str, Count> {
        Count::by(self.uses.iter().filter_map(|it| Some((by(it)?, it.at.test))))
    }

    /// What a family makes of the uses, by verdict.
    pub(super) fn verdicts(&self, family: &str) -> BTreeMap<&str, Count> {
        self.count(|it| it.families.get(family).map(String::as_str))
    }

    /// Whether the families say something of it: they are about lists.
    pub(super) fn has_families(&self) -> bool {
        self.uses.iter().any(|it| !it.families.is_empty())
    }
}

impl CatalogCall {
    /// What is done with what it returns.
    pub(super) fn access(&self) -> &'static str {
        self.call.as_ref().map_or("unknown", |call| call.access.name())
    }

    /// How much of what it returns is needed.
    pub(super) fn needs(&self) -> &'static str {
        self.call.as_ref().map_or("unknown", |call| call.needs.name())
    }

    /// What else the function asked of the same value before and afterwards: if before, the answer must be fresh.
    pub(super) fn asked(&self) -> [&[String]; 2] {
        self.call.as_ref().map_or([&[], &[]], |call| [&call.before, &call.after])
    }

    /// A call of the method, ready to be shown.
    fn row(&self, method: &str) -> Json {
        let Place { file, line, column, function, test } = &self.at;
        let code = |text: &String| json!({"code": text});
        // Nothing is an empty cell.
        let listed = |cells: Vec<Json>| if cells.is_empty() { Json::Null } else { Json::Array(cells) };
        let call = self.call.as_ref();
        let in_loop = call.and_then(|call| call.in_loop);
        let in_loop = in_loop.map(|kind| format!("a {kind} loop").replace("loop loop", "loop"));
        let in_task = call.filter(|call| call.spawned).map(|_| "a task of its own".to_owned());
        let [before, after] = self.asked().map(|names| listed(names.iter().map(code).collect()));
        json!({
            "method": method,
            "place": code(&format!("{file}:{line}")),
            "function": function.as_ref().map(code),
            "runs-in": listed(in_loop.into_iter().chain(in_task).map(Json::from).collect()),
            "needs": self.needs(),
            "access": self.access(),
            "asked-before": before,
            "asked-after": after,
            "test": test,
            "file": file,
            "line": line,
            "column": column,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::call::{Access, Needs};
    use super::*;

    fn at(file: &str, line: usize, function: Option<&str>, test: bool) -> Place {
        Place { file: file.to_owned(), line, column: 5, function: function.map(str::to_owned), test }
    }

    fn a_use(file: &str, verdict: &str, test: bool) -> CatalogUse {
        let families = BTreeMap::from([("shared".to_owned(), verdict.to_owned())]);
        let at = Place { column: 1, ..at(file, 2, None, test) };
        CatalogUse { at, kind: "read", operation: "scan", expansions: 0, families }
    }

    fn catalog() -> Catalog {
        let text = str::to_owned;
        let of = CrateId { name: text("shop"), commit: Some(text("abc")), dirty: None };
        let command = text("cargo run -- catalog shop");
        Catalog {
            head: of.record(text("catalog/shop"), command, "rustc 1", &["what is not compiled"]),
            of,
            families: vec![Value {
                title: text("Arc<Shop>"),
                about: text("arc, both"),
                ..Value::of("shared")
            }],
            subjects: vec![CatalogSubject {
                subject: text("Shop.items"),
                what: "field",
                defined: text("src/lib.rs:1"),
                warnings: 3,
                edits: BTreeMap::new(),
                uses: vec![a_use("src/lib.rs", "as is", false), a_use("tests/a.rs", "edit", true)],
            }],
            calls: vec![MethodCalls {
                method: text("Shop::open"),
                defined: text("src/lib.rs:9"),
                warnings: 2,
                sites: vec![
                    CatalogCall {
                        at: at("src/main.rs", 7, Some("main"), false),
                        call: Some(Call {
                            in_loop: Some("for"),
                            spawned: true,
                            access: Access::Read,
                            needs: Needs::OneItem,
                            before: vec![text("close"), text("save")],
                            after: Vec::new(),
                        }),
                    },
                    CatalogCall {
                        at: at("src/main.rs", 9, None, true),
                        call: Some(Call {
                            in_loop: None,
                            spawned: false,
                            access: Access::Unknown,
                            needs: Needs::Unknown,
                            before: Vec::new(),
                            after: vec![text("save")],
                        }),
                    },
                ],
            }],
        }
    }

    #[test]
    fn its_record_has_tables_that_are_ready_to_be_shown_and_the_families_as_their_axis() {
        let record = catalog().to_record().to_json();
        Record::from_json("shop.json", &record).unwrap();
        snapbox::assert_data_eq!(
            record,
            snapbox::str![[r#"
{
  "schema": 2,
  "name": "catalog/shop",
  "toolchain": {
    "rustc": "rustc 1"
  },
  "inputs": [
    {
      "kind": "crate",
      "name": "shop",
      "commit": "abc"
    }
  ],
  "command": "cargo run -- catalog shop",
  "notes": [
    "what is not compiled"
  ],
  "axes": {
    "families": [
      {"id": "shared", "title": "Arc<Shop>", "about": "arc, both"}
    ]
  },
  "tables": {
    "subjects": {
      "columns": [{"id": "subject"}, {"id": "what"}, {"id": "defined"}, {"id": "warnings"}],
      "rows": [
        ["Shop.items", "field", "src/lib.rs:1", 3]
      ]
    },
    "uses": {
      "columns": [{"id": "subject"}, {"id": "file"}, {"id": "line"}, {"id": "column"}, {"id": "function"}, {"id": "test"}, {"id": "families"}, {"id": "kind"}, {"id": "operation"}],
      "rows": [
        ["Shop.items", "src/lib.rs", 2, 1, null, false, {"shared": "as is"}, "read", "scan"],
        ["Shop.items", "tests/a.rs", 2, 1, null, true, {"shared": "edit"}, "read", "scan"]
      ]
    },
    "methods": {
      "columns": [{"id": "method"}, {"id": "defined"}, {"id": "warnings"}],
      "rows": [
        ["Shop::open", "src/lib.rs:9", 2]
      ]
    },
    "calls": {
      "columns": [{"id": "method"}, {"id": "place"}, {"id": "function"}, {"id": "runs-in"}, {"id": "needs"}, {"id": "access"}, {"id": "asked-before"}, {"id": "asked-after"}, {"id": "test"}, {"id": "file"}, {"id": "line"}, {"id": "column"}],
      "rows": [
        ["Shop::open", {"code": "src/main.rs:7"}, {"code": "main"}, ["a for loop", "a task of its own"], "one item", "read-only", [{"code": "close"}, {"code": "save"}], null, false, "src/main.rs", 7, 5],
        ["Shop::open", {"code": "src/main.rs:9"}, null, null, "unknown", "unknown", null, [{"code": "save"}], true, "src/main.rs", 9, 5]
      ]
    }
  }
}

"#]]
        );
    }

    #[test]
    fn uses_are_counted_in_code_and_in_tests() {
        let catalog = catalog();
        let subject = &catalog.subjects[0];
        assert_eq!(subject.count(|it| Some(it.kind))["read"], Count { code: 1, tests: 1 });
        assert_eq!(subject.verdicts("shared")["edit"], Count { code: 0, tests: 1 });
    }
}
