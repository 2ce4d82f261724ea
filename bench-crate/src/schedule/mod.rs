//! The scheduler's loop over a coordinator: who asks for snapshots, when, and for how long.
//!
//! | file | idea |
//! |---|---|
//! | `site` | the places that read the backlog |
//! | `pattern` | where each of them gets what it reads: **the list of patterns** |
//! | `requester` | how a site gets it |
//! | `coordinator` | the one owner of the backlog, behind a channel |
//! | `dyn_backlog` | the backlog without its representation's type |
//! | `storage`, `git` | where it saves and commits, really or not |
//! | `select`, `pipeline`, `agent` | what to do next, which step follows which, who does the work |
//! | `scheduler` | the loop |
//! | `run_counters`, `counter` | what is counted |
//! | `count`, `draw`, `wall`, `times` | running it for counts, in many interleavings, and for time |
//! | `loop_part` | what came of it, as parts of a record |
//! | `pace` | how long what the model does not do takes: exactly, or as drawn |
//!
//! ```
//! use bench_crate::schedule::{self, Run};
//! use bench_crate::workload::Workload;
//!
//! let run = Run::like_the_field("item-query+drop-tasks".parse()?, 3);
//! let counts = schedule::of("arc-file")?.count(&Workload::typical(1).at(30), &run)?;
//! assert_eq!(counts.values.phases, 60);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod agent;
mod coordinator;
mod count;
mod counter;
mod draw;
mod dyn_backlog;
mod error;
mod git;
mod loop_part;
mod pace;
mod pattern;
mod pipeline;
mod requester;
mod run_counters;
mod scheduler;
mod select;
mod site;
mod storage;
mod times;
mod wall;

use std::sync::LazyLock;

pub use agent::{Agent, AgentReport, Chances, Outcome};
pub use coordinator::{Coordinator, CoordinatorError, Handle, NewItem};
pub use count::{Counts, Durations, Run, SiteCounts, Values, count};
pub use counter::Counter;
pub use draw::Drawn;
pub use dyn_backlog::{Backlog, Snapshot};
pub use error::LoopError;
pub use git::{Git, GitError, NoGit, Repository};
pub use loop_part::{CountedLoop, LoopPoint, TimedLoop, counted, list, timed};
pub use pace::Pace;
pub use pattern::{DropEarly, ItemSource, Pattern, Request, UnknownPattern};
pub use requester::ItemLookup;
pub use run_counters::{RunCounters, SiteCounters, TrackedSnapshot};
pub use scheduler::{Halt, Plan, SchedulerError, run};
pub use select::{Action, Limits, Running, select};
pub use site::RequestSite;
pub use storage::{Files, InMemory, Storage, StorageError};
pub use times::{Sample, Samples, Sum, Times};
pub use wall::{RoundTrips, Shares, Timing, time};

use crate::model::BacklogFile;
use crate::registry;
use crate::representation::{self, Representation};

pub use pipeline::{Phase, is_small_and_safe};

/// The loop over one representation.
#[derive(Debug, Clone, Copy)]
pub struct Loop {
    /// See [`Representation::ID`].
    pub id: &'static str,
    hold: fn(BacklogFile) -> Backlog,
}

impl Loop {
    /// See [`count`].
    ///
    /// # Errors
    ///
    /// As that function.
    pub fn count(&self, file: &BacklogFile, run: &Run) -> Result<Counts, LoopError> {
        count((self.hold)(file.clone()), run)
    }

    /// As [`count`], in the interleaving that this seed draws; see [`Pace`].
    ///
    /// # Errors
    ///
    /// As that function.
    pub fn count_drawn(&self, file: &BacklogFile, run: &Run, seed: u64) -> Result<Counts, LoopError> {
        count::count_at((self.hold)(file.clone()), run, &Pace::drawn(seed))
    }

    /// See [`time`].
    ///
    /// # Errors
    ///
    /// As that function.
    pub fn time(&self, file: &BacklogFile, run: &Run, commits: bool) -> Result<Timing, LoopError> {
        time((self.hold)(file.clone()), run, commits)
    }
}

static LOOPS: LazyLock<Vec<Loop>> = LazyLock::new(|| {
    struct Collect(Vec<Loop>);
    impl representation::Visitor for Collect {
        fn visit<R: Representation>(&mut self) {
            self.0.push(Loop { id: R::ID, hold: Backlog::of::<R> });
        }
    }
    let mut all = Collect(Vec::new());
    representation::visit_all(&mut all);
    all.0
});

/// The loop over each representation, in the order of [`registry::representations`].
pub fn loops() -> &'static [Loop] {
    &LOOPS
}

/// The loop over the representation with this id.
///
/// # Errors
///
/// When there is none.
pub fn of(id: &str) -> Result<Loop, LoopError> {
    LOOPS.iter().find(|it| it.id == id).copied().ok_or_else(|| LoopError::UnknownRepresentation {
        id: id.to_owned(),
        known: registry::representations().iter().map(|it| it.id).collect::<Vec<_>>().join(", "),
    })
}
