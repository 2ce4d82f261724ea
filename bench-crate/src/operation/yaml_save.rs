use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::{self, BacklogFile};
use crate::representation::Representation;

/// Write the backlog as YAML.
#[derive(Debug)]
pub struct YamlSave;

impl Operation for YamlSave {
    const ID: &'static str = "yaml-save";
    const TITLE: &'static str = "Serialise to YAML";
    const ABOUT: &'static str = "The backlog is serialised to YAML text and the text is dropped, both timed; nothing goes to the disk.";
    const KIND: OperationKind = OperationKind::Read;
    const SIZES: &'static [usize] = &[30, 92, 500];

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        let backlog = R::from_file(file.clone());
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                drop(black_box(model::to_yaml(black_box(&backlog))));
            }
        }))
    }
}
