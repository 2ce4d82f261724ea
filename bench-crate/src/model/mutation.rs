//! What the coordinator does to one item.

use super::{BacklogItem, DimensionLevel, ItemStatus, PhasePool, SizeLevel, StructuredDescription};

/// One change to one item (restated from `src/types.rs:146` and `src/coordinator.rs:353-492`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mutation {
    /// Go to this status, if [`ItemStatus::may_become`] allows it.
    Transition(ItemStatus),
    /// Enter a phase.
    SetPhase(String),
    /// Enter a part of the pipeline.
    SetPhasePool(PhasePool),
    /// Leave the phase and its part of the pipeline.
    ClearPhase,
    /// Wait for a person, for this reason.
    Block(String),
    /// Return to the status from before the block; `New` where none is recorded.
    Unblock,
    /// As [`Unblock`](Self::Unblock), on a person's word: keeps what was said, if anything, and
    /// forgets the last phase's commit so that staleness doesn't block the item again.
    Resume(Option<String>),
    /// Overwrite the assessments that are given.
    Assess(Assessments),
    /// Choose the pipeline.
    SetPipelineType(String),
    /// Note the commit that a phase starts from.
    SetLastPhaseCommit(String),
    /// Replace the description.
    Describe(StructuredDescription),
}

/// New assessments of an item; `None` leaves a field as it is (restated from `src/types.rs:363`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the same name in BacklogItem are documented")]
pub struct Assessments {
    pub size: Option<SizeLevel>,
    pub complexity: Option<DimensionLevel>,
    pub risk: Option<DimensionLevel>,
    pub impact: Option<DimensionLevel>,
}

/// Why a mutation does not apply. The item is then unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MutationError {
    /// The status does not lead there.
    #[error("item {id} cannot go from {from:?} to {to:?}; statuses move forward one step at a time")]
    Transition {
        /// The item.
        id: String,
        /// Where it stands.
        from: ItemStatus,
        /// Where it was sent.
        to: ItemStatus,
    },
    /// There is nothing to unblock.
    #[error("item {id} is {status:?}, not blocked; only a blocked item can be unblocked")]
    NotBlocked {
        /// The item.
        id: String,
        /// Where it stands.
        status: ItemStatus,
    },
}

impl Mutation {
    /// Whether [`apply`](Self::apply) would succeed. Reading first keeps a change that is refused
    /// from copying anything while a snapshot is outstanding.
    ///
    /// # Errors
    ///
    /// The error that `apply` would give.
    pub fn check(&self, item: &BacklogItem) -> Result<(), MutationError> {
        let target = match self {
            Self::Transition(to) => *to,
            Self::Block(_) => ItemStatus::Blocked,
            Self::Unblock | Self::Resume(_) if item.status != ItemStatus::Blocked => {
                return Err(MutationError::NotBlocked { id: item.id.clone(), status: item.status });
            }
            Self::Unblock | Self::Resume(_) => item.blocked_from_status.unwrap_or_default(),
            _ => return Ok(()),
        };
        if item.status.may_become(target) {
            Ok(())
        } else {
            Err(MutationError::Transition { id: item.id.clone(), from: item.status, to: target })
        }
    }

    /// Changes the item and stamps it with `now` (RFC 3339).
    ///
    /// # Errors
    ///
    /// When the item's status does not allow the change; the item is then unchanged.
    pub fn apply(self, item: &mut BacklogItem, now: &str) -> Result<(), MutationError> {
        self.check(item)?;
        match self {
            Self::Transition(to) => enter(item, to),
            Self::SetPhase(phase) => item.phase = Some(phase),
            Self::SetPhasePool(pool) => item.phase_pool = Some(pool),
            Self::ClearPhase => {
                item.phase = None;
                item.phase_pool = None;
            }
            Self::Block(reason) => {
                enter(item, ItemStatus::Blocked);
                item.blocked_reason = Some(reason);
            }
            Self::Unblock => {
                let back = item.blocked_from_status.unwrap_or_default();
                enter(item, back);
            }
            Self::Resume(context) => {
                let back = item.blocked_from_status.unwrap_or_default();
                enter(item, back);
                item.unblock_context = context;
                item.last_phase_commit = None;
            }
            Self::Assess(new) => {
                item.size = new.size.or(item.size);
                item.complexity = new.complexity.or(item.complexity);
                item.risk = new.risk.or(item.risk);
                item.impact = new.impact.or(item.impact);
            }
            Self::SetPipelineType(pipeline) => item.pipeline_type = Some(pipeline),
            Self::SetLastPhaseCommit(commit) => item.last_phase_commit = Some(commit),
            Self::Describe(description) => item.description = Some(description),
        }
        item.updated = now.to_owned();
        Ok(())
    }
}

/// Keeps the fields about the block in step with the status (restated from `src/backlog.rs:161`).
fn enter(item: &mut BacklogItem, status: ItemStatus) {
    if item.status == ItemStatus::Blocked {
        item.blocked_from_status = None;
        item.blocked_reason = None;
        item.blocked_type = None;
        item.unblock_context = None;
    }
    if status == ItemStatus::Blocked {
        item.blocked_from_status = Some(item.status);
    }
    item.status = status;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(status: ItemStatus) -> BacklogItem {
        BacklogItem {
            id: "WRK-001".to_owned(),
            status,
            last_phase_commit: Some("0".repeat(40)),
            ..BacklogItem::default()
        }
    }

    #[test]
    fn blocking_remembers_the_status_and_unblocking_returns_to_it() {
        let mut it = item(ItemStatus::InProgress);
        Mutation::Block("why".to_owned()).apply(&mut it, "t1").unwrap();
        assert_eq!(it.status, ItemStatus::Blocked);
        assert_eq!(it.blocked_from_status, Some(ItemStatus::InProgress));
        assert_eq!(it.blocked_reason.as_deref(), Some("why"));
        Mutation::Unblock.apply(&mut it, "t2").unwrap();
        assert_eq!(it.updated, "t2");
        it.updated.clear();
        assert_eq!(it, item(ItemStatus::InProgress));
    }

    #[test]
    fn resuming_keeps_what_was_said_and_forgets_the_commit() {
        let mut it = item(ItemStatus::Blocked);
        Mutation::Resume(Some("go on".to_owned())).apply(&mut it, "t").unwrap();
        assert_eq!(it.status, ItemStatus::New);
        assert_eq!(it.unblock_context.as_deref(), Some("go on"));
        assert_eq!(it.last_phase_commit, None);
    }

    #[test]
    fn a_mutation_that_is_refused_leaves_the_item_as_it_was() {
        for (status, mutation) in [
            (ItemStatus::Done, Mutation::Block("why".to_owned())),
            (ItemStatus::New, Mutation::Transition(ItemStatus::Done)),
            (ItemStatus::Ready, Mutation::Unblock),
            (ItemStatus::Ready, Mutation::Resume(None)),
        ] {
            let mut it = item(status);
            assert!(mutation.apply(&mut it, "t").is_err());
            assert_eq!(it, item(status));
        }
    }

    #[test]
    fn assessing_leaves_what_is_not_given() {
        let mut it = item(ItemStatus::New);
        it.size = Some(SizeLevel::Small);
        let new = Assessments { risk: Some(DimensionLevel::High), ..Assessments::default() };
        Mutation::Assess(new).apply(&mut it, "t").unwrap();
        assert_eq!((it.size, it.risk), (Some(SizeLevel::Small), Some(DimensionLevel::High)));
    }
}
