//! Which repositories are known to be archived. No file of a crate says so, and neither does the registry.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::error::AuditError;
use super::facts::Archived;

/// The list, from the project's root.
const FILE: &str = "records/audit/archived.toml";

/// Archived repositories by address.
#[derive(Debug, Default)]
pub(super) struct ArchivedRepositories(BTreeMap<String, Archived>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArchivedList {
    archived: Vec<ArchivedEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArchivedEntry {
    repository: String,
    since: toml::value::Date,
    source: String,
}

impl ArchivedRepositories {
    /// Reads the list; without one nothing is known.
    pub(super) fn read(root: &Path) -> Result<Self, AuditError> {
        let path = root.join(FILE);
        let Ok(text) = fs::read_to_string(&path) else { return Ok(Self::default()) };
        let document: ArchivedList = toml::from_str(&text)
            .map_err(|error| AuditError::Malformed { path, problem: error.message().to_owned() })?;
        let entries = document.archived.into_iter().map(|entry| {
            let archived = Archived { since: entry.since.to_string(), source: entry.source };
            (plain(&entry.repository), archived)
        });
        Ok(Self(entries.collect()))
    }

    /// What is known of a crate's repository.
    pub(super) fn of(&self, repository: Option<&str>) -> Option<Archived> {
        self.0.get(&plain(repository?)).cloned()
    }
}

/// Manifests write the same address with and without `.git` and `/`.
fn plain(address: &str) -> String {
    let address = address.trim_end_matches('/');
    address.strip_suffix(".git").unwrap_or(address).to_ascii_lowercase()
}
