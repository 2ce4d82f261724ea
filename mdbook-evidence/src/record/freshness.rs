//! What happens to evidence that was measured from other sources than the repository holds.

use std::path::Path;

use evidence::Evidence;
use evidence::freshness::Outdated;
use evidence::source::{SourceError, fingerprint};
use minijinja::{Value, context};

use crate::page::template;

/// The records that no longer describe the `measured` package, and those that do though they are of other sources.
pub(crate) fn outdated(
    root: &Path,
    measured: Option<&str>,
    evidence: &Evidence,
) -> Result<Outdated, SourceError> {
    let now = measured.map(|package| fingerprint(root, package)).transpose()?;
    Ok(evidence.outdated(now.unwrap_or_default()))
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
        "stale evidence: {} measured from other sources than the repository holds: {} changed.{lapsed} Measure again with the \
         commands that the records name, then build again.",
        was(&outdated.stale),
        outdated.changed.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    )
}

/// Puts a note above a chapter that cites evidence, if any of it is of other sources. What stands is folded: the reader comes for
/// the chapter.
pub(crate) fn mark(outdated: &Outdated, chapter: &str) -> String {
    let above = if outdated.stale.is_empty() {
        String::new()
    } else {
        template::html("stale", context! { records => was(&outdated.stale) }) + "\n\n"
    };
    let below = if outdated.standing.is_empty() {
        String::new()
    } else {
        let reason = |(reason, records): &(&str, Vec<String>)| {
            let stand = if records.len() == 1 { "It stands" } else { "They stand" };
            context! { records => was(records), stand, reason => *reason }
        };
        let reasons: Vec<Value> = by_reason(outdated).iter().map(reason).collect();
        // Somebody looked and found that nothing is wrong: that need not come before what the chapter says.
        let count = outdated.standing.len();
        format!("\n\n{}\n", template::html("standing", context! { count, reasons }))
    };
    format!("{above}{chapter}{below}")
}

/// The reasons, each with the records that give it.
fn by_reason(outdated: &Outdated) -> Vec<(&str, Vec<String>)> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for (record, reason) in &outdated.standing {
        match reasons.iter_mut().find(|(known, _)| known == reason) {
            Some((_, records)) => records.push(record.clone()),
            None => reasons.push((reason, vec![record.clone()])),
        }
    }
    reasons
}

fn was(records: &[String]) -> String {
    let verb = if records.len() == 1 { "was" } else { "were" };
    format!("{} {verb}", records.join(", "))
}
