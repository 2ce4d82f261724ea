//! `audit_table`, `audit_verdicts`, `audit_tree`, `audit_count` and `audit_notes`: what crates a representation adds.

use std::collections::BTreeSet;
use std::sync::Arc;

use evidence::Unit;
use evidence::audit::{Addition, AuditRecord, Cost, Crate, Verdict};
use evidence::predicate::Truth;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::html::{Cells, escape, link, of_rustsec};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

/// A table of a whole audit.
type Show = fn(&AuditRecord) -> (Vec<&'static str>, Vec<Vec<String>>);

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let tables: [(&str, Show); 2] = [("audit_table", by_representation), ("audit_verdicts", verdicts)];
    for (directive, show) in tables {
        let set = Arc::clone(set);
        environment.add_function(
            directive,
            move |state: &State<'_, '_>, name: &str, options: Kwargs| -> Result<Value, Error> {
                let caption = caption(state, &options)?;
                options.assert_all_used()?;
                let record = set.audit(name).map_err(refuse)?;
                let (head, rows) = show(record);
                Ok(shown(&*Page::of(state)?, record, caption, &head, &rows))
            },
        );
    }
    let for_tree = Arc::clone(set);
    environment.add_function(
        "audit_tree",
        move |state: &State<'_, '_>, name: &str, of: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            options.assert_all_used()?;
            let record = for_tree.audit(name).map_err(refuse)?;
            let (head, rows) = tree(record, addition(record, of)?);
            Ok(shown(&*Page::of(state)?, record, caption, &head, &rows))
        },
    );
    let for_count = Arc::clone(set);
    environment.add_function(
        "audit_count",
        move |state: &State<'_, '_>, name: &str, of: &str, what: &str| -> Result<Value, Error> {
            let record = for_count.audit(name).map_err(refuse)?;
            let count = count(record, addition(record, of)?, what)?;
            let provenance = Provenance::found(format!("{what} of {of}"), "counted exactly", record);
            Ok(Page::of(state)?.exact(count.to_string(), provenance))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "audit_notes",
        move |state: &State<'_, '_>, name: &str| -> Result<Value, Error> {
            let record = set.audit(name).map_err(refuse)?;
            let provenance = Provenance::found("advisories", "looked through", record);
            Ok(Page::of(state)?.exact(notes(record), provenance))
        },
    );
}

fn shown(page: &Page, record: &AuditRecord, caption: &str, head: &[&str], rows: &[Vec<String>]) -> Value {
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let provenance = Provenance::found("crates", "resolved by cargo, looked up and counted", record);
    Value::from_safe_string(page.table(Cells::Words, caption, &head, rows, vec![provenance]).html())
}

fn addition<'a>(record: &'a AuditRecord, representation: &str) -> Result<&'a Addition, Error> {
    record.addition(representation).ok_or_else(|| {
        let known: Vec<&str> = record.representations.iter().map(|it| it.representation.as_str()).collect();
        let known = known.join(", ");
        refuse(format!("the audit `{}` has no `{representation}`; it has {known}", record.name))
    })
}

fn count(record: &AuditRecord, addition: &Addition, what: &str) -> Result<usize, Error> {
    let crates = || record.added(&addition.representation);
    let verdict = || record.verdict(&addition.representation);
    match what {
        "crates" => Ok(crates().count()),
        "unsafe-lines" => Ok(crates().map(|it| it.unsafe_lines).sum()),
        "advisories" => Ok(crates().map(|it| it.open().count()).sum()),
        "objections" => {
            Ok(verdict().map_or(0, |it| it.rules().iter().map(|(_, it)| it.objections.len()).sum()))
        }
        other => Err(refuse(format!(
            "cannot count `{other}`; there are crates, unsafe-lines, advisories, objections"
        ))),
    }
}

/// How many advisories of when, and what could not be looked up.
fn notes(record: &AuditRecord) -> String {
    let database = &record.database;
    let commit = database.commit.as_deref().map(|commit| format!(" (commit {commit})")).unwrap_or_default();
    let mut notes = vec![format!(
        "{} advisories, the newest of {}{commit}, {} days before the audit of {}.",
        database.advisories, database.date, database.age_days, record.taken
    )];
    notes.extend(record.notes.iter().cloned());
    notes.join(" ")
}

/// A row for representations that add the same.
fn by_representation(record: &AuditRecord) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let mut head = vec![
        "representations",
        "crates added",
        "licences",
        "oldest Rust",
        "last release",
        "open advisories",
        "unsafe lines",
    ];
    if record.costs.is_some() {
        head.extend(["build, added", "program, added"]);
    }
    let rows = record.groups().into_iter().map(|group| {
        let addition = group[0];
        let crates: Vec<&Crate> = record.added(&addition.representation).collect();
        let mut row = vec![
            ids(&group),
            crates.len().to_string(),
            escape(&licences(&crates)),
            escape(&oldest_rust(&crates)),
            escape(&last_release(record, addition)),
            crates.iter().map(|it| it.open().count()).sum::<usize>().to_string(),
            crates.iter().map(|it| it.unsafe_lines).sum::<usize>().to_string(),
        ];
        if let Some(costs) = &record.costs {
            row.extend(cost(costs.of(&addition.representation)));
        }
        row
    });
    (head, rows.collect())
}

fn ids(group: &[&Addition]) -> String {
    let ids = group.iter().map(|it| format!("<code>{}</code>", escape(&it.representation)));
    ids.collect::<Vec<_>>().join(", ")
}

const NONE: &str = "–";

fn licences(crates: &[&Crate]) -> String {
    let each: BTreeSet<&str> =
        crates.iter().map(|it| it.licence.as_deref().unwrap_or("none stated")).collect();
    if each.is_empty() { NONE.to_owned() } else { Vec::from_iter(each).join("; ") }
}

/// The newest Rust that any of the crates asks for, and how many do not say.
fn oldest_rust(crates: &[&Crate]) -> String {
    let parts =
        |version: &str| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    let stated = crates.iter().filter_map(|it| it.rust_version.as_deref());
    let silent = crates.iter().filter(|it| it.rust_version.is_none()).count();
    match (stated.max_by_key(|version| parts(version)), silent) {
        (None, 0) => NONE.to_owned(),
        (None, _) => "not stated".to_owned(),
        (Some(version), 0) => version.to_owned(),
        (Some(version), _) => format!("{version}; {silent} do not say"),
    }
}

/// Of the crates that the code names.
fn last_release(record: &AuditRecord, addition: &Addition) -> String {
    let each: Vec<String> = addition
        .names
        .iter()
        .filter_map(|id| record.find(id))
        .map(|it| match &it.newest {
            Some(newest) => format!("{} {}, {}", it.name, newest.version, newest.date),
            None => format!("{}, not known", it.name),
        })
        .collect();
    if each.is_empty() { NONE.to_owned() } else { each.join("; ") }
}

fn cost(cost: Option<Cost>) -> [String; 2] {
    let Some(cost) = cost else { return ["not built".to_owned(), "not built".to_owned()] };
    if cost.least == 0.0 && cost.greatest == 0.0 && cost.bytes == 0 {
        return [NONE.to_owned(), NONE.to_owned()];
    }
    // A build's noise is tenths of a second.
    let seconds = format!(
        "{:.1}&nbsp;s <span class=\"interval\">[{:.1} to {:.1}]</span>",
        cost.seconds, cost.least, cost.greatest
    );
    let sign = if cost.bytes < 0 { "−" } else { "" };
    [seconds, format!("{sign}{}", Unit::Bytes.show(f64::from(bytes(cost.bytes))))]
}

/// A program of more than four gigabytes does not tell more.
fn bytes(difference: i64) -> u32 {
    u32::try_from(difference.unsigned_abs()).unwrap_or(u32::MAX)
}

/// A row for representations that add the same, and each rule with what speaks against it.
fn verdicts(record: &AuditRecord) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let head = vec!["representations", "maintained", "no open advisory", "licences allowed"];
    let rows = record.groups().into_iter().map(|group| {
        let verdict = record.verdict(&group[0].representation);
        let rules = verdict.iter().flat_map(Verdict::rules).map(|(_, judged)| {
            let answer = match judged.truth() {
                Truth::True => "yes",
                Truth::Inconclusive => "not known",
                Truth::False => "no",
            };
            let reasons: Vec<&str> =
                judged.objections.iter().chain(&judged.unknown).map(String::as_str).collect();
            if reasons.is_empty() {
                answer.to_owned()
            } else {
                format!("{answer}: {}", escape(&reasons.join(" ")))
            }
        });
        [vec![ids(&group)], rules.collect()].concat()
    });
    (head, rows.collect())
}

/// A row for each crate that a representation adds: first those that its code names, then what those need.
fn tree(record: &AuditRecord, addition: &Addition) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let head = vec!["crate", "needs", "licence", "oldest Rust", "released", "advisories", "unsafe lines"];
    let named = |it: &&Crate| addition.names.contains(&it.id());
    let mut crates: Vec<&Crate> = record.added(&addition.representation).collect();
    crates.sort_by_key(|it| !named(it));
    let rows = crates.into_iter().map(|it| {
        vec![
            repository(it),
            if it.requires.is_empty() { NONE.to_owned() } else { escape(&it.requires.join(", ")) },
            escape(it.licence.as_deref().unwrap_or("none stated")),
            escape(it.rust_version.as_deref().unwrap_or("not stated")),
            escape(it.released.as_deref().unwrap_or("not known")),
            advisories(it),
            it.unsafe_lines.to_string(),
        ]
    });
    (head, rows.collect())
}

fn repository(it: &Crate) -> String {
    link(it.repository.as_deref().unwrap_or_default(), &it.id())
}

/// Those that affect the version, and how many of others do not.
fn advisories(it: &Crate) -> String {
    let open = it.open().map(|advisory| format!("{} ({})", of_rustsec(&advisory.id), advisory.kind.name()));
    let mut all: Vec<String> = open.collect();
    let closed = it.advisories.iter().filter(|advisory| !advisory.affects).count();
    if closed > 0 {
        all.push(format!("{closed} of other versions"));
    }
    if all.is_empty() { "none".to_owned() } else { all.join("; ") }
}
