//! What was measured, and how.

use evidence::statistics::CONFIDENCE;
use serde::{Deserialize, Serialize};

use evidence::record::{Input, Record, Waiver};

/// The items that were measured. Never their text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Workload {
    /// `typical`, `full`, or the name of a user's file.
    pub(crate) name: String,
    /// Items before they are cycled or cut to n.
    pub(crate) items: usize,
    /// Size of those items as YAML, in bytes.
    pub(crate) yaml_bytes: u64,
    /// SHA-256 of those items as YAML.
    pub(crate) sha256: String,
    /// Seed of a generated workload; none for a user's file.
    pub(crate) seed: Option<u64>,
    /// Commit that the user's file came from, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source_commit: Option<String>,
}

/// Which sources were built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasuredSources {
    /// Commit of the working tree; none outside git.
    pub(crate) commit: Option<String>,
    /// Whether the working tree had uncommitted changes.
    pub(crate) dirty: bool,
    /// What the record depends on, with hashes.
    pub(crate) inputs: Vec<Input>,
    /// Why it holds though the inputs are no longer these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) waiver: Option<Waiver>,
    /// Why it cannot be taken again, where it cannot: the machine is gone. Such a record is shown and holds nothing up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) archived: Option<String>,
}

impl MeasuredSources {
    /// Writes it into a record. The commit stands at the first input.
    pub(crate) fn put(&self, record: &mut Record) {
        record.inputs.clone_from(&self.inputs);
        if let Some(first) = record.inputs.first_mut() {
            first.commit.clone_from(&self.commit);
            first.dirty = Some(self.dirty);
        }
        record.waiver.clone_from(&self.waiver);
        record.archived.clone_from(&self.archived);
    }

    /// What a record says of it; none where it does not.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        let first = record.inputs.first()?;
        let plain = |input: &Input| Input { commit: None, dirty: None, ..input.clone() };
        Some(Self {
            commit: first.commit.clone(),
            dirty: first.dirty?,
            inputs: record.inputs.iter().map(plain).collect(),
            waiver: record.waiver.clone(),
            archived: record.archived.clone(),
        })
    }

    /// Whether both are of the same code, as far as both say of what.
    pub(crate) fn is_of_the_same_code(&self, other: &Self) -> bool {
        let same = |input: &Input| {
            let there = other.inputs.iter().find(|it| (it.kind, &it.name) == (input.kind, &input.name));
            there.is_none_or(|it| it.sha256 == input.sha256)
        };
        self.inputs.iter().all(same)
    }
}

/// When a run was made, how thorough it was, and with which seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Run {
    /// The command that repeats it, inputs by name.
    pub(crate) command: String,
    /// How thorough it was.
    pub(crate) mode: Mode,
    /// Seed of every round's order.
    pub(crate) seed: u64,
    /// When it started, RFC 3339, UTC.
    pub(crate) started: String,
    /// How long it took, in seconds, compilation left out.
    pub(crate) duration_seconds: f64,
    /// Rounds that every cell has at least: fresh processes. A cell that went on to a later look has more.
    pub(crate) rounds: usize,
    /// After how many rounds the intervals were looked at, ascending; empty for once, at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) looks: Vec<usize>,
    /// Confidence of the interval of each cell: above 0.95 where there are several looks, which together have 0.95.
    #[serde(default = "of_one_look")]
    pub(crate) confidence: f64,
    /// Time budget of one round of one cell, in milliseconds.
    pub(crate) budget_ms: u64,
}

impl Run {
    /// After how many rounds the run looked: a run of a fixed number of rounds looks once, at its end.
    pub(crate) fn looks(&self) -> Vec<usize> {
        if self.looks.is_empty() { vec![self.rounds] } else { self.looks.clone() }
    }
}

/// The confidence of each look's interval, where there are so many looks: 0.95 for one, 0.983 for three.
pub(crate) fn confidence(looks: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "there are a few looks")]
    let looks = looks.max(1) as f64;
    1.0 - (1.0 - CONFIDENCE) / looks
}

fn of_one_look() -> f64 {
    confidence(1)
}

/// How thorough a run was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mode {
    /// Ends within three minutes.
    Quick,
    /// As many rounds as the precision asks for.
    Full,
}
