//! What to do next, from a snapshot: reading only.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::pipeline;
use crate::model::{BacklogItem, DimensionLevel, ItemStatus, View};

/// What the scheduler is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Let a ready item enter the pipeline.
    Promote {
        /// The item.
        id: String,
    },
    /// Let the agent look at a new item.
    Triage {
        /// The item.
        id: String,
    },
    /// Let the agent run a phase of an item.
    Run {
        /// The item.
        id: String,
        /// The phase.
        phase: pipeline::Phase,
    },
}

/// How much may go on at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Agents at work.
    pub concurrency: usize,
    /// Items in the pipeline.
    pub wip: usize,
}

/// The items that an agent works on, and whether destructively.
pub type Running = HashMap<String, bool>;

/// What to do next (restated from `src/scheduler.rs:149`): first what is furthest in the pipeline, new
/// items last; a destructive phase waits until it is alone, and nothing else starts while it waits.
///
/// Promotions take no agent. An item that is promoted here starts in the next tick.
pub fn select(backlog: &impl View, running: &Running, limits: Limits) -> Vec<Action> {
    if running.values().any(|&destructive| destructive) {
        return Vec::new();
    }
    let free = limits.concurrency.saturating_sub(running.len());
    if free == 0 {
        return Vec::new();
    }
    let open = |item: &&BacklogItem| !running.contains_key(&item.id) && dependencies_are_met(item, backlog);
    let with = |status: ItemStatus| backlog.iter().filter(move |item| item.status == status);

    let room = limits.wip.saturating_sub(with(ItemStatus::InProgress).count());
    let mut ready: Vec<_> = with(ItemStatus::Ready).filter(open).collect();
    ready.sort_by_key(|item| (Reverse(worth(item)), &item.created));
    let mut actions: Vec<Action> =
        ready.into_iter().take(room).map(|item| Action::Promote { id: item.id.clone() }).collect();

    let mut candidates = Vec::new();
    for status in [ItemStatus::InProgress, ItemStatus::Scoping] {
        let mut items: Vec<_> = with(status).filter(open).collect();
        items.sort_by_key(|item| (Reverse(pipeline::progress(item)), &item.created));
        candidates.extend(items.into_iter().filter_map(|item| {
            let phase = pipeline::named(item.phase.as_deref()?)?;
            Some(Action::Run { id: item.id.clone(), phase })
        }));
    }
    let mut new: Vec<_> = with(ItemStatus::New).filter(open).collect();
    new.sort_by_key(|item| &item.created);
    candidates.extend(new.into_iter().map(|item| Action::Triage { id: item.id.clone() }));

    let promotions = actions.len();
    for action in candidates.into_iter().take(free) {
        if matches!(&action, Action::Run { phase, .. } if phase.destructive) {
            if running.is_empty() && actions.len() == promotions {
                actions.push(action);
            }
            break;
        }
        actions.push(action);
    }
    actions
}

fn worth(item: &BacklogItem) -> u8 {
    match item.impact {
        Some(DimensionLevel::High) => 3,
        Some(DimensionLevel::Medium) => 2,
        Some(DimensionLevel::Low) => 1,
        None => 0,
    }
}

/// Whether all that the item waits for is done or gone (restated from `src/scheduler.rs:358`).
fn dependencies_are_met(item: &BacklogItem, backlog: &impl View) -> bool {
    item.dependencies.iter().all(|id| backlog.find(id).is_none_or(|other| other.status == ItemStatus::Done))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BacklogFile;

    const LIMITS: Limits = Limits { concurrency: 3, wip: 2 };

    fn item(id: &str, status: ItemStatus, phase: Option<&str>) -> BacklogItem {
        BacklogItem {
            id: id.to_owned(),
            status,
            phase: phase.map(str::to_owned),
            created: id.to_owned(),
            ..BacklogItem::default()
        }
    }

    fn backlog(items: Vec<BacklogItem>) -> BacklogFile {
        BacklogFile { items, ..BacklogFile::default() }
    }

    fn ids(actions: &[Action]) -> Vec<&str> {
        let id = |action: &Action| match action {
            Action::Promote { id } | Action::Triage { id } | Action::Run { id, .. } => id.as_str().to_owned(),
        };
        actions.iter().map(id).map(|id| &*id.leak()).collect()
    }

    #[test]
    fn what_is_furthest_goes_first_and_new_items_go_last() {
        let file = backlog(vec![
            item("a", ItemStatus::New, None),
            item("b", ItemStatus::InProgress, Some("prd")),
            item("c", ItemStatus::InProgress, Some("spec")),
            item("d", ItemStatus::New, None),
        ]);
        assert_eq!(ids(&select(&file, &Running::new(), LIMITS)), ["c", "b", "a"]);
    }

    #[test]
    fn a_destructive_phase_runs_alone_and_is_not_starved() {
        let file =
            backlog(vec![item("a", ItemStatus::New, None), item("b", ItemStatus::InProgress, Some("build"))]);
        assert_eq!(ids(&select(&file, &Running::new(), LIMITS)), ["b"]);
        assert!(select(&file, &Running::from([("x".to_owned(), false)]), LIMITS).is_empty());
        assert!(select(&file, &Running::from([("b".to_owned(), true)]), LIMITS).is_empty());
    }

    #[test]
    fn an_item_waits_for_what_it_depends_on_unless_that_is_done_or_gone() {
        let mut waiting = item("a", ItemStatus::New, None);
        waiting.dependencies = vec!["b".to_owned(), "archived".to_owned()];
        let mut file = backlog(vec![waiting, item("b", ItemStatus::Blocked, None)]);
        assert!(select(&file, &Running::new(), LIMITS).is_empty());
        file.items[1].status = ItemStatus::Done;
        assert_eq!(ids(&select(&file, &Running::new(), LIMITS)), ["a"]);
    }

    #[test]
    fn only_as_many_are_promoted_as_fit_in_the_pipeline() {
        let file = backlog(["a", "b", "c"].map(|id| item(id, ItemStatus::Ready, None)).into());
        assert_eq!(ids(&select(&file, &Running::new(), LIMITS)), ["a", "b"]);
    }
}
