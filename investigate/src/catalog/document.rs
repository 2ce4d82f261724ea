//! What was found as a record: printed, or kept. It has places and kinds, and no code.

use std::collections::{BTreeMap, BTreeSet};

use evidence::Record;
use evidence::record::Value;

use super::classified_use::ClassifiedUse;
use super::element::Element;
use super::family::{self, FAMILIES, ListVerdicts, UseVerdict};
use super::record::{Catalog, CatalogCall, CatalogSubject, CatalogUse, MethodCalls, Place};
use super::report::SubjectUses;
use super::site::Site;
use crate::code::CrateId;

/// What was found in the crate; `head` is its record, as yet without that.
pub(super) fn of(of: CrateId, head: Record, found: &[SubjectUses], verdicts: &ListVerdicts) -> Catalog {
    // The names are those of the only list, where there is one.
    let mut lists = found.iter().filter(|found| found.has_families());
    let named = lists.next().filter(|_| lists.next().is_none());
    Catalog {
        of,
        head,
        families: FAMILIES.iter().map(|family| value(family, named)).collect(),
        subjects: found.iter().filter(|found| !found.calls).map(|found| subject(found, verdicts)).collect(),
        calls: found.iter().filter(|found| found.calls).map(calls).collect(),
    }
}

fn value(family: &family::Family, named: Option<&SubjectUses>) -> Value {
    let subject = named.map(|found| &found.definition.subject);
    let owner = subject.and_then(|it| it.owner.as_deref()).unwrap_or("Owner");
    let field = subject.map_or("list", |it| it.name.as_str());
    let item = named.and_then(|found| found.element.as_ref()).map_or("Item", Element::text);
    let what = family.what.replace("{owner}", owner).replace("{field}", field).replace("{item}", item);
    Value { title: what, about: family.representations.join(", "), ..Value::of(family.id) }
}

fn defined(found: &SubjectUses) -> String {
    format!("{}:{}", found.definition.file, found.definition.place.line)
}

fn subject(found: &SubjectUses, verdicts: &ListVerdicts) -> CatalogSubject {
    let families = if found.has_families() { FAMILIES.as_slice() } else { &[] };
    let judged: Vec<(&family::Family, Vec<UseVerdict>)> = families
        .iter()
        .map(|family| (family, found.uses.iter().map(|it| verdicts.of_use(*family, it)).collect()))
        .collect();
    let uses = found.uses.iter().enumerate().map(|(at, it)| {
        let names = judged.iter().filter_map(|(family, all)| Some((family.id, all.get(at)?.name())));
        one_use(it, names.map(|(id, name)| (id.to_owned(), name.to_owned())).collect())
    });
    CatalogSubject {
        subject: found.definition.subject.to_string(),
        what: found.definition.subject.kind.name(),
        defined: defined(found),
        warnings: found.warnings,
        edits: judged
            .iter()
            .map(|(family, all)| (family.id.to_owned(), edits(all, found, verdicts.list(**family))))
            .collect(),
        uses: uses.collect(),
    }
}

/// What is to be written instead, or why nothing is known, by operation.
fn edits(verdicts: &[UseVerdict], found: &SubjectUses, list: &str) -> BTreeMap<String, String> {
    let subject = &found.definition.subject;
    let owner = subject.owner.as_deref().unwrap_or("Owner");
    let mut edits: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (verdict, it) in verdicts.iter().zip(&found.uses) {
        let what = match verdict {
            UseVerdict::Edit(instead) if instead.is_empty() => "leave it out".to_owned(),
            UseVerdict::Edit(instead) => words(instead, owner, &subject.name, list),
            UseVerdict::Redesign(error) => error.clone(),
            UseVerdict::AsIs | UseVerdict::Unknown => continue,
        };
        edits.entry(it.site.operation.name().to_owned()).or_default().insert(what);
    }
    edits.into_iter().map(|(operation, all)| (operation, Vec::from_iter(all).join(" | "))).collect()
}

/// The code that compiles, with the names of the crate that is looked into.
fn words(instead: &str, owner: &str, field: &str, list: &str) -> String {
    // What was expected of it is no part of it.
    let code = match instead.split_once(" = ") {
        Some((bound, code)) if bound.starts_with("let ") => code,
        _ => instead,
    };
    let code = code.replace("File::<T> {", "File {").replace("File {", &format!("{owner} {{"));
    let code = code
        .replace("List::", &format!("{list}::"))
        .replace("make::<T>()", "value")
        .replace("make()", "value");
    let code = code.replace("items", field).replace('$', field).replace('%', &format!("other.{field}"));
    code.trim_end_matches(';').to_owned()
}

fn place(it: &ClassifiedUse) -> Place {
    let Site { start, function, test, .. } = &it.site;
    Place {
        file: it.file.clone(),
        line: start.line,
        column: start.column,
        function: function.clone(),
        test: *test,
    }
}

fn one_use(it: &ClassifiedUse, families: BTreeMap<String, String>) -> CatalogUse {
    let operation = it.site.operation;
    CatalogUse {
        at: place(it),
        kind: operation.kind().name(),
        operation: operation.name(),
        expansions: it.expansions,
        families,
    }
}

fn calls(found: &SubjectUses) -> MethodCalls {
    let sites = found.uses.iter().map(|it| CatalogCall { at: place(it), call: it.site.call.clone() });
    MethodCalls {
        method: found.definition.subject.to_string(),
        defined: defined(found),
        warnings: found.warnings,
        sites: sites.collect(),
    }
}
