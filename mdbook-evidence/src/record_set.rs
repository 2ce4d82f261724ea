//! The records that a book cites, the one it cites unless told otherwise, and the rules that decide on them.

use evidence::audit::AuditRecord;
use evidence::catalog::CatalogRecord;
use evidence::libraries::LibrariesRecord;
use evidence::metric::View;
use evidence::probe::ProbeRecord;
use evidence::serde_gate::SerdeRecord;
use evidence::{Coordinates, Evidence, LoadError, Measured};

/// The records that a book cites.
#[derive(Debug)]
pub(crate) struct RecordSet {
    evidence: Evidence,
    reference: String,
    /// The view of the default coordinates first.
    views: Vec<View>,
}

impl RecordSet {
    /// A set whose reference record exists, or that has none.
    pub(crate) fn new(evidence: Evidence, reference: &str) -> Result<Self, LoadError> {
        evidence.reference(reference)?;
        let defaults = evidence.any(reference).map(Coordinates::of).unwrap_or_default();
        let views = evidence.views(&defaults);
        Ok(Self { evidence, reference: reference.to_owned(), views })
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

    /// The record of the serde gate of that name.
    pub(crate) fn serde(&self, name: &str) -> Result<&SerdeRecord, LoadError> {
        self.evidence.serde(name)
    }

    /// The probe of that name.
    pub(crate) fn probe(&self, name: &str) -> Result<&ProbeRecord, LoadError> {
        self.evidence.probe(name)
    }

    /// The catalog of that name.
    pub(crate) fn catalog(&self, name: &str) -> Result<&CatalogRecord, LoadError> {
        self.evidence.catalog(name)
    }

    /// The record of that name on who keeps which libraries.
    pub(crate) fn libraries(&self, name: &str) -> Result<&LibrariesRecord, LoadError> {
        self.evidence.libraries(name)
    }

    /// The audit of that name.
    pub(crate) fn audit(&self, name: &str) -> Result<&AuditRecord, LoadError> {
        self.evidence.audit(name)
    }

    /// Every record, the reference first.
    pub(crate) fn reference_first(&self) -> Vec<&Measured> {
        let others = self.records().iter().filter(|record| record.name != self.reference);
        self.records().iter().filter(|record| record.name == self.reference).chain(others).collect()
    }

    /// Every record.
    pub(crate) fn records(&self) -> &[Measured] {
        self.evidence.records()
    }
}
