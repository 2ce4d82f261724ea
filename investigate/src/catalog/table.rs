//! The report for people.

use std::collections::BTreeMap;
use std::fmt;

use evidence::record::Value;

use super::record::{Catalog, CatalogSubject, CatalogUse, MethodCalls, VERDICTS};
use crate::code::Count;
use crate::columns::columns;

/// What a catalog cannot see.
pub(super) const LIMITS: [&str; 11] = [
    "code that is not compiled: other targets, features that are off, inactive cfg",
    "uses in crates outside of the workspace",
    "uses in code that a derive writes, and uses of a subject in its own definition",
    "what a crate that does not compile would use",
    "kinds are read from syntax: a method that is not of the standard library is unknown",
    "calls: before and after are in the order of the text, for a variable by its name",
    "calls: callees are not followed, and a value is followed through its own block only",
    "families: an operation is what the compiler said of it once; which operation it is, is read from syntax",
    "families: an item is not followed once it has left its list: shared-items is unknown there",
    "only fields that hold a Vec have families",
    "shared-file: where the owner as a whole is lent mutably is no use of its list; look for the field that holds it",
];

impl fmt::Display for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.of.name, self.of.commit.as_deref().unwrap_or("(no commit)"))?;
        for it in &self.subjects {
            let heading = heading(it.what, &it.subject, &it.defined);
            writeln!(
                f,
                "\n{heading}: {}, from {} of the compiler's warnings",
                plural(it.uses.len(), "use"),
                it.warnings
            )?;
            columns(f, &counts(it))?;
            if it.has_families() {
                writeln!(f)?;
                columns(f, &families(it, &self.families))?;
            }
            writeln!(f)?;
            columns(f, &uses(it, &self.families))?;
            if it.edits.values().any(|edits| !edits.is_empty()) {
                writeln!(f, "\nWhat compiles instead; where nothing is known, what the compiler says:")?;
                columns(f, &edits(it, &self.families))?;
            }
        }
        for it in &self.calls {
            let heading = heading("method", &it.method, &it.defined);
            writeln!(
                f,
                "\n{heading}: {}, from {} of the compiler's warnings",
                plural(it.sites.len(), "call"),
                it.warnings
            )?;
            columns(f, &calls(it))?;
        }
        writeln!(f, "\nNot seen or not certain:")?;
        let lines: Vec<String> = LIMITS.iter().map(|limit| format!("- {limit}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

fn heading(what: &str, name: &str, defined: &str) -> String {
    format!("{what} {name}, defined in {defined}")
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn counts(subject: &CatalogSubject) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["kind", "code", "tests"])];
    rows.extend(counted(subject.count(|it| Some(it.kind))));
    rows.push(Vec::new());
    rows.push(row(&["file", "code", "tests"]));
    rows.extend(counted(subject.count(|it| Some(&it.at.file))));
    rows
}

fn counted(counts: BTreeMap<&str, Count>) -> impl Iterator<Item = Vec<String>> {
    counts.into_iter().map(|(key, it)| row(&[key, &it.code.to_string(), &it.tests.to_string()]))
}

fn families(subject: &CatalogSubject, families: &[Value]) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["family"])];
    rows[0].extend(row(&VERDICTS));
    for family in families {
        let counts = subject.verdicts(&family.id);
        let mut cells = vec![family.id.clone()];
        cells.extend(VERDICTS.iter().map(|verdict| {
            let it = counts.get(verdict).copied().unwrap_or_default();
            format!("{} + {}", it.code, it.tests)
        }));
        rows.push(cells);
    }
    rows
}

fn uses(subject: &CatalogSubject, families: &[Value]) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["place", "kind", "operation", "in", "for"])];
    if subject.has_families() {
        rows[0].extend(families.iter().map(|family| family.id.clone()));
    }
    for it in &subject.uses {
        let mut cells = vec![
            format!("{}:{}", it.at.file, it.at.line),
            it.kind.to_owned(),
            it.operation.to_owned(),
            function(it),
            target(it.at.test).to_owned(),
        ];
        cells.extend(families.iter().filter_map(|family| it.families.get(&family.id).cloned()));
        rows.push(cells);
    }
    rows
}

fn edits(subject: &CatalogSubject, families: &[Value]) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["family", "operation", "instead"])];
    for family in families {
        let of_family = subject.edits.get(&family.id).into_iter().flatten();
        rows.extend(of_family.map(|(operation, instead)| row(&[&family.id, operation, instead])));
    }
    rows
}

fn calls(calls: &MethodCalls) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["place", "in", "for", "loop", "spawned", "then", "needs", "before", "after"])];
    for it in &calls.sites {
        let call = it.call.as_ref();
        let listed = |names: &[String]| if names.is_empty() { "-".to_owned() } else { names.join(", ") };
        let [before, after] = it.asked().map(listed);
        rows.push(vec![
            format!("{}:{}", it.at.file, it.at.line),
            it.at.function.clone().unwrap_or_else(|| "-".to_owned()),
            target(it.at.test).to_owned(),
            call.and_then(|call| call.in_loop).unwrap_or("-").to_owned(),
            call.map_or("unknown", |call| if call.spawned { "yes" } else { "no" }).to_owned(),
            it.access().to_owned(),
            it.needs().to_owned(),
            before,
            after,
        ]);
    }
    rows
}

fn target(test: bool) -> &'static str {
    if test { "test" } else { "code" }
}

fn function(it: &CatalogUse) -> String {
    let name = it.at.function.as_deref().unwrap_or("-");
    if it.expansions == 0 { name.to_owned() } else { format!("{name} (macro, {}x)", it.expansions) }
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&cell| cell.to_owned()).collect()
}
