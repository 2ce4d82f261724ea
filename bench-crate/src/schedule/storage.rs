//! Where the coordinator saves.

use std::cell::Cell;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Serialize, Serializer};

use super::times::Times;
use crate::model::{self, BacklogItem, SaveError};
use crate::representation::Representation;

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The backlog could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The worklog could not be written.
    #[error("cannot write the worklog {}: {source}; check the folder's permissions and free space", path.display())]
    Worklog {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Where the coordinator saves the backlog after each write, and logs what was done.
pub trait Storage: Send + 'static {
    /// Replaces what was saved before.
    fn save<R: Representation>(
        &mut self,
        backlog: &R,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Adds an entry to the worklog.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    fn log(&mut self, item: &BacklogItem, phase: &str, outcome: &str) -> Result<(), StorageError>;
}

/// Stores nothing, and takes as long as is given: on a paused clock that is exact and free.
#[derive(Debug, Clone, Copy, Default)]
pub struct InMemory {
    /// How long a save keeps the coordinator busy.
    pub save: Duration,
}

impl Storage for InMemory {
    fn save<R: Representation>(&mut self, _: &R) -> impl Future<Output = Result<(), StorageError>> + Send {
        let takes = self.save;
        async move {
            if !takes.is_zero() {
                tokio::time::sleep(takes).await;
            }
            Ok(())
        }
    }

    fn log(&mut self, _: &BacklogItem, _: &str, _: &str) -> Result<(), StorageError> {
        Ok(())
    }
}

/// Real files, as the coordinator writes them: the whole backlog as YAML, synced and renamed.
#[derive(Debug)]
pub struct Files {
    backlog: PathBuf,
    worklog: PathBuf,
    times: Arc<Times>,
}

impl Files {
    /// In this folder.
    #[must_use]
    pub fn new(folder: &Path, times: Arc<Times>) -> Self {
        Self { backlog: folder.join("BACKLOG.yaml"), worklog: folder.join("_worklog.md"), times }
    }
}

impl Storage for Files {
    fn save<R: Representation>(
        &mut self,
        backlog: &R,
    ) -> impl Future<Output = Result<(), StorageError>> + Send {
        // As the real one, this blocks the coordinator's thread.
        let start = Instant::now();
        let timed = Timed { value: backlog, took: Cell::new(Duration::ZERO) };
        let result = model::save(&self.backlog, &timed).map_err(StorageError::from);
        self.times.yaml.add(timed.took.get());
        self.times.disk.add(start.elapsed().saturating_sub(timed.took.get()));
        async { result }
    }

    fn log(&mut self, item: &BacklogItem, phase: &str, outcome: &str) -> Result<(), StorageError> {
        let entry = format!("## {} ({})\n\nphase: {phase}, outcome: {outcome}\n\n", item.id, item.title);
        OpenOptions::new()
            .append(true)
            .create(true)
            .open(&self.worklog)
            .and_then(|mut file| file.write_all(entry.as_bytes()))
            .map_err(|source| StorageError::Worklog { path: self.worklog.clone(), source })
    }
}

/// Notes how long its value took to serialise, so that a save's YAML and its disk can be told apart
/// without serialising twice.
struct Timed<'a, V> {
    value: &'a V,
    took: Cell<Duration>,
}

impl<V: Serialize> Serialize for Timed<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let start = Instant::now();
        let result = self.value.serialize(serializer);
        self.took.set(start.elapsed());
        result
    }
}
