//! The scheduler's loop over a coordinator: who asks for snapshots, when, and for how long.
//!
//! | file | idea |
//! |---|---|
//! | `site` | the places that read the backlog |
//! | `pattern` | where each of them gets what it reads: **the list of patterns** |
//! | `requester` | how a site gets it |
//! | `coordinator` | the one owner of the backlog, behind a channel |
//! | `erased` | the backlog without its representation's type |
//! | `storage`, `git` | where it saves and commits, really or not |
//! | `select`, `pipeline`, `agent` | what to do next, which step follows which, who does the work |
//! | `scheduler` | the loop |
//! | `ledger`, `identity` | what is counted, and how clones are told |
//! | `count`, `draw`, `wall`, `times` | running it for counts, in many interleavings, and for time |
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
mod draw;
mod erased;
mod git;
mod identity;
mod ledger;
mod pace;
mod pattern;
mod pipeline;
mod requester;
mod scheduler;
mod select;
mod site;
mod storage;
mod times;
mod wall;

use std::io;
use std::sync::LazyLock;

pub use agent::{Agent, Chances, Outcome, Report};
pub use coordinator::{Coordinator, CoordinatorError, Handle, NewItem};
pub use count::{Counts, Durations, Run, SiteCounts, Values, count};
pub use draw::Drawn;
pub use erased::{Backlog, Snapshot};
pub use git::{Git, GitError, NoGit, Repository};
pub use identity::Identities;
pub use ledger::{Counter, Held, Ledger, SiteCounters};
pub use pace::Pace;
pub use pattern::{DropEarly, Pattern, Request, Source, UnknownPattern};
pub use requester::Look;
pub use scheduler::{Halt, Plan, SchedulerError, run};
pub use select::{Action, Limits, Running, select};
pub use site::Site;
pub use storage::{Files, InMemory, Storage, StorageError};
pub use times::{Sample, Samples, Sum, Times};
pub use wall::{RoundTrips, Shares, Timing, time};

use crate::model::BacklogFile;
use crate::registry;
use crate::representation::{self, Representation};

pub use pipeline::{Phase, is_small_and_safe};

/// Why a run gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum LoopError {
    /// There is no such representation.
    #[error("there is no representation {id:?}; there are: {known}")]
    UnknownRepresentation {
        /// The id that was asked for.
        id: String,
        /// Those that there are.
        known: String,
    },
    /// The runtime did not start.
    #[error("the asynchronous runtime cannot start: {0}; check the limits on threads")]
    Runtime(io::Error),
    /// There is no folder to store in.
    #[error("cannot make a temporary folder: {0}; check its permissions and free space")]
    Folder(io::Error),
    /// Something could not be stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Git refused.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The scheduler gave up.
    #[error(transparent)]
    Scheduler(#[from] SchedulerError),
    /// A histogram refused its set-up.
    #[error("a histogram cannot be made: {0}; this is a fault of bench-crate")]
    Histogram(#[from] hdrhistogram::CreationError),
    /// A histogram refused a value.
    #[error("a histogram cannot hold a time: {0}; this is a fault of bench-crate")]
    Sample(#[from] hdrhistogram::RecordError),
}

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
