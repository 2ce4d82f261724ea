//! What would change the decision.

use std::fmt;

use super::choose::Decision;
use super::model::{Case, CostModel};
use crate::gate::Gates;
use crate::metric::Figures;
use crate::predicate::JudgeError;
use crate::unit::Unit;

/// No parameter is moved further than this many times.
const FARTHEST: f64 = 1e4;

/// Steps of the search outwards: each a third more.
const STEP: f64 = 1.3;

/// What describes a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    pub fn of(self, case: &Case) -> f64 {
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
    pub fn set(self, case: &Case, value: f64) -> Case {
        let mut case = *case;
        match self {
            Self::Items => case.items = value,
            Self::SnapshotsPerTick => {
                case.mutations_per_snapshot *= case.snapshots_per_tick / value;
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

/// The nearest value of one parameter at which another candidate is chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// Which parameter.
    pub parameter: Parameter,
    /// From this value on some candidate may be worth it: the upper end of what it saves reaches the threshold.
    pub may: f64,
    /// At this value the decision changes: the whole interval is beyond the threshold.
    pub flips: f64,
    /// The candidate that is then chosen.
    pub chosen: String,
}

impl Threshold {
    /// For each parameter, the nearest change of the decision; see [`Threshold::of`].
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn nearest(
        model: &CostModel<'_>,
        gates: &Gates,
        figures: &Figures<'_>,
        case: &Case,
    ) -> Result<Vec<Self>, JudgeError> {
        let found =
            Parameter::ALL.into_iter().map(|parameter| Self::of(parameter, model, gates, figures, case));
        Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// The nearest change of the decision by one parameter, up or down; none where no value up to ten thousand times more
    /// or less changes it.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn of(
        parameter: Parameter,
        model: &CostModel<'_>,
        gates: &Gates,
        figures: &Figures<'_>,
        case: &Case,
    ) -> Result<Option<Self>, JudgeError> {
        let chosen = Decision::make(model, gates, figures, case)?.choice.chosen;
        let at = |value: f64| -> Result<(bool, bool, String), JudgeError> {
            let case = parameter.set(case, value);
            let decision = Decision::make(model, gates, figures, &case)?;
            // Only the saving stands between such a candidate and being chosen.
            let may = decision.choice.outcomes.iter().any(|outcome| {
                outcome.candidate != chosen
                    && outcome.saves.high >= case.worth_share
                    && outcome.reasons.iter().all(|reason| {
                        matches!(reason, super::Reason::SavesTooLittle | super::Reason::SavesLess)
                    })
            });
            Ok((decision.choice.chosen != chosen, may, decision.choice.chosen.to_string()))
        };
        let here = parameter.of(case);
        let mut nearest: Option<Self> = None;
        for direction in [1.0, -1.0] {
            let place = |distance: f64| here * distance.powf(direction);
            let flips = first(|distance| at(place(distance)).map(|(flips, ..)| flips))?;
            let Some(flips) = flips else { continue };
            let may = first(|distance| at(place(distance)).map(|(_, may, _)| may))?;
            let (_, _, chosen) = at(place(flips))?;
            let threshold = Self { parameter, may: place(may.unwrap_or(flips)), flips: place(flips), chosen };
            let distance = |threshold: &Self| (threshold.flips / here).ln().abs();
            if nearest.as_ref().is_none_or(|known| distance(&threshold) < distance(known)) {
                nearest = Some(threshold);
            }
        }
        Ok(nearest)
    }
}

/// The smallest distance from 1 up at which something holds, to a hundredth; it is looked for in steps, so that what
/// holds in a narrow band only may be missed.
fn first(mut holds: impl FnMut(f64) -> Result<bool, JudgeError>) -> Result<Option<f64>, JudgeError> {
    let (mut near, mut far) = (1.0, 1.0);
    loop {
        if holds(far)? {
            break;
        }
        if far >= FARTHEST {
            return Ok(None);
        }
        near = far;
        far *= STEP;
    }
    while far / near > 1.01 {
        let middle = (near * far).sqrt();
        if holds(middle)? { far = middle } else { near = middle }
    }
    Ok(Some(far))
}
