//! `catalog_count`, `catalog_kinds`, `catalog_files`, `catalog_families` and `catalog_calls`: what a catalog found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use evidence::catalog::{CatalogRecord, Count, Site, Subject, Use, VERDICTS};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::html::{Cells, cell, escape};
use crate::page::{Page, SourcedTable};
use crate::provenance::Provenance;
use crate::shelf::Shelf;

/// A table of a catalog: the record, which of its subjects or methods, and the caption.
type Show = fn(&Page, &CatalogRecord, &str, &str) -> Result<SourcedTable, Error>;

pub(crate) fn register(environment: &mut Environment<'static>, shelf: &Arc<Shelf>) {
    let tables: [(&str, Show); 4] = [
        ("catalog_kinds", kinds),
        ("catalog_files", files),
        ("catalog_families", families),
        ("catalog_calls", calls),
    ];
    for (directive, show) in tables {
        let shelf = Arc::clone(shelf);
        environment.add_function(
            directive,
            move |state: &State<'_, '_>, name: &str, of: &str, options: Kwargs| -> Result<Value, Error> {
                let caption = caption(&options)?;
                options.assert_all_used()?;
                let record = shelf.catalog(name).map_err(refuse)?;
                let table = show(&*Page::of(state)?, record, of, caption)?;
                Ok(Value::from_safe_string(table.html()))
            },
        );
    }
    let shelf = Arc::clone(shelf);
    environment.add_function(
        "catalog_count",
        move |state: &State<'_, '_>, name: &str, of: &str, options: Kwargs| -> Result<Value, Error> {
            let record = shelf.catalog(name).map_err(refuse)?;
            let filters = Filters::read(&options)?;
            let count = filters.count(record, of)?;
            Ok(Page::of(state)?.exact(count.to_string(), provenance(record, &filters.describe(of))))
        },
    );
}

/// Where something stands, and what it is there.
struct Entry<'a> {
    file: &'a str,
    function: Option<&'a str>,
    test: bool,
    traits: BTreeMap<&'a str, &'a str>,
}

impl<'a> From<&'a Use> for Entry<'a> {
    fn from(it: &'a Use) -> Self {
        let traits = [("kind", it.kind.as_str()), ("operation", it.operation.as_str())];
        Self { file: &it.file, function: it.function.as_deref(), test: it.test, traits: traits.into() }
    }
}

impl<'a> From<&'a Site> for Entry<'a> {
    fn from(it: &'a Site) -> Self {
        let spawned = it.spawned.map_or("unknown", |spawned| if spawned { "yes" } else { "no" });
        let written = |names: &[String]| if names.is_empty() { "nothing" } else { "something" };
        let traits = [
            ("needs", it.needs.as_str()),
            ("access", it.access.as_str()),
            ("loop", it.in_loop.as_deref().unwrap_or("none")),
            ("spawned", spawned),
            ("before", written(&it.before)),
            ("after", written(&it.after)),
        ];
        Self { file: &it.file, function: it.function.as_deref(), test: it.test, traits: traits.into() }
    }
}

/// Which of the uses or calls to count, and what of them.
struct Filters {
    what: String,
    within: Option<String>,
    file: Option<String>,
    family: Option<String>,
    verdict: Option<String>,
    traits: BTreeMap<&'static str, String>,
}

const TRAITS: [&str; 8] = ["kind", "operation", "needs", "access", "loop", "spawned", "before", "after"];

impl Filters {
    fn read(options: &Kwargs) -> Result<Self, Error> {
        let mut traits = BTreeMap::new();
        for name in TRAITS {
            if let Some(value) = options.get(name)? {
                traits.insert(name, value);
            }
        }
        let what: Option<String> = options.get("what")?;
        let filters = Self {
            what: what.unwrap_or_else(|| "places".to_owned()),
            within: options.get("within")?,
            file: options.get("file")?,
            family: options.get("family")?,
            verdict: options.get("verdict")?,
            traits,
        };
        options.assert_all_used()?;
        Ok(filters)
    }

    /// What is counted, in words.
    fn describe(&self, of: &str) -> String {
        let options = [
            ("within", &self.within),
            ("file", &self.file),
            ("family", &self.family),
            ("verdict", &self.verdict),
        ];
        let options = options.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let traits = self.traits.iter().map(|(name, value)| (*name, value.as_str()));
        let only: Vec<String> =
            options.chain(traits).map(|(name, value)| format!(", {name} {value}")).collect();
        format!("{} of {of}{}", self.what, only.concat())
    }

    fn count(&self, record: &CatalogRecord, of: &str) -> Result<usize, Error> {
        let mut entries: Vec<Entry<'_>> = match record.calls.iter().find(|calls| calls.method == of) {
            Some(calls) => calls.sites.iter().map(Entry::from).collect(),
            None => {
                let subject = subject(record, of)?;
                self.judged(record, subject)?.into_iter().map(Entry::from).collect()
            }
        };
        for (name, wanted) in &self.traits {
            one_of(entries.iter().filter_map(|it| it.traits.get(name).copied()), name, wanted)?;
        }
        if let Some(file) = &self.file {
            one_of(entries.iter().map(|it| it.file), "file", file)?;
            entries.retain(|it| it.file == file);
        }
        for (name, wanted) in &self.traits {
            entries.retain(|it| it.traits.get(name) == Some(&wanted.as_str()));
        }
        if let Some(within) = &self.within {
            one_of(["code", "tests"].into_iter(), "within", within)?;
            entries.retain(|it| it.test == (within == "tests"));
        }
        match self.what.as_str() {
            "places" => Ok(entries.len()),
            "files" => Ok(entries.iter().map(|it| it.file).collect::<BTreeSet<_>>().len()),
            "functions" => Ok(entries.iter().map(|it| (it.file, it.function)).collect::<BTreeSet<_>>().len()),
            other => Err(refuse(format!("cannot count `{other}`; there are places, files, functions"))),
        }
    }

    /// The uses of which a family says the verdict; all, when neither is given.
    fn judged<'a>(&self, record: &CatalogRecord, subject: &'a Subject) -> Result<Vec<&'a Use>, Error> {
        let (family, verdict) = match (&self.family, &self.verdict) {
            (None, None) => return Ok(subject.uses.iter().collect()),
            (Some(family), Some(verdict)) => (family, verdict),
            _ => return Err(refuse("family and verdict go together")),
        };
        one_of(record.families.iter().map(|it| it.id.as_str()), "family", family)?;
        one_of(VERDICTS.into_iter(), "verdict", verdict)?;
        Ok(subject.uses.iter().filter(|it| it.families.get(family) == Some(verdict)).collect())
    }
}

/// Refuses what never occurs: it is misspelt, and its count would be 0.
fn one_of<'a>(known: impl Iterator<Item = &'a str>, what: &str, wanted: &str) -> Result<(), Error> {
    let known: BTreeSet<&str> = known.collect();
    if known.contains(wanted) {
        return Ok(());
    }
    let known = if known.is_empty() { "none".to_owned() } else { Vec::from_iter(known).join(", ") };
    Err(refuse(format!("there is no {what} `{wanted}`; there are {known}")))
}

fn subject<'a>(record: &'a CatalogRecord, name: &str) -> Result<&'a Subject, Error> {
    record.subjects.iter().find(|it| it.subject == name).ok_or_else(|| unknown(record, name))
}

fn unknown(record: &CatalogRecord, name: &str) -> Error {
    let subjects = record.subjects.iter().map(|it| it.subject.as_str());
    let known: Vec<&str> = subjects.chain(record.calls.iter().map(|it| it.method.as_str())).collect();
    refuse(format!("the catalog `{}` has no `{name}`; it has {}", record.name, known.join(", ")))
}

fn kinds(page: &Page, record: &CatalogRecord, of: &str, caption: &str) -> Result<SourcedTable, Error> {
    let subject = subject(record, of)?;
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
    let subject = subject(record, of)?;
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
    let subject = subject(record, of)?;
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
    let calls = record.calls.iter().find(|it| it.method == of).ok_or_else(|| unknown(record, of))?;
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
