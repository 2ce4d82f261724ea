use std::sync::Arc;

use im::Vector;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// A persistent vector of shared items: what im's own documentation advises for values that are dear
/// to clone. A leaf that is copied copies 64 pointers; one item is copied with its strings.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1): up to six reference counts | - |
/// | drop a snapshot | O(1), and what no other version holds | - |
/// | `get` | O(log₆₄ n), O(1) at both ends, and one pointer more than `im` | - |
/// | `iter`, `find` | O(n), leaf by leaf, each item elsewhere in memory | - |
/// | `update_at` | O(log₆₄ n) | the item; the pointers of its leaf, up to 64; the nodes above |
/// | `find_mut` | O(n) | the pointers of every leaf it passes; the item |
/// | `push` | O(1) amortised, one allocation for the item | the pointers of the last leaf |
/// | `remove_at` | O(64) in a single leaf, else split and append: O(log n) leaves | the pointers at the cut; the item, to hand it out |
/// | `truncate` | O(items dropped) | the pointers of the leaves that lose items |
///
/// Up to six items are held inline, without a leaf: a snapshot then counts one reference for each.
///
/// A snapshot is a `BacklogFile<im::Vector<Arc<_>>>`: `Send + Sync`, but not a slice of items.
///
/// It follows from im 15.1.0: `src/vector/mod.rs:149` (inline, one leaf, or a tree of five parts),
/// `:521` (`get_mut` copies the leaf unless unshared), `:392` (`iter_mut`), `:900` (`push_back`),
/// `:1413` (`remove`), `:1686` (`clone`); and from std's `Arc::make_mut` for the item.
impl Items for Vector<Arc<BacklogItem>> {
    const ID: &'static str = "im-arc";
    const TITLE: &'static str = "im::Vector<Arc<BacklogItem>>";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        items.into_iter().map(Arc::new).collect()
    }

    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        self.get(index).map(Arc::as_ref)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        self.iter().map(Arc::as_ref)
    }

    fn share(&self, index: usize) -> Option<Arc<BacklogItem>> {
        self.get(index).cloned()
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        self.get_mut(index).map(|item| change(Arc::make_mut(item)))
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Ok(self.iter_mut().find(|item| item.id == id).map(Arc::make_mut))
    }

    fn push(&mut self, item: BacklogItem) {
        self.push_back(Arc::new(item));
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        (index < self.len()).then(|| Arc::unwrap_or_clone(self.remove(index)))
    }

    // As in `im`: the library's own `truncate` (`src/vector/mod.rs:1323`) splits the tree and
    // allocates a leaf to hold the part that it drops.
    fn truncate(&mut self, len: usize) {
        while self.len() > len {
            self.pop_back();
        }
    }
}
