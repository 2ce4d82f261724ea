//! What each way to share a list makes of what was found: the verdict of every use, and what compiles instead.

use std::collections::{BTreeMap, BTreeSet};

use evidence::Record;
use evidence::record::Value;

use super::family::{FAMILIES, Family, ListVerdicts, UseVerdict};
use super::record::Catalog;
use super::report::SubjectUses;
use crate::code::{CrateId, FieldContents};

/// What was found in the crate; `head` is its record, as yet without that.
pub(super) fn of(of: CrateId, head: Record, mut found: Vec<SubjectUses>, verdicts: &ListVerdicts) -> Catalog {
    // The names are those of the only list, where there is one.
    let mut lists = found.iter().filter(|found| is_list(found));
    let named = lists.next().filter(|_| lists.next().is_none());
    let families = FAMILIES.iter().map(|family| value(family, named)).collect();
    for of_list in found.iter_mut().filter(|found| is_list(found)) {
        for family in FAMILIES {
            judge(of_list, family, verdicts);
        }
    }
    Catalog { of, head, families, subjects: found }
}

/// Families are about lists.
fn is_list(found: &SubjectUses) -> bool {
    found.definition.holds == FieldContents::List
}

fn value(family: &Family, named: Option<&SubjectUses>) -> Value {
    let subject = named.map(|found| &found.definition.subject);
    let owner = subject.and_then(|it| it.owner.as_deref()).unwrap_or("Owner");
    let field = subject.map_or("list", |it| it.name.as_str());
    let item = named.and_then(|found| found.element.as_ref()).map_or("Item", |it| &it.text);
    let what = family.what.replace("{owner}", owner).replace("{field}", field).replace("{item}", item);
    Value { title: what, about: family.representations.join(", "), ..Value::of(family.id) }
}

/// Notes what the family makes of each use; and by operation what is to be written instead, or why nothing is known.
fn judge(found: &mut SubjectUses, family: Family, verdicts: &ListVerdicts) {
    let subject = &found.definition.subject;
    let owner = subject.owner.as_deref().unwrap_or("Owner");
    let mut edits: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in &mut found.uses {
        let verdict = verdicts.of_use(family, &it.site);
        it.families.insert(family.id, verdict.name());
        let what = match verdict {
            UseVerdict::Edit(instead) if instead.is_empty() => "leave it out".to_owned(),
            UseVerdict::Edit(instead) => words(&instead, owner, &subject.name, verdicts.list(family)),
            UseVerdict::Redesign(error) => error,
            UseVerdict::AsIs | UseVerdict::Unknown => continue,
        };
        edits.entry(it.site.operation.name().to_owned()).or_default().insert(what);
    }
    let joined = |all: BTreeSet<String>| Vec::from_iter(all).join(" | ");
    let edits = edits.into_iter().map(|(operation, all)| (operation, joined(all)));
    found.edits.insert(family.id, edits.collect());
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
