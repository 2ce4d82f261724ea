//! The audit for people.

use std::fmt;

use super::facts::{Addition, Audit, CrateFacts};
use super::verdict::answer;

/// An audit as lines of text.
#[derive(Debug)]
pub(super) struct AuditTable<'a>(pub(super) &'a Audit);

impl fmt::Display for AuditTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let record = self.0;
        let database = &record.database;
        let commit = database.commit.as_deref().map(|commit| format!(" at {commit}")).unwrap_or_default();
        writeln!(
            f,
            "{} advisories of {}{commit}, {} days old",
            database.advisories, database.date, database.age_days
        )?;
        for addition in &record.representations {
            writeln!(f, "\n{}: {}", addition.representation, adds(addition))?;
            for it in record.added(addition) {
                writeln!(f, "  {}", line(it))?;
            }
            for (rule, judged) in record.verdict(addition) {
                writeln!(f, "  {rule}: {}", answer(judged.truth()))?;
                for reason in judged.reasons() {
                    writeln!(f, "    {reason}")?;
                }
            }
        }
        for note in &record.notes {
            writeln!(f, "\n{note}")?;
        }
        Ok(())
    }
}

fn adds(addition: &Addition) -> String {
    match addition.adds.len() {
        0 => "adds no crate".to_owned(),
        1 => "adds 1 crate".to_owned(),
        many => format!("adds {many} crates"),
    }
}

fn line(it: &CrateFacts) -> String {
    let licence = it.licence.as_deref().unwrap_or("no licence");
    let rust = it.rust_version.as_deref().unwrap_or("not stated");
    let newest = it.newest.as_ref();
    let newest = newest.map_or_else(|| "unknown".to_owned(), |it| format!("{} of {}", it.version, it.date));
    format!("{}: {licence}; Rust {rust}; newest {newest}; {} unsafe lines", it.id(), it.unsafe_lines)
}
