use super::{Items, Missing};
use crate::model::BacklogItem;

/// Today's list: a snapshot clones every item (`src/coordinator.rs:349` clones the file).
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(n) | every item, with all its strings, when it is taken |
/// | drop a snapshot | O(n) | - |
/// | `get` | O(1) | - |
/// | `iter`, `find` | O(n), one block of memory | - |
/// | `update_at` | O(1) | nothing |
/// | `find_mut` | O(n) | nothing |
/// | `push` | O(1) amortised | nothing |
/// | `remove_at` | O(n - index) items moved | nothing |
/// | `truncate` | O(items dropped) | nothing |
///
/// A snapshot is a `BacklogFile` of its own: `Send + Sync`, and a slice.
///
/// It follows from std's `Vec`: `clone` is `to_vec` of its slice with capacity equal to length
/// (`alloc/src/vec/mod.rs`, `impl Clone for Vec`; `alloc/src/slice.rs`, `ConvertVec::to_vec`).
impl Items for Vec<BacklogItem> {
    const ID: &'static str = "vec";
    const TITLE: &'static str = "Vec<BacklogItem>, deep clone";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        items
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        self.as_slice().get(index)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        self.as_slice().iter()
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        self.get_mut(index).map(change)
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Ok(self.iter_mut().find(|item| item.id == id))
    }

    fn push(&mut self, item: BacklogItem) {
        self.push(item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        (index < self.len()).then(|| self.remove(index))
    }

    fn truncate(&mut self, len: usize) {
        self.truncate(len);
    }
}
