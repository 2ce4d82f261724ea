//! Where a record came from.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// The machine that a run was taken on. A time stands only with its machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// A short name.
    pub name: String,
    /// CPU model as the system reports it.
    pub cpu: String,
    /// Logical cores.
    #[cfg_attr(test, schemars(range(min = 1)))]
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

/// What built the measured code, or looked at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Toolchain {
    /// First line of `rustc --version`.
    pub rustc: String,
    /// Target triple.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub host: String,
    /// Cargo profile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub profile: String,
}

impl Toolchain {
    /// The compiler that looked at the code, and built nothing; the first line of `rustc --version`.
    pub fn of(rustc: &str) -> Self {
        Self { rustc: rustc.to_owned(), host: String::new(), profile: String::new() }
    }
}

/// Something that a record's content depends on. A record is *stale* when the repository holds another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What sort of thing it is.
    pub kind: InputKind,
    /// Its name.
    pub name: String,
    /// The commit that it was of, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Whether it had changes that were not committed, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dirty: Option<bool>,
    /// SHA-256 of its content, where it is held against the repository's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What sort of thing an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// A package of the workspace: its manifest and its sources, as the compiler reads them.
    Package,
    /// The benches of a package.
    Benches,
    /// What a package of the workspace depends on, as it is resolved.
    Dependencies,
    /// How a package is built: profiles, edition, features and flags.
    Build,
    /// A crate that was looked at.
    Crate,
    /// Another record, from which this one was computed.
    Record,
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.kind {
            InputKind::Package => write!(f, "the code of {name}"),
            InputKind::Benches => write!(f, "the benches of {name}"),
            InputKind::Dependencies => write!(f, "what {name} depends on"),
            InputKind::Build => write!(f, "how {name} is built"),
            InputKind::Crate => f.write_str(name),
            InputKind::Record => write!(f, "the record {name}"),
        }
    }
}

/// Why a record of former inputs still holds, and for which inputs that was said: when those change too, the reason is
/// as old as the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// A sentence.
    #[cfg_attr(test, schemars(length(min = 1)))]
    #[serde(deserialize_with = "sentence")]
    pub reason: String,
    /// The hash of each input, in the record's order, when it was said.
    pub sha256: Vec<String>,
}

/// How often a run measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounds {
    /// How many every point has at least; a point that went on to a later look has more.
    pub least: usize,
    /// After how many rounds the intervals were looked at, ascending; empty for once, at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<usize>,
    /// Confidence of the interval of each point: above 0.95 where there are several looks, which together have 0.95.
    pub level: f64,
    /// Seed of every round's order.
    pub seed: u64,
    /// Time budget of one round of one cell, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_ms: Option<u64>,
}

/// A fact about a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected a text or a list of texts")]
pub enum Label {
    /// One.
    Text(String),
    /// Several.
    List(Vec<String>),
}

impl<T: Into<String>> From<T> for Label {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

pub(super) fn maybe_sentence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
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
