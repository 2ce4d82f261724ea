//! The report for people.

use std::collections::BTreeMap;
use std::fmt;

use super::record::Probe;
use crate::code::Count;
use crate::columns::{columns, row};

/// What a probe cannot see.
pub(super) const LIMITS: [&str; 4] = [
    "errors that errors hide: a target is not looked at while what it needs fails, nor a later phase of the compiler",
    "how much work an error is: one edit may mend several, and a mended one may show others",
    "code that is not compiled: other targets, features that are off, inactive cfg",
    "what compiles and behaves otherwise, such as a copy where there was none",
];

impl fmt::Display for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.of.name, self.of.commit.as_deref().unwrap_or("(no commit)"))?;
        let with: String = self.with.iter().map(|name| format!(", and in {name}")).collect();
        writeln!(f, "{}: {} becomes {}{with}", self.field, self.before, self.after)?;
        for dependency in &self.dependencies {
            writeln!(f, "with {dependency}")?;
        }
        if self.errors.is_empty() {
            writeln!(f, "\nIt compiles as it is: all {} targets.", self.targets)?;
        } else {
            let all = self.all();
            writeln!(
                f,
                "\n{} errors in code and {} in tests, in {} files",
                all.code,
                all.tests,
                self.files().len()
            )?;
            columns(f, &counted("code", &self.count(|it| &it.code)))?;
            writeln!(f)?;
            columns(f, &counted("file", &self.count(|it| &it.file)))?;
            writeln!(f)?;
            columns(f, &errors(self))?;
        }
        if !self.hidden.is_empty() {
            writeln!(
                f,
                "\nNever looked at, {} of {} targets: {}",
                self.hidden.len(),
                self.targets,
                self.hidden.join(", ")
            )?;
        }
        writeln!(f, "\nNot seen:")?;
        f.write_str(&LIMITS.map(|limit| format!("- {limit}")).join("\n"))
    }
}

fn counted(what: &str, counts: &BTreeMap<&str, Count>) -> Vec<Vec<String>> {
    let mut rows = vec![row(&[what, "in code", "in tests"])];
    rows.extend(counts.iter().map(|(key, it)| row(&[key, &it.code.to_string(), &it.tests.to_string()])));
    rows
}

fn errors(record: &Probe) -> Vec<Vec<String>> {
    let mut rows = vec![row(&["place", "code", "for", "what"])];
    for it in &record.errors {
        let place = format!("{}:{}", it.file, it.line);
        let target = if it.test { "test" } else { "code" };
        rows.push(row(&[&place, &it.code, target, it.message.as_deref().unwrap_or_default()]));
    }
    rows
}
