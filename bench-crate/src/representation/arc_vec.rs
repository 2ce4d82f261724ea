use std::sync::Arc;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// The list shared inside the file: a snapshot copies the file's two numbers and counts one
/// reference, and the first write while one is outstanding copies the list.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1), one atomic increment | - |
/// | drop a snapshot | O(1); O(n) for the last holder of an old list | - |
/// | `get` | O(1) | - |
/// | `iter`, `find` | O(n), one block of memory | - |
/// | `update_at` | O(1) | every item, once: the next write finds the copy unshared |
/// | `find_mut` | O(n) | every item, even if there is none with that id |
/// | `push` | O(1) amortised | every item, then the list again: the copy is full |
/// | `remove_at` | O(n - index) items moved | every item |
/// | `truncate` | O(items dropped) | the items that stay |
/// | `set_next_item_id` | O(1) | nothing: the number lies beside the list |
///
/// A snapshot is a `BacklogFile<Arc<Vec<_>>>`: `Send + Sync`, and a slice.
///
/// It follows from std's `Arc::make_mut` and `Arc::get_mut` (`alloc/src/sync.rs`); the clone of the
/// list has capacity equal to length (`alloc/src/slice.rs`, `ConvertVec::to_vec`).
impl Items for Arc<Vec<BacklogItem>> {
    const ID: &'static str = "arc-vec";
    const TITLE: &'static str = "Arc<Vec<BacklogItem>>, make_mut on write";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        Self::new(items)
    }

    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        self.as_slice().get(index)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        self.as_slice().iter()
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        if index >= self.as_slice().len() {
            return None;
        }
        Self::make_mut(self).get_mut(index).map(change)
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Ok(Self::make_mut(self).iter_mut().find(|item| item.id == id))
    }

    fn push(&mut self, item: BacklogItem) {
        Self::make_mut(self).push(item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        (index < self.as_slice().len()).then(|| Self::make_mut(self).remove(index))
    }

    fn truncate(&mut self, len: usize) {
        if len >= self.as_slice().len() {
            return;
        }
        // With `make_mut` a shared list would first copy the items that it then drops.
        match Self::get_mut(self) {
            Some(items) => items.truncate(len),
            None => *self = Self::new(self[..len].to_vec()),
        }
    }
}
