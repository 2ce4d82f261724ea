//! Reading a backlog, whatever holds it.

use std::sync::Arc;

use super::{BacklogFile, BacklogItem};

/// What a reader of a backlog can do: the scheduler with a snapshot, the coordinator with its own.
pub trait View {
    /// The version of the file format.
    fn schema_version(&self) -> u32;

    /// The highest number ever given to an item.
    fn next_item_id(&self) -> u32;

    /// How many items there are.
    fn len(&self) -> usize;

    /// The item at `index`, counted from 0; `None` past the end.
    fn get(&self, index: usize) -> Option<&BacklogItem>;

    /// All items in order.
    fn iter(&self) -> impl Iterator<Item = &BacklogItem>;

    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The index of the first item with this id: O(n).
    fn position(&self, id: &str) -> Option<usize> {
        self.iter().position(|item| item.id == id)
    }

    /// The first item with this id: O(n).
    fn find(&self, id: &str) -> Option<&BacklogItem> {
        self.iter().find(|item| item.id == id)
    }

    /// A deep copy as a plain file: O(n), every item cloned.
    fn to_file(&self) -> BacklogFile {
        BacklogFile {
            schema_version: self.schema_version(),
            items: self.iter().cloned().collect(),
            next_item_id: self.next_item_id(),
        }
    }
}

impl<V: View> View for Arc<V> {
    fn schema_version(&self) -> u32 {
        V::schema_version(self)
    }

    fn next_item_id(&self) -> u32 {
        V::next_item_id(self)
    }

    fn len(&self) -> usize {
        V::len(self)
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        V::get(self, index)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        V::iter(self)
    }
}
