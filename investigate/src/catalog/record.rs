//! What a catalog found, as it is printed and kept: every use of a field, a method or a type, and every call of a method.

use std::collections::BTreeMap;

use evidence::Record;
use evidence::record::{Axis, Table, Value};
use serde_json::{Value as Json, json};

use super::call::Call;
use super::report::{ClassifiedUse, SubjectUses};
use super::site::Site;
use crate::code::{Count, CrateId, Finding};

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
    pub(super) subjects: Vec<SubjectUses>,
}

impl Finding for Catalog {
    /// Uses and calls are tables that pages show and count, and the families the axis of the uses' column.
    fn to_record(&self) -> Record {
        let mut record = self.head.clone();
        record.axes.insert(FAMILIES.to_owned(), Axis::Listed(self.families.clone()));
        let subjects = self.asked(false).map(|it| {
            let subject = &it.definition.subject;
            let mut row = json!({
                "subject": subject.to_string(),
                "what": subject.kind.name(),
                "defined": it.definition.at(),
                "warnings": it.warnings,
            });
            if !it.edits.is_empty() {
                row["edits"] = json!(it.edits);
            }
            row
        });
        let methods = self.asked(true).map(|it| {
            let method = it.definition.subject.to_string();
            json!({"method": method, "defined": it.definition.at(), "warnings": it.warnings})
        });
        let rows = |calls: bool, row: fn(&ClassifiedUse, &str) -> Json| {
            self.asked(calls).flat_map(move |of| {
                let subject = of.definition.subject.to_string();
                of.uses.iter().map(move |it| row(it, &subject))
            })
        };
        let place = ["subject", "file", "line", "column", "function", "test"];
        let tables = [
            ("subjects", Table::of(&["subject", "what", "defined", "warnings"], subjects)),
            ("uses", Table::of(&place, rows(false, ClassifiedUse::row))),
            ("methods", Table::of(&["method", "defined", "warnings"], methods)),
            ("calls", Table::of(&CALLS, rows(true, ClassifiedUse::row_of_call))),
        ];
        record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
        record
    }
}

impl Catalog {
    /// The subjects whose uses, or whose calls, were asked for.
    pub(super) fn asked(&self, calls: bool) -> impl Iterator<Item = &SubjectUses> {
        self.subjects.iter().filter(move |it| it.calls == calls)
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

impl SubjectUses {
    /// Counts the uses by something that each has.
    pub(super) fn count<'a>(
        &'a self,
        by: impl Fn(&'a ClassifiedUse) -> Option<&'a str>,
    ) -> BTreeMap<&'a str, Count> {
        Count::by(self.uses.iter().filter_map(|it| Some((by(it)?, it.site.test))))
    }

    /// What a family makes of the uses, by verdict.
    pub(super) fn verdicts(&self, family: &str) -> BTreeMap<&str, Count> {
        self.count(|it| it.families.get(family).copied())
    }

    /// Whether the families say something of its uses.
    pub(super) fn has_families(&self) -> bool {
        self.uses.iter().any(|it| !it.families.is_empty())
    }
}

impl ClassifiedUse {
    /// File and line.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file, self.site.start.line)
    }

    /// What follows from a call, which is not known where the syntax does not show it.
    pub(super) fn call(&self) -> Call {
        self.site.call.clone().unwrap_or_default()
    }

    /// A use of the subject.
    fn row(&self, subject: &str) -> Json {
        let Site { start, function, test, operation, .. } = &self.site;
        let mut row = json!({
            "subject": subject,
            "file": self.file,
            "line": start.line,
            "column": start.column,
            "function": function,
            "test": test,
            "kind": operation.kind().name(),
            "operation": operation.name(),
        });
        if self.expansions > 0 {
            row["expansions"] = self.expansions.into();
        }
        if !self.families.is_empty() {
            row[FAMILIES] = json!(self.families);
        }
        row
    }

    /// A call of the method, ready to be shown.
    fn row_of_call(&self, method: &str) -> Json {
        let Site { start, function, test, .. } = &self.site;
        let code = |text: &String| json!({"code": text});
        // Nothing is an empty cell.
        let listed = |cells: Vec<Json>| if cells.is_empty() { Json::Null } else { Json::Array(cells) };
        let call = self.call();
        let in_loop = call.in_loop.map(|kind| format!("a {kind} loop").replace("loop loop", "loop"));
        let in_task = call.spawned.then(|| "a task of its own".to_owned());
        json!({
            "method": method,
            "place": code(&self.place()),
            "function": function.as_ref().map(code),
            "runs-in": listed(in_loop.into_iter().chain(in_task).map(Json::from).collect()),
            "needs": call.needs.name(),
            "access": call.access.name(),
            "asked-before": listed(call.before.iter().map(code).collect()),
            "asked-after": listed(call.after.iter().map(code).collect()),
            "test": test,
            "file": self.file,
            "line": start.line,
            "column": start.column,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::call::{Access, Needs};
    use super::super::operation::Operation;
    use super::*;
    use crate::code::{Definition, FieldContents, Position, Subject, SubjectKind, field, method};

    fn a_use(file: &str, line: usize, column: usize, function: Option<&str>, test: bool) -> ClassifiedUse {
        let site = Site::unclear([Position { line, column }; 2], function.map(str::to_owned), test);
        ClassifiedUse { file: file.to_owned(), expansions: 0, site, families: BTreeMap::new() }
    }

    fn judged(file: &str, verdict: &'static str, test: bool) -> ClassifiedUse {
        let mut judged = a_use(file, 2, 1, None, test);
        judged.site.operation = Operation::Scan;
        judged.families.insert("shared", verdict);
        judged
    }

    fn called(line: usize, function: Option<&str>, test: bool, call: Call) -> ClassifiedUse {
        let mut called = a_use("src/main.rs", line, 5, function, test);
        called.site.call = Some(call);
        called
    }

    fn subject(subject: Subject, line: usize, warnings: usize, uses: Vec<ClassifiedUse>) -> SubjectUses {
        let calls = subject.kind == SubjectKind::Method;
        let (file, place) = ("src/lib.rs".to_owned(), Position { line, column: 1 });
        let definition = Definition { subject, file, place, holds: FieldContents::Other };
        SubjectUses { definition, calls, warnings, element: None, uses, edits: BTreeMap::new() }
    }

    fn catalog() -> Catalog {
        let text = str::to_owned;
        let of = CrateId { name: text("shop"), commit: Some(text("abc")), dirty: None };
        let command = text("cargo run -- catalog shop");
        let family = Value { title: text("Arc<Shop>"), about: text("arc, both"), ..Value::of("shared") };
        let uses = vec![judged("src/lib.rs", "as is", false), judged("tests/a.rs", "edit", true)];
        let known = Call {
            in_loop: Some("for"),
            spawned: true,
            access: Access::Read,
            needs: Needs::OneItem,
            before: vec![text("close"), text("save")],
            after: Vec::new(),
        };
        let unknown = Call { after: vec![text("save")], ..Call::default() };
        let calls = vec![called(7, Some("main"), false, known), called(9, None, true, unknown)];
        Catalog {
            head: of.record(text("catalog/shop"), command, "rustc 1", &["what is not compiled"]),
            of,
            families: vec![family],
            subjects: vec![
                subject(field("Shop.items").unwrap(), 1, 3, uses),
                subject(method("Shop::open").unwrap(), 9, 2, calls),
            ],
        }
    }

    #[test]
    fn its_record_has_tables_that_are_ready_to_be_shown_and_the_families_as_their_axis() {
        let record = catalog().to_record().to_json();
        Record::from_json("shop.json", &record).unwrap();
        snapbox::assert_data_eq!(record, snapbox::file!["../../tests/expected/catalog.json": Text]);
    }

    #[test]
    fn uses_are_counted_in_code_and_in_tests() {
        let catalog = catalog();
        let subject = &catalog.subjects[0];
        assert_eq!(
            subject.count(|it| Some(it.site.operation.kind().name()))["read"],
            Count { code: 1, tests: 1 }
        );
        assert_eq!(subject.verdicts("shared")["edit"], Count { code: 0, tests: 1 });
    }
}
