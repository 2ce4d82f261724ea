use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::BacklogFile;
use crate::representation::Representation;

/// Read a string of every item once.
#[derive(Debug)]
pub struct IterateTitles;

impl Operation for IterateTitles {
    const ID: &'static str = "iterate-titles";
    const TITLE: &'static str = "Iterate, reading the titles";
    const ABOUT: &'static str = "All items are walked once and the characters of their titles are counted, which reads every byte of them; no snapshot is outstanding.";
    const KIND: OperationKind = OperationKind::Read;

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let backlog = R::from_file(file.clone());
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                // Characters, not bytes: a length in bytes lies in the item, the text elsewhere.
                let characters: usize =
                    black_box(&backlog).iter().map(|item| item.title.chars().count()).sum();
                black_box(characters);
            }
        }))
    }
}
