//! A book is rendered beside its folder and put there whole.
//!
//! Who reads the folder, or looks at it after the command was killed, sees the former book or the new one. All of it happens
//! in a folder of our own next to the destination, on the same file system, which the next build clears away if this one
//! could not. One lock keeps two builds apart; the system releases it when its process ends, however that ends.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::folder::destination::{MANIFEST, manifest, settled};
use crate::folder::lock;

/// Marks the folder as ours before anything else is in it.
const MARK: &str = "made-by-a-build";

/// Where the former book is while it has no other place.
const FORMER: &str = "former";

/// Why a book cannot be rendered beside its folder, or not be put there.
#[derive(Debug, Error)]
pub enum StagingError {
    /// The system refuses.
    #[error("cannot {what} {}: {source}. Check permissions and the disk's space, or name another folder with `build-dir` in book.toml or --dest.", path.display())]
    Refused {
        /// What was tried.
        what: &'static str,
        /// With what.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder of that name is there which no build made.
    #[error("{} is in the way: builds use that name, and no build made it. Move it away.", .0.display())]
    InTheWay(PathBuf),
}

impl StagingError {
    /// What makes one of the system's refusal of `what` with `path`.
    pub fn refused(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Refused { what, path, source }
    }
}

/// A place to render a book in, and where it goes then.
#[derive(Debug)]
pub struct Staging {
    destination: PathBuf,
    folder: PathBuf,
    _lock: File,
}

impl Staging {
    /// Prepares to fill `destination`. Waits while another build fills it or a folder beside it.
    ///
    /// # Errors
    /// [`StagingError`].
    pub fn begin(destination: &Path) -> Result<Self, StagingError> {
        let refused = StagingError::refused;
        let absolute = std::path::absolute(settled(destination)).map_err(refused("find", destination))?;
        // A link stays, and what it leads to is replaced.
        let destination = absolute.canonicalize().unwrap_or(absolute);
        let (Some(parent), Some(name)) = (destination.parent(), destination.file_name()) else {
            return Err(StagingError::InTheWay(destination));
        };
        fs::create_dir_all(parent).map_err(refused("make", parent))?;
        let lock = locked(parent, &destination).map_err(refused("lock", parent))?;

        let folder = parent.join(format!(".{}.unfinished", name.to_string_lossy()));
        recover(&destination, &folder)?;
        fs::create_dir(&folder).map_err(refused("make", &folder))?;
        // From here on the folder is ours to remove.
        let staging = Self { destination, folder, _lock: lock };
        fs::write(staging.folder.join(MARK), "").map_err(refused("write to", &staging.folder))?;
        Ok(staging)
    }

    /// Where to render: it is not there yet.
    pub fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// Puts the rendered book in its place, with a manifest of its files, and returns that place.
    ///
    /// # Errors
    /// [`StagingError`]; the former book is then where it was.
    pub fn publish(self, title: &str) -> Result<PathBuf, StagingError> {
        let site = self.site();
        manifest(title, &site)
            .and_then(|text| fs::write(site.join(MANIFEST), text))
            .map_err(StagingError::refused("write to", &site))?;
        self.put(&site, exchange)?;
        Ok(self.destination.clone())
    }

    /// `exchange` swaps two folders in one step, where the system can.
    fn put(&self, site: &Path, exchange: fn(&Path, &Path) -> io::Result<()>) -> Result<(), StagingError> {
        let refused = |source| StagingError::Refused {
            what: "put the book into",
            path: self.destination.clone(),
            source,
        };
        if !self.destination.exists() {
            return fs::rename(site, &self.destination).map_err(refused);
        }
        match exchange(site, &self.destination) {
            Err(error) if cannot_exchange(&error) => {
                // Killed between these two, the next build finds the former book and puts it back.
                fs::rename(&self.destination, self.former()).map_err(refused)?;
                fs::rename(site, &self.destination).map_err(|source| {
                    let _ = fs::rename(self.former(), &self.destination);
                    refused(source)
                })
            }
            exchanged => exchanged.map_err(refused),
        }
    }

    fn former(&self) -> PathBuf {
        self.folder.join(FORMER)
    }
}

/// Clears away what a build left in `folder` that was killed.
fn recover(destination: &Path, folder: &Path) -> Result<(), StagingError> {
    let Ok(mut entries) = folder.read_dir() else { return Ok(()) };
    if !folder.join(MARK).is_file() && entries.next().is_some() {
        return Err(StagingError::InTheWay(folder.to_owned()));
    }
    let former = folder.join(FORMER);
    if !destination.exists() && former.is_dir() {
        fs::rename(former, destination)
            .map_err(StagingError::refused("put the former book back into", destination))?;
    }
    fs::remove_dir_all(folder).map_err(StagingError::refused("remove", folder))
}

impl Drop for Staging {
    /// What is left is unfinished, or the former book. The mark goes last: without it, the next build would not dare.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.site());
        let _ = fs::remove_dir_all(self.former());
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Locks the folder that the destination is in; the lock lives as long as the file.
fn locked(parent: &Path, destination: &Path) -> io::Result<File> {
    if let Some(lock) = lock::try_folder(parent)? {
        return Ok(lock);
    }
    // That nobody reads it is no reason not to wait.
    let _ = writeln!(io::stderr(), "Waiting for another build beside {} to end", destination.display());
    lock::folder(parent)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the system or the file system has no exchange, as against refusing this one.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    /// A destination with a book in it, and another one rendered beside it.
    fn staged(folder: &Path) -> Staging {
        let destination = folder.join("book");
        fs::create_dir(&destination).unwrap();
        fs::write(destination.join("index.html"), "former").unwrap();
        let staging = Staging::begin(&destination).unwrap();
        fs::create_dir(staging.site()).unwrap();
        fs::write(staging.site().join("index.html"), "new").unwrap();
        staging
    }

    fn index(folder: &Path) -> String {
        fs::read_to_string(folder.join("book/index.html")).unwrap()
    }

    fn no_exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    #[test]
    fn a_published_book_takes_the_place_of_the_former_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        staged(folder.path()).publish("T").unwrap();
        assert_eq!(index(folder.path()), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let listed = fs::read_to_string(folder.path().join("book").join(MANIFEST)).unwrap();
        assert_eq!(listed, format!("Written by a build of the book: T\n{MANIFEST}\nindex.html\n"));
    }

    #[test]
    fn a_system_without_an_exchange_gets_the_new_book_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let staging = staged(folder.path());
        staging.put(&staging.site(), no_exchange).unwrap();
        drop(staging);
        assert_eq!(index(folder.path()), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn killed_between_two_renames_the_former_book_is_put_back_by_the_next_build() {
        let folder = tempfile::tempdir().unwrap();
        let staging = staged(folder.path());
        fs::rename(folder.path().join("book"), staging.former()).unwrap();
        // A killed process drops nothing, but its lock is gone.
        let lock = staging._lock.try_clone().unwrap();
        std::mem::forget(staging);
        lock.unlock().unwrap();
        drop(Staging::begin(&folder.path().join("book")).unwrap());
        assert_eq!(index(folder.path()), "former");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_of_that_name_that_no_build_made_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".book.unfinished")).unwrap();
        fs::write(folder.path().join(".book.unfinished/mine.txt"), "").unwrap();
        let refused = Staging::begin(&folder.path().join("book")).unwrap_err();
        assert!(refused.to_string().contains("no build made it"), "{refused}");
        assert!(folder.path().join(".book.unfinished/mine.txt").is_file());
    }

    #[test]
    fn a_link_to_a_folder_stays_and_the_folder_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("real")).unwrap();
        std::os::unix::fs::symlink("real", folder.path().join("book")).unwrap();
        let staging = Staging::begin(&folder.path().join("book")).unwrap();
        fs::create_dir(staging.site()).unwrap();
        fs::write(staging.site().join("index.html"), "new").unwrap();
        staging.publish("T").unwrap();
        assert_eq!(index(folder.path()), "new");
        assert!(folder.path().join("book").is_symlink());
    }
}
