use std::sync::Arc;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// A shared list of shared items: a snapshot counts one reference, the first write while one is
/// outstanding copies n pointers and one item.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1), one atomic increment | - |
/// | drop a snapshot | O(1); for the last holder of an old list O(n) atomic decrements | - |
/// | `get` | O(1), and one pointer more than `arc-vec` | - |
/// | `iter`, `find` | O(n), each item elsewhere in memory | - |
/// | `update_at` | O(1) | n pointers, with n atomic increments; the item |
/// | `find_mut` | O(n) | n pointers, even if there is none with that id; the item |
/// | `push` | O(1) amortised, one allocation for the item | n pointers, then again: the copy is full |
/// | `remove_at` | O(n - index) pointers moved | n pointers; the item, to hand it out |
/// | `truncate` | O(items dropped) | the pointers of the items that stay |
/// | `set_next_item_id` | O(1) | nothing: the number lies beside the list |
///
/// A snapshot is a `BacklogFile<Arc<Vec<Arc<_>>>>`: `Send + Sync`, and a slice of shared items.
///
/// It follows from std's `Arc::make_mut`, `Arc::get_mut` and `Arc::unwrap_or_clone`
/// (`alloc/src/sync.rs`).
impl Items for Arc<Vec<Arc<BacklogItem>>> {
    const ID: &'static str = "arc-vec-arc";
    const TITLE: &'static str = "Arc<Vec<Arc<BacklogItem>>>, make_mut on both";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        Self::new(items.into_iter().map(Arc::new).collect())
    }

    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        self.as_slice().get(index).map(Arc::as_ref)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        self.as_slice().iter().map(Arc::as_ref)
    }

    fn share(&self, index: usize) -> Option<Arc<BacklogItem>> {
        self.as_slice().get(index).cloned()
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        if index >= self.as_slice().len() {
            return None;
        }
        Self::make_mut(self).get_mut(index).map(|item| change(Arc::make_mut(item)))
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Ok(Self::make_mut(self).iter_mut().find(|item| item.id == id).map(Arc::make_mut))
    }

    fn push(&mut self, item: BacklogItem) {
        Self::make_mut(self).push(Arc::new(item));
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        (index < self.as_slice().len()).then(|| Arc::unwrap_or_clone(Self::make_mut(self).remove(index)))
    }

    fn truncate(&mut self, len: usize) {
        if len >= self.as_slice().len() {
            return;
        }
        // With `make_mut` a shared list would first copy the pointers that it then drops.
        match Self::get_mut(self) {
            Some(items) => items.truncate(len),
            None => *self = Self::new(self[..len].to_vec()),
        }
    }
}
