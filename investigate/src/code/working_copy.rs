//! A temporary folder in which a copy of a crate is edited and compiled.

use std::fs;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::cargo;
use super::copy::Mirror;
use super::error::CodeError;
use super::manifest::Crate;
use crate::interrupt::Interrupt;

/// The copy; it is gone when this is dropped.
#[derive(Debug)]
pub(crate) struct WorkingCopy {
    _folder: TempDir,
    /// The original's path, as the user names it.
    pub(super) shown: PathBuf,
    mirror: Mirror,
    /// The copied folders.
    pub(super) copies: Vec<PathBuf>,
    /// The workspace's folder, from which the compiler names files.
    workspace: PathBuf,
    /// The crate's folder.
    pub(crate) folder: PathBuf,
    /// Where it is built.
    pub(super) build: PathBuf,
    /// The packages that are compiled, as cargo takes them.
    pub(super) packages: Vec<String>,
    /// First line of `rustc --version`, of the compiler that the crate asks for.
    pub(crate) toolchain: String,
    /// Whether the user asked to stop.
    pub(crate) interrupt: Interrupt,
}

impl WorkingCopy {
    /// Copies the crate with its workspace; `shown` is its path in sentences.
    pub(crate) fn copy_of(of: &Crate, shown: &Path, interrupt: &Interrupt) -> Result<Self, CodeError> {
        let failed = |source| CodeError::Copy { path: shown.to_owned(), source };
        let folder = tempfile::tempdir().map_err(failed)?;
        // As the compiler names it, where the folder for temporary files is a link.
        let path = folder.path().canonicalize().map_err(failed)?;
        let mirror = Mirror { root: path.join("root"), copied: of.copied() };
        mirror.fill(interrupt).map_err(failed)?;
        let crate_folder = mirror.path(&of.folder);
        let toolchain = cargo::toolchain(&crate_folder, interrupt)?;
        Ok(Self {
            copies: mirror.copied.iter().map(|folder| mirror.path(folder)).collect(),
            workspace: mirror.path(&of.workspace),
            folder: crate_folder,
            build: path.join("build"),
            packages: of.packages.clone(),
            interrupt: interrupt.clone(),
            shown: shown.to_owned(),
            mirror,
            toolchain,
            _folder: folder,
        })
    }

    /// Writes other text into a file of the copy. `file` is as [`Self::relative`] names it.
    pub(crate) fn edit(&self, file: &str, text: &str) -> Result<(), CodeError> {
        let failed = |source| CodeError::Copy { path: self.shown.clone(), source };
        fs::write(self.folder.join(file), text).map_err(failed)
    }

    /// A file as reports name it: from the crate's folder, with slashes. The compiler names files from the workspace, and by the
    /// links that led to them.
    pub(crate) fn relative(&self, name: &str) -> String {
        let path = self.workspace.join(name);
        let real = path.canonicalize().ok().filter(|real| self.is_copied(real));
        let path = real.unwrap_or(path);
        if self.is_copied(&path) { from(&self.folder, &path) } else { self.original(&path.to_string_lossy()) }
    }

    /// Whether the file is another crate's, or none at all: those of the standard macros have a name in angle brackets.
    pub(crate) fn is_foreign(&self, name: &str) -> bool {
        name.starts_with('<') || !self.is_copied(&self.workspace.join(name))
    }

    /// The text with paths of the originals instead of those of the copies.
    pub(crate) fn original(&self, text: &str) -> String {
        text.replace(&*self.mirror.root.to_string_lossy(), "")
    }

    fn is_copied(&self, path: &Path) -> bool {
        self.copies.iter().any(|folder| path.starts_with(folder))
    }
}

/// The way from a folder to a path, with slashes on every system, so that records are equal.
pub(super) fn from(folder: &Path, path: &Path) -> String {
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    let parts = up.chain(path.components().skip(shared));
    let parts: Vec<String> = parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sibling_s_file_is_named_by_the_way_to_it() {
        let way = |path: &str| from(Path::new("/w/list"), Path::new(path));
        assert_eq!(way("/w/list/src/lib.rs"), "src/lib.rs");
        assert_eq!(way("/w/till/src/lib.rs"), "../till/src/lib.rs");
        assert_eq!(way("/w/lists/a.rs"), "../lists/a.rs");
    }
}
