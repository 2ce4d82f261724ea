//! `catalog_count`, `catalog_kinds`, `catalog_files`, `catalog_families` and `catalog_calls`: what a catalog found.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use evidence::catalog::{CatalogRecord, Count, Filter, VERDICTS};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::html::{Cells, cell, escape};
use crate::page::{Page, SourcedTable};
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

/// A table of a catalog: the record, which of its subjects or methods, and the caption.
type Show = fn(&Page, &CatalogRecord, &str, &str) -> Result<SourcedTable, Error>;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let tables: [(&str, Show); 4] = [
        ("catalog_kinds", kinds),
        ("catalog_files", files),
        ("catalog_families", families),
        ("catalog_calls", calls),
    ];
    for (directive, show) in tables {
        let set = Arc::clone(set);
        environment.add_function(
            directive,
            move |state: &State<'_, '_>, name: &str, of: &str, options: Kwargs| -> Result<Value, Error> {
                let caption = caption(state, &options)?;
                options.assert_all_used()?;
                let record = set.catalog(name).map_err(refuse)?;
                let table = show(&*Page::of(state)?, record, of, caption)?;
                Ok(Value::from_safe_string(table.html()))
            },
        );
    }
    let set = Arc::clone(set);
    environment.add_function(
        "catalog_count",
        move |state: &State<'_, '_>, name: &str, of: &str, options: Kwargs| -> Result<Value, Error> {
            let record = set.catalog(name).map_err(refuse)?;
            let filter = filter(&options)?;
            let count = record.count(of, &filter).map_err(refuse)?;
            Ok(Page::of(state)?.exact(count.to_string(), provenance(record, &filter.describe(of))))
        },
    );
}

/// Which of the uses or calls to count, and what of them.
fn filter(options: &Kwargs) -> Result<Filter, Error> {
    let mut filter = Filter::default();
    for name in Filter::names() {
        let value: Option<&str> = options.get(name)?;
        if let Some(value) = value {
            filter = filter.with(name, value).map_err(refuse)?;
        }
    }
    options.assert_all_used()?;
    Ok(filter)
}

fn kinds(page: &Page, record: &CatalogRecord, of: &str, caption: &str) -> Result<SourcedTable, Error> {
    let subject = record.subject(of).map_err(refuse)?;
    let mut rows = Vec::new();
    for (kind, count) in subject.count(|it| Some(&it.kind)) {
        let here: BTreeSet<&str> =
            subject.uses.iter().filter(|it| it.kind == kind).map(|it| it.operation.as_str()).collect();
        rows.push(vec![
            escape(kind),
            escape(&Vec::from_iter(here).join(", ")),
            number(of, count.code),
            number(of, count.tests),
        ]);
    }
    rows.push(total(of, subject.count(|_| Some("all")).into_values().next().unwrap_or_default(), true));
    let head = ["kind", "what is done", "in code", "in tests"].map(str::to_owned);
    Ok(page.table(Cells::Words, caption, &head, &rows, vec![provenance(record, of)]))
}

fn files(page: &Page, record: &CatalogRecord, of: &str, caption: &str) -> Result<SourcedTable, Error> {
    let subject = record.subject(of).map_err(refuse)?;
    let mut rows = Vec::new();
    for (file, count) in subject.count(|it| Some(&it.file)) {
        rows.push(vec![code(file), number(of, count.code), number(of, count.tests)]);
    }
    rows.push(total(of, subject.count(|_| Some("all")).into_values().next().unwrap_or_default(), false));
    let head = ["file", "in code", "in tests"].map(str::to_owned);
    Ok(page.table(Cells::Numbers, caption, &head, &rows, vec![provenance(record, of)]))
}

fn total(of: &str, count: Count, words: bool) -> Vec<String> {
    let mut row = vec!["all".to_owned()];
    if words {
        row.push(String::new());
    }
    row.extend([number(of, count.code), number(of, count.tests)]);
    row
}

/// Code first, tests behind a plus.
fn families(page: &Page, record: &CatalogRecord, of: &str, caption: &str) -> Result<SourcedTable, Error> {
    let subject = record.subject(of).map_err(refuse)?;
    if !subject.has_families() {
        return Err(refuse(format!("`{of}` is no list, and families say nothing of it")));
    }
    let mut head = ["family", "representations"].map(str::to_owned).to_vec();
    head.extend(VERDICTS.map(str::to_owned));
    let mut rows = Vec::new();
    for family in &record.families {
        let counts = subject.verdicts(&family.id);
        let representations: Vec<String> = family.representations.iter().map(|id| code(id)).collect();
        let mut row = vec![escape(&family.what), representations.join(", ")];
        row.extend(VERDICTS.iter().map(|verdict| {
            let count = counts.get(verdict).copied().unwrap_or_default();
            number(of, format_args!("{} + {}", count.code, count.tests))
        }));
        rows.push(row);
    }
    Ok(page.table(Cells::Words, caption, &head, &rows, vec![provenance(record, of)]))
}

/// The calls that are compiled for others than tests.
fn calls(page: &Page, record: &CatalogRecord, of: &str, caption: &str) -> Result<SourcedTable, Error> {
    let calls = record.calls.iter().find(|it| it.method == of).ok_or_else(|| refuse(record.unknown(of)))?;
    let head = ["place", "in", "runs in", "needs", "then", "asked before", "asked after"].map(str::to_owned);
    let mut rows = Vec::new();
    for it in calls.sites.iter().filter(|it| !it.test) {
        let mut runs: Vec<String> =
            it.in_loop.iter().map(|kind| format!("a {kind} loop").replace("loop loop", "loop")).collect();
        if it.spawned == Some(true) {
            runs.push("a task of its own".to_owned());
        }
        rows.push(vec![
            code(&format!("{}:{}", it.file, it.line)),
            it.function.as_deref().map(code).unwrap_or_default(),
            if runs.is_empty() { "–".to_owned() } else { escape(&runs.join(", ")) },
            escape(&it.needs),
            escape(&it.access),
            listed(&it.before),
            listed(&it.after),
        ]);
    }
    Ok(page.table(Cells::Words, caption, &head, &rows, vec![provenance(record, of)]))
}

fn provenance(record: &CatalogRecord, of: &str) -> Provenance {
    Provenance::found(of, FOUND, record)
}

const FOUND: &str = "counted by the compiler";

/// A count in a table.
fn number(of: &str, count: impl fmt::Display) -> String {
    cell(&count.to_string(), None, &format!("{of}: {FOUND}"), None)
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return "–".to_owned();
    }
    names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}
