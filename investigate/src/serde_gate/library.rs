//! The YAML libraries that a backlog may be read and written with.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::named::named;

/// What cargo resolved for this program when it was built.
const LOCK: &str = include_str!("../../../Cargo.lock");

named! {
    /// A YAML library, by its crate's name.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) enum Library {
        /// What the book's measurements use.
        SerdeYaml = "serde_yaml",
        /// The fork that Phase Golem uses.
        SerdeYamlNg = "serde_yaml_ng",
        /// The fork that the YAML organisation keeps.
        YamlSerde = "yaml_serde",
        /// A reader and a writer of their own, in safe Rust.
        SerdeSaphyr = "serde-saphyr",
    }
}

/// Why a library does not read a text as a backlog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Refusal {
    /// In the library's words.
    pub(super) message: String,
    /// Line and column, from 1, where the library tells.
    pub(super) place: Option<(usize, usize)>,
}

/// Reads with one of the forks of one library.
macro_rules! read {
    ($fork:ident, $text:ident) => {
        $fork::from_str($text).map_err(|error| Refusal {
            place: error.location().map(|place| (place.line(), place.column())),
            message: error.to_string(),
        })
    };
}

impl Library {
    /// All of them; the first is what the others' values and bytes are compared with.
    pub(super) const ALL: [Self; 4] =
        [Self::SerdeYaml, Self::SerdeYamlNg, Self::YamlSerde, Self::SerdeSaphyr];

    /// The library of that name.
    pub(super) fn named(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|library| library.name() == name);
        found.ok_or_else(|| format!("one of {}", Self::ALL.map(Self::name).join(", ")))
    }

    /// The crate's version in this program.
    pub(super) fn version(self) -> String {
        resolved(LOCK, env!("CARGO_PKG_NAME"), self.name()).unwrap_or_else(|| "unknown".to_owned())
    }

    /// Its name and its version.
    pub(super) fn with_version(self) -> String {
        format!("{} {}", self.name(), self.version())
    }

    /// Reads a value.
    pub(super) fn read<T: DeserializeOwned>(self, text: &str) -> Result<T, Refusal> {
        match self {
            Self::SerdeYaml => read!(serde_yaml, text),
            Self::SerdeYamlNg => read!(serde_yaml_ng, text),
            Self::YamlSerde => read!(yaml_serde, text),
            Self::SerdeSaphyr => saphyr(text),
        }
    }

    /// Writes a value.
    pub(super) fn write<T: Serialize>(self, value: &T) -> Result<String, String> {
        match self {
            Self::SerdeYaml => serde_yaml::to_string(value).map_err(|error| error.to_string()),
            Self::SerdeYamlNg => serde_yaml_ng::to_string(value).map_err(|error| error.to_string()),
            Self::YamlSerde => yaml_serde::to_string(value).map_err(|error| error.to_string()),
            Self::SerdeSaphyr => serde_saphyr::to_string(value).map_err(|error| error.to_string()),
        }
    }
}

/// Reads with that library's own limits, but without the excerpt of the text that it adds to a message.
fn saphyr<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let options = serde_saphyr::options! { with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let number = |it: u64| usize::try_from(it).unwrap_or(usize::MAX);
        let place = error.location().map(|place| (number(place.line()), number(place.column())));
        Refusal { place, message: error.to_string() }
    })
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
