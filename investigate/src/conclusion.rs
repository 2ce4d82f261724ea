//! What a record says of the book's conclusion: the sentence that the machine's owner measured for.

use std::path::Path;

use mdbook_driver::MDBook;
use mdbook_driver::errors::Error;
use mdbook_evidence::conclusion;

use crate::book_toml;

/// What the record says of the conclusion of the book at `root`; none where it has no rules or no chapters that conclude.
/// A book that cannot be read is no reason to lose a measurement: what is wrong with it is said instead.
pub(crate) fn of(root: &Path, record: &str) -> Option<String> {
    let evidence = book_toml::evidence(root).ok()?;
    if evidence.decision.is_none() || evidence.headline.is_empty() {
        return None;
    }
    let judged = || -> Result<String, Error> {
        let book = MDBook::load_with_config(root, book_toml::read(root)?)?;
        conclusion(root, &book.config, &book.book, record)
    };
    Some(
        judged().unwrap_or_else(|error| {
            format!("What it says of the book's conclusion cannot be told: {error:#}")
        }),
    )
}
