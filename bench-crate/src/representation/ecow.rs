use ecow::EcoVec;

use super::{Items, Missing};
use crate::model::BacklogItem;

/// A vector that counts its own references: `arc-vec` with one allocation instead of two.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(1), one atomic increment | - |
/// | drop a snapshot | O(1); O(n) for the last holder of an old list | - |
/// | `get` | O(1) | - |
/// | `iter`, `find` | O(n), one block of memory | - |
/// | `update_at` | O(1) | every item, once: the next write finds the copy unshared |
/// | `find_mut` | O(n) | every item, even if there is none with that id |
/// | `push` | O(1) amortised | every item, once: room for the new one is made in the same step |
/// | `remove_at` | O(n - index) items moved | every item |
/// | `truncate` | O(items dropped) | the items that stay |
/// | `set_next_item_id` | O(1) | nothing: the number lies beside the list |
///
/// A snapshot is a `BacklogFile<ecow::EcoVec<_>>`: `Send + Sync`, and a slice.
///
/// It follows from ecow 0.3.1: `src/vec.rs:163` (a slice), `:228` (`make_mut`), `:243` (`push`),
/// `:348` (`remove`), `:478` (`truncate`), `:501` (`reserve` copies and grows at once), `:835`
/// (`make_unique` copies everything unless unshared), `:891` (`clone`).
impl Items for EcoVec<BacklogItem> {
    const ID: &'static str = "ecow";
    const TITLE: &'static str = "ecow::EcoVec<BacklogItem>";

    fn from_vec(items: Vec<BacklogItem>) -> Self {
        items.into()
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
        if index >= self.len() {
            return None;
        }
        self.make_mut().get_mut(index).map(change)
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        Ok(self.make_mut().iter_mut().find(|item| item.id == id))
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
