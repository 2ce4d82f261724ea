use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, held};
use crate::model::BacklogFile;
use crate::representation::Representation;

struct Dropping<R: Representation> {
    backlog: R,
    snapshots: Vec<R::Snapshot>,
}

impl<R: Representation> Case for Dropping<R> {
    fn prepare(&mut self, iterations: u64) {
        self.snapshots.extend((0..iterations).map(|_| self.backlog.snapshot()));
    }

    // As many as were prepared: that is the number of iterations.
    fn run(&mut self, _iterations: u64) {
        black_box(&mut self.snapshots).clear();
    }

    fn limit(&self) -> u64 {
        held::limit(self.backlog.len())
    }
}

/// Drop a snapshot that was taken before: what its consumer pays.
#[derive(Debug)]
pub struct SnapshotDrop;

impl Operation for SnapshotDrop {
    const ID: &'static str = "snapshot-drop";
    const TITLE: &'static str = "Drop a snapshot, taken before";
    const ABOUT: &'static str = "One snapshot, taken untimed, is dropped, timed; nothing was written since, so the coordinator still holds what it shares.";
    const KIND: OperationKind = OperationKind::Snapshot;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        Ok(Box::new(Dropping { backlog: R::from_file(file.clone()), snapshots: Vec::new() }))
    }
}
