use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, mention};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Strip a dependency that no item has.
#[derive(Debug)]
pub struct StripMiss;

impl Operation for StripMiss {
    const ID: &'static str = "strip-miss";
    const TITLE: &'static str = "Strip a dependency, not found";
    const ABOUT: &'static str = "One id is looked for in every item's dependencies to be taken out, where every tenth item has another of the same length and none has it; no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let mut backlog = R::from_file(mention::with_dependencies(file));
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                black_box(black_box(&mut backlog).strip_dependency(black_box(mention::STRIPPED)));
            }
        }))
    }
}
