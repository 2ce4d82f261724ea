//! Representations that differ only in the type of the list inside the file.

use std::fmt::Debug;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Missing, Representation};
use crate::model::{BacklogFile, BacklogItem, View};

/// A type of list. `BacklogFile<L>` is a [`Representation`] for every list `L`, and its snapshot is
/// a clone of it.
///
/// The contracts are those of the methods of the same name in [`Representation`].
#[expect(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "each method is documented where it is used: in Representation and View"
)]
pub trait Items: Clone + Default + Debug + Serialize + DeserializeOwned + Send + Sync + 'static {
    const ID: &'static str;
    const TITLE: &'static str;

    fn from_vec(items: Vec<BacklogItem>) -> Self;
    fn len(&self) -> usize;
    fn get(&self, index: usize) -> Option<&BacklogItem>;
    fn iter(&self) -> impl Iterator<Item = &BacklogItem>;
    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T>;
    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing>;
    fn push(&mut self, item: BacklogItem);
    fn remove_at(&mut self, index: usize) -> Option<BacklogItem>;
    fn truncate(&mut self, len: usize);

    fn share(&self, index: usize) -> Option<Arc<BacklogItem>> {
        self.get(index).cloned().map(Arc::new)
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<L: Items> View for BacklogFile<L> {
    fn schema_version(&self) -> u32 {
        self.schema_version
    }

    fn next_item_id(&self) -> u32 {
        self.next_item_id
    }

    fn len(&self) -> usize {
        self.items.len()
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        self.items.get(index)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        self.items.iter()
    }
}

impl<L: Items> Representation for BacklogFile<L> {
    const ID: &'static str = L::ID;
    const TITLE: &'static str = L::TITLE;

    type Snapshot = Self;

    fn from_file(file: BacklogFile) -> Self {
        Self {
            schema_version: file.schema_version,
            items: L::from_vec(file.items),
            next_item_id: file.next_item_id,
        }
    }

    fn snapshot(&self) -> Self {
        self.clone()
    }

    fn share(&self, index: usize) -> Option<Arc<BacklogItem>> {
        self.items.share(index)
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        self.items.update_at(index, change)
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        self.items.find_mut(id)
    }

    fn push(&mut self, item: BacklogItem) {
        self.items.push(item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        self.items.remove_at(index)
    }

    fn truncate(&mut self, len: usize) {
        self.items.truncate(len);
    }

    fn set_next_item_id(&mut self, number: u32) {
        self.next_item_id = number;
    }
}
