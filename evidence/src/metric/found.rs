//! What tools found, as counts: `path` is the tool, the record's name, and what is counted.

use super::figures::LookError;
use crate::audit::AuditRecord;
use crate::collection::Evidence;
use crate::estimate::{Basis, Estimate};
use crate::unit::Unit;

/// What can be asked for.
const FORMS: [&str; 5] = [
    "serde/NAME/differences",
    "serde/NAME/differences/REPRESENTATION",
    "audit/NAME/objections/REPRESENTATION",
    "audit/NAME/unknown/REPRESENTATION",
    "audit/NAME/crates/REPRESENTATION",
];

pub(super) fn found(evidence: &Evidence, path: &str) -> Result<Estimate, LookError> {
    let parts: Vec<&str> = path.split('/').collect();
    let value = match parts.as_slice() {
        ["serde", name, "differences"] => Some(evidence.serde(name)?.differences()),
        ["serde", name, "differences", representation] => {
            evidence.serde(name)?.differences_of(representation)
        }
        ["audit", name, what, representation] => audit(evidence.audit(name)?, what, representation),
        _ => None,
    };
    let value = value.map(whole).ok_or_else(|| {
        LookError::Found(format!(
            "`{path}` is not something that was found; write one of {}",
            FORMS.join(", ")
        ))
    })?;
    let metric = path.to_owned();
    Ok(Estimate { metric, unit: Unit::Count, value, low: value, high: value, basis: Basis::Counted })
}

fn audit(record: &AuditRecord, what: &str, representation: &str) -> Option<usize> {
    let verdict = record.verdict(representation)?;
    let rules = verdict.rules().into_iter();
    match what {
        "objections" => Some(rules.map(|(_, judged)| judged.objections.len()).sum()),
        "unknown" => Some(rules.map(|(_, judged)| judged.unknown.len()).sum()),
        "crates" => Some(record.added(representation).count()),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of files and findings are far below 2^52")]
pub(super) fn whole(count: usize) -> f64 {
    count as f64
}
