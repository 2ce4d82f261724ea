use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, order};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Read one item by its id.
#[derive(Debug)]
pub struct Find;

impl Operation for Find {
    const ID: &'static str = "find";
    const TITLE: &'static str = "Find by id";
    const ABOUT: &'static str = "One item is searched by its id from the first on, in random order over all ids, and its status is read; no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Read;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let backlog = R::from_file(file.clone());
        let ids = order::ids(file);
        let mut next = 0;
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                let found = black_box(&backlog).find(black_box(&ids[next]));
                black_box(found.map(|item| item.status));
                next = (next + 1) % ids.len();
            }
        }))
    }
}
