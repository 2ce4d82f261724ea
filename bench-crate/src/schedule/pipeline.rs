//! The phases that an item goes through, and which step follows which.

use crate::model::{BacklogItem, DimensionLevel, ItemStatus, Mutation, PhasePool, SizeLevel};

/// One phase of a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    /// Its name in the item.
    pub name: &'static str,
    /// Whether it runs alone and is committed at once.
    pub destructive: bool,
}

const fn phase(name: &'static str, destructive: bool) -> Phase {
    Phase { name, destructive }
}

/// The phases before the work, for items that are not small or not safe (restated from the default
/// pipeline, `src/config.rs:189`). All items go through this pipeline, whatever theirs is called.
pub(super) const PRE: [Phase; 1] = [phase("research", false)];

/// The phases of the work (as [`PRE`]).
pub(super) const MAIN: [Phase; 6] = [
    phase("prd", false),
    phase("tech-research", false),
    phase("design", false),
    phase("spec", false),
    phase("build", true),
    phase("review", false),
];

/// The phase with this name.
#[must_use]
pub(super) fn named(name: &str) -> Option<Phase> {
    PRE.iter().chain(&MAIN).find(|phase| phase.name == name).copied()
}

/// How far an item is: the index of its phase, those before the work counted first.
#[must_use]
pub(super) fn progress(item: &BacklogItem) -> usize {
    let Some(name) = item.phase.as_deref() else { return 0 };
    let within = |phases: &[Phase]| phases.iter().position(|phase| phase.name == name).unwrap_or(0);
    match item.phase_pool {
        Some(PhasePool::Pre) => within(&PRE),
        Some(PhasePool::Main) | None => PRE.len() + within(&MAIN),
    }
}

/// Whether a triaged item skips the phases before the work.
#[must_use]
pub fn is_small_and_safe(item: &BacklogItem) -> bool {
    item.size == Some(SizeLevel::Small) && matches!(item.risk, Some(DimensionLevel::Low) | None)
}

/// What is written when `finished` has succeeded on `item` (restated from `src/executor.rs:158`).
#[must_use]
pub(super) fn after(item: &BacklogItem, finished: &str) -> Vec<Mutation> {
    let phases: &[Phase] = if item.phase_pool == Some(PhasePool::Pre) { &PRE } else { &MAIN };
    let Some(index) = phases.iter().position(|phase| phase.name == finished) else {
        return vec![Mutation::Block(format!("The pipeline has no phase {finished}."))];
    };
    match phases.get(index + 1) {
        Some(next) => vec![Mutation::SetPhase(next.name.to_owned())],
        None if item.phase_pool != Some(PhasePool::Pre) => vec![Mutation::Transition(ItemStatus::Done)],
        None if item.requires_human_review => {
            vec![Mutation::Block("A person must look before it enters the pipeline.".to_owned())]
        }
        None if exceeds_guardrails(item) => {
            vec![Mutation::Block("It is bigger or riskier than may run unattended.".to_owned())]
        }
        None => vec![Mutation::ClearPhase, Mutation::Transition(ItemStatus::Ready)],
    }
}

/// The default limits for running unattended (`src/config.rs:167`).
fn exceeds_guardrails(item: &BacklogItem) -> bool {
    item.size == Some(SizeLevel::Large)
        || item.complexity == Some(DimensionLevel::High)
        || matches!(item.risk, Some(DimensionLevel::Medium | DimensionLevel::High))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(pool: PhasePool) -> BacklogItem {
        BacklogItem { phase_pool: Some(pool), ..BacklogItem::default() }
    }

    #[test]
    fn an_item_runs_through_all_phases_and_is_then_done() {
        let mut name = MAIN[0].name.to_owned();
        for next in &MAIN[1..] {
            assert_eq!(after(&at(PhasePool::Main), &name), [Mutation::SetPhase(next.name.to_owned())]);
            next.name.clone_into(&mut name);
        }
        assert_eq!(after(&at(PhasePool::Main), &name), [Mutation::Transition(ItemStatus::Done)]);
    }

    #[test]
    fn research_leads_to_ready_only_within_the_guardrails() {
        let mut item = at(PhasePool::Pre);
        assert_eq!(after(&item, "research").len(), 2);
        item.risk = Some(DimensionLevel::Medium);
        assert!(matches!(after(&item, "research")[..], [Mutation::Block(_)]));
    }

    #[test]
    fn only_building_is_destructive() {
        let destructive: Vec<_> = MAIN.iter().filter(|phase| phase.destructive).collect();
        assert_eq!((destructive.len(), destructive[0].name), (1, "build"));
        assert_eq!(named("build"), Some(MAIN[4]));
    }
}
