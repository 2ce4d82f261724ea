use std::hint::black_box;

use super::{Case, OperationKind, Missing, Operation};
use crate::model::{self, BacklogFile};
use crate::representation::Representation;

/// Read the backlog from YAML.
#[derive(Debug)]
pub struct YamlLoad;

impl Operation for YamlLoad {
    const ID: &'static str = "yaml-load";
    const TITLE: &'static str = "Parse YAML";
    const ABOUT: &'static str = "YAML text is parsed into the representation and the result is dropped, both timed; nothing comes from the disk.";
    const KIND: OperationKind = OperationKind::Read;
    const SIZES: &'static [usize] = &[30, 92, 500];

    fn case<R: Representation>(file: &BacklogFile) -> Result<Box<dyn Case>, Missing> {
        // Every representation writes the same bytes, which a test holds.
        let yaml = model::to_yaml(file).map_err(|_| Missing("this backlog has no YAML form"))?;
        Ok(Box::new(move |iterations| {
            for _ in 0..iterations {
                drop(black_box(model::parse::<R>(black_box(&yaml), "generated".as_ref())));
            }
        }))
    }
}
