use im::Vector;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// A persistent vector, the brief's first candidate: a tree of leaves of 64 items, shared between
/// the versions.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1): up to six reference counts | - |
/// | drop a snapshot | O(1), and what no other version holds | - |
/// | `get` | O(log₆₄ n), O(1) at both ends | - |
/// | `iter`, `find` | O(n), leaf by leaf | - |
/// | `update_at` | O(log₆₄ n) | the item's leaf: up to 64 items with their strings; the nodes above |
/// | `find_mut` | O(n) | every leaf it passes, with all its items |
/// | `push` | O(1) amortised | the last leaf: up to 64 items |
/// | `remove_at` | O(64) in a single leaf, else split and append: O(log n) leaves | the leaves at the cut |
/// | `truncate` | O(items dropped) | the leaves that lose items |
///
/// Up to 64 items there is one leaf, so a write with a snapshot outstanding copies everything.
///
/// A snapshot is a `BacklogFile<im::Vector<_>>`: `Send + Sync`, but not a slice.
///
/// It follows from im 15.1.0: `src/vector/mod.rs:149` (one leaf or a tree of five parts), `:392`
/// (`iter_mut`), `:464` (`get`), `:521` (`get_mut` copies the leaf unless unshared), `:900` (`push_back`), `:1413`
/// (`remove`), `:1686` (`clone`), `src/nodes/mod.rs:15` (the size of a leaf).
impl Items for Vector<BacklogItem> {
    const ID: &'static str = "im";
    const TITLE: &'static str = "im::Vector<BacklogItem>";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        items.into()
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        self.get(index)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        self.iter()
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        self.get_mut(index).map(change)
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Ok(self.iter_mut().find(|item| item.id == id))
    }

    fn push(&mut self, item: BacklogItem) {
        self.push_back(item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        (index < self.len()).then(|| self.remove(index))
    }

    // A roll-back drops the few items that were just pushed. im's own `truncate` splits the tree
    // (`src/vector/mod.rs:1323`), which allocates a leaf of 64 items to hold the part it drops.
    fn truncate(&mut self, len: usize) {
        while self.len() > len {
            self.pop_back();
        }
    }
}
