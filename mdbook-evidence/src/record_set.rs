//! The records that a book cites, the one it cites unless told otherwise, and the rules that decide on them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use evidence::decision::Decision;
use evidence::metric::View;
use evidence::{Coordinates, Evidence, LoadError, Measured};

use crate::ruling::decide;

/// The records that a book cites.
#[derive(Debug)]
pub(crate) struct RecordSet {
    evidence: Evidence,
    reference: String,
    /// The view of the default coordinates first.
    views: Vec<View>,
    decisions: Mutex<HashMap<String, Result<Arc<Decision>, String>>>,
}

impl RecordSet {
    /// A set whose reference record exists, or that has none.
    pub(crate) fn new(evidence: Evidence, reference: &str) -> Result<Self, LoadError> {
        evidence.reference(reference)?;
        let defaults = evidence.any(reference).map(Coordinates::of).unwrap_or_default();
        let views = evidence.views(&defaults);
        Ok(Self { evidence, reference: reference.to_owned(), views, decisions: Mutex::default() })
    }

    /// What the rules decide on one of the records; it is decided once.
    ///
    /// # Errors
    /// A sentence on the figure that is missing, or where the book has no decision file.
    pub(crate) fn decision(&self, record: &Measured) -> Result<Arc<Decision>, String> {
        let mut known = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(record.name.clone())
            .or_insert_with(|| decide(&self.evidence, record).map(Arc::new))
            .clone()
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
