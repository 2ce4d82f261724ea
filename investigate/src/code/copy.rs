//! A copy of folders that may be edited and compiled, in a folder that stands for the root of the file system: what the copy
//! refers to beside and above itself is where it was, as links to the originals.
//!
//! Why a copy, when what is edited are a few lines? The compiler reads a module from its path, so that an edited file needs a
//! path of its own, and its neighbours must stand beside it. Links to the neighbours would do for the compiler, but a build
//! script that writes beside its sources would write into the user's; so would a hard link. The system copies files without
//! passing them through memory, and on file systems that share blocks it copies nothing at all.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::around::Around;
use super::link::{let_its_owner_write, symlink};
use crate::interrupt::Interrupt;

/// A folder that stands for the root of the file system.
#[derive(Debug)]
pub(super) struct Mirror {
    pub(super) root: PathBuf,
    /// What is copied: folders, by their real paths.
    pub(super) copied: Vec<PathBuf>,
}

impl Mirror {
    /// Where it has an absolute path.
    pub(super) fn path(&self, original: &Path) -> PathBuf {
        let names = original.components().filter(|part| matches!(part, Component::Normal(_)));
        self.root.join(names.collect::<PathBuf>())
    }

    /// Copies the folders and links what is around them. Stops between two files when the user asks to.
    pub(super) fn fill(&self, interrupt: &Interrupt) -> io::Result<()> {
        for folder in &self.copied {
            self.copy(folder, interrupt)?;
        }
        self.link_what_is_around(interrupt)
    }

    fn copy(&self, folder: &Path, interrupt: &Interrupt) -> io::Result<()> {
        fs::create_dir_all(self.path(folder))?;
        let mut entries = WalkDir::new(folder).min_depth(1).into_iter();
        while let Some(entry) = entries.next() {
            if interrupt.asked() {
                return Ok(());
            }
            let entry = entry?;
            let (from, to, kind) = (entry.path(), self.path(entry.path()), entry.file_type());
            if kind.is_symlink() {
                self.copy_link(from, &to)?;
            } else if kind.is_file() {
                copy_file(from, &to)?;
            } else if !kind.is_dir() {
                // A pipe, a socket or a device: nothing to compile.
            } else if is_left_out(&entry) || self.root.parent() == Some(from) {
                entries.skip_current_dir();
            } else if is_history(&entry) || is_locked(from) {
                symlink(from, &to)?;
                entries.skip_current_dir();
            } else {
                fs::create_dir_all(&to)?;
            }
        }
        Ok(())
    }

    /// A link leads within the copy to what it led to within the original. A file outside is copied, so that it can be edited;
    /// a folder outside stays there, because nobody knows how much it holds.
    fn copy_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        match from.canonicalize() {
            Ok(target) if self.copied.iter().any(|it| target.starts_with(it) || it.starts_with(&target)) => {
                symlink(self.path(&target), to)
            }
            Ok(target) if target.is_file() => copy_file(&target, to),
            Ok(target) if target.is_dir() => symlink(target, to),
            Ok(_) => Ok(()),
            // It leads nowhere, or in a circle.
            Err(_) => symlink(fs::read_link(from)?, to),
        }
    }

    /// Everything beside the copied folders, because a build script may list it; of what lies above, what may be asked for.
    fn link_what_is_around(&self, interrupt: &Interrupt) -> io::Result<()> {
        let beside: BTreeSet<_> = self.copied.iter().filter_map(|folder| folder.parent()).collect();
        let above: BTreeSet<_> = beside.iter().flat_map(|folder| folder.ancestors()).collect();
        let above: Vec<DirEntry> = above.difference(&beside).flat_map(|folder| entries(folder)).collect();
        let names = above.iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        let mut around = Around::new(&names);
        for folder in &self.copied {
            around.look_into(&self.path(folder), folder, interrupt);
        }
        let asked =
            above.iter().filter(|it| it.file_name().to_str().is_some_and(|it| around.asked.contains(it)));
        let own_settings = own_settings();
        let beside: Vec<DirEntry> = beside.iter().flat_map(|folder| entries(folder)).collect();
        for path in beside.iter().chain(asked).map(DirEntry::path) {
            if interrupt.asked() {
                return Ok(());
            }
            // Cargo reads those of the user anyway, and would have their flags twice.
            if own_settings.as_ref() == Some(&path) {
                continue;
            }
            match symlink(&path, self.path(&path)) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

/// What is in a folder. Who may not look into it finds nothing there by looking.
fn entries(folder: &Path) -> impl Iterator<Item = DirEntry> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}

/// A real file, that its owner may write: marks are put into it, and cargo writes its manifest and its lock.
fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    match fs::copy(from, to) {
        // The crate may not need it. If it does, the compiler says that it may not be read.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            let _ = fs::remove_file(to);
            symlink(from, to)
        }
        // Something else removed it meanwhile.
        Err(error) if error.kind() == ErrorKind::NotFound && !from.exists() => Ok(()),
        Err(error) => Err(error),
        Ok(_) => let_its_owner_write(to),
    }
}

/// Cargo tags the folders that it builds in; a module may be called `target` too.
fn is_left_out(entry: &walkdir::DirEntry) -> bool {
    entry.path().join("CACHEDIR.TAG").is_file() || (entry.file_name() == "target" && entry.depth() == 1)
}

/// Whether it is git's folder: it is linked, since a build script may ask for the commit, which writes nothing.
fn is_history(entry: &walkdir::DirEntry) -> bool {
    entry.file_name() == ".git"
}

fn is_locked(folder: &Path) -> bool {
    fs::read_dir(folder).is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
}

/// Cargo's settings of this user.
fn own_settings() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}
