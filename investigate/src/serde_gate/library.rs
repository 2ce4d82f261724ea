//! The YAML libraries that a backlog may be read and written with.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What cargo resolved for this program when it was built.
const LOCK: &str = include_str!("../../../Cargo.lock");

/// A YAML library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Library {
    /// What the book's measurements use.
    SerdeYaml,
    /// The maintained fork that Phase Golem uses.
    SerdeYamlNg,
}

/// Why a library does not read a text as a backlog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// In the library's words.
    pub(super) message: String,
    /// Line and column, from 1, where the library tells.
    pub(super) place: Option<(usize, usize)>,
}

impl Library {
    /// All of them.
    pub(super) const ALL: [Self; 2] = [Self::SerdeYaml, Self::SerdeYamlNg];

    /// The crate's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::SerdeYaml => "serde_yaml",
            Self::SerdeYamlNg => "serde_yaml_ng",
        }
    }

    /// The crate's version in this program.
    pub(super) fn version(self) -> String {
        resolved(LOCK, env!("CARGO_PKG_NAME"), self.name()).unwrap_or_else(|| "unknown".to_owned())
    }

    /// Reads a value.
    ///
    /// # Errors
    /// [`Refusal`] when the text is not such a value.
    pub(super) fn read<T: DeserializeOwned>(self, text: &str) -> Result<T, Refusal> {
        match self {
            Self::SerdeYaml => serde_yaml::from_str(text).map_err(|error| Refusal {
                place: error.location().map(|place| (place.line(), place.column())),
                message: error.to_string(),
            }),
            Self::SerdeYamlNg => serde_yaml_ng::from_str(text).map_err(|error| Refusal {
                place: error.location().map(|place| (place.line(), place.column())),
                message: error.to_string(),
            }),
        }
    }

    /// Writes a value.
    ///
    /// # Errors
    /// The library's message when the value has no YAML form.
    pub(super) fn write<T: Serialize>(self, value: &T) -> Result<String, String> {
        match self {
            Self::SerdeYaml => serde_yaml::to_string(value).map_err(|error| error.to_string()),
            Self::SerdeYamlNg => serde_yaml_ng::to_string(value).map_err(|error| error.to_string()),
        }
    }
}

/// The version of `dependency` that a lock file gives to `package`.
fn resolved(lock: &str, package: &str, dependency: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
        #[serde(default)]
        dependencies: Vec<String>,
    }
    let packages = toml::from_str::<Lock>(lock).ok()?.package;
    let own = packages.iter().find(|found| found.name == package)?;
    let entry = own.dependencies.iter().find(|entry| entry.split(' ').next() == Some(dependency))?;
    // Cargo adds the version only where the lock file has two of a name.
    let version = entry.split(' ').nth(1).map(str::to_owned);
    version.or_else(|| packages.iter().find(|found| found.name == dependency).map(|it| it.version.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_are_those_that_cargo_resolved_for_this_program() {
        assert!(Library::SerdeYaml.version().starts_with("0.9."), "{}", Library::SerdeYaml.version());
        assert!(Library::SerdeYamlNg.version().starts_with("0.10."), "{}", Library::SerdeYamlNg.version());
    }

    #[test]
    fn of_two_versions_the_programs_own_is_found() {
        let lock = "\
            [[package]]\nname = \"program\"\nversion = \"1.0.0\"\ndependencies = [\"yaml 0.9.1\", \"other\"]\n\
            [[package]]\nname = \"other\"\nversion = \"3.0.0\"\n\
            [[package]]\nname = \"yaml\"\nversion = \"0.8.0\"\n\
            [[package]]\nname = \"yaml\"\nversion = \"0.9.1\"\n";
        assert_eq!(resolved(lock, "program", "yaml").as_deref(), Some("0.9.1"));
        assert_eq!(resolved(lock, "program", "other").as_deref(), Some("3.0.0"));
        assert_eq!(resolved(lock, "program", "yam"), None);
    }
}
