//! What a probe found: which errors the compiler gives when a type is changed, and which code it then never looked at.

use std::collections::{BTreeMap, BTreeSet};

use evidence::Record;
use evidence::record::{Axis, Figure, Label, Table, Value};
use serde::Serialize;

use crate::code::{Count, CrateId, Finding};
use crate::measure::slug;

/// One run of the probe.
#[derive(Debug)]
pub(super) struct Probe {
    pub(super) of: CrateId,
    /// Its record, as yet without what was found.
    pub(super) head: Record,
    /// What it was changed to, as records name it: a representation's id, or what was written.
    pub(super) goal: String,
    /// The field whose type was changed.
    pub(super) field: String,
    /// What else was changed with it.
    pub(super) with: Vec<String>,
    /// Its type before.
    pub(super) before: String,
    /// Its type afterwards.
    pub(super) after: String,
    /// Dependencies that were added, as `cargo add` takes them.
    pub(super) dependencies: Vec<String>,
    /// The compiler's errors, by file, line and column; each once, however many targets have it.
    pub(super) errors: Vec<CompilerError>,
    /// Targets that compiled before and were never looked at, because what they need failed: errors in them are hidden.
    pub(super) hidden: Vec<String>,
    /// How many targets there are.
    pub(super) targets: usize,
}

/// One error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct CompilerError {
    /// Relative to the crate.
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
    /// The last line of the compiler's span.
    pub(super) end: usize,
    /// The compiler's code, such as `E0308`; `none` where it has none.
    pub(super) code: String,
    /// The function around it, with its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) function: Option<String>,
    /// Whether it is in code that is compiled for tests only.
    pub(super) test: bool,
    /// What the compiler says; not in records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
}

/// The folder of such records.
pub(super) const FOLDER: &str = "probe/";

impl Finding for Probe {
    /// Its coordinates say which code it is of and what the type became, so that the records of one crate are rows
    /// of one table.
    fn to_record(&self) -> Record {
        let mut record = self.head.clone();
        let goal = slug::slug(&self.goal);
        // A record is named after its crate and the type; who names it otherwise names the crate so.
        let name = record.name.strip_prefix(FOLDER).unwrap_or(&record.name);
        let of = name.strip_suffix(&goal).and_then(|name| name.strip_suffix('-'));
        let of = of.map_or_else(|| self.of.slug(), str::to_owned);
        record.coordinates = [("of".to_owned(), of), ("type".to_owned(), goal)].into_iter().collect();
        let labels = [
            ("field", Label::from(&self.field)),
            ("with", Label::List(self.with.clone())),
            ("before", Label::from(&self.before)),
            ("after", Label::from(&self.after)),
            ("dependencies", Label::List(self.dependencies.clone())),
            ("hidden", Label::List(self.hidden.clone())),
        ];
        record.labels = labels.map(|(id, label)| (id.to_owned(), label)).into_iter().collect();
        record.put_count("errors", self.errors.len());
        record.put_count("files", self.files().len());
        record.put_count("targets", self.targets);
        record.put_count("targets-hidden", self.hidden.len());
        let by_code = self.count(|error| &error.code);
        record
            .axes
            .insert("code".to_owned(), Axis::Listed(by_code.keys().map(|code| Value::of(*code)).collect()));
        record.declare("errors-by-code", &["code"]);
        for (code, count) in by_code {
            record.put("errors-by-code", code, Figure::counted(count.code + count.tests));
        }
        let place = ["file", "line", "column", "end", "code", "function", "test"];
        record.tables.insert("errors".to_owned(), Table::of(&place, &self.errors));
        record
    }

    /// What the compiler says has code in it.
    fn forget_code(&mut self) {
        self.errors.iter_mut().for_each(|error| error.message = None);
    }
}

impl Probe {
    /// Counts the errors by something that each has.
    pub(super) fn count<'a>(&'a self, by: impl Fn(&'a CompilerError) -> &'a str) -> BTreeMap<&'a str, Count> {
        Count::by(self.errors.iter().map(|it| (by(it), it.test)))
    }

    /// All errors.
    pub(super) fn all(&self) -> Count {
        let all = Count::by(self.errors.iter().map(|it| ((), it.test)));
        all.get(&()).copied().unwrap_or_default()
    }

    /// The files with errors.
    pub(super) fn files(&self) -> BTreeSet<&str> {
        self.errors.iter().map(|it| it.file.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(name: &str, goal: &str) -> Probe {
        let text = str::to_owned;
        let error = |line: usize, test: bool| CompilerError {
            file: text("src/lib.rs"),
            line,
            column: 5,
            end: line,
            code: text(if test { "E0599" } else { "E0308" }),
            function: Some(text("sell")),
            test,
            message: None,
        };
        let of = CrateId { name: text("shop"), commit: Some(text("abc")), dirty: None };
        let command = text("cargo run -- probe shop");
        Probe {
            head: of.record(format!("{FOLDER}{name}"), command, "rustc 1", &[]),
            of,
            goal: text(goal),
            field: text("Shop.items"),
            with: Vec::new(),
            before: text("Vec<Item>"),
            after: text("tree::List<Item>"),
            dependencies: vec![text("tree@1")],
            errors: vec![error(2, false), error(4, false), error(9, true)],
            hidden: vec![text("test t")],
            targets: 3,
        }
    }

    #[test]
    fn its_record_has_the_counts_as_figures_at_the_code_and_the_type() {
        let record = probe("shop-abc-tree", "tree").to_record().to_json();
        Record::from_json("shop.json", &record).unwrap();
        snapbox::assert_data_eq!(record, snapbox::file!["../../tests/expected/probe.json": Text]);
    }

    #[test]
    fn the_code_is_named_as_the_record_is_or_else_after_the_crate() {
        let of = |name: &str, goal: &str| {
            let coordinates = probe(name, goal).to_record().coordinates;
            (coordinates["of"].clone(), coordinates["type"].clone())
        };
        let both = |of: &str, goal: &str| (of.to_owned(), goal.to_owned());
        assert_eq!(of("shop-1-0-tree", "tree"), both("shop-1-0", "tree"));
        assert_eq!(of("mine", "tree"), both("shop-abc", "tree"));
        assert_eq!(of("tree", "tree"), both("shop-abc", "tree"));
        assert_eq!(of("shop-abc-std-vec-t", "std::Vec<$T>"), both("shop-abc", "std-vec-t"));
    }

    #[test]
    fn what_compiles_has_a_record_too() {
        let record =
            Probe { errors: Vec::new(), hidden: Vec::new(), ..probe("shop-abc-tree", "tree") }.to_record();
        Record::from_json("shop.json", &record.to_json()).unwrap();
        assert_eq!(record.figure("errors", ""), Some(&Figure::Exact(0.0)));
    }

    #[test]
    fn errors_are_counted_in_code_and_in_tests() {
        let probe = probe("shop-abc-tree", "tree");
        assert_eq!(probe.count(|it| &it.code)["E0308"], Count { code: 2, tests: 0 });
        assert_eq!(probe.all(), Count { code: 2, tests: 1 });
    }
}
