use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, order};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Snapshot, write, drop.
#[derive(Debug)]
pub struct Cycle;

impl Operation for Cycle {
    const ID: &'static str = "cycle";
    const TITLE: &'static str = "Cycle: snapshot, update, drop";
    const ABOUT: &'static str = "A snapshot is taken, one item is found by its id and one field of it is written while that snapshot \
         is outstanding, and the snapshot is dropped, all timed.";
    const KIND: OperationKind = OperationKind::Cycle;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let mut backlog = R::from_file(file.clone());
        let ids = order::ids(file);
        let mut next = 0;
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                let snapshot = black_box(&backlog).snapshot();
                // A flag costs nothing to write; a new string would add the allocator to every side.
                let found = backlog.update(black_box(&ids[next]), |item| {
                    item.requires_human_review = !item.requires_human_review;
                });
                black_box((found, &snapshot));
                drop(snapshot);
                next = (next + 1) % ids.len();
            }
        }))
    }
}
