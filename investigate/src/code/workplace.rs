//! A temporary folder in which a copy of a crate is edited and compiled.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::copy::copy;
use super::error::CodeError;
use super::manifest::Crate;
use super::sources::relative;

/// The copy; it is gone when this is dropped.
#[derive(Debug)]
pub(crate) struct Workplace {
    _folder: TempDir,
    /// The folder that compiles by itself.
    pub(crate) workspace: PathBuf,
    /// The crate's folder in it.
    pub(crate) folder: PathBuf,
    /// Where it is built.
    pub(crate) build: PathBuf,
}

impl Workplace {
    /// Copies the crate; `shown` is its path in sentences.
    ///
    /// # Errors
    /// [`CodeError::Copy`].
    pub(crate) fn copy_of(of: &Crate, shown: &Path) -> Result<Self, CodeError> {
        let failed = |source| CodeError::Copy { path: shown.to_owned(), source };
        let folder = tempfile::tempdir().map_err(failed)?;
        // As the compiler names it, where the folder for temporary files is a link.
        let path = folder.path().canonicalize().map_err(failed)?;
        let workspace = path.join("crate");
        copy(&of.workspace, &workspace).map_err(failed)?;
        let (inside, build) = (workspace.join(&of.inside), path.join("build"));
        Ok(Self { _folder: folder, workspace, folder: inside, build })
    }

    /// A file as reports name it: from the crate's folder, with slashes. The compiler names files from the workspace.
    pub(crate) fn relative(&self, name: &str) -> String {
        let path = Path::new(name);
        let path = path.strip_prefix(&self.workspace).unwrap_or(path);
        let inside = self.folder.strip_prefix(&self.workspace).unwrap_or(Path::new(""));
        relative(path.strip_prefix(inside).unwrap_or(path))
    }

    /// Whether the file is another crate's, or none at all: those of the standard macros have a name in angle brackets.
    pub(crate) fn is_foreign(&self, name: &str) -> bool {
        let path = Path::new(name);
        name.starts_with('<') || (path.is_absolute() && !path.starts_with(&self.workspace))
    }
}
