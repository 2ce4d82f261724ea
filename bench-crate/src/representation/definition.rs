//! What a representation is: what the coordinator does with a backlog, and what it asks of whatever holds one.

use std::fmt::Debug;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::model::{BacklogFile, BacklogItem, View};

/// One way to hold and share the whole backlog: the coordinator's own value, and how a snapshot
/// is made of it.
///
/// A snapshot, once taken, never changes. Every write below therefore first reads what it would
/// change, and touches nothing else: with a snapshot outstanding, what is written is copied.
pub trait Representation: View + Serialize + DeserializeOwned + Debug + Send + 'static {
    /// The id in lists, records and on the command line, such as `arc-file`.
    const ID: &'static str;

    /// The Rust type, for people.
    const TITLE: &'static str;

    /// What a consumer gets.
    type Snapshot: View + Debug + Send + Sync + 'static;

    /// Takes over a backlog: O(n) at most.
    fn from_file(file: BacklogFile) -> Self;

    /// What `src/coordinator.rs:349` replies to a consumer.
    fn snapshot(&self) -> Self::Snapshot;

    /// The item at `index` for one who keeps it: shared where the list shares single items, else a
    /// clone; `None` past the end.
    fn share(&self, index: usize) -> Option<Arc<BacklogItem>> {
        self.get(index).cloned().map(Arc::new)
    }

    /// Changes the item at `index`; `None`, and nothing copied, past the end.
    fn update_at<T>(&mut self, index: usize, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T>;

    /// The first item with this id, found with a mutable iterator as `src/coordinator.rs:332` does.
    ///
    /// Nothing here uses it but the operation that shows its price: what it copies is in each
    /// representation's table.
    ///
    /// # Errors
    ///
    /// When the library has no mutable iterator.
    fn find_mut(&mut self, id: &str) -> Result<Option<&mut BacklogItem>, Missing>;

    /// Adds an item at the end.
    fn push(&mut self, item: BacklogItem);

    /// Takes out the item at `index`, those after it move up; `None`, and nothing copied, past the
    /// end.
    fn remove_at(&mut self, index: usize) -> Option<BacklogItem>;

    /// Drops the items from `len` on, if there are any: the roll-back of an ingestion that could
    /// not be saved (`src/coordinator.rs:488`).
    fn truncate(&mut self, len: usize);

    /// Sets the highest number ever given to an item.
    fn set_next_item_id(&mut self, number: u32);

    /// Changes the first item with this id; `None`, and nothing copied, if there is none.
    ///
    /// Finds by reading and then writes one index (`src/coordinator.rs:332` searches with a mutable
    /// iterator, which in a shared list would copy all that it passes).
    fn update<T>(&mut self, id: &str, change: impl FnOnce(&mut BacklogItem) -> T) -> Option<T> {
        let index = self.position(id)?;
        self.update_at(index, change)
    }

    /// Takes out the first item with this id; `None`, and nothing copied, if there is none.
    fn remove(&mut self, id: &str) -> Option<BacklogItem> {
        let index = self.position(id)?;
        self.remove_at(index)
    }

    /// Takes `id` out of every item's dependencies and returns how many items that changed; only
    /// those are written (`src/backlog.rs:225`).
    fn strip_dependency(&mut self, id: &str) -> usize {
        let mentions = |item: &BacklogItem| item.dependencies.iter().any(|dependency| dependency == id);
        let indices: Vec<usize> =
            self.iter().enumerate().filter_map(|(index, item)| mentions(item).then_some(index)).collect();
        for &index in &indices {
            self.update_at(index, |item| item.dependencies.retain(|dependency| dependency != id));
        }
        indices.len()
    }

    /// Folds the item `source` into the item `target` and takes it out (restated from
    /// `src/backlog.rs:397`): the target's context says what was merged, it takes over the
    /// dependencies, nobody depends on the source any more. `now` (RFC 3339) stamps the target.
    ///
    /// # Errors
    ///
    /// When the two are the same or one is not there; nothing is changed then.
    fn merge(&mut self, source: &str, target: &str, now: &str) -> Result<(), MergeError> {
        if source == target {
            return Err(MergeError::Itself { id: source.to_owned() });
        }
        let missing = |id: &str| MergeError::Missing { id: id.to_owned() };
        if self.position(target).is_none() {
            return Err(missing(target));
        }
        let merged = self.remove(source).ok_or_else(|| missing(source))?;
        self.update(target, |item| absorb(item, merged, now));
        self.strip_dependency(source);
        Ok(())
    }
}

/// Why a representation has no such operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Missing(pub &'static str);

/// Why two items cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// Source and target are one item.
    #[error("item {id} cannot be merged into itself; name another target")]
    Itself {
        /// The item.
        id: String,
    },
    /// There is no such item.
    #[error("there is no item {id} in the backlog to merge; use the id of an item that is in it")]
    Missing {
        /// The id that was asked for.
        id: String,
    },
}

fn absorb(target: &mut BacklogItem, source: BacklogItem, now: &str) {
    let described = source.description.unwrap_or_default();
    let heading = format!("Merged from {}: {}", source.id, source.title);
    let note: Vec<String> = [heading, described.context, described.problem]
        .into_iter()
        .chain(source.origin)
        .filter(|part| !part.is_empty())
        .collect();
    let context = &mut target.description.get_or_insert_default().context;
    if !context.is_empty() {
        context.push('\n');
    }
    context.push_str(&note.join(". "));
    for dependency in source.dependencies {
        let own = dependency == target.id || dependency == source.id;
        if !own && !target.dependencies.contains(&dependency) {
            target.dependencies.push(dependency);
        }
    }
    now.clone_into(&mut target.updated);
}
