//! Keeps two processes from working on one folder.
//!
//! The system releases the lock when its process ends, however that ends, so none is ever left behind.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// Locks the folder for as long as the file lives; `None` while another process has it.
///
/// # Errors
/// What the system says.
pub fn try_folder(folder: &Path) -> io::Result<Option<File>> {
    let file = open(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Locks the folder, and waits while another process has it.
///
/// # Errors
/// What the system says.
pub fn folder(folder: &Path) -> io::Result<File> {
    let file = open(folder)?;
    file.lock()?;
    Ok(file)
}

/// Where a folder can be opened, it is locked itself, and no lock file stays.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    File::create(folder.join(".lock"))
}
