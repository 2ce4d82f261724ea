//! `libraries_table`: who keeps which library.

use std::sync::Arc;

use evidence::libraries::{Advisory, KeptLibrary, LibrariesRecord};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::html::{Cells, escape, link, of_rustsec};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let set = Arc::clone(set);
    environment.add_function(
        "libraries_table",
        move |state: &State<'_, '_>, name: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            options.assert_all_used()?;
            let record = set.libraries(name).map_err(refuse)?;
            Ok(Value::from_safe_string(by_library(&*Page::of(state)?, record, caption)))
        },
    );
}

/// A row for each library.
fn by_library(page: &Page, record: &LibrariesRecord, caption: &str) -> String {
    let head = [
        "library",
        "last release",
        "releases in the year before",
        "last commit seen",
        "it says of itself",
        "licence",
        "scanner",
        "RustSec advisories",
    ];
    let rows: Vec<Vec<String>> = record.libraries.iter().map(row).collect();
    let provenance = Provenance::found("releases and advisories", "looked up, not measured", record);
    page.table(Cells::Words, caption, &head.map(str::to_owned), &rows, vec![provenance]).html()
}

fn row(library: &KeptLibrary) -> Vec<String> {
    let advisories: Vec<String> = library.advisories.iter().map(advisory).collect();
    vec![
        format!("{} {}", link(&library.repository, &library.name), escape(&library.version)),
        escape(&library.released),
        library.releases_in_a_year.to_string(),
        escape(&library.last_commit),
        escape(&library.maintained),
        escape(&library.licence),
        escape(&library.scanner),
        if advisories.is_empty() { "none".to_owned() } else { advisories.join("; ") },
    ]
}

fn advisory(advisory: &Advisory) -> String {
    let fixed = match &advisory.fixed {
        Some(version) => format!("fixed in {version}"),
        None => "no fixed version".to_owned(),
    };
    format!("{} ({}, {})", of_rustsec(&advisory.id), escape(&advisory.package), escape(&fixed))
}
