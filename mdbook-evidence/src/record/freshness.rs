//! What happens to evidence that was measured from other sources than the repository holds.

use std::path::Path;

use evidence::Evidence;
use evidence::freshness::Outdated;
use evidence::source::{SourceError, fingerprint};

use crate::page::html::escape;

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
    let (mut above, mut below) = (String::new(), String::new());
    if !outdated.stale.is_empty() {
        above.push_str(&format!(
            "<div class=\"stale\" role=\"note\">Stale evidence: {} measured from other sources than the repository now holds. \
             Numbers on this page may no longer describe the code.</div>\n\n",
            escape(&was(&outdated.stale))
        ));
    }
    if !outdated.standing.is_empty() {
        let count = outdated.standing.len();
        let (records, stand) =
            if count == 1 { ("record is", "it still stands") } else { ("records are", "they still stand") };
        let reasons: String =
            by_reason(outdated).iter().map(|(reason, records)| standing(reason, records)).collect();
        // Somebody looked and found that nothing is wrong: that need not come before what the chapter says.
        below.push_str(&format!(
            "\n\n<details class=\"stale\"><summary>{count} {records} older than the code: why {stand}</summary>{reasons}</details>\n"
        ));
    }
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

fn standing(reason: &str, records: &[String]) -> String {
    let stand = if records.len() == 1 { "It stands" } else { "They stand" };
    format!(
        "<p>Evidence of other sources: {} measured from other sources than the repository now holds. {stand} because of this: \
         {}</p>",
        escape(&was(records)),
        escape(reason)
    )
}

fn was(records: &[String]) -> String {
    let verb = if records.len() == 1 { "was" } else { "were" };
    format!("{} {verb}", records.join(", "))
}
