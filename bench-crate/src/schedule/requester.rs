//! How a site gets what it reads, under each pattern.

use std::collections::HashSet;
use std::sync::Arc;

use super::coordinator::{CoordinatorError, Handle};
use super::dyn_backlog::Snapshot;
use super::pattern::{ItemSource, Request};
use super::run_counters::TrackedSnapshot;
use super::{Pattern, RequestSite};
use crate::model::{BacklogItem, Mutation, View};

/// What a site reads its item from.
///
/// The `Arc` stands for a reference: whoever holds one is within the scope of the snapshot's owner. It
/// spares the model lifetimes through all handlers, and changes nothing of how long a snapshot lives.
#[derive(Debug)]
pub enum ItemLookup {
    /// A snapshot, the site's own or one that is shared.
    Snapshot(Arc<TrackedSnapshot<Snapshot>>),
    /// The item, if there is one.
    Item(Option<Arc<BacklogItem>>),
}

impl ItemLookup {
    /// The item with this id, which must be the one that was looked for.
    pub fn item(&self, id: &str) -> Option<&BacklogItem> {
        match self {
            Self::Snapshot(snapshot) => snapshot.find(id),
            Self::Item(item) => item.as_deref().filter(|item| item.id == id),
        }
    }
}

/// The scheduler's side of a pattern: the snapshots that it shares, and what it wrote since.
#[derive(Debug)]
pub(super) struct Requester {
    handle: Handle,
    request: Request,
    tick: Option<Arc<TrackedSnapshot<Snapshot>>>,
    completion: Option<Arc<TrackedSnapshot<Snapshot>>>,
    /// The items that this scheduler's handlers wrote since the tick's snapshot was taken. What a task
    /// writes (the commit that its phase starts from) is not among them, and no site reads it.
    written: HashSet<String>,
}

impl Requester {
    pub(super) fn new(handle: Handle, request: Request) -> Self {
        Self { handle, request, tick: None, completion: None, written: HashSet::new() }
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    pub(super) fn request(&self) -> Request {
        self.request
    }

    pub(super) fn pattern(&self) -> Pattern {
        self.request.pattern
    }

    /// Takes the tick's snapshot.
    pub(super) async fn begin_tick(&mut self) -> Result<Arc<TrackedSnapshot<Snapshot>>, CoordinatorError> {
        let snapshot = Arc::new(self.handle.snapshot(RequestSite::Tick).await?);
        self.written.clear();
        self.tick = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }

    /// Drops the tick's snapshot early if none of these sites, all that are left of the tick, reads it.
    pub(super) fn only_these_are_left(&mut self, sites: &[RequestSite]) {
        if self.request.drop_early.of_tasks() && !self.pattern().shares_the_tick_with(sites) {
            self.tick = None;
        }
    }

    /// Drops the tick's snapshot.
    pub(super) fn end_tick(&mut self) {
        self.tick = None;
    }

    /// Takes the completion's snapshot, if there is to be one, and drops it early if `reader`, the only
    /// site of this kind of completion that could read it, does not.
    pub(super) async fn begin_completion(&mut self, reader: RequestSite) -> Result<(), CoordinatorError> {
        if self.pattern().asks_per_completion() {
            self.completion = Some(Arc::new(self.handle.snapshot(RequestSite::Completion).await?));
            if self.request.drop_early.of_handlers()
                && self.pattern().source(reader) != ItemSource::Completion
            {
                self.completion = None;
            }
        }
        Ok(())
    }

    /// Drops the completion's snapshot.
    pub(super) fn end_completion(&mut self) {
        self.completion = None;
    }

    /// Lets `site` look at the item `id`.
    pub(super) async fn look(&mut self, site: RequestSite, id: &str) -> Result<ItemLookup, CoordinatorError> {
        let shared = match self.pattern().source(site) {
            ItemSource::Tick if self.written.contains(id) => None,
            ItemSource::Tick => self.tick.clone(),
            ItemSource::Completion => self.completion.clone(),
            ItemSource::Own | ItemSource::Item => {
                return look_afresh(&self.handle, self.pattern(), site, id).await;
            }
        };
        if let Some(snapshot) = shared {
            return Ok(ItemLookup::Snapshot(snapshot));
        }
        // What is shared is out of date or was dropped. A new one takes its place.
        let snapshot = Arc::new(self.handle.snapshot(site).await?);
        if self.pattern().source(site) == ItemSource::Tick {
            self.written.clear();
            self.tick = Some(Arc::clone(&snapshot));
        }
        Ok(ItemLookup::Snapshot(snapshot))
    }

    /// To be called after the last use of `look`: what is returned lives to the end of the scope.
    ///
    /// `shared` says whether what is shared is read once more by this handler.
    pub(super) fn keep(&mut self, look: ItemLookup, shared: Shared) -> Option<ItemLookup> {
        if !self.request.drop_early.of_handlers() {
            return Some(look);
        }
        self.completion = None;
        if shared == Shared::ReadNoMore {
            self.tick = None;
        }
        None
    }

    /// Changes an item, and remembers that the tick's snapshot shows it as it was.
    pub(super) async fn update(&mut self, id: &str, mutation: Mutation) -> Result<(), CoordinatorError> {
        self.written.insert(id.to_owned());
        self.handle.update(id, mutation).await
    }

    /// Folds one item into another, and remembers that the tick's snapshot shows both as they were.
    pub(super) async fn merge(&mut self, source: &str, target: &str) -> Result<(), CoordinatorError> {
        self.written.extend([source.to_owned(), target.to_owned()]);
        self.handle.merge(source, target).await
    }

    /// Clones the item for someone who keeps it.
    pub(super) fn give(&self, item: &BacklogItem) -> BacklogItem {
        self.handle.counters().cloned_by_sites.add(1);
        item.clone()
    }
}

/// Whether a handler will read what is shared once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shared {
    /// It will.
    ReadAgain,
    /// It won't.
    ReadNoMore,
}

/// Lets a site look that shares nothing: it asks the coordinator for all, or for its item.
pub(super) async fn look_afresh(
    handle: &Handle,
    pattern: Pattern,
    site: RequestSite,
    id: &str,
) -> Result<ItemLookup, CoordinatorError> {
    Ok(match pattern.source(site) {
        ItemSource::Item => ItemLookup::Item(handle.item(site, id).await?),
        ItemSource::Own | ItemSource::Tick | ItemSource::Completion => {
            ItemLookup::Snapshot(Arc::new(handle.snapshot(site).await?))
        }
    })
}
