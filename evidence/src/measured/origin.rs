//! What was measured, and how.

use serde::{Deserialize, Serialize};

use crate::record::{Input, InputKind, Record, Waiver};

/// The items that were measured. Never their text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// `typical`, `full`, or the name of a user's file.
    pub name: String,
    /// Items before they are cycled or cut to n.
    pub items: usize,
    /// Size of those items as YAML, in bytes.
    pub yaml_bytes: u64,
    /// SHA-256 of those items as YAML.
    pub sha256: String,
    /// Seed of a generated workload; none for a user's file.
    pub seed: Option<u64>,
    /// Commit that the user's file came from, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_commit: Option<String>,
}

/// Which sources were built. A record is *stale* when the two hashes differ from the repository's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Commit of the working tree; none outside git.
    pub commit: Option<String>,
    /// Whether the working tree had uncommitted changes.
    pub dirty: bool,
    /// SHA-256 over the bench crate's sources: paths and contents, in order.
    pub bench_sources: String,
    /// SHA-256 over the names, versions and checksums of the bench crate's resolved dependencies.
    pub dependencies: String,
    /// Why it holds though the sources are no longer these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<Stands>,
    /// Why it cannot be taken again, where it cannot: the machine is gone. Such a record is shown and holds nothing up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<String>,
}

/// Why a record of former sources still holds, and for which sources that was said: when those change too, the reason is
/// as old as the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stands {
    /// A sentence.
    pub reason: String,
    /// As in [`Source`], when it was said.
    pub bench_sources: String,
    /// As in [`Source`], when it was said.
    pub dependencies: String,
}

impl Source {
    /// Writes it into a record, as its inputs.
    pub fn put(&self, record: &mut Record) {
        let input = |kind, sha256: &str| Input {
            kind,
            name: "bench-crate".to_owned(),
            commit: None,
            dirty: None,
            sha256: Some(sha256.to_owned()),
        };
        record.inputs = vec![
            Input {
                commit: self.commit.clone(),
                dirty: Some(self.dirty),
                ..input(InputKind::Package, &self.bench_sources)
            },
            input(InputKind::Dependencies, &self.dependencies),
        ];
        record.waiver = self.stands.as_ref().map(|stands| Waiver {
            reason: stands.reason.clone(),
            sha256: vec![stands.bench_sources.clone(), stands.dependencies.clone()],
        });
        record.archived.clone_from(&self.archived);
    }

    /// What a record says of it; none where it does not.
    pub fn of(record: &Record) -> Option<Self> {
        let [package, dependencies] = record.inputs.as_slice() else { return None };
        let stands = record.waiver.as_ref().map(|waiver| {
            let [bench_sources, dependencies] = waiver.sha256.clone().try_into().ok()?;
            Some(Stands { reason: waiver.reason.clone(), bench_sources, dependencies })
        });
        Some(Self {
            commit: package.commit.clone(),
            dirty: package.dirty?,
            bench_sources: package.sha256.clone()?,
            dependencies: dependencies.sha256.clone()?,
            stands: match stands {
                None => None,
                Some(stands) => Some(stands?),
            },
            archived: record.archived.clone(),
        })
    }
}

/// How a run was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The command that repeats it, inputs by name.
    pub command: String,
    /// How thorough it was.
    pub mode: Mode,
    /// Seed of every round's order.
    pub seed: u64,
    /// When it started, RFC 3339, UTC.
    pub started: String,
    /// How long it took, in seconds, compilation left out.
    pub duration_seconds: f64,
    /// Rounds that every cell has at least: fresh processes. A cell that went on to a later look has more.
    pub rounds: usize,
    /// After how many rounds the intervals were looked at, ascending; empty for once, at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<usize>,
    /// Confidence of the interval of each cell: above 0.95 where there are several looks, which together have 0.95.
    #[serde(default = "of_one_look")]
    pub confidence: f64,
    /// Time budget of one round of one cell, in milliseconds.
    pub budget_ms: u64,
}

fn of_one_look() -> f64 {
    crate::stopping::confidence(1)
}

/// How thorough a run was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Ends within three minutes.
    Quick,
    /// As many rounds as the precision asks for.
    Full,
}
