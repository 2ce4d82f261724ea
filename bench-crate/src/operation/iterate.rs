use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::{BacklogFile, ItemStatus};
use crate::representation::Representation;

/// Read every item once.
#[derive(Debug)]
pub struct Iterate;

impl Operation for Iterate {
    const ID: &'static str = "iterate";
    const TITLE: &'static str = "Iterate, counting by status";
    const ABOUT: &'static str =
        "All items are walked once and counted by status; no snapshot is outstanding, no string is read.";
    const KIND: OperationKind = OperationKind::Read;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let backlog = R::from_file(file.clone());
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                let mut counts = [0_u32; ItemStatus::COUNT];
                for item in black_box(&backlog).iter() {
                    counts[item.status as usize] += 1;
                }
                // By reference: to move counters that were just written stalled the processor for longer
                // than five items take.
                black_box(&counts);
            }
        }))
    }
}
