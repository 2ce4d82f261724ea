//! The records that a book cites, the views that it has of them, and what its rules decide at each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use evidence::claim::Judge;
use evidence::decision::Decision;
use evidence::metric::{Figures, View};
use evidence::point::PointError;
use evidence::predicate::{Formula, Interval, JudgeError};
use evidence::{Coordinates, Evidence, Record};

use crate::answers::Answers;
use crate::provenance::Source;
use crate::ruling::decide;

/// The records that a book cites.
#[derive(Debug)]
pub(crate) struct RecordSet {
    evidence: Arc<Evidence>,
    /// The view of the default coordinates first.
    views: Vec<View>,
    decisions: Mutex<HashMap<String, Result<Arc<Decision>, String>>>,
    /// What the rules say from the first view.
    answers: OnceLock<Answers>,
}

impl RecordSet {
    /// The records, seen from these coordinates unless a directive says otherwise.
    ///
    /// # Errors
    /// [`PointError::Elsewhere`] where no record stands there.
    pub(crate) fn new(evidence: Evidence, defaults: &Coordinates) -> Result<Self, PointError> {
        let views = evidence.views(defaults)?;
        let evidence = Arc::new(evidence);
        Ok(Self { evidence, views, decisions: Mutex::default(), answers: OnceLock::new() })
    }

    /// What the rules decide from a view; it is decided once.
    ///
    /// # Errors
    /// A sentence on the figure that is missing, or where the book has no decision file.
    pub(crate) fn decision(&self, view: &View) -> Result<Arc<Decision>, String> {
        let mut known = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(view.name.clone()).or_insert_with(|| decide(&self.evidence, view).map(Arc::new)).clone()
    }

    /// What a formula comes to from the default coordinates that names what the rules say.
    ///
    /// # Errors
    /// [`JudgeError`] names what is missing.
    pub(crate) fn number(&self, formula: &Formula) -> Result<Interval, JudgeError> {
        let answers =
            self.answers.get_or_init(|| Answers::of(Arc::clone(&self.evidence), self.views[0].clone()));
        answers.number(formula).unwrap_or_else(|| {
            let figures = Figures::of(&self.evidence, &self.views[0]);
            Judge::new(&[], &figures).number(formula)
        })
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

    /// The records that the views are of.
    pub(crate) fn viewed(&self) -> impl Iterator<Item = &Record> {
        self.evidence.all().iter().filter(|record| self.views.iter().any(|view| view.has(record)))
    }

    /// What the figures of a view come from: the record that it is named after, or all.
    pub(crate) fn source(&self, view: &View) -> Source {
        self.evidence.any(&view.name).map_or_else(|_| Source::of_many(&view.name), Source::from)
    }
}
