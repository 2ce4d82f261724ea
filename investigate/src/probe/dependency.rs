//! Adds a dependency to the copy.

use std::path::Path;
use std::process::Output;

use super::error::ProbeError;
use crate::code::{CodeError, WorkingCopy, cargo, run_cargo};
use crate::exit::Failure;

/// A dependency as the user writes it: `name=version,feature,feature`.
#[derive(Debug, Clone)]
pub(super) struct Dependency {
    /// As `cargo add` takes it: `name@version`.
    pub(super) package: String,
    /// Features to turn on.
    pub(super) features: Vec<String>,
}

impl Dependency {
    /// As in records and on a command line of cargo.
    pub(super) fn shown(&self) -> String {
        if self.features.is_empty() {
            self.package.clone()
        } else {
            format!("{} --features {}", self.package, self.features.join(","))
        }
    }
}

/// Reads `name=version,feature`.
pub(super) fn dependency(text: &str) -> Result<Dependency, String> {
    let mut parts = text.split(',');
    let package = parts.next().and_then(|package| package.split_once('='));
    match package {
        Some((name, version)) if !name.is_empty() && !version.is_empty() && !name.starts_with('-') => {
            Ok(Dependency {
                package: format!("{name}@{version}"),
                features: parts.map(str::to_owned).collect(),
            })
        }
        _ => Err("write it as NAME=VERSION,FEATURE, such as im=15.1,serde".to_owned()),
    }
}

/// Adds it with cargo, offline where that suffices.
pub(super) fn add(
    place: &WorkingCopy,
    package_folder: &Path,
    dependency: &Dependency,
) -> Result<(), Failure> {
    let mut output = run(place, package_folder, dependency, true)?;
    if !output.status.success() {
        output = run(place, package_folder, dependency, false)?;
    }
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().find_map(|line| line.strip_prefix("error: ")).unwrap_or("cargo add failed");
    let said = said.trim_end_matches('.').to_owned();
    Err(ProbeError::Dependency { dependency: dependency.shown(), said }.into())
}

fn run(
    place: &WorkingCopy,
    folder: &Path,
    dependency: &Dependency,
    offline: bool,
) -> Result<Output, CodeError> {
    let mut command = cargo(folder);
    command.args(["add", "--quiet", &dependency.package]).args(offline.then_some("--offline"));
    command.args(dependency.features.iter().map(|feature| format!("--features={feature}")));
    run_cargo(command, &place.interrupt)
}

/// Whether the package has serde among its dependencies: then its types are read and written.
pub(super) fn has_serde(package_folder: &Path) -> bool {
    let text = std::fs::read_to_string(package_folder.join("Cargo.toml")).unwrap_or_default();
    let table: toml::Table = text.parse().unwrap_or_default();
    table.get("dependencies").and_then(|it| it.get("serde")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_is_read_with_its_features() {
        assert_eq!(dependency("im=15.1,serde,rayon").unwrap().shown(), "im@15.1 --features serde,rayon");
        assert_eq!(dependency("im=15.1").unwrap().shown(), "im@15.1");
        assert!(dependency("im").is_err() && dependency("--git=x").is_err());
    }
}
