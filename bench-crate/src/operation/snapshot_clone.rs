use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, held};
use crate::model::BacklogFile;
use crate::representation::Representation;

struct Taking<R: Representation> {
    backlog: R,
    snapshots: Vec<R::Snapshot>,
}

impl<R: Representation> Case for Taking<R> {
    fn prepare(&mut self, iterations: u64) {
        self.snapshots.reserve(iterations as usize);
    }

    fn run(&mut self, iterations: u64) {
        for _ in 0..iterations {
            self.snapshots.push(black_box(&self.backlog).snapshot());
        }
        black_box(&self.snapshots);
    }

    fn settle(&mut self) {
        self.snapshots.clear();
    }

    fn limit(&self) -> u64 {
        held::limit(self.backlog.len())
    }
}

/// Take a snapshot, without dropping it: what the coordinator's handler takes.
#[derive(Debug)]
pub struct SnapshotClone;

impl Operation for SnapshotClone {
    const ID: &'static str = "snapshot-clone";
    const TITLE: &'static str = "Take a snapshot, without dropping it";
    const ABOUT: &'static str = "One snapshot is taken and kept, timed; it is dropped later, untimed, and nothing is written in between.";
    const KIND: OperationKind = OperationKind::Snapshot;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        Ok(Box::new(Taking { backlog: R::from_file(file.clone()), snapshots: Vec::new() }))
    }
}
