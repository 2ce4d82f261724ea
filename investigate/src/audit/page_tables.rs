//! What pages show of an audit: tables whose cells are ready, and a sentence.

use std::collections::BTreeSet;

use evidence::Unit;
use evidence::record::{Column, Table};
use serde_json::{Value, json};

use super::cost::Cost;
use super::facts::{Addition, Audit, CrateFacts};
use super::verdict::answer;

/// How many advisories of when, and what could not be looked up.
pub(super) fn summary(audit: &Audit) -> String {
    let database = &audit.database;
    let commit = database.commit.as_deref().map(|commit| format!(" (commit {commit})")).unwrap_or_default();
    let mut notes = vec![format!(
        "{} advisories, the newest of {}{commit}, {} days before the audit of {}.",
        database.advisories, database.date, database.age_days, audit.head.started
    )];
    notes.extend(audit.head.notes.iter().cloned());
    notes.join(" ")
}

/// A row for representations that add the same.
pub(super) fn by_representation(audit: &Audit) -> Table {
    let mut columns: Vec<Column> =
        ["representations", "crates-added", "licences"].map(Column::of).into_iter().collect();
    columns.push(Column::titled("oldest-rust", "oldest Rust"));
    columns.extend(["last-release", "open-advisories", "unsafe-lines"].map(Column::of));
    if audit.costs.is_some() {
        columns.push(Column::titled("build-added", "build, added"));
        columns.push(Column::titled("program-added", "program, added"));
    }
    let rows = audit.groups().into_iter().map(|group| {
        let addition = group[0];
        let crates: Vec<&CrateFacts> = audit.added(addition).collect();
        let mut row = vec![
            ids(&group),
            crates.len().into(),
            licences(&crates),
            oldest_rust(&crates),
            last_release(audit, addition),
            crates.iter().map(|it| it.open().count()).sum::<usize>().into(),
            crates.iter().map(|it| it.unsafe_lines).sum::<usize>().into(),
        ];
        row.extend(audit.costs.iter().flat_map(|costs| added(costs.of(&addition.representation))));
        row
    });
    Table { columns, rows: rows.collect() }
}

/// A row for representations that add the same, and each rule with what speaks against it.
pub(super) fn verdicts(audit: &Audit) -> Table {
    let columns = ["representations", "maintained", "no-open-advisory", "licences-allowed"].map(Column::of);
    let rows = audit.groups().into_iter().map(|group| {
        let rules = audit.verdict(group[0]).into_iter().map(|(_, judged)| {
            let answer = answer(judged.truth());
            let reasons: Vec<&str> = judged.reasons().collect();
            if reasons.is_empty() { answer.into() } else { format!("{answer}: {}", reasons.join(" ")).into() }
        });
        [vec![ids(&group)], rules.collect()].concat()
    });
    Table { columns: columns.into(), rows: rows.collect() }
}

/// A row for each crate that representations add: first those that their code names, then what those need.
pub(super) fn tree(audit: &Audit) -> Table {
    let columns = [
        Column::of("representations"),
        Column::of("crate"),
        Column::of("needs"),
        Column::of("licence"),
        Column::titled("oldest-rust", "oldest Rust"),
        Column::of("released"),
        Column::of("advisories"),
        Column::of("unsafe-lines"),
    ];
    let rows = audit.groups().into_iter().flat_map(|group| {
        let named = |it: &&CrateFacts| group[0].names.contains(&it.id());
        let mut crates: Vec<&CrateFacts> = audit.added(group[0]).collect();
        crates.sort_by_key(|it| !named(it));
        let of = ids(&group);
        crates.into_iter().map(move |it| {
            vec![
                of.clone(),
                link(&it.id(), it.repository.as_deref()),
                json!(it.requires),
                it.licence.as_deref().unwrap_or("none stated").into(),
                it.rust_version.as_deref().unwrap_or("not stated").into(),
                it.released.as_deref().unwrap_or("not known").into(),
                advisories(it),
                it.unsafe_lines.into(),
            ]
        })
    });
    Table { columns: columns.into(), rows: rows.collect() }
}

fn ids(group: &[&Addition]) -> Value {
    group.iter().map(|it| json!({"code": it.representation})).collect()
}

fn link(text: &str, address: Option<&str>) -> Value {
    address.map_or_else(|| text.into(), |address| json!({"text": text, "link": address}))
}

fn licences(crates: &[&CrateFacts]) -> Value {
    let each: BTreeSet<&str> =
        crates.iter().map(|it| it.licence.as_deref().unwrap_or("none stated")).collect();
    json!(each)
}

/// The newest Rust that any of the crates asks for, and how many do not say.
fn oldest_rust(crates: &[&CrateFacts]) -> Value {
    let parts =
        |version: &str| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    let stated = crates.iter().filter_map(|it| it.rust_version.as_deref());
    let silent = crates.iter().filter(|it| it.rust_version.is_none()).count();
    match (stated.max_by_key(|version| parts(version)), silent) {
        (None, 0) => Value::Null,
        (None, _) => "not stated".into(),
        (Some(version), 0) => version.into(),
        (Some(version), _) => format!("{version}; {silent} do not say").into(),
    }
}

/// The last releases of the crates that the code names.
fn last_release(audit: &Audit, addition: &Addition) -> Value {
    let named = addition.names.iter().filter_map(|id| audit.find(id));
    let each = named.map(|it| match &it.newest {
        Some(newest) => format!("{} {}, {}", it.name, newest.version, newest.date),
        None => format!("{}, not known", it.name),
    });
    each.collect()
}

/// The time and the bytes that are added.
fn added(cost: Option<Cost>) -> [Value; 2] {
    let Some(cost) = cost else { return ["not built".into(), "not built".into()] };
    if cost.least == 0.0 && cost.greatest == 0.0 && cost.bytes == 0 {
        return [Value::Null, Value::Null];
    }
    // A build's noise is tenths of a second.
    let seconds = format!("{:.1}\u{a0}s [{:.1} to {:.1}]", cost.seconds, cost.least, cost.greatest);
    let sign = if cost.bytes < 0 { "−" } else { "" };
    [seconds.into(), format!("{sign}{}", Unit::Bytes.show(f64::from(bytes(cost.bytes)))).into()]
}

/// The size of the difference, of which more than four gigabytes are shown as four.
fn bytes(difference: i64) -> u32 {
    u32::try_from(difference.unsigned_abs()).unwrap_or(u32::MAX)
}

/// The advisories that affect the version, and how many others there are.
fn advisories(it: &CrateFacts) -> Value {
    let mut all: Vec<Value> = it
        .open()
        .map(|advisory| {
            let address = format!("https://rustsec.org/advisories/{}.html", advisory.id);
            link(&format!("{} ({})", advisory.id, advisory.kind.name()), Some(&address))
        })
        .collect();
    let closed = it.advisories.iter().filter(|advisory| !advisory.affects).count();
    if closed > 0 {
        all.push(format!("{closed} of other versions").into());
    }
    if all.is_empty() { "none".into() } else { all.into() }
}
