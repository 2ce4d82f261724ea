//! Timing a run: real files, a real clock and, if wanted, real commits.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use tokio::sync::mpsc;

use super::coordinator::Coordinator;
use super::count::Run;
use super::dyn_backlog::Backlog;
use super::error::LoopError;
use super::git::{Git, NoGit, Repository};
use super::pace::Pace;
use super::run_counters::RunCounters;
use super::scheduler::{self, SchedulerError};
use super::storage::{Files, Storage};
use super::times::{Sample, Times, nanoseconds};

/// Round trips of one kind through the channel, in nanoseconds, as their senders saw them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundTrips {
    /// How many.
    pub count: u64,
    /// The median.
    pub p50: u64,
    /// What 99 of 100 stay under.
    pub p99: u64,
    /// The longest.
    pub max: u64,
}

/// What the parts took of the run, each from 0 to 1. All but `drop` are of the coordinator's one task;
/// what they leave, it waited.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Making snapshots, without dropping them.
    pub snapshot: f64,
    /// Dropping snapshots, which the consumers do: beside the coordinator, in their own tasks.
    pub drop: f64,
    /// Both: what snapshots cost whom ever.
    pub snapshot_and_drop: f64,
    /// Changing the backlog in memory, with the copies that this needs.
    pub change: f64,
    /// Serialising the backlog.
    pub yaml: f64,
    /// Writing, syncing and renaming its file.
    pub disk: f64,
    /// Waiting for git.
    pub git: f64,
}

/// What one run took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timing {
    /// The whole run, in nanoseconds, without its set-up.
    pub wall: u64,
    /// Agent runs.
    pub phases: u64,
    /// Snapshots.
    pub snapshots: u64,
    /// Writes.
    pub writes: u64,
    /// Nanoseconds in the coordinator for each agent run: making snapshots and changing the backlog in
    /// memory, with the copies that this needs.
    pub handler_per_phase: f64,
    /// Nanoseconds for each agent run that consumers spend dropping their snapshots.
    pub drop_per_phase: f64,
    /// What it was spent on.
    pub shares: Shares,
    /// The mean number of commands that waited in the channel: the sum of their waits, by the whole run.
    pub queue: f64,
    /// Asking for a snapshot.
    pub snapshot_round_trip: RoundTrips,
    /// Asking for a write, its save included.
    pub write_round_trip: RoundTrips,
}

/// Runs the loop on a real clock with two worker threads, saving to files in a new temporary folder,
/// and committing there if `commits`.
///
/// # Errors
///
/// When the runtime or git cannot start, the disk refuses, or the scheduler gives up.
pub fn time(backlog: Backlog, run: &Run, commits: bool) -> Result<Timing, LoopError> {
    let folder = tempfile::tempdir().map_err(LoopError::Folder)?;
    let times = Arc::new(Times::default());
    backlog.save(&folder.path().join("BACKLOG.yaml")).0.map_err(super::storage::StorageError::from)?;
    let storage = Files::new(folder.path(), Arc::clone(&times));
    let git = if commits {
        Repository::init(folder.path(), Arc::clone(&times))?.into()
    } else {
        NoGit::default().into()
    };
    time_with(backlog, run, storage.into(), git, &times)
}

fn time_with(
    backlog: Backlog,
    run: &Run,
    storage: Storage,
    git: Git,
    times: &Arc<Times>,
) -> Result<Timing, LoopError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()
        .map_err(LoopError::Runtime)?;
    let counters = Arc::new(RunCounters::default());
    let (samples, mut taken) = mpsc::unbounded_channel();
    let inbox = run.inbox.clone();
    let wall = runtime.block_on(async {
        let (counters, times) = (Arc::clone(&counters), Arc::clone(times));
        let (handle, ended) = Coordinator {
            backlog,
            storage,
            git,
            inbox,
            counters,
            times,
            samples: Some(samples),
            pace: Pace::default(),
        }
        .spawn();
        let start = Instant::now();
        scheduler::run(handle, run.plan()).await?;
        // The coordinator still saves what it has not saved, and that is a part of its shares.
        ended.await.map_err(SchedulerError::from)?;
        Ok::<_, LoopError>(start.elapsed())
    })?;
    let (mut snapshots, mut writes) = (Histogram::new(3)?, Histogram::new(3)?);
    while let Ok(sample) = taken.try_recv() {
        match sample {
            Sample::Snapshot(took) => snapshots.record(took)?,
            Sample::Write(took) => writes.record(took)?,
        }
    }
    let handler = times.snapshot.nanoseconds() + times.change.nanoseconds();
    let per_phase = |sum: u64| sum as f64 / counters.phases.get().max(1) as f64;
    Ok(Timing {
        wall: nanoseconds(wall),
        handler_per_phase: per_phase(handler),
        drop_per_phase: per_phase(counters.dropping.get()),
        phases: counters.phases.get(),
        snapshots: counters.snapshots(),
        writes: counters.writes.get(),
        shares: shares(times, counters.dropping.get(), wall),
        queue: times.queue.nanoseconds() as f64 / nanoseconds(wall) as f64,
        snapshot_round_trip: summary(&snapshots),
        write_round_trip: summary(&writes),
    })
}

fn shares(times: &Times, dropping: u64, wall: Duration) -> Shares {
    let share = |sum: u64| sum as f64 / nanoseconds(wall) as f64;
    let of_wall = |sum: &super::times::Sum| share(sum.nanoseconds());
    Shares {
        snapshot: of_wall(&times.snapshot),
        drop: share(dropping),
        snapshot_and_drop: share(times.snapshot.nanoseconds() + dropping),
        change: of_wall(&times.change),
        yaml: of_wall(&times.yaml),
        disk: of_wall(&times.disk),
        git: of_wall(&times.git),
    }
}

fn summary(histogram: &Histogram<u64>) -> RoundTrips {
    RoundTrips {
        count: histogram.len(),
        p50: histogram.value_at_quantile(0.5),
        p99: histogram.value_at_quantile(0.99),
        max: histogram.max(),
    }
}
