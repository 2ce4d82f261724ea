use std::mem;

use rpds::VectorSync;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// A persistent vector without in-place tricks: a trie of nodes of 32, over items that it shares one
/// by one.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1), one atomic increment | - |
/// | drop a snapshot | O(1), and what no other version holds | - |
/// | `get` | O(log₃₂ n), and one pointer to the item | - |
/// | `iter`, `find` | O(n), each item elsewhere in memory | - |
/// | `update_at` | O(log₃₂ n) | the item; the pointers of the nodes above it, up to 32 each |
/// | `find_mut` | missing: rpds has no mutable iterator | - |
/// | `push` | O(log₃₂ n), one allocation for the item | the pointers of the last nodes |
/// | `remove_at` | **ours**, rpds has none: O((n - index) log₃₂ n) items moved up | that item and all after it |
/// | `truncate` | **ours**: O(items dropped), O(log₃₂ n) each | the pointers of the last nodes |
///
/// A snapshot is a `BacklogFile<rpds::VectorSync<_>>`: `Send + Sync`, but not a slice.
///
/// It follows from rpds 1.2.1: `src/vector/mod.rs:83` (the parts), `:98` (triomphe's `Arc`, which has
/// no weak count), `:329` (`get`), `:404` (`push_back_mut`), `:445` (`drop_last_mut`), `:495`
/// (`get_mut` copies the nodes on its way and the item, unless unshared), `:585` (`clone`).
impl Items for VectorSync<BacklogItem> {
    const ID: &'static str = "rpds";
    const TITLE: &'static str = "rpds::VectorSync<BacklogItem>";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        items.into_iter().collect()
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

    fn find_mut(&mut self, _id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Err(Missing("rpds has no mutable iterator; a search reads first and then writes one index"))
    }

    fn push(&mut self, item: BacklogItem) {
        self.push_back_mut(item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        if index >= self.len() {
            return None;
        }
        // The pointers to the items are private, so the items themselves move up. One that no
        // snapshot holds is moved without its text being copied.
        let mut carried = BacklogItem::default();
        for place in (index..self.len()).rev() {
            mem::swap(&mut carried, self.get_mut(place)?);
        }
        self.drop_last_mut();
        Some(carried)
    }

    fn truncate(&mut self, len: usize) {
        while self.len() > len {
            self.drop_last_mut();
        }
    }
}
