//! Every record of a folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::file::read_bytes;
use crate::named::Definition;
use crate::parallel;
use crate::record::{Axis, Record, RecordError};
use crate::rules::{Rules, RulesError};

/// Every record of a folder, in the order of their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    all: Vec<Record>,
    rules: Rules,
}

/// Why a folder of records cannot be used.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The folder or a file in it cannot be read.
    #[error("cannot read {}: {}. Check the `records` path in book.toml.", .0.display(), .1)]
    Unreadable(PathBuf, #[source] io::Error),
    /// A file is not a record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A record's name is not its file's name, so a copy or a renamed file would pass for another run.
    #[error("{}: the record inside is named `{}`. Give the file its record's name back.", .0.display(), .1)]
    Renamed(PathBuf, String),
}

impl Evidence {
    /// Loads every `*.json` of `folder` and of the folders in it, but for hidden ones and the schema's.
    ///
    /// # Errors
    /// [`LoadError`] names the file and what is wrong with it.
    pub fn load(folder: &Path) -> Result<Self, LoadError> {
        let mut folders = vec![(folder.to_owned(), String::new())];
        for path in entries(folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !name.starts_with('.') && name != SCHEMAS {
                folders.push((path, format!("{name}/")));
            }
        }
        folders.sort();
        let mut files = Vec::new();
        for (folder, below) in folders {
            // Whatever has a record's name is read, or said to be none; a link that leads nowhere is not passed over.
            let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
            let records = entries(&folder)?.into_iter().filter(is_json);
            files.extend(records.map(|path| (path, below.clone())));
        }
        let records = parallel::map(&files, |files| files.map(|(path, below)| read(path, below)).collect());
        Ok(Self { all: records.into_iter().collect::<Result<_, _>>()?, ..Self::default() })
    }

    /// These records, for a test.
    #[cfg(test)]
    pub(crate) fn of(all: Vec<Record>) -> Self {
        Self { all, ..Self::default() }
    }

    /// Whether figures that differ by an axis name coordinates that a record has: of others they would say nothing, and nobody would
    /// notice. Where no record has the axis, nobody knows them.
    ///
    /// # Errors
    /// [`RulesError`] for the first that is not there.
    pub fn check_cases(&self, rules: &Rules) -> Result<(), RulesError> {
        for (name, definition) in &rules.figures.figures {
            let Definition::Cases { by, is, .. } = definition else { continue };
            let values = self.all.iter().filter_map(|record| match record.axes.get(by) {
                Some(Axis::Listed(values)) => Some(values),
                _ => None,
            });
            let known: BTreeSet<&str> = values.flatten().map(|value| value.id.as_str()).collect();
            if let Some(case) = is.keys().find(|case| !known.is_empty() && !known.contains(case.as_str())) {
                let known: Vec<&str> = known.into_iter().collect();
                return Err(RulesError::unknown(&rules.figures.file, &format!("{name}.is"), case, &known));
            }
        }
        Ok(())
    }

    /// The same with the rules by which expressions over it are read.
    #[must_use]
    pub fn ruled(self, rules: Rules) -> Self {
        Self { rules, ..self }
    }

    /// What a book computes and decides by.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Every record, whatever it is of.
    pub fn all(&self) -> &[Record] {
        &self.all
    }

    /// The same evidence with another record in the place of the one of its name; one more where there was none.
    #[must_use]
    pub fn with(mut self, record: Record) -> Self {
        match self.all.iter_mut().find(|known| known.name == record.name) {
            Some(known) => *known = record,
            None => self.all.push(record),
        }
        self
    }
}

/// The folder in which the schema lies.
const SCHEMAS: &str = "schema";

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> LoadError {
    let path = path.to_owned();
    move |source| LoadError::Unreadable(path, source)
}

/// What is in a folder, sorted.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let entries = fs::read_dir(folder).map_err(unreadable(folder))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| Ok(entry.map_err(unreadable(folder))?.path()))
        .collect::<Result<_, LoadError>>()?;
    paths.sort();
    Ok(paths)
}

/// The record in a file, whose name begins with `below`.
fn read(path: &Path, below: &str) -> Result<Record, LoadError> {
    let file = path.display().to_string();
    let text = RecordError::text(&file, read_bytes(path).map_err(unreadable(path))?)?;
    let record = Record::from_json(&file, &text)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    if record.name == format!("{below}{stem}") {
        Ok(record)
    } else {
        Err(LoadError::Renamed(path.to_owned(), record.name))
    }
}
