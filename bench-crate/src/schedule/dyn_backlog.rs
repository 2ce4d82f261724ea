//! A backlog and its snapshots behind a box, so that the loop is compiled once and not once for each
//! representation.
//!
//! Whatever an operation copies or shares is still decided by the representation: every operation goes
//! to its own, none is made anew from smaller ones. What the box costs is a call through a table for
//! each operation and for each item of an iteration, and one small allocation for each snapshot and
//! iteration.

use std::cell::Cell;
use std::fmt::Debug;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Serialize, Serializer};

use crate::model::{self, BacklogFile, BacklogItem, SaveError, View};
use crate::representation::{MergeError, Representation};

/// [`View`] without its types, so that it can be behind a box.
trait AnyView: Debug {
    fn schema_version(&self) -> u32;
    fn next_item_id(&self) -> u32;
    fn len(&self) -> usize;
    fn get(&self, index: usize) -> Option<&BacklogItem>;
    fn iter(&self) -> Box<dyn Iterator<Item = &BacklogItem> + '_>;
    fn position(&self, id: &str) -> Option<usize>;
    fn find(&self, id: &str) -> Option<&BacklogItem>;
    fn to_file(&self) -> BacklogFile;
}

impl<V: View + Debug> AnyView for V {
    fn schema_version(&self) -> u32 {
        View::schema_version(self)
    }

    fn next_item_id(&self) -> u32 {
        View::next_item_id(self)
    }

    fn len(&self) -> usize {
        View::len(self)
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        View::get(self, index)
    }

    fn iter(&self) -> Box<dyn Iterator<Item = &BacklogItem> + '_> {
        Box::new(View::iter(self))
    }

    fn position(&self, id: &str) -> Option<usize> {
        View::position(self, id)
    }

    fn find(&self, id: &str) -> Option<&BacklogItem> {
        View::find(self, id)
    }

    fn to_file(&self) -> BacklogFile {
        View::to_file(self)
    }
}

/// What the loop needs of a [`Representation`], without its types.
trait AnyBacklog: AnyView + Send {
    fn snapshot(&self) -> (Snapshot, Duration);
    fn share(&self, index: usize) -> Option<Arc<BacklogItem>>;
    fn update_at(&mut self, index: usize, change: &mut dyn FnMut(&mut BacklogItem));
    fn push(&mut self, item: BacklogItem);
    fn remove_at(&mut self, index: usize) -> Option<BacklogItem>;
    fn truncate(&mut self, len: usize);
    fn set_next_item_id(&mut self, number: u32);
    fn strip_dependency(&mut self, id: &str) -> usize;
    fn merge(&mut self, source: &str, target: &str, now: &str) -> Result<(), MergeError>;
    fn save(&self, path: &Path) -> (Result<(), SaveError>, Duration);
}

impl<R: Representation> AnyBacklog for R {
    fn snapshot(&self) -> (Snapshot, Duration) {
        let start = Instant::now();
        let snapshot = Representation::snapshot(self);
        // Before the box is made, which no real coordinator would make.
        let took = start.elapsed();
        (Snapshot(Box::new(snapshot)), took)
    }

    fn share(&self, index: usize) -> Option<Arc<BacklogItem>> {
        Representation::share(self, index)
    }

    fn update_at(&mut self, index: usize, change: &mut dyn FnMut(&mut BacklogItem)) {
        Representation::update_at(self, index, change);
    }

    fn push(&mut self, item: BacklogItem) {
        Representation::push(self, item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        Representation::remove_at(self, index)
    }

    fn truncate(&mut self, len: usize) {
        Representation::truncate(self, len);
    }

    fn set_next_item_id(&mut self, number: u32) {
        Representation::set_next_item_id(self, number);
    }

    fn strip_dependency(&mut self, id: &str) -> usize {
        Representation::strip_dependency(self, id)
    }

    fn merge(&mut self, source: &str, target: &str, now: &str) -> Result<(), MergeError> {
        Representation::merge(self, source, target, now)
    }

    fn save(&self, path: &Path) -> (Result<(), SaveError>, Duration) {
        let timed = Timed { value: self, took: Cell::new(Duration::ZERO) };
        let result = model::save(path, &timed);
        (result, timed.took.get())
    }
}

/// The coordinator's backlog, whatever represents it.
#[derive(Debug)]
pub struct Backlog(Box<dyn AnyBacklog>);

/// A snapshot of a [`Backlog`].
#[derive(Debug)]
pub struct Snapshot(Box<dyn AnyView + Send + Sync>);

macro_rules! view_through_the_box {
    ($($type:ty),*) => {$(
        impl View for $type {
            fn schema_version(&self) -> u32 {
                self.0.schema_version()
            }

            fn next_item_id(&self) -> u32 {
                self.0.next_item_id()
            }

            fn len(&self) -> usize {
                self.0.len()
            }

            fn get(&self, index: usize) -> Option<&BacklogItem> {
                self.0.get(index)
            }

            fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
                self.0.iter()
            }

            fn position(&self, id: &str) -> Option<usize> {
                self.0.position(id)
            }

            fn find(&self, id: &str) -> Option<&BacklogItem> {
                self.0.find(id)
            }

            fn to_file(&self) -> BacklogFile {
                self.0.to_file()
            }
        }
    )*};
}

view_through_the_box!(Backlog, Snapshot);

impl Backlog {
    /// Lets `R` hold this backlog.
    #[must_use]
    pub fn of<R: Representation>(file: BacklogFile) -> Self {
        Self(Box::new(R::from_file(file)))
    }

    /// See [`Representation::snapshot`]; with how long that took.
    pub(super) fn snapshot(&self) -> (Snapshot, Duration) {
        self.0.snapshot()
    }

    /// See [`Representation::share`].
    pub(super) fn share(&self, index: usize) -> Option<Arc<BacklogItem>> {
        self.0.share(index)
    }

    /// See [`Representation::update_at`].
    pub(super) fn update_at<T>(
        &mut self,
        index: usize,
        change: impl FnOnce(&mut BacklogItem) -> T,
    ) -> Option<T> {
        let (mut change, mut result) = (Some(change), None);
        self.0.update_at(index, &mut |item| result = change.take().map(|change| change(item)));
        result
    }

    /// See [`Representation::push`].
    pub(super) fn push(&mut self, item: BacklogItem) {
        self.0.push(item);
    }

    /// See [`Representation::remove_at`].
    pub(super) fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        self.0.remove_at(index)
    }

    /// See [`Representation::truncate`].
    pub(super) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// See [`Representation::set_next_item_id`].
    pub(super) fn set_next_item_id(&mut self, number: u32) {
        self.0.set_next_item_id(number);
    }

    /// See [`Representation::strip_dependency`].
    pub(super) fn strip_dependency(&mut self, id: &str) -> usize {
        self.0.strip_dependency(id)
    }

    /// See [`Representation::merge`].
    pub(super) fn merge(&mut self, source: &str, target: &str, now: &str) -> Result<(), MergeError> {
        self.0.merge(source, target, now)
    }

    /// See [`model::save`]; with how long the serialising took of it.
    pub(super) fn save(&self, path: &Path) -> (Result<(), SaveError>, Duration) {
        self.0.save(path)
    }
}

/// Notes how long its value took to serialise, so that a save's YAML and its disk can be told apart
/// without serialising twice.
struct Timed<'a, V> {
    value: &'a V,
    took: Cell<Duration>,
}

impl<V: Serialize> Serialize for Timed<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let start = Instant::now();
        let result = self.value.serialize(serializer);
        self.took.set(start.elapsed());
        result
    }
}
