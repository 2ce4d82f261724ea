//! What was found as a record: printed, or kept. It has places and kinds, and no code.

use std::collections::BTreeMap;

use evidence::catalog::{Calls, CatalogRecord, Crate, Family, KIND, Site, Subject, Use};
use evidence::record::SCHEMA;

use super::family::{self, FAMILIES, Verdict};
use super::report::{self, Found};
use super::table::LIMITS;

/// Where a record came from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The record's name: its file's, without `.json`.
    pub(super) name: String,
    /// The command that repeats it.
    pub(super) command: String,
    /// The compiler.
    pub(super) toolchain: String,
}

/// The record of what was found.
pub(super) fn of(of: Crate, found: &[Found], origin: Origin) -> CatalogRecord {
    CatalogRecord {
        schema: SCHEMA,
        kind: KIND.to_owned(),
        name: origin.name,
        command: origin.command,
        toolchain: origin.toolchain,
        of,
        limits: LIMITS.map(str::to_owned).into(),
        families: FAMILIES.iter().map(entry).collect(),
        subjects: found.iter().filter(|found| !found.calls).map(subject).collect(),
        calls: found.iter().filter(|found| found.calls).map(calls).collect(),
    }
}

fn entry(family: &family::Family) -> Family {
    Family {
        id: family.id.to_owned(),
        what: family.what.to_owned(),
        representations: family.representations.iter().map(|&id| id.to_owned()).collect(),
    }
}

fn defined(found: &Found) -> String {
    format!("{}:{}", found.definition.file, found.definition.place.line)
}

fn subject(found: &Found) -> Subject {
    let families = if found.has_families() { FAMILIES.as_slice() } else { &[] };
    Subject {
        subject: found.definition.subject.to_string(),
        what: found.definition.subject.kind.name().to_owned(),
        defined: defined(found),
        warnings: found.warnings,
        edits: families.iter().map(|family| (family.id.to_owned(), edits(family, found))).collect(),
        uses: found.uses.iter().map(|it| one_use(it, families)).collect(),
    }
}

/// The edits of a family that the uses need, by operation.
fn edits(family: &family::Family, found: &Found) -> BTreeMap<String, String> {
    let edits = found.uses.iter().filter_map(|it| match family.of(it.operation, it.holder) {
        Verdict::Edit(what) | Verdict::Redesign(what) => {
            Some((it.operation.name().to_owned(), what.to_owned()))
        }
        Verdict::AsIs | Verdict::Unknown => None,
    });
    edits.collect()
}

fn one_use(it: &report::Use, families: &[family::Family]) -> Use {
    let verdicts = families
        .iter()
        .map(|family| (family.id.to_owned(), family.of(it.operation, it.holder).name().to_owned()));
    Use {
        file: it.file.clone(),
        line: it.place.line,
        column: it.place.column,
        kind: it.operation.kind().name().to_owned(),
        operation: it.operation.name().to_owned(),
        function: it.function.clone(),
        test: it.test,
        expansions: it.expansions,
        families: verdicts.collect(),
    }
}

fn calls(found: &Found) -> Calls {
    let sites = found.uses.iter().map(|it| {
        let call = it.call.as_ref();
        Site {
            file: it.file.clone(),
            line: it.place.line,
            column: it.place.column,
            function: it.function.clone(),
            test: it.test,
            in_loop: call.and_then(|call| call.in_loop).map(str::to_owned),
            spawned: call.map(|call| call.spawned),
            access: call.map_or("unknown", |call| call.access.name()).to_owned(),
            needs: call.map_or("unknown", |call| call.needs.name()).to_owned(),
            before: call.map(|call| call.before.clone()).unwrap_or_default(),
            after: call.map(|call| call.after.clone()).unwrap_or_default(),
        }
    });
    Calls {
        method: found.definition.subject.to_string(),
        defined: defined(found),
        warnings: found.warnings,
        sites: sites.collect(),
    }
}
