use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, apart::Apart, order};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Write one field through a mutable iterator while a snapshot is outstanding.
#[derive(Debug)]
pub struct UpdateIterMut;

impl Operation for UpdateIterMut {
    const ID: &'static str = "update-iter-mut";
    const TITLE: &'static str = "Update through iter_mut, snapshot outstanding";
    const ABOUT: &'static str = "As update-outstanding, but the item is searched by its id with the library's mutable iterator, as the coordinator does today: whatever that iterator copies on its way is timed too.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        R::from_file(BacklogFile::default()).find_mut("")?;
        let ids = order::ids(file);
        let mut next = 0;
        let write = move |backlog: &mut R| {
            if let Ok(Some(item)) = backlog.find_mut(black_box(&ids[next])) {
                item.requires_human_review = !item.requires_human_review;
            }
            next = (next + 1) % ids.len();
        };
        Ok(Box::new(Apart::new(file, |backlog: &mut R| backlog.snapshot(), write)))
    }
}
