//! The list of the records' files.

use minijinja::context;

use crate::page::template;
use crate::record::set::RecordSet;

/// Stands in a page where the list goes, until every chapter is expanded and its place is known.
pub(crate) const LIST: &str = "<!-- evidence: files -->";

/// Every record by its name, which is its file's too; a link, where the files are published below `below`.
pub(crate) fn list(set: &RecordSet, below: Option<&str>) -> String {
    let names: Vec<String> = set.evidence.all().iter().map(|record| record.name.clone()).collect();
    template::html("records", context! { names, below })
}
