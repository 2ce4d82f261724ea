//! `deny.toml`: which licences a crate may be used under, and which findings the project lives with, and why.
//!
//! It is cargo-deny's file; here the parts are read that this audit applies as well.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

use super::error::AuditError;

/// The file's name in the project's root.
pub(super) const FILE: &str = "deny.toml";

/// The rules of the project.
#[derive(Debug)]
pub(super) struct Policy {
    /// SPDX ids of the licences that are allowed.
    pub(super) allowed: Vec<String>,
    /// Ids of the advisories that are put up with.
    pub(super) ignored: Vec<String>,
    licensees: Vec<Licensee>,
}

#[derive(Deserialize)]
struct DenyToml {
    advisories: Advisories,
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Advisories {
    #[serde(default)]
    ignore: Vec<Ignored>,
}

/// cargo-deny also takes an id without a reason; this project does not.
#[derive(Deserialize)]
struct Ignored {
    id: String,
    reason: String,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

impl Policy {
    /// Reads the file in the project's root.
    pub(super) fn read(root: &Path) -> Result<Self, AuditError> {
        let path = root.join(FILE);
        let text = fs::read_to_string(&path)
            .map_err(|source| AuditError::Unreadable { path: path.clone(), source })?;
        Self::parse(&text).map_err(|problem| AuditError::Malformed { path, problem })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let document: DenyToml = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if let Some(ignored) = document.advisories.ignore.iter().find(|it| it.reason.trim().is_empty()) {
            return Err(format!("{} is ignored without a reason", ignored.id));
        }
        let licensee = |id: &String| {
            Licensee::parse(id).map_err(|error| format!("`{id}` is no SPDX licence: {}", error.reason))
        };
        let licensees = document.licenses.allow.iter().map(licensee).collect::<Result<_, _>>()?;
        Ok(Self {
            allowed: document.licenses.allow,
            ignored: document.advisories.ignore.into_iter().map(|it| it.id).collect(),
            licensees,
        })
    }

    /// Whether a crate of that licence may be used. What states no licence, or none that SPDX knows, may not.
    pub(super) fn allows(&self, licence: Option<&str>) -> bool {
        // Manifests of old write `MIT/Apache-2.0`.
        let parsed = licence.and_then(|text| Expression::parse_mode(text, ParseMode::LAX).ok());
        parsed
            .is_some_and(|it| it.evaluate(|needed| self.licensees.iter().any(|ours| ours.satisfies(needed))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        Policy::parse("[advisories]\n[licenses]\nallow = [\"MIT\", \"MPL-2.0\"]\n").unwrap()
    }

    #[test]
    fn one_of_several_licences_is_enough_and_all_of_several_are_needed() {
        assert!(policy().allows(Some("MIT OR GPL-3.0-only")));
        assert!(policy().allows(Some("GPL-3.0-only/MIT")));
        assert!(!policy().allows(Some("MIT AND GPL-3.0-only")));
    }

    #[test]
    fn a_licence_or_any_later_one_is_allowed_by_the_licence() {
        assert!(policy().allows(Some("MPL-2.0+")));
    }

    #[test]
    fn no_licence_and_an_unknown_one_are_not_allowed() {
        assert!(!policy().allows(None));
        assert!(!policy().allows(Some("see the file")));
    }

    #[test]
    fn an_ignored_advisory_needs_a_reason() {
        let text =
            "[advisories]\nignore = [{ id = \"RUSTSEC-1\", reason = \" \" }]\n[licenses]\nallow = []\n";
        assert_eq!(Policy::parse(text).unwrap_err(), "RUSTSEC-1 is ignored without a reason");
        assert!(Policy::parse(&text.replace(", reason = \" \"", "")).is_err());
    }

    #[test]
    fn a_misspelt_licence_is_named() {
        let error = Policy::parse("[advisories]\n[licenses]\nallow = [\"MITT\"]\n").unwrap_err();
        assert!(error.starts_with("`MITT` is no SPDX licence"), "{error}");
    }
}
