//! Counting one run: exact, on a paused clock, with nothing on a disk.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::RequestSite;
use super::agent::{Agent, Chances};
use super::coordinator::{Coordinator, NewItem};
use super::dyn_backlog::Backlog;
use super::error::LoopError;
use super::git::NoGit;
use super::pace::Pace;
use super::pattern::Request;
use super::run_counters::RunCounters;
use super::scheduler::{self, Halt, Plan};
use super::select::Limits;
use super::storage::InMemory;
use crate::model;

/// How long the parts of the run take on the paused clock. Nobody waits for them, but they decide what
/// happens at the same time, and so which snapshots are outstanding at a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Durations {
    /// An agent run.
    pub agent: Duration,
    /// A save.
    pub save: Duration,
    /// A look at the history.
    pub look: Duration,
    /// Staging.
    pub stage: Duration,
    /// A commit.
    pub commit: Duration,
}

impl Durations {
    /// Medians of the real coordinator at 92 items, and the agent of its field run
    /// (`neighbour-costs.json`, `scheduler-runs.json`).
    pub const FIELD: Self = Self {
        agent: Duration::from_millis(20),
        save: Duration::from_micros(3_296),
        look: Duration::from_micros(6_214),
        stage: Duration::from_micros(13_702),
        commit: Duration::from_micros(41_202),
    };
}

/// What is run.
#[derive(Debug, Clone)]
pub struct Run {
    /// How the scheduler asks for snapshots.
    pub request: Request,
    /// Agents at work at once.
    pub concurrency: usize,
    /// Items in the pipeline at once; 2 in the field run.
    pub wip: usize,
    /// Agent runs after which it ends.
    pub phases: u32,
    /// How often an agent brings something else than success.
    pub chances: Chances,
    /// What waits in the inbox.
    pub inbox: Vec<NewItem>,
    /// How long everything takes.
    pub durations: Durations,
}

impl Run {
    /// As the field run: 60 phases, two items in the pipeline, every agent run a success.
    #[must_use]
    pub fn like_the_field(request: Request, concurrency: usize) -> Self {
        Self {
            request,
            concurrency,
            wip: 2,
            phases: 60,
            chances: Chances::default(),
            inbox: Vec::new(),
            durations: Durations::FIELD,
        }
    }

    pub(super) fn plan(&self) -> Plan {
        Plan {
            request: self.request,
            phases: self.phases,
            limits: Limits { concurrency: self.concurrency, wip: self.wip },
            agent: Agent { takes: self.durations.agent, chances: self.chances, seed: SEED },
        }
    }
}

/// Fixes what agents bring.
const SEED: u64 = 24;

/// What one run did. All but the ratios are exact counts; ratios are 0 where nothing was there to divide.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Values {
    /// Rounds of the loop, the last one included.
    pub ticks: u64,
    /// Agent runs.
    pub phases: u64,
    /// Of them, triages.
    pub triages: u64,
    /// Items that entered the pipeline.
    pub promotions: u64,
    /// Items that were finished and archived.
    pub completed: u64,
    /// Snapshots taken.
    pub snapshots: u64,
    /// Snapshots per round.
    pub snapshots_per_tick: f64,
    /// Snapshots per agent run.
    pub snapshots_per_phase: f64,
    /// Items asked for one by one.
    pub item_queries: u64,
    /// Commands that changed the backlog.
    pub writes: u64,
    /// Writes per agent run.
    pub writes_per_phase: f64,
    /// Saves of the whole file, the one at the end included.
    pub saves: u64,
    /// Snapshots and writes that cloned as many items as there are, or more.
    pub deep_copies: u64,
    /// The same per agent run.
    pub deep_copies_per_phase: f64,
    /// The share of writes, 0 to 1, that cloned an item because a snapshot was outstanding.
    pub copies_per_write: f64,
    /// Items cloned by snapshots, writes, queries and by sites for tasks and the worklog, per agent run.
    pub items_cloned_per_phase: f64,
    /// Of them by snapshots, per agent run.
    pub items_cloned_by_snapshots_per_phase: f64,
    /// Of them by writes, per agent run.
    pub items_cloned_by_writes_per_phase: f64,
}

impl Values {
    fn of(counters: &RunCounters) -> Self {
        let ratio = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let phases = counters.phases.get();
        let per_phase = |count: u64| ratio(count, phases);
        let snapshots = counters.snapshots();
        let deep_copies = counters.whole_copies_by_snapshots.get() + counters.whole_copies_by_writes.get();
        let (by_snapshots, by_writes) = (counters.cloned_by_snapshots.get(), counters.cloned_by_writes.get());
        let one_by_one = counters.cloned_by_queries.get() + counters.cloned_by_sites.get();
        Self {
            ticks: counters.ticks.get(),
            phases,
            triages: counters.triages.get(),
            promotions: counters.promotions.get(),
            completed: counters.completed.get(),
            snapshots,
            snapshots_per_tick: ratio(snapshots, counters.ticks.get()),
            snapshots_per_phase: per_phase(snapshots),
            item_queries: counters.queries(),
            writes: counters.writes.get(),
            writes_per_phase: per_phase(counters.writes.get()),
            saves: counters.saves.get(),
            deep_copies,
            deep_copies_per_phase: per_phase(deep_copies),
            copies_per_write: ratio(counters.copying_writes.get(), counters.writes.get()),
            items_cloned_per_phase: per_phase(by_snapshots + by_writes + one_by_one),
            items_cloned_by_snapshots_per_phase: per_phase(by_snapshots),
            items_cloned_by_writes_per_phase: per_phase(by_writes),
        }
    }
}

/// What one site did in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SiteCounts {
    /// The site.
    #[serde(skip)]
    pub site: RequestSite,
    /// Its line, see [`RequestSite::line`].
    pub line: u32,
    /// Snapshots that it asked for.
    pub snapshots: u64,
    /// Items that it asked for.
    pub item_queries: u64,
    /// Writes that copied while it held a snapshot. Several sites can hold one at a time.
    pub held_at_copies: u64,
}

/// What one run counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Of the whole run.
    pub values: Values,
    /// By site; those that did nothing are left out.
    pub sites: Vec<SiteCounts>,
    /// Why it ended.
    pub halt: Halt,
}

/// Runs the loop on a paused clock, in one thread, with nothing stored, and counts.
///
/// The same arguments always give the same counts.
///
/// # Errors
///
/// When this build does not count clones, the runtime cannot start or the scheduler gives up.
pub fn count(backlog: Backlog, run: &Run) -> Result<Counts, LoopError> {
    count_at(backlog, run, &Pace::default())
}

/// As [`count`], in the interleaving that `pace` makes.
pub(super) fn count_at(backlog: Backlog, run: &Run, pace: &Pace) -> Result<Counts, LoopError> {
    if !model::COUNTS_CLONES {
        return Err(LoopError::NotCounting);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .map_err(LoopError::Runtime)?;
    let counters = Arc::new(RunCounters::default());
    let Durations { save, look, stage, commit, .. } = run.durations;
    let halt = runtime.block_on(async {
        let (handle, ended) = Coordinator {
            backlog,
            storage: InMemory { save, pace: pace.clone() }.into(),
            git: NoGit { look, stage, commit, pace: pace.clone() }.into(),
            inbox: run.inbox.clone(),
            counters: Arc::clone(&counters),
            times: Arc::default(),
            samples: None,
            pace: pace.clone(),
        }
        .spawn();
        let halt = scheduler::run(handle, run.plan()).await?;
        ended.await.map_err(scheduler::SchedulerError::from)?;
        Ok::<_, LoopError>(halt)
    })?;
    let sites = RequestSite::ALL
        .into_iter()
        .map(|site| {
            let counters = counters.site(site);
            SiteCounts {
                site,
                line: site.line(),
                snapshots: counters.snapshots.get(),
                item_queries: counters.queries.get(),
                held_at_copies: counters.held_at_copies.get(),
            }
        })
        .filter(|counts| counts.snapshots + counts.item_queries > 0)
        .collect();
    Ok(Counts { values: Values::of(&counters), sites, halt })
}
