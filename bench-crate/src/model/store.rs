//! The backlog on disk: YAML, replaced as a whole after each mutation.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::{SCHEMA_VERSION, View};

/// Why a backlog could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file could not be read at all.
    #[error("cannot read the backlog {}: {source}; give the path of a readable YAML file", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is not a backlog.
    #[error("{} is not a backlog: {source}; correct the file at that place", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        source: serde_yaml::Error,
    },
    /// The file is a backlog of another time.
    #[error(
        "{} has schema version {found}, but only version {SCHEMA_VERSION} is read; let Phase Golem migrate it first",
        path.display()
    )]
    SchemaVersion {
        /// The file.
        path: PathBuf,
        /// The version that it has.
        found: u64,
    },
}

/// Why a backlog could not be written. The old file is then still whole.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The backlog has no YAML form.
    #[error("cannot write the backlog {} as YAML: {source}; the file is unchanged", path.display())]
    Serialize {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_yaml::Error,
    },
    /// A step on the disk failed.
    #[error("cannot {step} for the backlog {}: {source}; check the folder's permissions and free space", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What was being done, as a verb phrase.
        step: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

/// Reads a backlog of schema version 3 from `path`, straight into the type that will hold it.
///
/// Unknown fields are ignored, as at 4bc9b7a. Older versions are refused rather than migrated
/// (`src/backlog.rs:23` migrates them): that would write to the user's file.
///
/// # Errors
///
/// When the file cannot be read, is not YAML of a backlog, or has another schema version.
pub fn load<F: DeserializeOwned + View>(path: &Path) -> Result<F, LoadError> {
    let text =
        fs::read_to_string(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
    parse(&text, path)
}

/// Reads a backlog from text; `path` is only named in errors.
///
/// # Errors
///
/// When the text is not YAML of a backlog or has another schema version.
pub fn parse<F: DeserializeOwned + View>(text: &str, path: &Path) -> Result<F, LoadError> {
    let refuse = |found| LoadError::SchemaVersion { path: path.to_owned(), found };
    match serde_yaml::from_str::<F>(text) {
        Ok(file) if file.schema_version() == SCHEMA_VERSION => Ok(file),
        Ok(file) => Err(refuse(file.schema_version().into())),
        // A file of another version often fails on some field first; the version is the real cause.
        Err(source) => Err(match declared_version(text) {
            Some(found) if found != u64::from(SCHEMA_VERSION) => refuse(found),
            _ => LoadError::Parse { path: path.to_owned(), source },
        }),
    }
}

fn declared_version(text: &str) -> Option<u64> {
    #[derive(Deserialize)]
    struct Header {
        schema_version: u64,
    }
    let header: Header = serde_yaml::from_str(text).ok()?;
    Some(header.schema_version)
}

/// The backlog as YAML.
///
/// # Errors
///
/// When a value has no YAML form; no backlog of this crate is such a value.
pub fn to_yaml<F: Serialize>(file: &F) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(file)
}

/// Replaces the file at `path` in one step: a reader sees the old backlog or the new one, never a
/// part (restated from `src/backlog.rs:73`; the sync of the folder is ours).
///
/// Costs one serialisation of all items and two fsyncs, whatever was changed.
///
/// # Errors
///
/// When the backlog cannot be serialised, or the disk refuses a step. The old file is then whole
/// and no temporary file is left.
pub fn save<F: Serialize>(path: &Path, file: &F) -> Result<(), SaveError> {
    let yaml = to_yaml(file).map_err(|source| SaveError::Serialize { path: path.to_owned(), source })?;
    let failed = |step| move |source| SaveError::Write { path: path.to_owned(), step, source };
    let folder = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => Path::new("/"),
    };
    fs::create_dir_all(folder).map_err(failed("make the folder"))?;
    let mut temporary = NamedTempFile::new_in(folder).map_err(failed("make a temporary file"))?;
    temporary.write_all(yaml.as_bytes()).map_err(failed("write the temporary file"))?;
    temporary.as_file().sync_all().map_err(failed("sync the temporary file"))?;
    temporary.persist(path).map_err(|refused| failed("put the new file in place")(refused.error))?;
    sync_folder(folder).map_err(failed("sync the folder"))
}

/// Without this the rename itself may be lost in a crash.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BacklogFile, BacklogItem};

    fn backlog(title: &str) -> BacklogFile {
        BacklogFile {
            schema_version: SCHEMA_VERSION,
            items: vec![BacklogItem {
                id: "WRK-001".to_owned(),
                title: title.to_owned(),
                ..BacklogItem::default()
            }],
            next_item_id: 1,
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn parse_text(text: &str) -> Result<BacklogFile, LoadError> {
        parse(text, Path::new("backlog.yaml"))
    }

    #[test]
    fn what_is_saved_is_loaded_again_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("backlog.yaml");
        for title in ["first", "second"] {
            save(&path, &backlog(title)).unwrap();
            assert_eq!(load::<BacklogFile>(&path).unwrap(), backlog(title));
        }
        assert_eq!(names(path.parent().unwrap()), ["backlog.yaml"]);
    }

    #[test]
    fn a_save_that_cannot_rename_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backlog.yaml");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), "kept").unwrap();
        let error = save(&path, &backlog("new")).unwrap_err();
        assert!(error.to_string().contains("put the new file in place"), "{error}");
        assert_eq!(names(folder.path()), ["backlog.yaml"]);
        assert_eq!(names(&path), ["inside"]);
    }

    #[test]
    fn a_save_that_cannot_be_serialised_leaves_the_old_file_whole() {
        struct Broken;
        impl Serialize for Broken {
            fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(serde::ser::Error::custom("broken on purpose"))
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backlog.yaml");
        save(&path, &backlog("old")).unwrap();
        assert!(save(&path, &Broken).is_err());
        assert_eq!(load::<BacklogFile>(&path).unwrap(), backlog("old"));
        assert_eq!(names(folder.path()), ["backlog.yaml"]);
    }

    #[test]
    fn a_save_under_a_file_says_which_backlog_and_which_step() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let error = save(&file.join("backlog.yaml"), &backlog("new")).unwrap_err();
        assert!(error.to_string().starts_with("cannot make the folder for the backlog"), "{error}");
    }

    #[test]
    fn a_file_that_is_not_a_backlog_is_refused_with_its_line() {
        let text = "schema_version: 3\nitems:\n- id: WRK-001\n  title: a\n  status: lost\n";
        let error = parse_text(text).unwrap_err().to_string();
        assert!(error.contains("backlog.yaml") && error.contains("line 5"), "{error}");
    }

    #[test]
    fn another_schema_version_is_refused_as_such_even_if_its_items_differ() {
        for items in ["", "items:\n- {id: 1}\n"] {
            let error = parse_text(&format!("schema_version: 2\n{items}")).unwrap_err();
            assert!(matches!(error, LoadError::SchemaVersion { found: 2, .. }), "{error}");
        }
    }

    #[test]
    fn unknown_fields_are_ignored_and_missing_ones_take_their_defaults() {
        let file = parse_text("schema_version: 3\nlater: yes\n").unwrap();
        assert_eq!(file, BacklogFile { schema_version: 3, ..BacklogFile::default() });
    }
}
