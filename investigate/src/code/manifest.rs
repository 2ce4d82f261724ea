//! What cargo and git say of the crate.

use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package};

use super::cargo::{cargo, git, run};
use super::crate_id::CrateId;
use super::error::CodeError;
use super::error_summary::error_summary;
use crate::interrupt::Interrupt;

/// The crate that is looked into.
#[derive(Debug, Clone)]
pub(crate) struct Crate {
    /// As records name it.
    pub(crate) named: CrateId,
    pub(super) folder: PathBuf,
    /// The workspace's folder.
    pub(super) workspace: PathBuf,
    /// The folders of all members.
    members: Vec<PathBuf>,
    /// The packages that can use what the crate defines, as cargo takes them.
    pub(super) packages: Vec<String>,
}

impl Crate {
    /// What has to be copied to compile it: the workspace, and the members that lie elsewhere.
    pub(super) fn copied(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.workspace.clone()];
        for member in &self.members {
            if !folders.iter().any(|folder| member.starts_with(folder)) {
                folders.push(member.clone());
            }
        }
        folders
    }
}

/// Asks cargo and git.
pub(crate) fn read(path: &Path, commit: Option<&str>, interrupt: &Interrupt) -> Result<Crate, CodeError> {
    let folder = folder(path)?;
    let metadata = metadata(&folder, path, interrupt)?;
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let workspace = real(metadata.workspace_root.as_std_path());
    let own = metadata.packages.iter().find(|package| folder_of(package) == Some(folder.clone()));
    let packages = match own {
        Some(own) if folder != workspace => users_of(own, &metadata.packages),
        _ => vec!["--workspace".to_owned()],
    };
    let committed = git(&folder, &["ls-files", "--error-unmatch", "Cargo.toml"], interrupt)?.is_some();
    let ask = |arguments: &[&str]| if committed { git(&folder, arguments, interrupt) } else { Ok(None) };
    let head = ask(&["rev-parse", "--short", "HEAD"])?;
    let named = CrateId {
        name: own.map_or_else(|| folder_name(&folder), |own| own.name.to_string()),
        commit: commit.map(str::to_owned).or(head),
        dirty: ask(&["status", "--porcelain", "--", "."])?.map(|text| !text.is_empty()),
    };
    let members = metadata.packages.iter().filter_map(folder_of).collect();
    Ok(Crate { named, folder, workspace, members, packages })
}

/// The crate's folder, by its real path.
fn folder(path: &Path) -> Result<PathBuf, CodeError> {
    let folder = match fs::metadata(path) {
        Ok(it) if it.is_dir() => path.canonicalize(),
        Ok(_) => return Err(CodeError::NotAFolder(path.to_owned())),
        Err(error) => Err(error),
    };
    let folder = folder.map_err(|source| CodeError::NoFolder { path: path.to_owned(), source })?;
    if folder.join("Cargo.toml").is_file() { Ok(folder) } else { Err(CodeError::NotACrate(path.to_owned())) }
}

/// Without dependencies: nothing is resolved, and the crate's lock file stays as it is.
fn metadata(folder: &Path, shown: &Path, interrupt: &Interrupt) -> Result<Metadata, CodeError> {
    let mut command = cargo(folder);
    command.args(["metadata", "--no-deps", "--format-version=1", "--offline"]);
    let output = run(command, interrupt)?;
    let path = shown.to_owned();
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        if errors.contains("toolchain") && errors.contains("is not installed") {
            let said = errors.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            return Err(CodeError::NoToolchain { path, said });
        }
        return Err(CodeError::Manifest { path, said: error_summary(&errors) });
    }
    MetadataCommand::parse(String::from_utf8_lossy(&output.stdout))
        .map_err(|error| CodeError::Manifest { path, said: error.to_string() })
}

fn folder_of(package: &Package) -> Option<PathBuf> {
    package.manifest_path.parent()?.as_std_path().canonicalize().ok()
}

/// The package and the members that depend on it, directly or not: no other can name what it defines. Told by names, so that a
/// member that stands in for a published crate counts too.
fn users_of(own: &Package, members: &[Package]) -> Vec<String> {
    let mut users = vec![own];
    while let Some(next) = members.iter().find(|member| {
        let depends = |on: &&Package| member.dependencies.iter().any(|it| it.name == *on.name);
        !users.iter().any(|user| user.id == member.id) && users.iter().any(depends)
    }) {
        users.push(next);
    }
    users.iter().map(|user| format!("--package={}@{}", user.name, user.version)).collect()
}

fn folder_name(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "crate".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Reads a commit of the user's: it becomes a part of a file's name.
pub(crate) fn commit(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
    if fits { Ok(text.to_owned()) } else { Err("write its hash or its tag".to_owned()) }
}
