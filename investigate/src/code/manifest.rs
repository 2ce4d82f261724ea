//! What cargo and git say of the crate.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::compile::cargo;
use super::error::CodeError;

/// The crate that is looked into.
#[derive(Debug, Clone)]
pub(crate) struct Crate {
    /// As records name it.
    pub(crate) named: evidence::catalog::Crate,
    /// The folder that compiles by itself: the workspace's.
    pub(crate) workspace: PathBuf,
    /// The crate in it; empty when it is the workspace.
    pub(crate) inside: PathBuf,
}

/// Asks cargo and git.
///
/// # Errors
/// [`CodeError::NotACrate`], [`CodeError::Manifest`] and [`CodeError::NoCargo`].
pub(crate) fn read(path: &Path, commit: Option<&str>) -> Result<Crate, CodeError> {
    let folder = path.canonicalize().map_err(|_| CodeError::NotACrate(path.to_owned()))?;
    let manifest = folder.join("Cargo.toml");
    if !manifest.is_file() {
        return Err(CodeError::NotACrate(path.to_owned()));
    }
    let mut command = cargo(&folder);
    command.args(["locate-project", "--workspace", "--message-format", "plain"]);
    let output = command.output().map_err(CodeError::NoCargo)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        // The first line says what is wrong; the lines below draw it.
        let said = said.lines().next().unwrap_or_default();
        let said = said.trim_start_matches("error: ").trim_end_matches('.').to_owned();
        return Err(CodeError::Manifest { path: path.to_owned(), said });
    }
    let root = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let workspace = root.parent().unwrap_or(&folder).to_owned();
    let inside = folder.strip_prefix(&workspace).unwrap_or(Path::new("")).to_owned();
    let committed = git(&folder, &["ls-files", "--error-unmatch", "Cargo.toml"]).is_some();
    let ask = |arguments: &[&str]| if committed { git(&folder, arguments) } else { None };
    let named = evidence::catalog::Crate {
        name: package_name(&manifest).unwrap_or_else(|| folder_name(&folder)),
        commit: commit.map(str::to_owned).or_else(|| ask(&["rev-parse", "--short", "HEAD"])),
        dirty: ask(&["status", "--porcelain", "--", "."]).map(|text| !text.is_empty()),
    };
    Ok(Crate { named, workspace, inside })
}

/// Reads a commit of the user's: it becomes a part of a file's name.
///
/// # Errors
/// A sentence that says what to write.
pub(crate) fn commit(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
    if fits { Ok(text.to_owned()) } else { Err("write its hash or its tag".to_owned()) }
}

fn package_name(manifest: &Path) -> Option<String> {
    let table: toml::Table = std::fs::read_to_string(manifest).ok()?.parse().ok()?;
    table.get("package")?.get("name")?.as_str().map(str::to_owned)
}

fn folder_name(folder: &Path) -> String {
    folder.file_name().map_or_else(|| "crate".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What git says, or nothing where it is missing or fails: a crate need not be in a repository.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).current_dir(folder).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
