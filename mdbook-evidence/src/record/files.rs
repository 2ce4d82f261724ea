//! The list of the records' files.

use crate::page::html::{code, escape};
use crate::record::set::RecordSet;

/// Stands in a page where the list goes, until every chapter is expanded and its place is known.
pub(crate) const LIST: &str = "<!-- evidence: files -->";

/// Every record by its name, which is its file's too; a link, where the files are published below `below`.
pub(crate) fn list(set: &RecordSet, below: Option<&str>) -> String {
    let item = |name: &str| match below {
        Some(below) => {
            format!(
                "<li><a href=\"{}\" download>{}</a></li>",
                escape(&format!("{below}{name}.json")),
                code(name)
            )
        }
        None => format!("<li>{}</li>", code(name)),
    };
    let items: String = set.evidence.all().iter().map(|record| item(&record.name)).collect();
    format!("<ul>{items}</ul>")
}
