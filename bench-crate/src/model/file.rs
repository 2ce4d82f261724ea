//! The whole backlog file, over any type of list.

use serde::{Deserialize, Serialize};

use super::BacklogItem;

/// The schema version that is read and written (restated from `src/backlog.rs:14`).
pub const SCHEMA_VERSION: u32 = 3;

/// The backlog as it stands in the file (restated from `src/types.rs:228`), with the list type `L`.
///
/// With the default, `Vec<BacklogItem>`, this is today's type, and cloning it is today's snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BacklogFile<L = Vec<BacklogItem>> {
    /// The version of the file format.
    pub schema_version: u32,
    /// The items, in the order of the file.
    #[serde(default)]
    pub items: L,
    /// The highest number ever given to an item, so that archived numbers are not given again.
    #[serde(default)]
    pub next_item_id: u32,
}
