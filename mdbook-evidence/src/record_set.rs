//! The records that a book cites, the one it cites unless told otherwise, and the rules that decide on them.

use evidence::metric::View;
use evidence::{Coordinates, Evidence, LoadError, Measured};

use crate::claim::Rules;

/// The records that a book cites.
#[derive(Debug)]
pub(crate) struct RecordSet {
    evidence: Evidence,
    reference: String,
    /// The view of the default coordinates first.
    views: Vec<View>,
    rules: Rules,
}

impl RecordSet {
    /// A set whose reference record exists, or that has none.
    pub(crate) fn new(evidence: Evidence, reference: &str, rules: Rules) -> Result<Self, LoadError> {
        evidence.reference(reference)?;
        let defaults = evidence.any(reference).map(Coordinates::of).unwrap_or_default();
        let views = evidence.views(&defaults);
        Ok(Self { evidence, reference: reference.to_owned(), views, rules })
    }

    /// The gates and the decision's rules.
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// All of them.
    pub(crate) fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Every view of the records, that of the default coordinates first.
    pub(crate) fn views(&self) -> &[View] {
        &self.views
    }

    /// The view of the default coordinates.
    pub(crate) fn view(&self) -> &View {
        &self.views[0]
    }

    /// The reference record.
    pub(crate) fn reference(&self) -> &Measured {
        self.evidence
            .reference(&self.reference)
            .unwrap_or_else(|_| unreachable!("checked when the set was made"))
    }

    /// Every record.
    pub(crate) fn records(&self) -> &[Measured] {
        self.evidence.records()
    }
}
