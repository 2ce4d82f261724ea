//! Every record of a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::record::{Record, RecordError};

/// Every record of a folder, in the order of their names.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    records: Vec<Record>,
}

/// Why a folder of records cannot be used.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The folder or a file in it cannot be read.
    #[error("cannot read {}: {source}. Check the `records` path in book.toml.", path.display())]
    Unreadable {
        /// What could not be read.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is not a record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A record's name is not its file's name, so a copy or a renamed file would pass for another run.
    #[error("{}: the record inside is named `{inside}`. Give the file its record's name back.", path.display())]
    Renamed {
        /// The file.
        path: PathBuf,
        /// The name in the record.
        inside: String,
    },
    /// A record was asked for by a name that the folder does not have.
    #[error("there is no record `{wanted}`; the folder has {known}")]
    Unknown {
        /// The name asked for.
        wanted: String,
        /// The names there are.
        known: String,
    },
}

impl Evidence {
    /// Loads every `*.json` directly in `folder`.
    ///
    /// # Errors
    /// [`LoadError`] names the file and what is wrong with it.
    pub fn load(folder: &Path) -> Result<Self, LoadError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            move |source| LoadError::Unreadable { path, source }
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
            let path = entry.map_err(unreadable(folder))?.path();
            if path.is_file() && path.extension().is_some_and(|extension| extension == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        let records = paths.iter().map(|path| {
            let text = fs::read_to_string(path).map_err(unreadable(path))?;
            let record = Record::from_json(&path.display().to_string(), &text)?;
            if path.file_stem().is_some_and(|stem| stem == record.name.as_str()) {
                Ok(record)
            } else {
                Err(LoadError::Renamed { path: path.clone(), inside: record.name })
            }
        });
        Ok(Self { records: records.collect::<Result<_, _>>()? })
    }

    /// The records, in the order of their names.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The record of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn record(&self, name: &str) -> Result<&Record, LoadError> {
        self.records.iter().find(|record| record.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.records.iter().map(|record| record.name.as_str()).collect();
            let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            LoadError::Unknown { wanted: name.to_owned(), known }
        })
    }
}
