use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Take a snapshot and drop it. [`SnapshotClone`](super::SnapshotClone) is the first half, what the
/// coordinator's handler takes; [`SnapshotDrop`](super::SnapshotDrop) the second, what consumers pay.
#[derive(Debug)]
pub struct Snapshot;

impl Operation for Snapshot {
    const ID: &'static str = "snapshot";
    const TITLE: &'static str = "Take and drop a snapshot";
    const ABOUT: &'static str =
        "One snapshot is taken and dropped, both timed; nothing is written while it is outstanding.";
    const KIND: OperationKind = OperationKind::Snapshot;
    // Beyond the brief's sizes, to show the curve.
    const SIZES: &'static [usize] = &[5, 30, 92, 100, 500, 1_000, 10_000, 100_000];

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let backlog = R::from_file(file.clone());
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                black_box(&black_box(&backlog).snapshot());
            }
        }))
    }
}
