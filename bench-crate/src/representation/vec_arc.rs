use std::sync::Arc;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// Shared items in a plain list: a snapshot copies n pointers, and a write copies one item if it is
/// in a snapshot.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(n): n atomic increments all over memory, one allocation | n pointers, when it is taken |
/// | drop a snapshot | O(n) atomic decrements, and the items that no other version holds | - |
/// | `get` | O(1), and one pointer more than `vec` | - |
/// | `iter`, `find` | O(n), each item elsewhere in memory | - |
/// | `update_at` | O(1) | the item |
/// | `find_mut` | O(n) | the item: std's iterator copies nothing that it passes |
/// | `push` | O(1) amortised, one allocation for the item | nothing |
/// | `remove_at` | O(n - index) pointers moved | the item, to hand it out |
/// | `truncate` | O(items dropped) | nothing |
///
/// `iter_mut().map(Arc::make_mut).find(..)` instead of `find_mut`'s order would copy every item that
/// it passes.
///
/// A snapshot is a `BacklogFile<Vec<Arc<_>>>`: `Send + Sync`, and a slice of shared items.
///
/// It follows from std's `Vec` and from `Arc::make_mut` and `Arc::unwrap_or_clone`
/// (`alloc/src/sync.rs`).
impl Items for Vec<Arc<BacklogItem>> {
    const ID: &'static str = "vec-arc";
    const TITLE: &'static str = "Vec<Arc<BacklogItem>>, make_mut on the item";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        items.into_iter().map(Arc::new).collect()
    }

    fn len(&self) -> usize {
        self.len()
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
        self.get_mut(index).map(|item| change(Arc::make_mut(item)))
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Ok(self.iter_mut().find(|item| item.id == id).map(Arc::make_mut))
    }

    fn push(&mut self, item: BacklogItem) {
        self.push(Arc::new(item));
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        (index < self.len()).then(|| Arc::unwrap_or_clone(self.remove(index)))
    }

    fn truncate(&mut self, len: usize) {
        self.truncate(len);
    }
}
