//! One item of the backlog: the field names, types and serde attributes of Phase Golem's file.

use serde::{Deserialize, Serialize};

/// Where an item stands (restated from `src/types.rs:7`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    /// Not looked at yet.
    #[default]
    New,
    /// Being described and sized.
    Scoping,
    /// Waiting for a free executor.
    Ready,
    /// A phase of it runs, or has run.
    InProgress,
    /// Finished; the status of no return.
    Done,
    /// Waiting for a person.
    Blocked,
}

impl ItemStatus {
    /// How many statuses there are: the length of a table indexed by `status as usize`.
    pub const COUNT: usize = 6;

    /// Whether an item may go from this status to `next` (restated from `src/types.rs:25`).
    ///
    /// An item moves forward one step at a time; anything unfinished can be blocked, and what is
    /// blocked can return to anywhere but done.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Done, _) | (Self::Blocked, Self::Blocked | Self::Done) => false,
            (Self::Blocked, _) | (_, Self::Blocked) => true,
            (from, to) => to as usize == from as usize + 1,
        }
    }
}

/// What kind of answer a blocked item waits for (restated from `src/types.rs:57`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockType {
    /// A question about what is meant.
    Clarification,
    /// A choice that only a person may make.
    Decision,
}

/// How big an item is (restated from `src/types.rs:64`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say all there is to say")]
pub enum SizeLevel {
    Small,
    Medium,
    Large,
}

/// How complex, risky or valuable an item is (restated from `src/types.rs:94`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say all there is to say")]
pub enum DimensionLevel {
    Low,
    Medium,
    High,
}

/// Which part of a pipeline an item's phase belongs to (restated from `src/types.rs:139`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhasePool {
    /// The phases before the work itself, such as research.
    Pre,
    /// The phases that do the work.
    Main,
}

/// What an item is about, in five parts (restated from `src/types.rs:264`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StructuredDescription {
    /// Where it comes from.
    #[serde(default)]
    pub context: String,
    /// What is wrong.
    #[serde(default)]
    pub problem: String,
    /// What to do about it.
    #[serde(default)]
    pub solution: String,
    /// What is gained.
    #[serde(default)]
    pub impact: String,
    /// Why it has the size it has.
    #[serde(default)]
    pub sizing_rationale: String,
}

/// One item of the backlog (restated from `src/types.rs:185`): 22 fields.
///
/// It must stay [`Clone`]: the brief demands it, and persistent vectors copy items on a write.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BacklogItem {
    /// Unique, such as `WRK-024`.
    pub id: String,
    /// One line.
    pub title: String,
    /// Where it stands.
    pub status: ItemStatus,
    /// The phase that runs or ran last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// How big it is, once triaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<SizeLevel>,
    /// How complex it is, once triaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complexity: Option<DimensionLevel>,
    /// How risky it is, once triaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<DimensionLevel>,
    /// How much it is worth, once triaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<DimensionLevel>,
    /// Whether a person must look before it goes on.
    #[serde(default)]
    pub requires_human_review: bool,
    /// The item and phase that raised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Where a blocked item returns to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_from_status: Option<ItemStatus>,
    /// Why it is blocked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_reason: Option<String>,
    /// What kind of answer it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_type: Option<BlockType>,
    /// What a person said when it was unblocked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unblock_context: Option<String>,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Ids of the items that must be done first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<String>,
    /// When it was made, RFC 3339.
    pub created: String,
    /// When it was last written, RFC 3339.
    pub updated: String,
    /// The pipeline it runs through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline_type: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<StructuredDescription>,
    /// Which part of the pipeline [`phase`](Self::phase) belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase_pool: Option<PhasePool>,
    /// The commit that the last phase started from: 40 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_phase_commit: Option<String>,
    /// Counts clones; not part of the file.
    #[cfg(any(debug_assertions, feature = "counts"))]
    #[serde(skip)]
    pub mark: super::CloneMark,
}

#[cfg(test)]
mod tests {
    use super::ItemStatus::{Blocked, Done, InProgress, New, Ready, Scoping};

    #[test]
    fn an_item_moves_forward_one_step_at_a_time() {
        let steps = [New, Scoping, Ready, InProgress, Done];
        for (i, from) in steps.into_iter().enumerate() {
            for (j, to) in steps.into_iter().enumerate() {
                assert_eq!(from.may_become(to), j == i + 1, "{from:?} -> {to:?}");
            }
        }
    }

    #[test]
    fn only_what_is_unfinished_can_be_blocked_and_it_cannot_return_as_done() {
        for status in [New, Scoping, Ready, InProgress] {
            assert!(status.may_become(Blocked));
            assert!(Blocked.may_become(status));
        }
        for (from, to) in [(Done, Blocked), (Blocked, Done), (Blocked, Blocked)] {
            assert!(!from.may_become(to), "{from:?} -> {to:?}");
        }
    }
}
