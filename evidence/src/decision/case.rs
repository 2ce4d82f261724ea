//! A project's size and rates.

use std::fmt;
use std::ops::{Div, Mul};

use crate::unit::Unit;

/// A project's size and rates: as numbers, or as whatever stands for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case<T = f64> {
    /// Items in the backlog.
    pub items: T,
    /// Snapshots in a tick, by today's pattern.
    pub snapshots_per_tick: T,
    /// Writes for each of them.
    pub mutations_per_snapshot: T,
    /// How long an agent takes, in milliseconds.
    pub agent_ms: T,
    /// How long today's tick takes with the project's agent, items and rates, in milliseconds.
    pub tick_ms: T,
    /// The part of a tick that a change must save.
    pub worth_share: T,
}

impl<T> Case<T> {
    /// What stands in the place of each.
    pub(crate) fn map<U>(self, mut each: impl FnMut(T) -> U) -> Case<U> {
        Case {
            items: each(self.items),
            snapshots_per_tick: each(self.snapshots_per_tick),
            mutations_per_snapshot: each(self.mutations_per_snapshot),
            agent_ms: each(self.agent_ms),
            tick_ms: each(self.tick_ms),
            worth_share: each(self.worth_share),
        }
    }
}

/// What describes a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Parameter {
    /// Items in the backlog.
    Items,
    /// Snapshots in a tick.
    SnapshotsPerTick,
    /// Writes for each of them.
    MutationsPerSnapshot,
    /// How long an agent takes.
    AgentTime,
    /// How long a tick takes, with the project's agent.
    TickTime,
    /// The part of a tick that a change must save.
    WorthShare,
}

impl Parameter {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Items,
        Self::SnapshotsPerTick,
        Self::MutationsPerSnapshot,
        Self::AgentTime,
        Self::TickTime,
        Self::WorthShare,
    ];

    /// Its name in predicates, as in decision.toml.
    pub fn id(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::SnapshotsPerTick => "snapshots-per-tick",
            Self::MutationsPerSnapshot => "mutations-per-snapshot",
            Self::AgentTime => "agent-ms",
            Self::TickTime => "tick-ms",
            Self::WorthShare => "worth-share",
        }
    }

    /// Its value.
    pub fn of<T: Copy>(self, case: &Case<T>) -> T {
        match self {
            Self::Items => case.items,
            Self::SnapshotsPerTick => case.snapshots_per_tick,
            Self::MutationsPerSnapshot => case.mutations_per_snapshot,
            Self::AgentTime => case.agent_ms,
            Self::TickTime => case.tick_ms,
            Self::WorthShare => case.worth_share,
        }
    }

    /// The same case with another value. With other snapshots, the writes of a tick stay as many as they were.
    #[must_use]
    pub fn set<T: Copy + Mul<Output = T> + Div<Output = T>>(self, case: &Case<T>, value: T) -> Case<T> {
        let mut case = *case;
        match self {
            Self::Items => case.items = value,
            Self::SnapshotsPerTick => {
                case.mutations_per_snapshot = case.mutations_per_snapshot * (case.snapshots_per_tick / value);
                case.snapshots_per_tick = value;
            }
            Self::MutationsPerSnapshot => case.mutations_per_snapshot = value,
            Self::AgentTime => case.agent_ms = value,
            Self::TickTime => case.tick_ms = value,
            Self::WorthShare => case.worth_share = value,
        }
        case
    }

    /// The unit in which people read it.
    pub fn unit(self) -> Unit {
        if self == Self::WorthShare { Unit::Share } else { Unit::Count }
    }

    /// The parameter of that name.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parameter| parameter.id() == id)
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Items => "items",
            Self::SnapshotsPerTick => "snapshots per tick, writes unchanged",
            Self::MutationsPerSnapshot => "mutations per snapshot",
            Self::AgentTime => "agent time, ms",
            Self::TickTime => "today's tick, ms",
            Self::WorthShare => "what a change must save",
        })
    }
}
