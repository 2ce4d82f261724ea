//! What the crates of each representation bring with them, and what the brief's constraint on dependencies makes of it.
//!
//! A record holds facts: versions, licences, releases, advisories. [`AuditRecord::verdict`] applies three rules to them:
//!
//! - **maintained**: no added crate has an `unmaintained` advisory or an archived repository, and each crate that the code
//!   names itself was released within [`RELEASED_WITHIN_DAYS`] of the audit. Crates beneath those may be finished.
//! - **no open advisory**: no vulnerability and no `unsound` advisory affects a version that is used.
//! - **licences allowed**: each added crate may be used under a licence of the record's list.

mod check;
mod cost;
#[cfg(test)]
mod tests;
mod verdict;

use serde::{Deserialize, Serialize};

pub use cost::Cost;
pub use verdict::{Judged, Verdict};

use crate::kind::{self, Kind};
use crate::record::{Machine, Problem, Record, Table};

/// How old the last release of a maintained crate may be, in days. The database has no such number; two years without any release
/// is where this project calls a crate unmaintained even if nobody has reported it.
pub const RELEASED_WITHIN_DAYS: u32 = 730;

/// One audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditRecord {
    /// The file's name without `.json`; it ends in the database's date.
    pub name: String,
    /// The command that repeats it.
    pub command: String,
    /// First line of `rustc --version`.
    pub toolchain: String,
    /// The platform that dependencies were resolved for.
    pub target: String,
    /// The day of the audit, as in `2026-11-24`.
    pub taken: String,
    /// The advisories that were looked through.
    pub database: Database,
    /// SPDX ids of the licences that a crate may be used under.
    pub allowed_licences: Vec<String>,
    /// What the project is taken to depend on already, each as `name version`: nothing of it is counted as added.
    pub present: Vec<String>,
    /// Every added crate, each version once.
    pub crates: Vec<Crate>,
    /// What each representation adds; the first is today's.
    pub representations: Vec<Addition>,
    /// What building and carrying it costs; none where that was not measured.
    #[serde(default)]
    pub costs: Option<Costs>,
    /// What could not be looked up, each a sentence.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A database of advisories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The commit, where git or the user knows it.
    pub commit: Option<String>,
    /// The day of its newest entry or commit.
    pub date: String,
    /// Days from that to the audit: what was published since is not in it.
    pub age_days: u32,
    /// Number of advisories for crates.
    pub advisories: usize,
}

/// One version of a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crate {
    /// The crate's name.
    pub name: String,
    /// The version that is resolved.
    pub version: String,
    /// Its licence as its manifest states it, in SPDX.
    pub licence: Option<String>,
    /// Whether the list of licences allows it.
    pub licence_allowed: bool,
    /// The oldest Rust that its manifest asks for.
    pub rust_version: Option<String>,
    /// Its edition.
    pub edition: String,
    /// Its repository.
    pub repository: Option<String>,
    /// The day on which this version was published, from the registry's index.
    pub released: Option<String>,
    /// The crate's newest release, whichever branch it is of.
    pub newest: Option<Release>,
    /// Since when its repository is archived, if it is known to be.
    pub archived: Option<Archived>,
    /// Lines of its `src`, without tests, that are within unsafe code.
    pub unsafe_lines: usize,
    /// Every advisory on the crate, of any version.
    pub advisories: Vec<Advisory>,
    /// The added crates that it depends on, each as `name version`.
    pub requires: Vec<String>,
}

/// A release of a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Its version.
    pub version: String,
    /// Its day, from the registry's index.
    pub date: String,
    /// Days from that to the audit.
    pub age_days: u32,
}

/// That a repository takes no more changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Archived {
    /// Since which day.
    pub since: String,
    /// Who says so.
    pub source: String,
}

/// An advisory on a crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advisory {
    /// Its id, such as `RUSTSEC-2026-0248`.
    pub id: String,
    /// What it reports.
    pub kind: AdvisoryKind,
    /// Its title.
    pub title: String,
    /// The day on which the issue was reported.
    pub date: String,
    /// Whether it affects the version that is used.
    pub affects: bool,
    /// Versions with a fix; none where there is no fix.
    pub patched: Vec<String>,
}

/// What an advisory reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdvisoryKind {
    /// A vulnerability.
    Vulnerability,
    /// Undefined behaviour that safe code can reach.
    Unsound,
    /// Nobody maintains the crate.
    Unmaintained,
    /// Anything else worth knowing.
    Notice,
}

/// What a representation adds to the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// Its id.
    pub representation: String,
    /// The added crates that its code names, each as `name version`.
    pub names: Vec<String>,
    /// All crates that it adds, those included, each as `name version`.
    pub adds: Vec<String>,
}

/// What building and carrying the crates costs, on one machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// Where it was measured.
    pub machine: Machine,
    /// What each set of crates costs; the first has none and is the baseline.
    pub builds: Vec<Build>,
}

/// A release build of a program that builds a list, changes it and walks it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// The representations whose crates these are.
    pub representations: Vec<String>,
    /// Seconds to compile the added crates and the program, with what is present compiled before; one for each run.
    pub seconds: Vec<f64>,
    /// Bytes of the program without symbols.
    pub program_bytes: u64,
}

impl Kind for AuditRecord {
    const KIND: &'static str = "audit";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.command.clone_from(&self.command);
        record.toolchain = kind::toolchain(&self.toolchain);
        record.started.clone_from(&self.taken);
        record.notes.clone_from(&self.notes);
        record.machine = self.costs.as_ref().map(|costs| costs.machine.clone());
        let database = &self.database;
        let mut labels = vec![
            ("target", self.target.clone().into()),
            ("database-date", database.date.clone().into()),
            ("database-age-days", database.age_days.to_string().into()),
            ("database-advisories", database.advisories.to_string().into()),
            ("allowed-licences", kind::list(&self.allowed_licences)),
            ("present", kind::list(&self.present)),
        ];
        labels.extend(database.commit.iter().map(|commit| ("database-commit", commit.clone().into())));
        record.labels = labels.into_iter().map(|(id, label)| (id.to_owned(), label)).collect();
        let mut tables = vec![
            ("crates", Table::of(&["name", "version", "licence"], &self.crates)),
            ("representations", Table::of(&["representation", "names", "adds"], &self.representations)),
        ];
        let builds = |costs: &Costs| ("builds", Table::of(&["representations"], &costs.builds));
        tables.extend(self.costs.as_ref().map(builds));
        record.tables = tables.into_iter().map(|(id, table)| (id.to_owned(), table)).collect();
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let costs = record
            .machine
            .clone()
            .map(|machine| kind::rows(record, "builds").map(|builds| Costs { machine, builds }));
        let audit = Self {
            name: kind::name::<Self>(record),
            command: record.command.clone(),
            toolchain: kind::rustc(record),
            target: record.label("target").to_owned(),
            taken: record.started.clone(),
            database: Database {
                commit: Some(record.label("database-commit").to_owned()).filter(|it| !it.is_empty()),
                date: record.label("database-date").to_owned(),
                age_days: kind::number(record, "database-age-days")?,
                advisories: kind::number(record, "database-advisories")?,
            },
            allowed_licences: record.list("allowed-licences").to_vec(),
            present: record.list("present").to_vec(),
            crates: kind::rows(record, "crates")?,
            representations: kind::rows(record, "representations")?,
            costs: costs.transpose()?,
            notes: record.notes.clone(),
        };
        check::check(&audit).map_err(|(place, problem)| Problem::new(place, problem))?;
        Ok(audit)
    }
}

impl AuditRecord {
    /// What a representation adds.
    pub fn addition(&self, representation: &str) -> Option<&Addition> {
        self.representations.iter().find(|addition| addition.representation == representation)
    }

    /// The crate of that `name version`.
    pub fn find(&self, id: &str) -> Option<&Crate> {
        self.crates.iter().find(|it| it.id() == id)
    }

    /// Representations that add the same crates, in the order of the record.
    pub fn groups(&self) -> Vec<Vec<&Addition>> {
        let mut groups: Vec<Vec<&Addition>> = Vec::new();
        for addition in &self.representations {
            match groups.iter_mut().find(|group| group[0].adds == addition.adds) {
                Some(group) => group.push(addition),
                None => groups.push(vec![addition]),
            }
        }
        groups
    }

    /// The crates that a representation adds; empty for one that is not in the record.
    pub fn added(&self, representation: &str) -> impl Iterator<Item = &Crate> {
        self.addition(representation).into_iter().flat_map(|it| &it.adds).filter_map(|id| self.find(id))
    }
}

impl Crate {
    /// `name version`, which tells it from every other.
    pub fn id(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// The advisories that affect the version that is used.
    pub fn open(&self) -> impl Iterator<Item = &Advisory> {
        self.advisories.iter().filter(|advisory| advisory.affects)
    }
}

impl AdvisoryKind {
    /// As it is written in a record and shown to a reader.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vulnerability => "vulnerability",
            Self::Unsound => "unsound",
            Self::Unmaintained => "unmaintained",
            Self::Notice => "notice",
        }
    }
}
