//! The one owner of the backlog, and how others ask it for things.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use super::RequestSite;
use super::dyn_backlog::{Backlog, Snapshot};
use super::git::{Git, GitError};
use super::pace::Pace;
use super::run_counters::{RunCounters, TrackedSnapshot};
use super::storage::{Storage, StorageError};
use super::times::{Sample, Samples, Times, since};
use crate::model::{self, BacklogItem, ItemStatus, Mutation, MutationError, StructuredDescription, View};
use crate::representation::MergeError;

/// How many commands may wait (`src/coordinator.rs:309`).
const CAPACITY: usize = 32;

/// Why the coordinator did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CoordinatorError {
    /// There is no such item.
    #[error("there is no item {id} in the backlog; it may have been archived or merged")]
    NoItem {
        /// The id that was asked for.
        id: String,
    },
    /// The item does not allow the change.
    #[error(transparent)]
    Mutation(#[from] MutationError),
    /// The items cannot be merged.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// It could not be saved.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Git refused.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The coordinator has ended.
    #[error("the coordinator has ended and answers no more; this is a fault of bench-crate")]
    Gone,
}

type Answer<T> = oneshot::Sender<Result<T, CoordinatorError>>;

/// An item to be: from an agent or from the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewItem {
    /// One line.
    pub title: String,
    /// What is known of it.
    pub context: Option<String>,
}

enum Command {
    Snapshot { site: RequestSite, reply: oneshot::Sender<TrackedSnapshot<Snapshot>> },
    Item { site: RequestSite, id: String, reply: oneshot::Sender<Option<Arc<BacklogItem>>> },
    Update { id: String, mutation: Mutation, reply: Answer<()> },
    StartPhase { id: String, commit: String, reply: Answer<()> },
    CompletePhase { id: String, phase: String, commits: bool, reply: Answer<()> },
    BatchCommit { reply: Answer<()> },
    Head { reply: Answer<String> },
    IsAncestor { commit: String, reply: Answer<bool> },
    Log { item: Box<BacklogItem>, phase: String, outcome: &'static str, reply: Answer<()> },
    Archive { id: String, reply: Answer<()> },
    FollowUps { items: Vec<NewItem>, origin: String, reply: Answer<usize> },
    Unblock { id: String, context: Option<String>, reply: Answer<()> },
    Inbox { reply: Answer<usize> },
    Merge { source: String, target: String, reply: Answer<()> },
}

/// A command with the moment it was sent.
struct Envelope {
    sent: Instant,
    command: Command,
}

/// How others ask the coordinator. Cheap to clone; the coordinator ends when the last one is dropped.
#[derive(Debug, Clone)]
pub struct Handle {
    sender: mpsc::Sender<Envelope>,
    counters: Arc<RunCounters>,
    samples: Option<Samples>,
    pace: Pace,
}

/// Each method sends one command and waits for its answer.
///
/// # Errors
///
/// All fail when the coordinator has ended, and where they say so.
#[expect(clippy::missing_errors_doc, reason = "what can go wrong is in CoordinatorError, alike for all")]
impl Handle {
    /// What is counted in this run.
    #[must_use]
    pub fn counters(&self) -> &Arc<RunCounters> {
        &self.counters
    }

    /// How long waiting takes in this run.
    pub(super) fn pace(&self) -> &Pace {
        &self.pace
    }

    async fn ask<T>(
        &self,
        command: impl FnOnce(oneshot::Sender<T>) -> Command,
    ) -> Result<T, CoordinatorError> {
        let (reply, answer) = oneshot::channel();
        let envelope = Envelope { sent: Instant::now(), command: command(reply) };
        self.sender.send(envelope).await.map_err(|_| CoordinatorError::Gone)?;
        let answer = answer.await.map_err(|_| CoordinatorError::Gone)?;
        self.pace.step().await;
        Ok(answer)
    }

    /// As [`ask`](Self::ask), for what is saved before it is answered.
    async fn write<T>(&self, command: impl FnOnce(Answer<T>) -> Command) -> Result<T, CoordinatorError> {
        let start = Instant::now();
        let answer = self.ask(command).await?;
        self.sample(|| Sample::Write(since(start)));
        answer
    }

    fn sample(&self, sample: impl FnOnce() -> Sample) {
        if let Some(samples) = &self.samples {
            // Nobody listens any more: then nobody misses it.
            let _ = samples.send(sample());
        }
    }

    /// The whole backlog as it is now, for `site`.
    pub async fn snapshot(&self, site: RequestSite) -> Result<TrackedSnapshot<Snapshot>, CoordinatorError> {
        let start = Instant::now();
        let snapshot = self.ask(|reply| Command::Snapshot { site, reply }).await?;
        self.sample(|| Sample::Snapshot(since(start)));
        Ok(snapshot)
    }

    /// One item as it is now, for `site`, shared or cloned; `None` if there is none with this id.
    pub async fn item(
        &self,
        site: RequestSite,
        id: &str,
    ) -> Result<Option<Arc<BacklogItem>>, CoordinatorError> {
        self.ask(|reply| Command::Item { site, id: id.to_owned(), reply }).await
    }

    /// Changes one item.
    pub async fn update(&self, id: &str, mutation: Mutation) -> Result<(), CoordinatorError> {
        self.write(|reply| Command::Update { id: id.to_owned(), mutation, reply }).await
    }

    /// Notes the commit that a phase starts from.
    pub async fn start_phase(&self, id: &str, commit: String) -> Result<(), CoordinatorError> {
        self.write(|reply| Command::StartPhase { id: id.to_owned(), commit, reply }).await
    }

    /// Stages what a phase left, and commits it at once or leaves it for the next batch.
    pub async fn complete_phase(&self, id: &str, phase: &str, commits: bool) -> Result<(), CoordinatorError> {
        let (id, phase) = (id.to_owned(), phase.to_owned());
        self.ask(|reply| Command::CompletePhase { id, phase, commits, reply }).await?
    }

    /// Commits what phases have left for this.
    pub async fn batch_commit(&self) -> Result<(), CoordinatorError> {
        self.ask(|reply| Command::BatchCommit { reply }).await?
    }

    /// The commit that is checked out.
    pub async fn head(&self) -> Result<String, CoordinatorError> {
        self.ask(|reply| Command::Head { reply }).await?
    }

    /// Whether a commit is in the history.
    pub async fn is_ancestor(&self, commit: String) -> Result<bool, CoordinatorError> {
        self.ask(|reply| Command::IsAncestor { commit, reply }).await?
    }

    /// Adds an entry to the worklog.
    pub async fn log(
        &self,
        item: BacklogItem,
        phase: &str,
        outcome: &'static str,
    ) -> Result<(), CoordinatorError> {
        let (item, phase) = (Box::new(item), phase.to_owned());
        self.ask(|reply| Command::Log { item, phase, outcome, reply }).await?
    }

    /// Takes an item out, and out of all dependencies.
    pub async fn archive(&self, id: &str) -> Result<(), CoordinatorError> {
        self.write(|reply| Command::Archive { id: id.to_owned(), reply }).await
    }

    /// Adds new items that an agent found, and returns how many.
    pub async fn follow_ups(&self, items: Vec<NewItem>, origin: String) -> Result<usize, CoordinatorError> {
        self.write(|reply| Command::FollowUps { items, origin, reply }).await
    }

    /// Lets a blocked item go on, on a person's word.
    pub async fn unblock(&self, id: &str, context: Option<String>) -> Result<(), CoordinatorError> {
        self.write(|reply| Command::Unblock { id: id.to_owned(), context, reply }).await
    }

    /// Adds what is in the inbox, and returns how many items that were.
    pub async fn inbox(&self) -> Result<usize, CoordinatorError> {
        self.ask(|reply| Command::Inbox { reply }).await?
    }

    /// Folds one item into another.
    pub async fn merge(&self, source: &str, target: &str) -> Result<(), CoordinatorError> {
        let (source, target) = (source.to_owned(), target.to_owned());
        self.write(|reply| Command::Merge { source, target, reply }).await
    }
}

/// All that a coordinator starts with.
#[derive(Debug)]
pub struct Coordinator {
    /// The backlog, which nobody else ever has.
    pub backlog: Backlog,
    /// Where it is saved.
    pub storage: Storage,
    /// Where work is committed.
    pub git: Git,
    /// What waits in the inbox.
    pub inbox: Vec<NewItem>,
    /// What is counted.
    pub counters: Arc<RunCounters>,
    /// What is timed.
    pub times: Arc<Times>,
    /// Where round trips are reported, if anywhere.
    pub samples: Option<Samples>,
    /// How long it takes until whoever asked runs again.
    pub pace: Pace,
}

impl Coordinator {
    /// Starts the coordinator's task. It ends when the last handle is dropped, after a last save.
    pub fn spawn(self) -> (Handle, tokio::task::JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        let handle = Handle {
            sender,
            counters: Arc::clone(&self.counters),
            samples: self.samples.clone(),
            pace: self.pace.clone(),
        };
        let actor = Actor { parts: self, pending: Vec::new(), started: tokio::time::Instant::now() };
        (handle, tokio::spawn(actor.run(receiver)))
    }
}

struct Actor {
    parts: Coordinator,
    /// Phases whose output is staged and not yet committed.
    pending: Vec<String>,
    started: tokio::time::Instant,
}

impl Actor {
    async fn run(mut self, mut receiver: mpsc::Receiver<Envelope>) {
        while let Some(Envelope { sent, command }) = receiver.recv().await {
            self.parts.times.queue.add(sent.elapsed());
            self.answer(command).await;
        }
        // As in the original, what this says is lost: nobody is left to hear it.
        let _ = self.save().await;
    }

    /// Whoever asked may have gone meanwhile; then the answer is dropped.
    async fn answer(&mut self, command: Command) {
        match command {
            Command::Snapshot { site, reply } => drop(reply.send(self.snapshot(site))),
            Command::Item { site, id, reply } => drop(reply.send(self.item(site, &id))),
            Command::Update { id, mutation, reply } => drop(reply.send(self.update(&id, mutation).await)),
            Command::StartPhase { id, commit, reply } => {
                let mutation = Mutation::SetLastPhaseCommit(commit);
                drop(reply.send(self.update(&id, mutation).await));
            }
            Command::CompletePhase { id, phase, commits, reply } => {
                drop(reply.send(self.complete(&id, &phase, commits).await));
            }
            Command::BatchCommit { reply } => drop(reply.send(self.batch_commit().await)),
            Command::Head { reply } => drop(reply.send(self.parts.git.head().await.map_err(Into::into))),
            Command::IsAncestor { commit, reply } => {
                drop(reply.send(self.parts.git.is_ancestor(&commit).await.map_err(Into::into)));
            }
            Command::Log { item, phase, outcome, reply } => {
                drop(reply.send(self.parts.storage.log(&item, &phase, outcome).map_err(Into::into)));
            }
            Command::Archive { id, reply } => drop(reply.send(self.archive(&id).await)),
            Command::FollowUps { items, origin, reply } => {
                drop(reply.send(self.ingest(items, &origin).await));
            }
            Command::Unblock { id, context, reply } => {
                drop(reply.send(self.update(&id, Mutation::Resume(context)).await));
            }
            Command::Inbox { reply } => drop(reply.send(self.ingest_inbox().await)),
            Command::Merge { source, target, reply } => {
                drop(reply.send(self.merge(&source, &target).await));
            }
        }
    }

    fn snapshot(&self, site: RequestSite) -> TrackedSnapshot<Snapshot> {
        let before = model::clones();
        let (snapshot, took) = self.parts.backlog.snapshot();
        self.parts.times.snapshot.add(took);
        self.parts.counters.note_snapshot(model::clones() - before, snapshot.len() as u64);
        TrackedSnapshot::new(snapshot, site, Arc::clone(&self.parts.counters))
    }

    fn item(&self, site: RequestSite, id: &str) -> Option<Arc<BacklogItem>> {
        self.parts.counters.site(site).queries.add(1);
        let index = self.parts.backlog.position(id)?;
        let before = model::clones();
        let item = self.parts.backlog.share(index)?;
        self.parts.counters.cloned_by_queries.add(model::clones() - before);
        Some(item)
    }

    /// Changes the backlog in memory.
    fn write<T>(&mut self, change: impl FnOnce(&mut Backlog) -> T) -> T {
        let (items, before) = (self.parts.backlog.len(), model::clones());
        let start = Instant::now();
        let result = change(&mut self.parts.backlog);
        self.parts.times.change.add(start.elapsed());
        let items = items.min(self.parts.backlog.len()) as u64;
        self.parts.counters.note_write(model::clones() - before, items);
        result
    }

    async fn save(&mut self) -> Result<(), CoordinatorError> {
        self.parts.counters.saves.add(1);
        Ok(self.parts.storage.save(&self.parts.backlog).await?)
    }

    /// The time of the run, so that equal runs write equal files: RFC 3339 and as long as chrono's.
    fn now(&self) -> String {
        let elapsed: Duration = self.started.elapsed();
        let seconds = elapsed.as_secs() % 86_400;
        format!(
            "2026-02-22T{:02}:{:02}:{:02}.{:09}+00:00",
            seconds / 3_600,
            seconds / 60 % 60,
            seconds % 60,
            elapsed.subsec_nanos()
        )
    }

    async fn update(&mut self, id: &str, mutation: Mutation) -> Result<(), CoordinatorError> {
        let index = self.index(id)?;
        if let Some(item) = self.parts.backlog.get(index) {
            mutation.check(item)?;
        }
        let now = self.now();
        let applied = self.write(|backlog| backlog.update_at(index, |item| mutation.apply(item, &now)));
        applied.transpose()?;
        self.save().await
    }

    fn index(&self, id: &str) -> Result<usize, CoordinatorError> {
        self.parts.backlog.position(id).ok_or_else(|| CoordinatorError::NoItem { id: id.to_owned() })
    }

    async fn complete(&mut self, id: &str, phase: &str, commits: bool) -> Result<(), CoordinatorError> {
        self.parts.git.stage().await?;
        let label = format!("[{id}][{phase}] Output");
        if commits {
            let done = self.parts.git.commit(&label).await?;
            self.parts.counters.commits.add(u64::from(done));
        } else {
            self.pending.push(label);
        }
        Ok(())
    }

    async fn batch_commit(&mut self) -> Result<(), CoordinatorError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let done = self.parts.git.commit(&self.pending.join("\n")).await?;
        self.parts.counters.commits.add(u64::from(done));
        self.pending.clear();
        Ok(())
    }

    async fn archive(&mut self, id: &str) -> Result<(), CoordinatorError> {
        let index = self.index(id)?;
        let item = self.write(|backlog| {
            let item = backlog.remove_at(index);
            backlog.strip_dependency(id);
            item
        });
        self.parts.counters.completed.add(1);
        self.save().await?;
        match item {
            Some(item) => Ok(self.parts.storage.log(&item, "archive", "Done")?),
            None => Ok(()),
        }
    }

    fn add(&mut self, items: Vec<NewItem>, origin: &str) -> usize {
        let now = self.now();
        let added = items.len();
        self.write(|backlog| {
            for NewItem { title, context } in items {
                let number = highest_number(backlog) + 1;
                backlog.set_next_item_id(number);
                backlog.push(BacklogItem {
                    id: format!("{PREFIX}{number:03}"),
                    title,
                    status: ItemStatus::New,
                    origin: Some(origin.to_owned()),
                    description: context
                        .map(|context| StructuredDescription { context, ..StructuredDescription::default() }),
                    created: now.clone(),
                    updated: now.clone(),
                    ..BacklogItem::default()
                });
            }
        });
        added
    }

    async fn ingest(&mut self, items: Vec<NewItem>, origin: &str) -> Result<usize, CoordinatorError> {
        let added = self.add(items, origin);
        self.save().await?;
        Ok(added)
    }

    /// A failed save is rolled back, and the inbox kept for the next time.
    async fn ingest_inbox(&mut self) -> Result<usize, CoordinatorError> {
        if self.parts.inbox.is_empty() {
            return Ok(0);
        }
        let (len, number) = (self.parts.backlog.len(), self.parts.backlog.next_item_id());
        let added = self.add(self.parts.inbox.clone(), "inbox");
        if let Err(error) = self.save().await {
            self.write(|backlog| {
                backlog.truncate(len);
                backlog.set_next_item_id(number);
            });
            return Err(error);
        }
        self.parts.inbox.clear();
        Ok(added)
    }

    async fn merge(&mut self, source: &str, target: &str) -> Result<(), CoordinatorError> {
        let now = self.now();
        self.write(|backlog| backlog.merge(source, target, &now))?;
        self.save().await
    }
}

/// What ids begin with.
const PREFIX: &str = "WRK-";

fn highest_number(backlog: &Backlog) -> u32 {
    let numbers = backlog.iter().filter_map(|item| item.id.strip_prefix(PREFIX)?.parse().ok());
    numbers.max().unwrap_or(0).max(backlog.next_item_id())
}
