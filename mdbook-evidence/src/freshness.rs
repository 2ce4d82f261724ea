//! What happens to evidence that was measured from other sources than the repository holds.

use std::path::Path;

use evidence::Evidence;
use evidence::freshness::Outdated;
use evidence::source::{SourceError, fingerprint};

use crate::html::escape;

/// The records that no longer describe the `measured` package, and those that do though they are of other sources.
pub(crate) fn outdated(
    root: &Path,
    measured: Option<&str>,
    evidence: &Evidence,
) -> Result<Outdated, SourceError> {
    let Some(package) = measured else { return Ok(Outdated::default()) };
    Ok(evidence.outdated(&fingerprint(root, package)?))
}

/// Why a strict build stops.
pub(crate) fn refusal(outdated: &Outdated) -> anyhow::Error {
    let lapsed = match &outdated.lapsed[..] {
        [] => String::new(),
        lapsed => format!(
            " Why {} would stand was said for other sources than these: say it again if it still holds.",
            lapsed.join(", ")
        ),
    };
    anyhow::anyhow!(
        "stale evidence: {} measured from other sources than the repository holds.{lapsed} Measure again with the \
         commands that the records name, then build again.",
        was(&outdated.stale)
    )
}

/// Puts a note above a chapter that cites evidence, if any of it is of other sources.
pub(crate) fn mark(outdated: &Outdated, chapter: &str) -> String {
    let mut notes = Vec::new();
    if !outdated.stale.is_empty() {
        notes.push(format!(
            "Stale evidence: {} measured from other sources than the repository now holds. Numbers on this page may no \
             longer describe the code.",
            escape(&was(&outdated.stale))
        ));
    }
    notes.extend(outdated.standing.iter().map(|(record, reason)| {
        format!(
            "Evidence of other sources: {record} was measured from other sources than the repository now holds. It \
             stands because of this: {}",
            escape(reason),
            record = escape(record)
        )
    }));
    let notes: String =
        notes.iter().map(|note| format!("<div class=\"stale\" role=\"note\">{note}</div>\n\n")).collect();
    format!("{notes}{chapter}")
}

fn was(records: &[String]) -> String {
    let verb = if records.len() == 1 { "was" } else { "were" };
    format!("{} {verb}", records.join(", "))
}
