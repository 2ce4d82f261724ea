//! What happens to evidence that was measured from other sources than the repository holds.

use std::path::Path;

use evidence::Record;
use evidence::source::{SourceError, fingerprint};

use crate::html::escape;

/// The names of the records that no longer describe the `measured` package.
pub(crate) fn stale(
    root: &Path,
    measured: Option<&str>,
    records: &[Record],
) -> Result<Vec<String>, SourceError> {
    let Some(package) = measured else { return Ok(Vec::new()) };
    let now = fingerprint(root, package)?;
    Ok(records.iter().filter(|record| record.is_stale(&now)).map(|record| record.name.clone()).collect())
}

/// Why a strict build stops.
pub(crate) fn refusal(stale: &[String]) -> anyhow::Error {
    anyhow::anyhow!(
        "stale evidence: {} measured from other sources than the repository holds. Measure again with the commands \
         that the records name, then build again.",
        was(stale)
    )
}

/// Puts a note above a chapter that cites evidence, if any of it is stale.
pub(crate) fn mark(stale: &[String], chapter: &str) -> String {
    if stale.is_empty() {
        return chapter.to_owned();
    }
    let note = format!(
        "<div class=\"stale\" role=\"note\">Stale evidence: {} measured from other sources than the repository now \
         holds. Numbers on this page may no longer describe the code.</div>",
        escape(&was(stale))
    );
    format!("{note}\n\n{chapter}")
}

fn was(stale: &[String]) -> String {
    let verb = if stale.len() == 1 { "was" } else { "were" };
    format!("{} {verb}", stale.join(", "))
}
