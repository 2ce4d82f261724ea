use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::{BacklogFile, ItemStatus};
use crate::representation::Representation;

/// Copy the items of one status.
#[derive(Debug)]
pub struct FilterCollect;

impl Operation for FilterCollect {
    const ID: &'static str = "filter-collect";
    const TITLE: &'static str = "Filter into a new file";
    const ABOUT: &'static str = "The items that are ready are cloned into a new plain file, as filter mode does (src/filter.rs:237), and the file is dropped, both timed; no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Read;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let backlog = R::from_file(file.clone());
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                let backlog = black_box(&backlog);
                let ready = backlog.iter().filter(|item| item.status == ItemStatus::Ready);
                let filtered: BacklogFile = BacklogFile {
                    schema_version: backlog.schema_version(),
                    items: ready.cloned().collect(),
                    next_item_id: backlog.next_item_id(),
                };
                black_box(&filtered);
            }
        }))
    }
}
