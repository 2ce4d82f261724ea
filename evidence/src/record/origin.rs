//! Where a record came from: the machine, the workload, the toolchain, the sources and the run.

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// The machine that a run was taken on. A time stands only with its machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// A short name, part of the record's.
    pub name: String,
    /// CPU model as the system reports it.
    pub cpu: String,
    /// Logical cores.
    pub cores: usize,
    /// Memory, in bytes.
    pub memory_bytes: u64,
    /// Operating system and version.
    pub os: String,
    /// Kernel version.
    pub kernel: String,
    /// CPU frequency governor, where the system shows one.
    pub governor: Option<String>,
    /// Whether the CPU reports a hypervisor.
    pub virtualised: bool,
}

/// The items that were measured. Never their text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// What built the measured code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Toolchain {
    /// First line of `rustc --version`.
    pub rustc: String,
    /// Target triple.
    pub host: String,
    /// Cargo profile.
    pub profile: String,
}

/// Which sources were built. A record is *stale* when the two hashes differ from the repository's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_sentence")]
    #[schemars(length(min = 1))]
    pub archived: Option<String>,
}

/// Why a record of former sources still holds, and for which sources that was said: when those change too, the reason is
/// as old as the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stands {
    /// A sentence.
    #[schemars(length(min = 1))]
    #[serde(deserialize_with = "sentence")]
    pub reason: String,
    /// As in [`Source`], when it was said.
    pub bench_sources: String,
    /// As in [`Source`], when it was said.
    pub dependencies: String,
}

fn maybe_sentence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    sentence(deserializer).map(Some)
}

fn sentence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() {
        Err(D::Error::custom("a reason to stand or to be archived is empty"))
    } else {
        Ok(text)
    }
}

/// How a run was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    #[schemars(range(min = 0.0))]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Ends within three minutes.
    Quick,
    /// As many rounds as the precision asks for.
    Full,
}
