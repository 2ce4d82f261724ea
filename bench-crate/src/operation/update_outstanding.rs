use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, apart::Apart, order};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Write one field while a snapshot is outstanding.
#[derive(Debug)]
pub struct UpdateOutstanding;

impl Operation for UpdateOutstanding {
    const ID: &'static str = "update-outstanding";
    const TITLE: &'static str = "Update with a snapshot outstanding";
    const ABOUT: &'static str = "One field of one item is written by its index, timed, as the first write since a snapshot was taken that is still outstanding; each write has a backlog and a snapshot of its own, taken and dropped untimed.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let indices = order::shuffled(file.items.len());
        let mut next = 0;
        let write = move |backlog: &mut R| {
            let found = backlog.update_at(indices[next], |item| {
                item.requires_human_review = !item.requires_human_review;
            });
            black_box(found);
            next = (next + 1) % indices.len();
        };
        Ok(Box::new(Apart::new(file, |backlog: &mut R| backlog.snapshot(), write)))
    }
}
