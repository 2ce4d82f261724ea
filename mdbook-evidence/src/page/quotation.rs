//! Figures in the text that no record of the book holds: others' figures, and settings of the method.

use serde::{Deserialize, Serialize};

use crate::page::html::{escape, page_link};
use crate::page::table::{Cells, table};

/// Why a figure is not the book's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Standing {
    /// Somebody else's figure.
    Quoted,
    /// A rule or a setting: chosen, not found.
    Given,
}

impl Standing {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Given => "given",
        }
    }
}

/// A figure that is not the book's own, and where it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Quotation {
    pub(crate) standing: Standing,
    pub(crate) text: String,
    pub(crate) source: String,
}

/// Where the list of all quotations is to stand. It can be written only when every chapter was expanded.
pub(crate) const LIST: &str = "<!-- evidence: quotations -->";

/// Every quotation: a row for each text and source of a chapter, in the order of the book. Each chapter has its name and its path.
/// `root` leads from the page that shows them to the book's.
pub(crate) fn list<'c>(
    chapters: impl Iterator<Item = (&'c str, Option<&'c str>, &'c [Quotation])>,
    root: &str,
) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (name, path, quotations) in chapters {
        // mdBook makes a page's link of it.
        let page = path.map(|path| format!("{root}{path}"));
        let name = page_link(page.as_deref(), &escape(name));
        for quotation in quotations {
            let row = vec![
                name.clone(),
                escape(&quotation.text),
                quotation.standing.word().to_owned(),
                escape(&quotation.source),
            ];
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    if rows.is_empty() {
        return "<p>None.</p>".to_owned();
    }
    let head = ["chapter", "text", "quoted or given", "by"].map(str::to_owned);
    table(Cells::Words, "Every figure in the text that no record of this book holds", &head, &rows, None)
}
