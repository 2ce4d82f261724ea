//! The records that a book cites, the views that it has of them, and what its rules decide at each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use evidence::claim::Judge;
use evidence::decision::Decision;
use evidence::metric::{Figures, View};
use evidence::point::PointError;
use evidence::{Coordinates, Evidence, Record};

use crate::page::provenance::Source;
use crate::ruling::answers::Answers;

/// The records that a book cites.
#[derive(Debug)]
pub(crate) struct RecordSet {
    /// All of them.
    pub(crate) evidence: Arc<Evidence>,
    /// Every view of them, that of the default coordinates first.
    pub(crate) views: Vec<View>,
    decisions: Mutex<HashMap<String, Result<Arc<Decision>, String>>>,
    /// What the rules say from the first view.
    answers: OnceLock<Answers>,
}

impl RecordSet {
    /// The records, seen from these coordinates unless a directive says otherwise.
    ///
    /// # Errors
    /// [`PointError`] where no record stands there.
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
        let known = || self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&view.name) {
            return known.clone();
        }
        let found = if view.name == self.views[0].name {
            self.ask(|judge| judge.decision().map(Arc::new))
        } else {
            Judge::new(&[], &Figures::of(&self.evidence, view)).decision().map(Arc::new)
        };
        known().entry(view.name.clone()).or_insert(found.map_err(|error| error.to_string())).clone()
    }

    /// Keeps what the rules decide from the view of a judge who has written them already.
    pub(crate) fn decided(&self, judge: &Judge<'_>) {
        let found = judge.decision().map(Arc::new).map_err(|error| error.to_string());
        let mut known = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(judge.figures().view().name.clone()).or_insert(found);
    }

    /// What a judge says from the default coordinates who knows the rules and no claims.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Judge<'_>) -> T + Send + 'static,
    ) -> T {
        let start = || Answers::of(Arc::clone(&self.evidence), self.views[0].clone());
        self.answers.get_or_init(start).ask(question)
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
