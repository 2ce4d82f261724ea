//! The figures that expressions find from one view.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::view::View;
use super::{Ask, Metric};
use crate::collection::Evidence;
use crate::coordinates::TO;
use crate::dimension::Known;
use crate::estimate::{Basis, Estimate};
use crate::expression::{Below, Graph, Id, Interval, Moved, Term};
use crate::point::PointError;
use crate::predicate::JudgeError;
use crate::rules::Rules;
use crate::unit::Unit;

/// The figures of all records, as they are found from one view.
///
/// Each estimate is computed once, however often it is asked for, and so is what is computed from several: see
/// [`expression`](crate::expression).
#[derive(Debug)]
pub struct Figures<'a> {
    evidence: &'a Evidence,
    view: View,
    moved: Option<(Metric, Moved)>,
    known: RefCell<FxHashMap<Metric, Result<Estimate, PointError>>>,
    graph: Graph,
    leaves: RefCell<FxHashMap<Rc<Metric>, Leaf>>,
    /// What names were found to stand for, at coordinates and for what is supposed of parameters.
    pub(crate) named: RefCell<FxHashMap<NameKey, Result<Id, JudgeError>>>,
    /// How many names are being computed, one for the other, and how many values there were before the first of them.
    under_way: Cell<(usize, usize)>,
    pub(crate) units: Units,
}

/// A figure in the graph, and how it moves.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaf {
    /// Its node.
    pub(crate) id: Id,
    /// See [`Figures::is_fixed`].
    pub(crate) is_fixed: bool,
    /// See [`Figures::is_counted`].
    pub(crate) is_counted: bool,
}

/// A name, the coordinates at which it is taken, and what is supposed of parameters, each by its place among what the name differs by.
pub(crate) type NameKey = (Arc<str>, Vec<(usize, Arc<str>)>, Vec<(usize, Id)>);

/// What is known of the units of names, each at the coordinates that it differs by.
type Units = RefCell<FxHashMap<(Arc<str>, Vec<(usize, Arc<str>)>), Result<Known, JudgeError>>>;

impl<'a> Figures<'a> {
    /// The figures that a view finds.
    pub fn of(evidence: &'a Evidence, view: &View) -> Self {
        Self {
            evidence,
            view: view.clone(),
            moved: None,
            known: RefCell::default(),
            graph: Graph::default(),
            leaves: RefCell::default(),
            named: RefCell::default(),
            under_way: Cell::default(),
            units: RefCell::default(),
        }
    }

    /// The same, but for one figure that is elsewhere. Everything is computed from the start; [`Judge::slack`] and the like
    /// move figures for less.
    ///
    /// [`Judge::slack`]: crate::claim::Judge::slack
    pub fn with_moved(evidence: &'a Evidence, view: &View, metric: Metric, moved: Moved) -> Self {
        Self { moved: Some((metric, moved)), ..Self::of(evidence, view) }
    }

    /// What makes the same figures, with nothing computed yet: for another thread.
    pub(crate) fn anew(&self) -> impl Fn() -> Self + Sync + 'a {
        let (evidence, view, moved) = (self.evidence, self.view.clone(), self.moved.clone());
        move || Self { moved: moved.clone(), ..Self::of(evidence, &view) }
    }

    /// From where they are found.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// All records.
    pub fn evidence(&self) -> &'a Evidence {
        self.evidence
    }

    /// What a book computes and decides by.
    pub fn rules(&self) -> &'a Rules {
        self.evidence.rules()
    }

    /// What `work` finds, of a name; none where the name that is asked for from outside took more values than `most`.
    pub(crate) fn at_most<T>(&self, most: usize, work: impl FnOnce() -> T) -> Option<T> {
        let (depth, begun) = self.under_way.get();
        let known = self.named.borrow().len();
        let begun = if depth == 0 { known } else { begun };
        if known - begun >= most {
            return None;
        }
        self.under_way.set((depth + 1, begun));
        let found = work();
        self.under_way.set((depth, begun));
        Some(found)
    }

    /// One figure.
    ///
    /// # Errors
    /// [`PointError`] says what there is instead.
    pub fn look(&self, metric: &Metric) -> Result<Estimate, PointError> {
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
    pub fn is_counted(&self, metric: &Metric) -> bool {
        let whole = |it: Estimate| it.basis == Basis::Counted && matches!(it.unit, Unit::Count | Unit::Bytes);
        metric.ask != Ask::Ratio && self.look(metric).is_ok_and(whole)
    }

    /// Whether a figure is what it is by definition, and moves with nothing.
    pub fn is_fixed(&self, metric: &Metric) -> bool {
        let Metric { ask, path, named } = metric;
        *ask == Ask::Ratio
            && named.get(TO).is_none()
            && self.evidence.point(path, &self.view.at, named).is_ok_and(|point| point.is_baseline())
    }

    /// Everything that is computed from these figures.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// One figure, to compute with.
    pub(crate) fn term(&self, metric: &Metric) -> Result<Term<'_>, PointError> {
        if let Some(leaf) = self.leaves.borrow().get(metric) {
            return Ok(self.graph.term(leaf.id));
        }
        let term = self.graph.leaf(Interval::from(&self.look(metric)?));
        let leaf =
            Leaf { id: term.id(), is_fixed: self.is_fixed(metric), is_counted: self.is_counted(metric) };
        self.leaves.borrow_mut().insert(Rc::new(metric.clone()), leaf);
        Ok(term)
    }

    /// The figures among these nodes, in their order.
    pub(crate) fn among(&self, nodes: &Below) -> Vec<(Rc<Metric>, Leaf)> {
        let leaves = self.leaves.borrow();
        let among = leaves.iter().filter(|(_, leaf)| nodes.has(leaf.id));
        let mut among: Vec<_> = among.map(|(metric, leaf)| (Rc::clone(metric), *leaf)).collect();
        among.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        among
    }

    /// The same, without how they move.
    pub(crate) fn metrics_among(&self, nodes: &Below) -> BTreeSet<Metric> {
        self.among(nodes).iter().map(|(metric, _)| (**metric).clone()).collect()
    }

    fn find(&self, metric: &Metric) -> Result<Estimate, PointError> {
        let Metric { ask, path, named } = metric;
        Ok(match ask {
            Ask::Fig | Ask::Ratio => self.evidence.point(path, &self.view.at, named)?.asked(metric)?,
            Ask::Count => {
                let rows = self.evidence.table(path)?;
                let count = rows.count(named.get("where"), named.get("distinct"))?;
                Estimate::counted(metric.to_string(), Unit::Count, count as f64)
            }
        })
    }
}
