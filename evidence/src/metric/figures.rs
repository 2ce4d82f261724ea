//! The figures that one record, and what stands beside all records, can give.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use thiserror::Error;

use super::found::found;
use super::{Measure, Metric};
use crate::collection::{Evidence, LoadError};
use crate::estimate::{Basis, Estimate, MetricError};
use crate::expression::{Below, Graph, Id, Interval, Moved, Term};
use crate::measured::Measured;
use crate::point::PointError;
use crate::unit::Unit;

/// Why a figure cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LookError {
    /// The record has no such metric.
    #[error(transparent)]
    Metric(#[from] MetricError),
    /// No record has such a figure.
    #[error(transparent)]
    Point(#[from] PointError),
    /// There is no such thing beside the records.
    #[error("{0}")]
    Found(String),
}

impl From<LoadError> for LookError {
    fn from(error: LoadError) -> Self {
        Self::Found(error.to_string())
    }
}

/// The figures of one record and of what stands beside all of them.
///
/// Each estimate is computed once, however often it is asked for, and so is what is computed from several: see
/// [`expression`](crate::expression).
#[derive(Debug)]
pub struct Figures<'a> {
    evidence: &'a Evidence,
    record: &'a Measured,
    moved: Option<(Metric, Moved)>,
    known: RefCell<HashMap<Metric, Result<Estimate, LookError>>>,
    graph: Graph,
    leaves: RefCell<HashMap<Metric, Id>>,
}

impl<'a> Figures<'a> {
    /// The figures of one record.
    pub fn of(evidence: &'a Evidence, record: &'a Measured) -> Self {
        Self {
            evidence,
            record,
            moved: None,
            known: RefCell::default(),
            graph: Graph::default(),
            leaves: RefCell::default(),
        }
    }

    /// The figures of one record, but for one that is elsewhere. Everything is computed from the start; [`Judge::slack`] and
    /// the like move figures for less.
    ///
    /// [`Judge::slack`]: crate::claim::Judge::slack
    pub fn with_moved(evidence: &'a Evidence, record: &'a Measured, metric: Metric, moved: Moved) -> Self {
        Self { moved: Some((metric, moved)), ..Self::of(evidence, record) }
    }

    /// The record.
    pub fn record(&self) -> &'a Measured {
        self.record
    }

    /// What the record is one of.
    pub fn evidence(&self) -> &'a Evidence {
        self.evidence
    }

    /// One figure.
    ///
    /// # Errors
    /// [`LookError`] says what there is instead.
    pub fn look(&self, metric: &Metric) -> Result<Estimate, LookError> {
        if let Some(known) = self.known.borrow().get(metric) {
            return known.clone();
        }
        let found = self.find(metric).map(|estimate| match &self.moved {
            Some((which, moved)) if which == metric => estimate.moved(*moved),
            _ => estimate,
        });
        self.known.borrow_mut().insert(metric.clone(), found.clone());
        found
    }

    /// Whether a figure counts something: where its value is whole, there is nothing between it and the next.
    pub(crate) fn is_counted(&self, metric: &Metric) -> bool {
        let whole = |it: Estimate| it.basis == Basis::Counted && matches!(it.unit, Unit::Count | Unit::Bytes);
        match metric.measure {
            Measure::Value(_) => self.look(metric).is_ok_and(whole),
            _ => metric.is_counted(),
        }
    }

    /// Everything that is computed from these figures.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// One figure, to compute with.
    ///
    /// # Errors
    /// [`LookError`] says what there is instead.
    pub(crate) fn term(&self, metric: &Metric) -> Result<Term<'_>, LookError> {
        if let Some(&id) = self.leaves.borrow().get(metric) {
            return Ok(self.graph.term(id));
        }
        let leaf = self.graph.leaf(Interval::from(&self.look(metric)?));
        self.leaves.borrow_mut().insert(metric.clone(), leaf.id());
        Ok(leaf)
    }

    /// The figures among these nodes.
    pub(crate) fn among(&self, nodes: &Below) -> BTreeMap<Metric, Id> {
        let leaves = self.leaves.borrow();
        let among = leaves.iter().filter(|(_, id)| nodes.has(**id));
        among.map(|(metric, id)| (metric.clone(), *id)).collect()
    }

    fn find(&self, metric: &Metric) -> Result<Estimate, LookError> {
        let path = &metric.path;
        Ok(match &metric.measure {
            Measure::Time => self.record.time(path)?,
            Measure::Ratio => self.record.ratio(path)?,
            Measure::Count(what) => self.record.count(what, path)?,
            Measure::InLoop => self.record.in_loop(path)?,
            Measure::Wall => self.record.wall(path, true)?,
            Measure::Field => {
                let [record] = self.evidence.fields() else {
                    return Err(LookError::Found("a predicate needs exactly one field record".to_owned()));
                };
                record.figure(path)?
            }
            Measure::Found => found(self.evidence, path)?,
            Measure::Value(record) => self.evidence.point(path, record.as_deref())?.value(),
            Measure::Relative(record) => self.evidence.point(path, record.as_deref())?.relative()?,
        })
    }
}
