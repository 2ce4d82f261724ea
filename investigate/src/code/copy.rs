//! A copy of a crate that may be edited and compiled.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

/// Copies the crate without what was built and without its history.
///
/// # Errors
/// What the system says.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    // Links are followed, because the crate may compile what they point to.
    let entries = WalkDir::new(from).follow_links(true).into_iter();
    for entry in entries.filter_entry(|entry| !is_left_out(entry)) {
        let entry = entry.map_err(io::Error::from)?;
        let Ok(relative) = entry.path().strip_prefix(from) else { continue };
        let target = to.join(relative);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target)?;
        } else if entry.file_type().is_file() {
            // Not `fs::copy`: that keeps a read-only file read-only, and a mark could not be written into it.
            fs::write(&target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// Cargo tags the folders that it builds in; a module may be called `target` too.
fn is_left_out(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    entry.file_type().is_dir()
        && (name == ".git"
            || entry.path().join("CACHEDIR.TAG").is_file()
            || (name == "target" && entry.depth() == 1))
}
