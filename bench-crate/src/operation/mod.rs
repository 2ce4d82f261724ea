//! What is measured: **the list of operations**, which benchmarks, paired slices, counts and tables
//! share.
//!
//! **To add one**: write `<name>.rs` beside this file and add one line to the list at the end of
//! this one.

use std::fmt::Debug;

use crate::model::BacklogFile;
pub use crate::representation::Missing;
use crate::representation::Representation;

/// One thing that is measured, on any representation.
pub trait Operation: Debug {
    /// The id in lists, records and on the command line, such as `snapshot`.
    const ID: &'static str;

    /// A heading.
    const TITLE: &'static str;

    /// One plain sentence: what is timed and what is not.
    const ABOUT: &'static str;

    /// What the operation does to the backlog.
    const KIND: OperationKind;

    /// The numbers of items it is measured at.
    const SIZES: &'static [usize] = &SIZES;

    /// Builds the case for one representation of this backlog, which has at least one item. Nothing
    /// of it is timed.
    ///
    /// # Errors
    ///
    /// When the representation has no such operation, with the reason.
    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing>;
}

/// The sizes in items at which operations are measured: the brief's 5 to 30, 100 and 500, and the
/// real backlog's 92.
pub const SIZES: [usize; 5] = [5, 30, 92, 100, 500];

/// What an operation does to the backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// Takes a snapshot, drops one, or both: the title says which.
    Snapshot,
    /// Only reads.
    Read,
    /// Only writes.
    Write,
    /// Takes a snapshot, writes and drops it: each representation pays its whole cost.
    Cycle,
}

impl OperationKind {
    /// The id in lists and records.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Snapshot => "snapshot",
            Self::Read => "read",
            Self::Write => "write",
            Self::Cycle => "cycle",
        }
    }
}

/// An operation on a representation of a backlog, ready to be repeated.
///
/// Only [`run`](Case::run) is timed. A closure over the number of iterations is a case that needs
/// neither of the other two.
pub trait Case {
    /// Makes ready for that many iterations.
    fn prepare(&mut self, _iterations: u64) {}

    /// Performs the operation that many times.
    fn run(&mut self, iterations: u64);

    /// Cleans up after a run.
    fn settle(&mut self) {}

    /// The most iterations that may be asked for at once, where each must be prepared in memory.
    fn limit(&self) -> u64 {
        u64::MAX
    }
}

impl<F: FnMut(u64)> Case for F {
    fn run(&mut self, iterations: u64) {
        self(iterations);
    }
}

/// Something to be done with each operation's type in turn.
pub trait Visitor {
    /// Does it for one.
    fn visit<O: Operation>(&mut self);
}

macro_rules! operations {
    ($($module:ident => $type:ident,)*) => {
        $(mod $module; pub use $module::$type;)*

        /// Visits every operation in the order of the list.
        pub fn visit_all(visitor: &mut impl Visitor) {
            $(visitor.visit::<$type>();)*
        }
    };
}

mod apart;
mod held;
mod mention;
mod order;

// The list.
operations! {
    snapshot => Snapshot,
    get => Get,
    iterate => Iterate,
    push => Push,
    cycle => Cycle,
    snapshot_clone => SnapshotClone,
    snapshot_drop => SnapshotDrop,
    iterate_titles => IterateTitles,
    find => Find,
    update => Update,
    update_outstanding => UpdateOutstanding,
    update_iter_mut => UpdateIterMut,
    remove => Remove,
    truncate => Truncate,
    strip_hit => StripHit,
    strip_miss => StripMiss,
    filter_collect => FilterCollect,
    yaml_save => YamlSave,
    yaml_load => YamlLoad,
}
