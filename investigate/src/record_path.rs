//! The file that a command writes its record to: its name, that none is replaced unasked, and that it is written whole.

use std::io;
use std::path::{Path, PathBuf};

use evidence::Record;
use thiserror::Error;

use crate::atomic;
use crate::exit::Exit;
use crate::output;

/// The most characters that a record's name has. Most file systems take 255 bytes.
const LONGEST: usize = 120;

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

/// Reads a record's name: it is a file's, with `.json`.
///
/// # Errors
/// A sentence that says what to write.
pub(crate) fn name(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if starts && text.chars().all(plain) && text.len() <= LONGEST && !text.ends_with(".json") {
        Ok(text.to_owned())
    } else {
        Err("write letters, digits and any of - _ . such as my-record; the folder and .json are added"
            .to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_as_it_is_written_or_is_refused() {
        assert_eq!(name("my-record_2.1").unwrap(), "my-record_2.1");
        let long = "a".repeat(LONGEST + 1);
        for text in ["", ".", "..", "../a", "a/b", "a\\b", "-a", "a b", "a\nb", "🦀", "ä", "a.json", &long]
        {
            assert!(name(text).is_err(), "{text}");
        }
    }

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
