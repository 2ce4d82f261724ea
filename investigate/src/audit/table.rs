//! The audit for people.

use std::fmt;

use super::facts::{Addition, Audit, CrateFacts};
use super::verdict::answer;

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = &self.database;
        let commit = database.commit.as_deref().map(|commit| format!(" at {commit}")).unwrap_or_default();
        writeln!(
            f,
            "{} advisories of {}{commit}, {} days old",
            database.advisories, database.date, database.age_days
        )?;
        for addition in &self.representations {
            writeln!(f, "\n{}: {}", addition.representation, adds(addition))?;
            for it in self.added(addition) {
                writeln!(f, "  {}", line(it))?;
            }
            for (rule, judged) in self.verdict(addition) {
                writeln!(f, "  {rule}: {}", answer(judged.truth()))?;
                for reason in judged.reasons() {
                    writeln!(f, "    {reason}")?;
                }
            }
        }
        for note in &self.head.notes {
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
