//! Why a run of the loop gave nothing.

use std::io;

use super::git::GitError;
use super::scheduler::SchedulerError;
use super::storage::StorageError;
use crate::workload::WorkloadError;

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
    /// There are no items to run it with.
    #[error(transparent)]
    Workload(#[from] WorkloadError),
    /// Clones cannot be counted.
    #[error("this build does not count clones; build bench-crate with `--features counts`")]
    NotCounting,
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
    /// The result has no JSON form.
    #[error("the result cannot be written as JSON: {0}; this is a fault of bench-crate")]
    Json(#[from] serde_json::Error),
}
