//! The figures that one record, and what stands beside all records, can give.

use std::any::Any;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use thiserror::Error;

use super::found::found;
use super::{Measure, Metric};
use crate::collection::{Evidence, LoadError};
use crate::estimate::{Estimate, MetricError};
use crate::record::Record;

/// Why a figure cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LookError {
    /// The record has no such metric.
    #[error(transparent)]
    Metric(#[from] MetricError),
    /// There is no such thing beside the records.
    #[error("{0}")]
    Found(String),
}

impl From<LoadError> for LookError {
    fn from(error: LoadError) -> Self {
        Self::Found(error.to_string())
    }
}

/// What an intermediate result is of: a kind, a name, and the bits of the numbers that it depends on besides figures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Intermediate {
    kind: &'static str,
    name: String,
    numbers: Vec<u64>,
}

impl Intermediate {
    /// The result of that kind and name, for these numbers.
    pub(crate) fn new(
        kind: &'static str,
        name: impl Into<String>,
        numbers: impl IntoIterator<Item = f64>,
    ) -> Self {
        Self { kind, name: name.into(), numbers: numbers.into_iter().map(f64::to_bits).collect() }
    }
}

/// An intermediate result, and the figures that it asked for.
#[derive(Debug, Clone)]
struct Remembered {
    value: Rc<dyn Any>,
    asked: Rc<Asked>,
}

/// A set of figures, by their numbers in [`Known`].
#[derive(Debug, Clone, Default)]
struct Asked(Vec<u64>);

impl Asked {
    fn insert(&mut self, number: usize) {
        let (word, bit) = (number / 64, number % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    fn extend(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }
}

/// The figures that were looked at, each with its number.
#[derive(Debug, Default)]
struct Known {
    numbers: HashMap<Metric, usize>,
    found: Vec<(Metric, Result<Estimate, LookError>)>,
}

/// The figures of one record and of what stands beside all of them.
///
/// Each estimate is computed once, however often it is asked for. One figure can be moved, to see what then changes; only
/// what rests on that figure is computed again.
#[derive(Debug, Clone)]
pub struct Figures<'a> {
    evidence: &'a Evidence,
    record: &'a Record,
    known: Rc<RefCell<Known>>,
    remembered: Rc<RefCell<HashMap<Intermediate, Remembered>>>,
    /// What is asked for while somebody wants to know.
    asked: Rc<RefCell<Option<Asked>>>,
    moved: Rc<RefCell<Option<(usize, f64)>>>,
}

impl<'a> Figures<'a> {
    /// The figures of one record.
    pub fn of(evidence: &'a Evidence, record: &'a Record) -> Self {
        Self {
            evidence,
            record,
            known: Rc::default(),
            remembered: Rc::default(),
            asked: Rc::default(),
            moved: Rc::default(),
        }
    }

    /// The record.
    pub fn record(&self) -> &'a Record {
        self.record
    }

    /// What the record is one of.
    pub fn evidence(&self) -> &'a Evidence {
        self.evidence
    }

    /// One figure, moved if it is the one that is.
    ///
    /// # Errors
    /// [`LookError`] says what there is instead.
    pub fn look(&self, metric: &Metric) -> Result<Estimate, LookError> {
        let number = self.number(metric);
        if let Some(asked) = &mut *self.asked.borrow_mut() {
            asked.insert(number);
        }
        let found = self.known.borrow().found[number].1.clone();
        match (*self.moved.borrow(), found) {
            (Some((which, factor)), Ok(estimate)) if which == number => Ok(estimate.moved(factor)),
            (_, found) => found,
        }
    }

    /// The figure's number; it is looked up when it is asked for the first time.
    fn number(&self, metric: &Metric) -> usize {
        let known = self.known.borrow().numbers.get(metric).copied();
        known.unwrap_or_else(|| {
            let found = self.find(metric);
            let mut known = self.known.borrow_mut();
            let number = known.found.len();
            known.numbers.insert(metric.clone(), number);
            known.found.push((metric.clone(), found));
            number
        })
    }

    /// Every figure that `judge` asks for.
    pub fn asked_by<T>(&self, judge: impl FnOnce() -> T) -> (T, BTreeSet<Metric>) {
        let (answer, asked) = self.asked_in(judge);
        let known = self.known.borrow();
        let metrics = known.found.iter().enumerate().filter(|(number, _)| asked.contains(*number));
        (answer, metrics.map(|(_, (metric, _))| metric.clone()).collect())
    }

    fn asked_in<T>(&self, judge: impl FnOnce() -> T) -> (T, Asked) {
        let before = self.asked.replace(Some(Asked::default()));
        let answer = judge();
        let asked = self.asked.replace(before).unwrap_or_default();
        if let Some(outer) = &mut *self.asked.borrow_mut() {
            outer.extend(&asked);
        }
        (answer, asked)
    }

    /// The result of `compute`, which depends on nothing but `of` and the figures that it asks for: computed again only when one
    /// of these is moved.
    pub(crate) fn remember<T: Clone + 'static>(&self, of: Intermediate, compute: impl FnOnce() -> T) -> T {
        let known = self.remembered.borrow().get(&of).cloned();
        if let Some(Remembered { value, asked }) = known
            && !self.is_moved_among(&asked)
            && let Some(value) = value.downcast_ref::<T>()
        {
            if let Some(outer) = &mut *self.asked.borrow_mut() {
                outer.extend(&asked);
            }
            return value.clone();
        }
        let (value, asked) = self.asked_in(compute);
        if !self.is_moved_among(&asked) {
            let remembered = Remembered { value: Rc::new(value.clone()), asked: Rc::new(asked) };
            self.remembered.borrow_mut().insert(of, remembered);
        }
        value
    }

    fn is_moved_among(&self, asked: &Asked) -> bool {
        self.moved.borrow().is_some_and(|(number, _)| asked.contains(number))
    }

    /// What `judge` says when one figure is `factor` times itself; see [`Estimate::moved`].
    pub fn with_moved<T>(&self, metric: &Metric, factor: f64, judge: impl FnOnce() -> T) -> T {
        let before = self.moved.replace(Some((self.number(metric), factor)));
        let answer = judge();
        self.moved.replace(before);
        answer
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
        })
    }
}
