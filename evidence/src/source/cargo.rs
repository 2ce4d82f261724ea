//! How cargo builds a package, and what of: from its manifest, the workspace's and the lock file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::error::{SourceError, unreadable};
use super::hash::hex;
use crate::file::read_text;

/// How cargo builds the package: profiles, edition, the features of its dependencies and the flags of the compiler.
pub(super) fn build(root: &Path, package: &str) -> Result<String, SourceError> {
    let root_manifest = root.join("Cargo.toml");
    // A package may be on its own below the book.
    let workspace: toml::Table =
        if root_manifest.is_file() { parse(&root_manifest)? } else { toml::Table::new() };
    let manifest: Manifest = parse(&root.join(package).join("Cargo.toml"))?;
    let at = |path: &[&str]| {
        let mut value = toml::Value::Table(workspace.clone());
        for key in path {
            value = value.get(key)?.clone();
        }
        Some((path.join("."), value))
    };
    let mut found: Vec<(String, toml::Value)> = [
        ["profile", "release"].as_slice(),
        &["profile", "bench"],
        &["workspace", "package", "edition"],
        &["workspace", "resolver"],
    ]
    .into_iter()
    .filter_map(at)
    .collect();
    let used = manifest.dependencies.iter().filter(|(_, how)| !is_optional(how));
    found.extend(used.filter_map(|(name, _)| at(&["workspace", "dependencies", name])));
    // Without its ending it is an older cargo's, and is the one that is read where there are both.
    if let Some(config) = first_of(root, &[".cargo/config", ".cargo/config.toml"]) {
        let table: toml::Table = parse(&config)?;
        let flags =
            table.into_iter().filter(|(key, _)| ["build", "profile", "target"].contains(&key.as_str()));
        found.extend(flags);
    }
    if let Some(toolchain) = first_of(root, &["rust-toolchain", "rust-toolchain.toml"]) {
        let text = read_text(&toolchain).map_err(unreadable(&toolchain))?;
        // An older one is the name of the compiler alone.
        let value = toml::from_str(&text).unwrap_or_else(|_| toml::Value::from(text.trim()));
        found.push(("rust-toolchain".to_owned(), value));
    }
    let mut hash = Sha256::new();
    for (key, value) in found {
        hash.update(format!("{key} = {value}\n"));
    }
    Ok(hex(hash))
}

fn first_of(root: &Path, names: &[&str]) -> Option<PathBuf> {
    names.iter().map(|name| root.join(name)).find(|path| path.is_file())
}

fn is_optional(how: &toml::Value) -> bool {
    how.get("optional").and_then(toml::Value::as_bool) == Some(true)
}

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    dependencies: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct Lock {
    #[serde(default)]
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
    #[serde(default)]
    dependencies: Vec<String>,
}

/// The packages below it, each in its version; only those that a build that times has.
pub(super) fn dependencies(root: &Path, package: &str) -> Result<String, SourceError> {
    let manifest_path = root.join(package).join("Cargo.toml");
    let lock_path = root.join("Cargo.lock");
    let manifest: Manifest = parse(&manifest_path)?;
    let lock: Lock = parse(&lock_path)?;
    let malformed = |problem: String| SourceError::Malformed(lock_path.clone(), problem);

    let Some(measured) = lock.package.iter().find(|entry| entry.name == package) else {
        return Err(malformed(format!("it has no package `{package}`")));
    };
    // The lock file lists a package's development dependencies among the others; only the manifest tells them apart.
    let wanted: BTreeSet<&str> = manifest
        .dependencies
        .iter()
        .filter(|(_, how)| !is_optional(how))
        .map(|(name, how)| how.get("package").and_then(toml::Value::as_str).unwrap_or(name))
        .collect();
    let mut queue: Vec<&str> = measured
        .dependencies
        .iter()
        .map(String::as_str)
        .filter(|entry| wanted.contains(entry.split(' ').next().unwrap_or(entry)))
        .collect();

    let mut reached = BTreeMap::new();
    while let Some(entry) = queue.pop() {
        let package =
            lock.find(entry).ok_or_else(|| malformed(format!("it has no package for `{entry}`")))?;
        let key = (&package.name, &package.version, &package.source);
        if reached.insert(key, &package.checksum).is_none() {
            queue.extend(package.dependencies.iter().map(String::as_str));
        }
    }

    let mut hash = Sha256::new();
    for ((name, version, _), checksum) in reached {
        hash.update(format!("{name} {version} {}\n", checksum.as_deref().unwrap_or("-")));
    }
    Ok(hex(hash))
}

impl Lock {
    /// The package that a dependency entry names: `name`, `name version` or `name version (source)`, as much as it
    /// takes to tell it from others of its name.
    fn find(&self, entry: &str) -> Option<&Package> {
        let mut parts = entry.splitn(3, ' ');
        let (name, version, source) = (parts.next()?, parts.next(), parts.next());
        let source = source.map(|text| text.trim_start_matches('(').trim_end_matches(')'));
        self.package.iter().find(|package| {
            package.name == name
                && version.is_none_or(|wanted| package.version == wanted)
                && source.is_none_or(|wanted| package.source.as_deref() == Some(wanted))
        })
    }
}

fn parse<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, SourceError> {
    let text = read_text(path).map_err(unreadable(path))?;
    toml::from_str(&text).map_err(|error| SourceError::Malformed(path.to_owned(), error.message().to_owned()))
}
