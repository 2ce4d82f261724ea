use super::{Case, OperationKind, Missing, Operation, apart::Apart};
use crate::model::{BacklogFile, BacklogItem};
use crate::representation::Representation;

/// How many items are rolled back.
const PUSHED: usize = 5;

/// Roll five items back.
#[derive(Debug)]
pub struct Truncate;

impl Operation for Truncate {
    const ID: &'static str = "truncate";
    const TITLE: &'static str = "Truncate";
    const ABOUT: &'static str = "Five items without any text, pushed untimed, are truncated away in one call, timed; each call has a backlog of its own, and no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let len = file.items.len();
        let push = |backlog: &mut R| {
            for _ in 0..PUSHED {
                backlog.push(BacklogItem::default());
            }
        };
        Ok(Box::new(Apart::new(file, push, move |backlog: &mut R| backlog.truncate(len))))
    }
}
