use std::sync::Arc;

use super::{Items, Missing, Representation};
use crate::model::{BacklogFile, BacklogItem, View};

/// The whole file shared: a snapshot is one reference count, and the first write while one is
/// outstanding copies the file.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1), one atomic increment | - |
/// | drop a snapshot | O(1); O(n) for the last holder of an old file | - |
/// | `get` | O(1) | - |
/// | `iter`, `find` | O(n), one block of memory | - |
/// | `update_at` | O(1) | every item, once: the next write finds the copy unshared |
/// | `find_mut` | O(n) | every item, even if there is none with that id |
/// | `push` | O(1) amortised | every item, then the list again: the copy is full |
/// | `remove_at` | O(n - index) items moved | every item |
/// | `truncate` | O(items dropped) | every item |
/// | `set_next_item_id` | O(1) | every item: the number lives in the shared file |
///
/// A snapshot is an `Arc<BacklogFile>`: `Send + Sync`, and a slice.
///
/// It follows from std's `Arc::make_mut` (`alloc/src/sync.rs`), which clones the value unless it is
/// the only holder; the clone of the list has capacity equal to length, so a push grows it at once.
impl Representation for Arc<BacklogFile> {
    const ID: &'static str = "arc-file";
    const TITLE: &'static str = "Arc<BacklogFile>, make_mut on write";

    type Snapshot = Self;

    fn from_file(file: BacklogFile) -> Self {
        Self::new(file)
    }

    fn snapshot(&self) -> Self {
        Self::clone(self)
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        if index >= self.len() {
            return None;
        }
        Self::make_mut(self).items.update_at(index, change)
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Self::make_mut(self).items.find_mut(id)
    }

    fn push(&mut self, item: BacklogItem) {
        Self::make_mut(self).items.push(item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        if index >= self.len() {
            return None;
        }
        Self::make_mut(self).items.remove_at(index)
    }

    fn truncate(&mut self, len: usize) {
        if len < self.len() {
            Self::make_mut(self).items.truncate(len);
        }
    }

    fn set_next_item_id(&mut self, number: u32) {
        if number != self.next_item_id {
            Self::make_mut(self).next_item_id = number;
        }
    }
}
