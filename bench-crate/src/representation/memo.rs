use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Items, Missing, Representation};
use crate::model::{BacklogFile, BacklogItem, View};

/// A plain file, and beside it the last snapshot for as long as it shows the file as it is.
///
/// Whoever changes the file must forget the snapshot. That cannot be left out here: the fields are
/// this module's own, and the one way to the file that allows a change, `&mut *memo`, forgets it.
/// It forgets even if nothing is then changed; whoever may find nothing to do looks first.
///
/// The cell is there because taking a snapshot changes nothing that anybody can see, so that it
/// needs no `&mut`. A cell is no lock: it is not `Sync`, and its one owner alone can reach it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Memo {
    file: BacklogFile,
    #[serde(skip)]
    last: OnceCell<Arc<BacklogFile>>,
}

impl Deref for Memo {
    type Target = BacklogFile;

    fn deref(&self) -> &BacklogFile {
        &self.file
    }
}

impl DerefMut for Memo {
    fn deref_mut(&mut self) -> &mut BacklogFile {
        self.last.take();
        &mut self.file
    }
}

impl View for Memo {
    fn schema_version(&self) -> u32 {
        self.file.schema_version
    }

    fn next_item_id(&self) -> u32 {
        self.file.next_item_id
    }

    fn len(&self) -> usize {
        self.file.items.len()
    }

    fn get(&self, index: usize) -> Option<&BacklogItem> {
        self.file.items.get(index)
    }

    fn iter(&self) -> impl Iterator<Item = &BacklogItem> {
        self.file.items.iter()
    }
}

/// The last snapshot is kept: the first request after a write clones the file, those after it count
/// one reference, and a write only forgets what was kept.
///
/// | operation | complexity | copied when a snapshot is outstanding |
/// |---|---|---|
/// | take a snapshot | O(n) if something was written since the last one, else O(1) | every item, if something was written since the last one |
/// | drop a snapshot | O(1); O(n) for the last holder of an old one | - |
/// | `get` | O(1) | - |
/// | `iter`, `find` | O(n), one block of memory | - |
/// | `update_at` | O(1); O(n) if nobody else holds the snapshot that it forgets | nothing |
/// | `find_mut` | as `update_at`, and the search | nothing, but the next snapshot is cloned, even if there is no item with that id |
/// | `push` | O(1) amortised, and as `update_at` | nothing |
/// | `remove_at` | O(n - index) items moved, and as `update_at` | nothing |
/// | `truncate` | O(items dropped), and as `update_at` | nothing |
/// | `set_next_item_id` | as `update_at` | nothing |
///
/// A snapshot is an `Arc<BacklogFile>`: `Send + Sync`, and a slice. The kept one takes as much memory
/// as the file until the next write.
///
/// It follows from std's `Arc::clone`, and from [`Memo`]: at most min(snapshots, writes + 1) of its
/// snapshots are cloned, since each but the first needs a write after the one before.
impl Representation for Memo {
    const ID: &'static str = "memo";
    const TITLE: &'static str = "BacklogFile beside its last snapshot, an Arc<BacklogFile>";

    type Snapshot = Arc<BacklogFile>;

    fn from_file(file: BacklogFile) -> Self {
        Self { file, last: OnceCell::new() }
    }

    fn snapshot(&self) -> Arc<BacklogFile> {
        Arc::clone(self.last.get_or_init(|| Arc::new(self.file.clone())))
    }

    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        if index >= self.len() {
            return None;
        }
        self.items.update_at(index, change)
    }

    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing> {
        self.items.find_mut(id)
    }

    fn push(&mut self, item: BacklogItem) {
        self.items.push(item);
    }

    fn remove_at(&mut self, index: usize) -> Option<BacklogItem> {
        if index >= self.len() {
            return None;
        }
        self.items.remove_at(index)
    }

    fn truncate(&mut self, len: usize) {
        if len < self.len() {
            self.items.truncate(len);
        }
    }

    fn set_next_item_id(&mut self, number: u32) {
        if number != self.next_item_id {
            self.next_item_id = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Workload;

    fn memo() -> Memo {
        Memo::from_file(Workload::typical(1).at(5))
    }

    #[test]
    fn reading_keeps_the_snapshot_and_a_mutable_access_forgets_it_even_if_nothing_changes() {
        let mut memo = memo();
        let first = memo.snapshot();
        let id = memo.items[4].id.clone();
        assert!(memo.find(&id).is_some() && memo.get(0).is_some() && memo.to_file() == *first);
        assert!(memo.update_at(5, |_| ()).is_none() && memo.remove_at(5).is_none());
        memo.truncate(5);
        memo.set_next_item_id(memo.next_item_id);
        assert_eq!(memo.strip_dependency("nobody"), 0);
        assert!(Arc::ptr_eq(&first, &memo.snapshot()), "nothing was accessed mutably");
        assert!(memo.find_mut("nobody").unwrap().is_none());
        assert!(!Arc::ptr_eq(&first, &memo.snapshot()), "something could have been changed");
    }

    #[test]
    fn every_way_to_change_it_forgets_the_snapshot() {
        let ways: [fn(&mut Memo); 9] = [
            |memo| assert!(memo.update_at(0, |_| ()).is_some()),
            |memo| assert!(memo.update(&memo.items[1].id.clone(), |_| ()).is_some()),
            |memo| drop(memo.find_mut("")),
            |memo| memo.push(BacklogItem::default()),
            |memo| drop(memo.remove_at(0)),
            |memo| memo.truncate(1),
            |memo| memo.set_next_item_id(memo.next_item_id + 1),
            |memo| memo.merge(&memo.items[0].id.clone(), &memo.items[1].id.clone(), "now").unwrap(),
            |memo| memo.items.clear(),
        ];
        for (number, change) in ways.into_iter().enumerate() {
            let mut memo = memo();
            let before = memo.snapshot();
            change(&mut memo);
            assert!(!Arc::ptr_eq(&before, &memo.snapshot()), "way {number}");
            assert_eq!(memo.snapshot().items, memo.items, "way {number}");
        }
    }
}
