//! Where the coordinator saves.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::dyn_backlog::Backlog;
use super::pace::Pace;
use super::times::Times;
use crate::model::{BacklogItem, SaveError};

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
#[derive(Debug)]
pub enum Storage {
    /// Nowhere.
    InMemory(InMemory),
    /// In a folder.
    Files(Files),
}

impl From<InMemory> for Storage {
    fn from(storage: InMemory) -> Self {
        Self::InMemory(storage)
    }
}

impl From<Files> for Storage {
    fn from(storage: Files) -> Self {
        Self::Files(storage)
    }
}

impl Storage {
    /// Replaces what was saved before. The future keeps no hold of the backlog, which is not `Sync`.
    pub(super) fn save(
        &self,
        backlog: &Backlog,
    ) -> impl Future<Output = Result<(), StorageError>> + Send + use<> {
        let (takes, result) = match self {
            Self::InMemory(storage) => (Some(storage.clone()), Ok(())),
            // As the real one, this blocks the coordinator's thread.
            Self::Files(storage) => (None, storage.save(backlog)),
        };
        async move {
            if let Some(InMemory { save, pace }) = takes {
                pace.work(save).await;
            }
            result
        }
    }

    /// Adds an entry to the worklog.
    pub(super) fn log(&self, item: &BacklogItem, phase: &str, outcome: &str) -> Result<(), StorageError> {
        match self {
            Self::InMemory(_) => Ok(()),
            Self::Files(storage) => storage.log(item, phase, outcome),
        }
    }
}

/// Stores nothing, and takes as long as is given: on a paused clock that is exact and free.
#[derive(Debug, Clone, Default)]
pub struct InMemory {
    /// How long a save keeps the coordinator busy.
    pub save: Duration,
    /// How exactly.
    pub pace: Pace,
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
    fn save(&self, backlog: &Backlog) -> Result<(), StorageError> {
        let start = Instant::now();
        let (result, yaml) = backlog.save(&self.backlog);
        self.times.yaml.add(yaml);
        self.times.disk.add(start.elapsed().saturating_sub(yaml));
        Ok(result?)
    }

    fn log(&self, item: &BacklogItem, phase: &str, outcome: &str) -> Result<(), StorageError> {
        let entry = format!("## {} ({})\n\nphase: {phase}, outcome: {outcome}\n\n", item.id, item.title);
        OpenOptions::new()
            .append(true)
            .create(true)
            .open(&self.worklog)
            .and_then(|mut file| file.write_all(entry.as_bytes()))
            .map_err(|source| StorageError::Worklog { path: self.worklog.clone(), source })
    }
}
