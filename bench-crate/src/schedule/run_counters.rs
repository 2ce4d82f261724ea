//! What a run counts, and who holds a snapshot.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use super::RequestSite;
use super::counter::Counter;
use super::times::since;

/// What is counted for each site.
#[derive(Debug, Default)]
pub struct SiteCounters {
    /// Snapshots that it asked for.
    pub snapshots: Counter,
    /// Items that it asked for.
    pub queries: Counter,
    /// Writes that copied while it held a snapshot.
    pub held_at_copies: Counter,
    outstanding: AtomicU64,
}

impl SiteCounters {
    /// Snapshots that it holds now.
    #[must_use]
    pub fn outstanding(&self) -> u64 {
        self.outstanding.load(Relaxed)
    }
}

/// All that one run counts. Atomics rather than cells, so that the real-time run can use all cores;
/// nothing of the backlog is behind them.
#[derive(Debug, Default)]
pub struct RunCounters {
    /// By site, in the order of [`RequestSite::ALL`].
    pub sites: [SiteCounters; RequestSite::COUNT],
    /// Rounds of the loop, the last one included.
    pub ticks: Counter,
    /// Agent runs: phases and triages.
    pub phases: Counter,
    /// Of them, triages.
    pub triages: Counter,
    /// Items that entered the pipeline.
    pub promotions: Counter,
    /// Items that left the pipeline as done.
    pub completed: Counter,
    /// Commands that changed the backlog.
    pub writes: Counter,
    /// Of them, those that cloned an item because a snapshot was outstanding.
    pub copying_writes: Counter,
    /// Of them, those that cloned as many items as there are, or more.
    pub whole_copies_by_writes: Counter,
    /// Snapshots that cloned every item.
    pub whole_copies_by_snapshots: Counter,
    /// Saves of the whole file, the one at the end included.
    pub saves: Counter,
    /// Commits.
    pub commits: Counter,
    /// Items cloned by snapshots.
    pub cloned_by_snapshots: Counter,
    /// Items cloned by writes.
    pub cloned_by_writes: Counter,
    /// Items cloned by queries.
    pub cloned_by_queries: Counter,
    /// Items that sites cloned out of what they read, for a task or the worklog.
    pub cloned_by_sites: Counter,
    /// Nanoseconds that consumers spent dropping their snapshots.
    pub dropping: Counter,
}

impl RunCounters {
    /// The counters of one site.
    #[must_use]
    pub fn site(&self, site: RequestSite) -> &SiteCounters {
        &self.sites[site as usize]
    }

    /// Snapshots of all sites.
    #[must_use]
    pub fn snapshots(&self) -> u64 {
        self.sites.iter().map(|site| site.snapshots.get()).sum()
    }

    /// Item queries of all sites.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.sites.iter().map(|site| site.queries.get()).sum()
    }

    /// Notes a write to `all` items that cloned as many as `cloned`; a write can clone an item more than once.
    pub fn note_write(&self, cloned: u64, all: u64) {
        self.writes.add(1);
        if cloned == 0 {
            return;
        }
        self.cloned_by_writes.add(cloned);
        self.copying_writes.add(1);
        self.whole_copies_by_writes.add(u64::from(cloned >= all));
        for site in self.sites.iter().filter(|site| site.outstanding() > 0) {
            site.held_at_copies.add(1);
        }
    }

    /// Notes a snapshot that cloned `cloned` of `all` items.
    pub fn note_snapshot(&self, cloned: u64, all: u64) {
        self.cloned_by_snapshots.add(cloned);
        self.whole_copies_by_snapshots.add(u64::from(cloned > 0 && cloned >= all));
    }
}

/// A snapshot that the coordinator knows to be outstanding until this is dropped, and at which site.
#[derive(Debug)]
pub struct TrackedSnapshot<S> {
    snapshot: S,
    // Below the snapshot: fields are dropped in their order, so this one's drop ends the snapshot's.
    end: End,
}

#[derive(Debug)]
struct End {
    site: RequestSite,
    counters: Arc<RunCounters>,
    /// When the snapshot began to be dropped.
    began: Option<Instant>,
}

impl<S> TrackedSnapshot<S> {
    /// Counts `snapshot` as taken for `site` and held from now on.
    pub fn new(snapshot: S, site: RequestSite, counters: Arc<RunCounters>) -> Self {
        counters.site(site).snapshots.add(1);
        counters.site(site).outstanding.fetch_add(1, Relaxed);
        Self { snapshot, end: End { site, counters, began: None } }
    }
}

impl<S> Deref for TrackedSnapshot<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.snapshot
    }
}

impl<S> Drop for TrackedSnapshot<S> {
    fn drop(&mut self) {
        self.end.counters.site(self.end.site).outstanding.fetch_sub(1, Relaxed);
        self.end.began = Some(Instant::now());
    }
}

impl Drop for End {
    fn drop(&mut self) {
        self.counters.dropping.add(self.began.map_or(0, since));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_snapshot_takes_to_drop_is_its_consumers_time() {
        struct Slow;
        impl Drop for Slow {
            fn drop(&mut self) {
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        }
        let counters = Arc::new(RunCounters::default());
        let held = TrackedSnapshot::new(Slow, RequestSite::Tick, Arc::clone(&counters));
        assert_eq!(counters.dropping.get(), 0);
        drop(held);
        assert!(counters.dropping.get() >= 2_000_000, "{}", counters.dropping.get());
    }

    #[test]
    fn a_copy_is_charged_to_each_site_that_holds_a_snapshot_at_that_moment() {
        let counters = Arc::new(RunCounters::default());
        let tick = TrackedSnapshot::new((), RequestSite::Tick, Arc::clone(&counters));
        let early = TrackedSnapshot::new((), RequestSite::Promotion, Arc::clone(&counters));
        drop(early);
        counters.note_write(5, 5);
        drop(tick);
        counters.note_write(0, 5);
        counters.note_write(1, 5);
        let held: Vec<u64> = counters.sites.iter().map(|site| site.held_at_copies.get()).collect();
        assert_eq!((held[RequestSite::Tick as usize], held.iter().sum::<u64>()), (1, 1));
        assert_eq!(
            (counters.writes.get(), counters.copying_writes.get(), counters.whole_copies_by_writes.get()),
            (3, 2, 1)
        );
    }
}
