//! The file that a command writes its record to: that none is replaced unasked, and that it is written whole.

use std::io;
use std::path::{Path, PathBuf};

use evidence::Record;
use thiserror::Error;

use crate::exit::Exit;
use crate::output;
use mdbook_evidence::folder::atomic;
pub(crate) use mdbook_evidence::record::name::name;

/// There is such a file.
#[derive(Debug, Error)]
#[error("{} is there already. Give the new record another name, or replace the old one with --replace.", .0.display())]
pub(crate) struct AlreadyThere(PathBuf);

impl AlreadyThere {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        Exit::BadInput
    }
}

/// Whether a record may be written there: asked before the work, which may take long.
///
/// # Errors
/// [`AlreadyThere`], unless it is to be replaced.
pub(crate) fn refuse_to_replace(path: &Path, replace: bool) -> Result<(), AlreadyThere> {
    // A link that leads nowhere is there too.
    if replace || path.symlink_metadata().is_err() { Ok(()) } else { Err(AlreadyThere(path.to_owned())) }
}

/// Writes a record of the project in `root` and says so.
///
/// # Errors
/// What the system says; the former file then still stands.
pub(crate) fn write(root: &Path, path: &Path, record: &Record) -> io::Result<()> {
    atomic::write(path, record.to_json().as_bytes())?;
    output::tell(format_args!("Wrote {}", path.strip_prefix(root).unwrap_or(path).display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_replaced_only_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        assert!(refuse_to_replace(&path, false).is_ok());
        std::os::unix::fs::symlink("nowhere", &path).unwrap();
        assert!(refuse_to_replace(&path, false).is_err());
        assert!(refuse_to_replace(&path, true).is_ok());
    }
}
