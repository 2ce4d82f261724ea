use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::{BacklogFile, BacklogItem};
use crate::representation::Representation;

/// Add an item and roll it back.
#[derive(Debug)]
pub struct Push;

impl Operation for Push {
    const ID: &'static str = "push";
    const TITLE: &'static str = "Push";
    const ABOUT: &'static str = "One item without any text is pushed and truncated away again on one long-lived backlog, both timed; \
         no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let len = file.items.len();
        let mut backlog = R::from_file(file.clone());
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                // Text would be freed by the truncation and hide what the list itself costs.
                black_box(&mut backlog).push(BacklogItem::default());
                black_box(&mut backlog).truncate(len);
            }
        }))
    }
}
