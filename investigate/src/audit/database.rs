//! The advisories: a folder of them, or the public database, fetched.

use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::semver::Version;
use jiff::civil::Date;
use rustsec::Collection;
use rustsec::advisory::{Affected, Informational};
use rustsec::database::Query;
use rustsec::package;
use rustsec::platforms::Platform;
use tempfile::TempDir;

use super::day;
use super::error::AuditError;
use super::facts::{Advisory, AdvisoryKind};
use crate::child;
use crate::interrupt::Interrupt;

/// The public database.
const URL: &str = "https://github.com/RustSec/advisory-db";

/// Advisories and of when they are.
#[derive(Debug)]
pub(super) struct Database {
    advisories: rustsec::Database,
    /// The day that the user gave, else that of its newest commit, else that of its newest advisory.
    pub(super) date: Date,
    /// The commit, where git or the user knows one.
    pub(super) commit: Option<String>,
}

impl Database {
    /// Opens the folder or, unless nothing may be fetched, the public database. The date and the commit are those that the user
    /// gives, where the folder does not tell.
    pub(super) fn open(
        folder: Option<&Path>,
        date: Option<Date>,
        commit: Option<&str>,
        offline: bool,
        interrupt: &Interrupt,
    ) -> Result<Self, AuditError> {
        let fetched: TempDir;
        let folder = match folder {
            Some(folder) => folder,
            None if offline => return Err(AuditError::NoDatabase),
            None => {
                fetched = fetch(interrupt)?;
                fetched.path()
            }
        };
        let advisories = rustsec::Database::open(folder)
            .map_err(|error| AuditError::Database { path: folder.to_owned(), problem: error.to_string() })?;
        // Else a wrong folder would find every crate without fault.
        if advisories.query(&every()).is_empty() {
            let problem = "there is no advisory".to_owned();
            return Err(AuditError::Database { path: folder.to_owned(), problem });
        }
        let checkout = checkout(folder);
        let date = date.or(checkout.as_ref().map(|(_, date)| *date)).or_else(|| newest(&advisories));
        let date = date.ok_or_else(|| AuditError::NoDate(folder.to_owned()))?;
        let commit = commit.map(str::to_owned).or(checkout.map(|(commit, _)| commit));
        Ok(Self { advisories, date, commit })
    }

    /// Number of advisories for crates.
    pub(super) fn count(&self) -> usize {
        self.advisories.query(&every()).len()
    }

    /// Every advisory on a crate that was not withdrawn, in the order of ids. One on other platforms than `target` does not
    /// affect it.
    pub(super) fn on(&self, name: &str, version: &Version, target: &str) -> Vec<Advisory> {
        let Ok(package) = name.parse::<package::Name>() else { return Vec::new() };
        let query = every().package_name(package);
        let mut found: Vec<Advisory> = self
            .advisories
            .query(&query)
            .into_iter()
            .map(|advisory| Advisory {
                id: advisory.id().to_string(),
                kind: kind(advisory.metadata.informational.as_ref()),
                title: advisory.title().to_owned(),
                date: advisory.date().as_str().to_owned(),
                affects: advisory.versions.is_vulnerable(version)
                    && advisory.affected.as_ref().is_none_or(|affected| reaches(affected, target)),
                patched: advisory.versions.patched().iter().map(ToString::to_string).collect(),
            })
            .collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        found
    }
}

/// Whether what is affected can run on the target. A target that nobody lists counts as reached.
fn reaches(affected: &Affected, target: &str) -> bool {
    Platform::find(target).is_none_or(|platform| {
        (affected.os.is_empty() || affected.os.contains(&platform.target_os))
            && (affected.arch.is_empty() || affected.arch.contains(&platform.target_arch))
    })
}

/// A query for advisories of every kind: `Query::crate_scope` would leave out what is unmaintained or unsound.
fn every() -> Query {
    Query::new().collection(Collection::Crates).withdrawn(false)
}

fn kind(informational: Option<&Informational>) -> AdvisoryKind {
    match informational {
        None => AdvisoryKind::Vulnerability,
        Some(Informational::Unsound) => AdvisoryKind::Unsound,
        Some(Informational::Unmaintained) => AdvisoryKind::Unmaintained,
        Some(_) => AdvisoryKind::Notice,
    }
}

/// The newest advisory dates a folder without a history: it has nothing that was published later.
fn newest(advisories: &rustsec::Database) -> Option<Date> {
    advisories.query(&every()).iter().filter_map(|advisory| day::parse(advisory.date().as_str())).max()
}

fn fetch(interrupt: &Interrupt) -> Result<TempDir, AuditError> {
    let folder = tempfile::tempdir().map_err(AuditError::Temporary)?;
    let failed = |said: String| AuditError::Fetch { url: URL, said };
    let mut git = Command::new("git");
    git.args(["clone", "--quiet", "--depth", "1", URL]).arg(folder.path());
    // Whoever has no terminal cannot answer.
    git.env("GIT_TERMINAL_PROMPT", "0");
    let output = child::output(git, interrupt);
    let output = output.map_err(|error| failed(format!("git does not start ({error})")))?;
    let output = output.ok_or(AuditError::Interrupted)?;
    if output.status.success() {
        return Ok(folder);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(failed(said.lines().last().unwrap_or("git failed").trim_end_matches('.').to_owned()))
}

/// The commit and its day, if the folder is the root of a checkout: one inside another project's has that one's date.
fn checkout(folder: &Path) -> Option<(String, Date)> {
    let ask = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).current_dir(folder).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let top = PathBuf::from(ask(&["rev-parse", "--show-toplevel"])?);
    if top.canonicalize().ok()? != folder.canonicalize().ok()? {
        return None;
    }
    let line = ask(&["log", "-1", "--format=%h %cs"])?;
    let (commit, date) = line.split_once(' ')?;
    Some((commit.to_owned(), day::parse(date)?))
}
