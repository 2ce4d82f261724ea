use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, order};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Write one field of one item by its id.
#[derive(Debug)]
pub struct Update;

impl Operation for Update {
    const ID: &'static str = "update";
    const TITLE: &'static str = "Update by id";
    const ABOUT: &'static str = "One item is searched by its id, in random order over all ids, and one field of it is written; no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let mut backlog = R::from_file(file.clone());
        let ids = order::ids(file);
        let mut next = 0;
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                // A flag costs nothing to write; a new string would add the allocator to every side.
                let found = black_box(&mut backlog).update(black_box(&ids[next]), |item| {
                    item.requires_human_review = !item.requires_human_review;
                });
                black_box(found);
                next = (next + 1) % ids.len();
            }
        }))
    }
}
