//! The report for people.

use std::fmt;

use super::family::FAMILIES;
use super::manifest::Crate;
use super::report::Found;

/// What a catalog cannot see.
pub(super) const LIMITS: [&str; 9] = [
    "code that is not compiled: other targets, features that are off, inactive cfg",
    "uses in other crates; those of a workspace's members are found in the workspace's own folder",
    "uses in code that a derive writes, and uses of a subject in its own definition",
    "the crate must compile; flags for rustc in a .cargo/config.toml are replaced",
    "kinds are read from syntax: a method that is not of the standard library is unknown",
    "calls: callees are not followed, and a value is followed through its own block only",
    "families: what to expect, not what the compiler says; an item is not followed once it has left its list",
    "only fields that hold a Vec have families",
    "shared-file: where the file as a whole is lent mutably is no use of its list; look for the field that holds the file",
];

/// The report as a table.
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// The crate.
    pub(super) of: &'a Crate,
    /// What was found.
    pub(super) found: &'a [Found],
}

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.of.name, self.of.commit.as_deref().unwrap_or("(no commit)"))?;
        for found in self.found {
            writeln!(f, "\n{}", title(found))?;
            if found.calls {
                columns(f, &calls(found))?;
                continue;
            }
            columns(f, &counts(found))?;
            if found.has_families() {
                writeln!(f)?;
                columns(f, &families(found))?;
            }
            writeln!(f)?;
            columns(f, &uses(found))?;
        }
        writeln!(f, "\nNot seen or not certain:")?;
        let lines: Vec<String> = LIMITS.iter().map(|limit| format!("- {limit}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

fn title(found: &Found) -> String {
    let definition = &found.definition;
    let what = if found.calls { "call" } else { "use" };
    let plural = if found.uses.len() == 1 { "" } else { "s" };
    format!(
        "{} {}, defined in {}:{}: {} {what}{plural}, from {} of the compiler's warnings",
        definition.subject.kind.name(),
        definition.subject,
        definition.file,
        definition.place.line,
        found.uses.len(),
        found.warnings,
    )
}

fn counts(found: &Found) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["kind", "code", "tests"])];
    rows.extend(found.kinds().iter().map(|(kind, counts)| count(kind.name(), *counts)));
    rows.push(Vec::new());
    rows.push(row(&["file", "code", "tests"]));
    rows.extend(found.files().iter().map(|(file, counts)| count(file, *counts)));
    rows
}

fn families(found: &Found) -> Vec<Vec<String>> {
    let verdicts = ["as is", "edit", "redesign", "unknown"];
    let mut rows = vec![row(&["family", "as is", "edit", "redesign", "unknown"])];
    for family in FAMILIES {
        let counts = found.verdicts(family);
        let mut cells = vec![family.id.to_owned()];
        cells.extend(verdicts.iter().map(|verdict| {
            let [code, tests] = counts.get(verdict).copied().unwrap_or_default();
            format!("{code} + {tests}")
        }));
        rows.push(cells);
    }
    rows
}

fn uses(found: &Found) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["place", "kind", "operation", "in", "for"])];
    if found.has_families() {
        rows[0].extend(FAMILIES.iter().map(|family| family.id.to_owned()));
    }
    for it in &found.uses {
        let mut cells = vec![
            format!("{}:{}", it.file, it.place.line),
            it.operation.kind().name().to_owned(),
            it.operation.name().to_owned(),
            function(it.function.as_deref(), it.expansions),
            if it.test { "test" } else { "code" }.to_owned(),
        ];
        if found.has_families() {
            cells.extend(it.verdicts().iter().map(|(_, verdict)| (*verdict).to_owned()));
        }
        rows.push(cells);
    }
    rows
}

fn calls(found: &Found) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["place", "in", "for", "loop", "spawned", "then", "needs"])];
    for it in &found.uses {
        let call = it.call;
        let dash = || "-".to_owned();
        rows.push(vec![
            format!("{}:{}", it.file, it.place.line),
            function(it.function.as_deref(), it.expansions),
            if it.test { "test" } else { "code" }.to_owned(),
            call.and_then(|call| call.in_loop).map_or_else(dash, str::to_owned),
            call.map_or("unknown", |call| if call.spawned { "yes" } else { "no" }).to_owned(),
            call.map_or("unknown", |call| call.access.name()).to_owned(),
            call.map_or("unknown", |call| call.needs.name()).to_owned(),
        ]);
    }
    rows
}

fn function(name: Option<&str>, expansions: usize) -> String {
    let name = name.unwrap_or("-");
    if expansions == 0 { name.to_owned() } else { format!("{name} (macro, {expansions}x)") }
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&cell| cell.to_owned()).collect()
}

fn count(name: &str, [code, tests]: [usize; 2]) -> Vec<String> {
    vec![name.to_owned(), code.to_string(), tests.to_string()]
}

/// Writes rows in columns of equal width.
fn columns(f: &mut fmt::Formatter<'_>, rows: &[Vec<String>]) -> fmt::Result {
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let width = width(column);
            line.push_str(&format!("{cell:width$}  "));
        }
        writeln!(f, "{}", line.trim_end())?;
    }
    Ok(())
}
