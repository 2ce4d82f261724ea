use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Take one item out and add it again.
#[derive(Debug)]
pub struct Remove;

impl Operation for Remove {
    const ID: &'static str = "remove";
    const TITLE: &'static str = "Remove";
    const ABOUT: &'static str = "The item in the middle is taken out by its index and pushed at the end, both timed, so that the later half of the items rotates; no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let middle = file.items.len() / 2;
        let mut backlog = R::from_file(file.clone());
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                if let Some(item) = black_box(&mut backlog).remove_at(black_box(middle)) {
                    black_box(&mut backlog).push(item);
                }
            }
        }))
    }
}
