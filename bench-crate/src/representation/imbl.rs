use imbl::Vector;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// The maintained fork of `im`: the same tree of leaves of 64 items, over std's `Arc`
/// without a pool of memory.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1): up to five reference counts | - |
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
/// A snapshot is a `BacklogFile<imbl::Vector<_>>`: `Send + Sync`, but not a slice.
///
/// It follows from imbl 7.0.2: `src/vector/mod.rs:156` (inline, one leaf, or a tree of five parts),
/// `:412` (`get`), `:724` (`get_mut` copies the leaf unless unshared), `:807` (`iter_mut`), `:911`
/// (`push_back`), `:1418` (`remove`), `:1757` (`clone`), `src/config.rs:10` (the size of a leaf),
/// `src/shared_ptr.rs:16` (std's `Arc`).
impl Items for Vector<BacklogItem> {
    const ID: &'static str = "imbl";
    const TITLE: &'static str = "imbl::Vector<BacklogItem>";

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

    // As in `im`: the library's own `truncate` (`src/vector/mod.rs:1329`) splits the tree and
    // allocates a leaf to hold the part that it drops.
    fn truncate(&mut self, len: usize) {
        while self.len() > len {
            self.pop_back();
        }
    }
}
