//! A project that already has serde, with and without the crates of a representation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cargo_metadata::{Dependency, DependencyKind, Metadata, MetadataCommand};
use serde_json::json;
use tempfile::TempDir;

use super::error::AuditError;

/// The package whose dependencies are audited; its folder has the same name.
pub(super) const PACKAGE: &str = "bench-crate";

/// What the project is taken to have already: it saves YAML.
pub(super) const PRESENT: [&str; 1] = ["serde"];

/// The dependencies that every build of the package has, as its manifest states them.
pub(super) fn dependencies(root: &Path) -> Result<Vec<Dependency>, AuditError> {
    let mut command = MetadataCommand::new();
    command.manifest_path(root.join(PACKAGE).join("Cargo.toml")).no_deps();
    let metadata = command.exec().map_err(|error| resolve(PACKAGE, &error))?;
    let package = metadata.packages.into_iter().find(|package| package.name.as_str() == PACKAGE);
    let all = package.map(|package| package.dependencies).unwrap_or_default();
    Ok(all.into_iter().filter(|it| it.kind == DependencyKind::Normal && !it.optional).collect())
}

/// The temporary project.
#[derive(Debug)]
pub(super) struct Consumer {
    folder: TempDir,
    /// What it has besides what is present, for messages.
    named: String,
}

impl Consumer {
    /// A project with what is present and the `named` of `known`, at the versions of the lock file in `root`.
    pub(super) fn new(
        root: &Path,
        known: &[Dependency],
        named: &BTreeSet<String>,
    ) -> Result<Self, AuditError> {
        let lock = root.join("Cargo.lock");
        let locked = fs::read(&lock).map_err(|source| AuditError::Unreadable { path: lock, source })?;
        let wanted = known.iter().filter(|it| PRESENT.contains(&name(it)) || named.contains(name(it)));
        let folder = tempfile::tempdir().map_err(AuditError::Temporary)?;
        let consumer =
            Self { folder, named: named.iter().map(String::as_str).collect::<Vec<_>>().join(" and ") };
        consumer.write("Cargo.toml", manifest(wanted).as_bytes())?;
        consumer.write("Cargo.lock", &locked)?;
        consumer.write("src/main.rs", b"fn main() {}\n")?;
        Ok(consumer)
    }

    /// The project's folder.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// What it has besides what is present; empty for the baseline.
    pub(super) fn named(&self) -> &str {
        &self.named
    }

    /// Writes a file of the project.
    pub(super) fn write(&self, file: &str, contents: &[u8]) -> Result<(), AuditError> {
        let path = self.path().join(file);
        let folder = path.parent().unwrap_or(self.path());
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, contents)).map_err(AuditError::Temporary)
    }

    /// The dependencies as cargo resolves them for `target`.
    pub(super) fn resolved(&self, target: &str) -> Result<Metadata, AuditError> {
        resolved(&self.path().join("Cargo.toml"), target)
            .map_err(|error| resolve(&format!("a project with {}", self.named), &error))
    }
}

/// The dependencies of a manifest as cargo resolves them for `target`, without a network where that is enough.
pub(super) fn resolved(manifest: &Path, target: &str) -> Result<Metadata, cargo_metadata::Error> {
    let ask = |offline: &[&str]| {
        let mut options = vec!["--filter-platform".to_owned(), target.to_owned()];
        options.extend(offline.iter().map(ToString::to_string));
        MetadataCommand::new().manifest_path(manifest).other_options(options).exec()
    };
    ask(&["--offline"]).or_else(|_| ask(&[]))
}

/// As an error of the audit.
pub(super) fn resolve(what: &str, error: &cargo_metadata::Error) -> AuditError {
    let said = match error {
        cargo_metadata::Error::CargoMetadata { stderr } => {
            stderr.trim().lines().next().unwrap_or("it failed")
        }
        _ => "it does not start, or answers something else",
    };
    let said = said.trim_start_matches("error: ").trim_end_matches('.').to_owned();
    AuditError::Resolve { what: what.to_owned(), said }
}

/// The name that code and manifest use.
pub(super) fn name(dependency: &Dependency) -> &str {
    dependency.rename.as_deref().unwrap_or(&dependency.name)
}

fn manifest<'a>(wanted: impl Iterator<Item = &'a Dependency>) -> String {
    let dependencies = wanted.map(|it| {
        let how = json!({
            "package": it.name,
            "version": it.req.to_string(),
            "features": it.features,
            "default-features": it.uses_default_features,
        });
        (name(it).to_owned(), how)
    });
    let manifest = json!({
        "package": {"name": "consumer", "version": "0.0.0", "edition": "2024"},
        "dependencies": dependencies.collect::<serde_json::Map<_, _>>(),
        // Else a workspace above the temporary folder would claim it.
        "workspace": {},
        "profile": {"release": {"strip": "symbols"}},
    });
    toml::to_string(&manifest)
        .unwrap_or_else(|error| unreachable!("TOML has texts, truths, lists and tables: {error}"))
}
