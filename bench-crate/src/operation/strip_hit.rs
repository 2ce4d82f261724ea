use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation, apart::Apart, mention};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Strip a dependency that some items have.
#[derive(Debug)]
pub struct StripHit;

impl Operation for StripHit {
    const ID: &'static str = "strip-hit";
    const TITLE: &'static str = "Strip a dependency, found";
    const ABOUT: &'static str = "One id is taken out of every item's dependencies, timed, where every tenth item has it beside another; each call has a backlog of its own, the id is put back untimed, and no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Write;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let put_back = |backlog: &mut R| {
            for index in mention::places(backlog.len()) {
                backlog.update_at(index, |item| item.dependencies.push(mention::STRIPPED.to_owned()));
            }
        };
        let strip = |backlog: &mut R| {
            black_box(backlog.strip_dependency(black_box(mention::STRIPPED)));
        };
        Ok(Box::new(Apart::new(&mention::with_dependencies(file), put_back, strip)))
    }
}
