//! A representation that is wrong on purpose. A gate that nobody has seen fail proves nothing.

use bench_crate::model::{BacklogFile, BacklogItem, SCHEMA_VERSION};
use serde::{Deserialize, Serialize};

use super::dyn_representation::Codec;

/// Reads as today's does, but writes the items in reverse: what a set or a map instead of a list might do.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Faulty(BacklogFile);

impl Serialize for Faulty {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items: Vec<BacklogItem> = self.0.items.iter().rev().cloned().collect();
        BacklogFile { schema_version: SCHEMA_VERSION, items, next_item_id: self.0.next_item_id }
            .serialize(serializer)
    }
}

impl Codec for Faulty {
    fn take_over(file: BacklogFile) -> Self {
        Self(file)
    }

    fn value(&self) -> BacklogFile {
        self.0.clone()
    }
}
