//! The report as JSON: printed, or kept as a record. It has places and kinds, and no code.

use std::collections::BTreeMap;

use serde::Serialize;

use super::family::FAMILIES;
use super::manifest::Crate;
use super::report::{Found, Use};
use super::table::LIMITS;

/// The version of this format.
const SCHEMA: u32 = 1;

/// Where a record came from.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Origin {
    /// The record's name: its file's, without `.json`.
    pub(super) name: String,
    /// The command that repeats it.
    pub(super) command: String,
    /// The compiler.
    pub(super) toolchain: String,
}

/// A report as JSON.
#[derive(Debug, Serialize)]
pub(super) struct Document<'a> {
    schema: u32,
    kind: &'static str,
    #[serde(flatten)]
    origin: Option<Origin>,
    #[serde(rename = "crate")]
    of: &'a Crate,
    limits: [&'static str; LIMITS.len()],
    families: BTreeMap<&'static str, &'static str>,
    subjects: Vec<SubjectEntry<'a>>,
    calls: Vec<CallsEntry<'a>>,
}

#[derive(Debug, Serialize)]
struct SubjectEntry<'a> {
    subject: String,
    what: &'static str,
    defined: String,
    warnings: usize,
    counts: Counts<'a>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    edits: BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>,
    uses: Vec<UseEntry<'a>>,
}

/// Numbers of uses, in code and in tests.
#[derive(Debug, Serialize)]
struct Counts<'a> {
    uses: Count,
    kinds: BTreeMap<&'static str, Count>,
    operations: BTreeMap<&'static str, Count>,
    files: BTreeMap<&'a str, Count>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    families: BTreeMap<&'static str, BTreeMap<&'static str, Count>>,
}

#[derive(Debug, Serialize)]
struct Count {
    code: usize,
    tests: usize,
}

#[derive(Debug, Serialize)]
struct UseEntry<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    kind: &'static str,
    operation: &'static str,
    function: Option<&'a str>,
    test: bool,
    #[serde(skip_serializing_if = "is_zero")]
    expansions: usize,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    families: BTreeMap<&'static str, &'static str>,
}

#[derive(Debug, Serialize)]
struct CallsEntry<'a> {
    method: String,
    defined: String,
    warnings: usize,
    count: Count,
    sites: Vec<CallEntry<'a>>,
}

#[derive(Debug, Serialize)]
struct CallEntry<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    function: Option<&'a str>,
    test: bool,
    #[serde(rename = "loop")]
    in_loop: Option<&'static str>,
    spawned: Option<bool>,
    access: &'static str,
    needs: &'static str,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl From<[usize; 2]> for Count {
    fn from([code, tests]: [usize; 2]) -> Self {
        Self { code, tests }
    }
}

impl<'a> Document<'a> {
    /// The report; with an origin it is a record.
    pub(super) fn of(of: &'a Crate, found: &'a [Found], origin: Option<Origin>) -> Self {
        Self {
            schema: SCHEMA,
            kind: "catalog",
            origin,
            of,
            limits: LIMITS,
            families: FAMILIES.iter().map(|family| (family.id, family.what)).collect(),
            subjects: found.iter().filter(|found| !found.calls).map(subject).collect(),
            calls: found.iter().filter(|found| found.calls).map(calls).collect(),
        }
    }

    /// Pretty JSON.
    pub(super) fn to_json(&self) -> String {
        // Only a map with keys that are no strings, or a value that refuses, could fail; there is neither.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

fn defined(found: &Found) -> String {
    format!("{}:{}", found.definition.file, found.definition.place.line)
}

fn total(found: &Found) -> Count {
    let tests = found.uses.iter().filter(|it| it.test).count();
    Count { code: found.uses.len() - tests, tests }
}

fn subject(found: &Found) -> SubjectEntry<'_> {
    let families = if found.has_families() { FAMILIES.as_slice() } else { &[] };
    let verdicts = families.iter().map(|&family| {
        let counts = found.verdicts(family).into_iter().map(|(verdict, counts)| (verdict, counts.into()));
        (family.id, counts.collect())
    });
    let counts = Counts {
        uses: total(found),
        kinds: found.kinds().into_iter().map(|(kind, counts)| (kind.name(), counts.into())).collect(),
        operations: found.operations().into_iter().map(|(it, counts)| (it.name(), counts.into())).collect(),
        files: found.files().into_iter().map(|(file, counts)| (file, counts.into())).collect(),
        families: verdicts.collect(),
    };
    SubjectEntry {
        subject: found.definition.subject.to_string(),
        what: found.definition.subject.kind.name(),
        defined: defined(found),
        warnings: found.warnings,
        counts,
        edits: families.iter().map(|&family| (family.id, found.edits(family))).collect(),
        uses: found.uses.iter().map(|it| entry(it, found.has_families())).collect(),
    }
}

fn entry(it: &Use, has_families: bool) -> UseEntry<'_> {
    UseEntry {
        file: &it.file,
        line: it.place.line,
        column: it.place.column,
        kind: it.operation.kind().name(),
        operation: it.operation.name(),
        function: it.function.as_deref(),
        test: it.test,
        expansions: it.expansions,
        families: if has_families { it.verdicts().into_iter().collect() } else { BTreeMap::new() },
    }
}

fn calls(found: &Found) -> CallsEntry<'_> {
    let sites = found.uses.iter().map(|it| CallEntry {
        file: &it.file,
        line: it.place.line,
        column: it.place.column,
        function: it.function.as_deref(),
        test: it.test,
        in_loop: it.call.and_then(|call| call.in_loop),
        spawned: it.call.map(|call| call.spawned),
        access: it.call.map_or("unknown", |call| call.access.name()),
        needs: it.call.map_or("unknown", |call| call.needs.name()),
    });
    CallsEntry {
        method: found.definition.subject.to_string(),
        defined: defined(found),
        warnings: found.warnings,
        count: total(found),
        sites: sites.collect(),
    }
}
