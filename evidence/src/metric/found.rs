//! What tools found, as counts: `path` is the tool, the record's name, and what is counted.

use super::figures::LookError;
use crate::catalog::{CatalogRecord, Filter};
use crate::collection::Evidence;
use crate::estimate::{Basis, Estimate};
use crate::prediction_check::PredictionCheck;
use crate::unit::Unit;

/// What can be asked for.
const FORMS: [&str; 9] = [
    "catalog/NAME/SUBJECT",
    "catalog/NAME/SUBJECT?within=code&family=FAMILY&verdict=VERDICT",
    "probe/NAME/errors",
    "probe/NAME/files",
    "probe/NAME/contradicts/CATALOG/FAMILY",
    "agreement/NAME/pairs",
    "agreement/NAME/compared",
    "agreement/NAME/agree",
    "agreement/NAME/disagree",
];

pub(super) fn found(evidence: &Evidence, path: &str) -> Result<Estimate, LookError> {
    let parts: Vec<&str> = path.split('?').next().unwrap_or(path).split('/').collect();
    let value = match parts.as_slice() {
        ["catalog", name, subject] => Some(catalog(evidence.catalog(name)?, subject, path)?),
        ["probe", name, "errors"] => Some(evidence.probe(name)?.all().total()),
        ["probe", name, "files"] => Some(evidence.probe(name)?.files().len()),
        ["agreement", name, what] => agreement(evidence, name, what)?,
        ["probe", name, "contradicts", catalog, family] => {
            let found = PredictionCheck::between(evidence.probe(name)?, evidence.catalog(catalog)?, family);
            Some(found.map_err(|error| LookError::Found(error.to_string()))?.contradictions())
        }
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

/// The filter stands behind a question mark, as in an address.
fn catalog(record: &CatalogRecord, subject: &str, path: &str) -> Result<usize, LookError> {
    let told = |error: crate::catalog::FilterError| LookError::Found(format!("`{path}`: {error}"));
    let mut filter = Filter::default();
    let options = path.split_once('?').map_or("", |(_, options)| options);
    for option in options.split('&').filter(|option| !option.is_empty()) {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        filter = filter.with(name, value).map_err(told)?;
    }
    record.count(subject, &filter).map_err(told)
}

/// What runs of another bench say of pairs, against the record that they name.
fn agreement(evidence: &Evidence, name: &str, what: &str) -> Result<Option<usize>, LookError> {
    let runs = evidence.agreement(name)?;
    let agreement = runs
        .compare(evidence.record(&runs.reference)?)
        .map_err(|error| LookError::Found(error.to_string()))?;
    Ok(match what {
        "pairs" => Some(agreement.pairs()),
        "compared" => Some(agreement.compared()),
        "agree" => Some(agreement.compared() - agreement.disagree()),
        "disagree" => Some(agreement.disagree()),
        _ => None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of files and findings are far below 2^52")]
pub(super) fn whole(count: usize) -> f64 {
    count as f64
}
