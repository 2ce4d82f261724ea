//! The report for people.

use std::collections::BTreeMap;
use std::fmt;

use evidence::record::Value;

use super::record::{Catalog, VERDICTS};
use super::report::{ClassifiedUse, SubjectUses};
use crate::code::Count;
use crate::columns::{columns, row};

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
        for it in self.asked(false).chain(self.asked(true)) {
            let subject = &it.definition.subject;
            writeln!(
                f,
                "\n{} {subject}, defined in {}: {} {}{}, from {} of the compiler's warnings",
                subject.kind.name(),
                it.definition.at(),
                it.uses.len(),
                if it.calls { "call" } else { "use" },
                if it.uses.len() == 1 { "" } else { "s" },
                it.warnings
            )?;
            if it.calls {
                columns(f, &calls(it))?;
                continue;
            }
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
        writeln!(f, "\nNot seen or not certain:")?;
        f.write_str(&LIMITS.map(|limit| format!("- {limit}")).join("\n"))
    }
}

fn counts(subject: &SubjectUses) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["kind", "code", "tests"])];
    rows.extend(counted(subject.count(|it| Some(it.site.operation.kind().name()))));
    rows.push(Vec::new());
    rows.push(row(&["file", "code", "tests"]));
    rows.extend(counted(subject.count(|it| Some(&it.file))));
    rows
}

fn counted(counts: BTreeMap<&str, Count>) -> impl Iterator<Item = Vec<String>> {
    counts.into_iter().map(|(key, it)| row(&[key, &it.code.to_string(), &it.tests.to_string()]))
}

fn families(subject: &SubjectUses, families: &[Value]) -> Vec<Vec<String>> {
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

fn uses(subject: &SubjectUses, families: &[Value]) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["place", "kind", "operation", "in", "for"])];
    if subject.has_families() {
        rows[0].extend(families.iter().map(|family| family.id.clone()));
    }
    for it in &subject.uses {
        let mut cells = vec![
            it.place(),
            it.site.operation.kind().name().to_owned(),
            it.site.operation.name().to_owned(),
            function(it),
            target(it),
        ];
        let verdicts = families.iter().filter_map(|family| it.families.get(family.id.as_str()));
        cells.extend(verdicts.map(|&verdict| verdict.to_owned()));
        rows.push(cells);
    }
    rows
}

fn edits(subject: &SubjectUses, families: &[Value]) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["family", "operation", "instead"])];
    for family in families {
        let of_family = subject.edits.get(family.id.as_str()).into_iter().flatten();
        rows.extend(of_family.map(|(operation, instead)| row(&[&family.id, operation, instead])));
    }
    rows
}

fn calls(calls: &SubjectUses) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["place", "in", "for", "loop", "spawned", "then", "needs", "before", "after"])];
    for it in &calls.uses {
        let call = it.call();
        let listed = |names: &[String]| if names.is_empty() { "-".to_owned() } else { names.join(", ") };
        let spawned = if call.spawned { "yes" } else { "no" };
        rows.push(vec![
            it.place(),
            it.site.function.clone().unwrap_or_else(|| "-".to_owned()),
            target(it),
            call.in_loop.unwrap_or("-").to_owned(),
            if it.site.call.is_some() { spawned } else { "unknown" }.to_owned(),
            call.access.name().to_owned(),
            call.needs.name().to_owned(),
            listed(&call.before),
            listed(&call.after),
        ]);
    }
    rows
}

fn target(it: &ClassifiedUse) -> String {
    if it.site.test { "test" } else { "code" }.to_owned()
}

fn function(it: &ClassifiedUse) -> String {
    let name = it.site.function.as_deref().unwrap_or("-");
    if it.expansions == 0 { name.to_owned() } else { format!("{name} (macro, {}x)", it.expansions) }
}
