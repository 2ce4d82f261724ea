//! What an audit finds out: versions, licences, releases, advisories, and who brings what.

use evidence::Record;
use evidence::record::Machine;
use serde::Serialize;

use crate::named::named;

/// One audit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Audit {
    /// Its record, as yet without what was found but for what could not be looked up.
    pub(super) head: Record,
    /// The platform that dependencies were resolved for.
    pub(super) target: String,
    /// The advisories that were looked through.
    pub(super) database: DatabaseFacts,
    /// SPDX ids of the licences that a crate may be used under.
    pub(super) allowed_licences: Vec<String>,
    /// What the project is taken to depend on already, each as `name version`: nothing of it is counted as added.
    pub(super) present: Vec<String>,
    /// Every added crate, each version once.
    pub(super) crates: Vec<CrateFacts>,
    /// What each representation adds; the first is today's.
    pub(super) representations: Vec<Addition>,
    /// What building and carrying it costs; none where that was not measured.
    pub(super) costs: Option<Costs>,
}

/// A database of advisories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DatabaseFacts {
    /// The commit, where git or the user knows it.
    pub(super) commit: Option<String>,
    /// The day of its newest entry or commit.
    pub(super) date: String,
    /// Days from that to the audit: what was published since is not in it.
    pub(super) age_days: u32,
    /// Number of advisories for crates.
    pub(super) advisories: usize,
}

/// One version of a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct CrateFacts {
    /// The crate's name.
    pub(super) name: String,
    /// The version that is resolved.
    pub(super) version: String,
    /// Its licence as its manifest states it, in SPDX.
    pub(super) licence: Option<String>,
    /// Whether the list of licences allows it.
    pub(super) licence_allowed: bool,
    /// The oldest Rust that its manifest asks for.
    pub(super) rust_version: Option<String>,
    pub(super) edition: String,
    pub(super) repository: Option<String>,
    /// The day on which this version was published, from the registry's index.
    pub(super) released: Option<String>,
    /// The crate's newest release, whichever branch it is of.
    pub(super) newest: Option<Release>,
    /// Since when its repository is archived, if it is known to be.
    pub(super) archived: Option<Archived>,
    /// Lines of its `src`, without tests, that are within unsafe code.
    pub(super) unsafe_lines: usize,
    /// Every advisory on the crate, of any version.
    pub(super) advisories: Vec<Advisory>,
    /// The added crates that it depends on, each as `name version`.
    pub(super) requires: Vec<String>,
}

/// A release of a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Release {
    pub(super) version: String,
    /// Its day, from the registry's index.
    pub(super) date: String,
    /// Days from that to the audit.
    pub(super) age_days: u32,
}

/// That a repository takes no more changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Archived {
    /// Since which day.
    pub(super) since: String,
    /// Who says so.
    pub(super) source: String,
}

/// An advisory on a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Advisory {
    /// Its id, such as `RUSTSEC-2026-0248`.
    pub(super) id: String,
    /// What it reports.
    pub(super) kind: AdvisoryKind,
    pub(super) title: String,
    /// The day on which the issue was reported.
    pub(super) date: String,
    /// Whether it affects the version that is used.
    pub(super) affects: bool,
    /// Versions with a fix; none where there is no fix.
    pub(super) patched: Vec<String>,
}

named! {
    /// What an advisory reports.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
    #[serde(rename_all = "kebab-case")]
    pub(super) enum AdvisoryKind {
        /// A vulnerability.
        Vulnerability = "vulnerability",
        /// Undefined behaviour that safe code can reach.
        Unsound = "unsound",
        /// Nobody maintains the crate.
        Unmaintained = "unmaintained",
        /// Anything else worth knowing.
        Notice = "notice",
    }
}

/// What a representation adds to the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addition {
    /// Its id.
    pub(super) representation: String,
    /// The added crates that its code names, each as `name version`.
    pub(super) names: Vec<String>,
    /// All crates that it adds, those included, each as `name version`.
    pub(super) adds: Vec<String>,
}

/// What building and carrying the crates costs, on one machine.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Costs {
    /// Where it was measured.
    pub(super) machine: Machine,
    /// What each set of crates costs; the first has none and is the baseline.
    pub(super) builds: Vec<Build>,
}

/// A release build of a program that builds a list, changes it and iterates over it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Build {
    /// The representations whose crates these are.
    pub(super) representations: Vec<String>,
    /// Seconds to compile the added crates and the program, with what is present compiled before; one for each run.
    pub(super) seconds: Vec<f64>,
    /// Bytes of the program without symbols.
    pub(super) program_bytes: u64,
}

impl Audit {
    /// The crate of that `name version`.
    pub(super) fn find(&self, id: &str) -> Option<&CrateFacts> {
        self.crates.iter().find(|it| it.id() == id)
    }

    /// Representations that add the same crates, in the order of the record.
    pub(super) fn groups(&self) -> Vec<Vec<&Addition>> {
        let mut groups: Vec<Vec<&Addition>> = Vec::new();
        for addition in &self.representations {
            match groups.iter_mut().find(|group| group[0].adds == addition.adds) {
                Some(group) => group.push(addition),
                None => groups.push(vec![addition]),
            }
        }
        groups
    }

    /// The crates that a representation adds.
    pub(super) fn added(&self, addition: &Addition) -> impl Iterator<Item = &CrateFacts> {
        addition.adds.iter().filter_map(|id| self.find(id))
    }
}

impl CrateFacts {
    /// `name version`, which tells it from every other.
    pub(super) fn id(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// The advisories that affect the version that is used.
    pub(super) fn open(&self) -> impl Iterator<Item = &Advisory> {
        self.advisories.iter().filter(|advisory| advisory.affects)
    }
}
