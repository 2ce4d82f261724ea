//! How long the parts of a run took.

use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;

use super::counter::Counter;

/// A sum of durations.
#[derive(Debug, Default)]
pub struct Sum(Counter);

impl Sum {
    /// Adds one.
    pub fn add(&self, duration: Duration) {
        self.0.add(nanoseconds(duration));
    }

    /// The sum so far, in nanoseconds.
    #[must_use]
    pub fn nanoseconds(&self) -> u64 {
        self.0.get()
    }
}

/// What the coordinator spent its time on. All but [`queue`](Self::queue) happens in its one task, one
/// after the other, so these never add up to more than the whole run.
#[derive(Debug, Default)]
pub struct Times {
    /// Making snapshots, without dropping them: their consumers do that.
    pub snapshot: Sum,
    /// Changing the backlog in memory, with the copies that this needs.
    pub change: Sum,
    /// Serialising the backlog.
    pub yaml: Sum,
    /// Writing, syncing and renaming its file.
    pub disk: Sum,
    /// Waiting for git.
    pub git: Sum,
    /// Commands waiting in the channel; several at once count each.
    pub queue: Sum,
}

/// One round trip through the channel, as its sender saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// Asked for a snapshot and got it; in nanoseconds.
    Snapshot(u64),
    /// Asked for a write and had it saved; in nanoseconds.
    Write(u64),
}

/// Where samples go. A channel of its own, since no lock is to be near the backlog.
pub type Samples = UnboundedSender<Sample>;

pub(super) fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Nanoseconds since `start`.
pub(super) fn since(start: Instant) -> u64 {
    nanoseconds(start.elapsed())
}
