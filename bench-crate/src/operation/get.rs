use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, order};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Read one item by its index.
#[derive(Debug)]
pub struct Get;

impl Operation for Get {
    const ID: &'static str = "get";
    const TITLE: &'static str = "Get by index";
    const ABOUT: &'static str = "One item is reached by its index, in random order over all items, and its status is read; \
         no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Read;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let backlog = R::from_file(file.clone());
        let indices = order::shuffled(file.items.len());
        Ok(Box::new(move |iterations| {
            // The statuses are summed up so that each item is really read, without the store and
            // reload that a black box around every item would add to an operation this short.
            let backlog = black_box(&backlog);
            let (mut sum, mut left) = (0, iterations as usize);
            while left > 0 {
                let part = &black_box(&indices)[..left.min(indices.len())];
                for &index in part {
                    sum += backlog.get(index).map_or(0, |item| item.status as usize);
                }
                left -= part.len();
            }
            black_box(sum);
        }))
    }
}
