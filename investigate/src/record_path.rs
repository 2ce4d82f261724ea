//! The file that a command writes its record to: that none is replaced unasked, and that it is written whole.

use std::io;
use std::path::{Path, PathBuf};

use evidence::Record;
use thiserror::Error;

use crate::exit::ends;
use crate::output;
use mdbook_evidence::folder::atomic;
pub(crate) use mdbook_evidence::record::name::name;

/// Why a record is not written. The file that was there before is untouched.
#[derive(Debug, Error)]
pub(crate) enum RecordFileError {
    #[error("{} is there already. Give the new record another name, or replace the old one with --replace.", .0.display())]
    AlreadyThere(PathBuf),
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
}

ends!(RecordFileError {
    BadInput: AlreadyThere;
    Failed: Unwritable;
});

/// The file of the record of that name below `records`, where a command is to write it. Asked before the work, which may take long.
pub(crate) fn where_asked(
    root: &Path,
    name: &str,
    asked: bool,
    replace: bool,
) -> Result<Option<PathBuf>, RecordFileError> {
    let path = asked.then(|| root.join("records").join(format!("{name}.json")));
    path.iter().try_for_each(|path| refuse_to_replace(path, replace))?;
    Ok(path)
}

/// Refuses a file that is there, unless it is to be replaced.
pub(crate) fn refuse_to_replace(path: &Path, replace: bool) -> Result<(), RecordFileError> {
    // A link that leads nowhere is there too.
    let free = replace || path.symlink_metadata().is_err();
    if free { Ok(()) } else { Err(RecordFileError::AlreadyThere(path.to_owned())) }
}

/// Writes a record.
pub(crate) fn save(path: &Path, record: &Record) -> Result<(), RecordFileError> {
    save_text(path, &record.to_json())
}

/// Writes a record's text.
pub(crate) fn save_text(path: &Path, text: &str) -> Result<(), RecordFileError> {
    let written = atomic::write(path, text.as_bytes());
    written.map_err(|source| RecordFileError::Unwritable { path: path.to_owned(), source })
}

/// Writes a record of the project in `root` where that was asked for.
pub(crate) fn write_where_asked(
    root: &Path,
    path: Option<PathBuf>,
    record: &Record,
) -> Result<(), RecordFileError> {
    path.map_or(Ok(()), |path| write(root, &path, record))
}

/// Writes a record of the project in `root` and says so.
pub(crate) fn write(root: &Path, path: &Path, record: &Record) -> Result<(), RecordFileError> {
    save(path, record)?;
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
