//! What the gates' tools found, as counts.

use super::figures::LookError;
use crate::collection::Evidence;
use crate::estimate::{Basis, Estimate};
use crate::foreseen::Foreseen;
use crate::unit::Unit;

/// A count of what a tool found: `path` is the tool, the record's name, and what is counted.
pub(super) fn found(evidence: &Evidence, path: &str) -> Result<Estimate, LookError> {
    let parts: Vec<&str> = path.split('/').collect();
    let value = match parts.as_slice() {
        ["serde", name, "differences"] => Some(whole(evidence.serde(name)?.differences())),
        ["serde", name, "differences", representation] => {
            evidence.serde(name)?.differences_of(representation).map(whole)
        }
        ["audit", name, what @ ("objections" | "unknown"), representation] => {
            let verdict = evidence.audit(name)?.verdict(representation);
            verdict.map(|verdict| {
                let counts = verdict.rules().map(|(_, judged)| match *what {
                    "objections" => judged.objections.len(),
                    _ => judged.unknown.len(),
                });
                whole(counts.iter().sum())
            })
        }
        ["agreement", name, what @ ("pairs" | "compared" | "agree" | "disagree")] => {
            let runs = evidence.agreement(name)?;
            let agreement = runs
                .compare(evidence.record(&runs.reference)?)
                .map_err(|error| LookError::Found(error.to_string()))?;
            Some(whole(match *what {
                "pairs" => agreement.pairs(),
                "compared" => agreement.compared(),
                "agree" => agreement.compared() - agreement.disagree(),
                _ => agreement.disagree(),
            }))
        }
        ["probe", name, "contradicts", catalog, family] => {
            let found = Foreseen::between(evidence.probe(name)?, evidence.catalog(catalog)?, family);
            Some(whole(found.map_err(|error| LookError::Found(error.to_string()))?.contradictions()))
        }
        _ => None,
    };
    let value = value.ok_or_else(|| {
        LookError::Found(format!("`{path}` is not something that was found: write serde/NAME/differences, serde/NAME/differences/REPRESENTATION, audit/NAME/objections/REPRESENTATION, audit/NAME/unknown/REPRESENTATION, agreement/NAME/pairs, agreement/NAME/compared, agreement/NAME/agree, agreement/NAME/disagree or probe/NAME/contradicts/CATALOG/FAMILY"))
    })?;
    let metric = path.to_owned();
    Ok(Estimate { metric, unit: Unit::Count, value, low: value, high: value, basis: Basis::Counted })
}

#[expect(clippy::cast_precision_loss, reason = "counts of files and findings are far below 2^52")]
fn whole(count: usize) -> f64 {
    count as f64
}
