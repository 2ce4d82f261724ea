//! Every record of a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::agreement::CriterionRecord;
use crate::audit::AuditRecord;
use crate::catalog::CatalogRecord;
use crate::field::FieldRecord;
use crate::file::read_bytes;
use crate::history::HistoryRecord;
use crate::kind::Kind;
use crate::libraries::LibrariesRecord;
use crate::probe::ProbeRecord;
use crate::record::{Record, RecordError, Source};
use crate::serde_gate::SerdeRecord;

/// Every record of a folder, in the order of their names.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    probes: Vec<ProbeRecord>,
    records: Vec<Record>,
    field: Vec<FieldRecord>,
    serde: Vec<SerdeRecord>,
    catalogs: Vec<CatalogRecord>,
    libraries: Vec<LibrariesRecord>,
    audits: Vec<AuditRecord>,
    histories: Vec<HistoryRecord>,
    agreements: Vec<CriterionRecord>,
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
    /// Loads every `*.json` directly in `folder` as a record, and those in the folder of each other [`Kind`] as such.
    ///
    /// # Errors
    /// [`LoadError`] names the file and what is wrong with it.
    pub fn load(folder: &Path) -> Result<Self, LoadError> {
        let records = load_all(folder, Record::from_json, |record| &record.name)?;
        let field = load_if_there(folder, FieldRecord::from_json, |record| &record.name)?;
        let serde = load_if_there(folder, SerdeRecord::from_json, |record| &record.name)?;
        let catalogs = load_if_there(folder, CatalogRecord::from_json, |record| &record.name)?;
        let libraries = load_if_there(folder, LibrariesRecord::from_json, |record| &record.name)?;
        let audits = load_if_there(folder, AuditRecord::from_json, |record| &record.name)?;
        let histories = load_if_there(folder, HistoryRecord::from_json, |record| &record.name)?;
        let probes = load_if_there(folder, ProbeRecord::from_json, |record| &record.name)?;
        let agreements = load_if_there(folder, CriterionRecord::from_json, |record| &record.name)?;
        Ok(Self { records, field, serde, catalogs, libraries, audits, histories, probes, agreements })
    }

    /// The same evidence with another record in the place of the one of its name; one more where there was none.
    #[must_use]
    pub fn with(mut self, record: Record) -> Self {
        match self.records.iter_mut().find(|known| known.name == record.name) {
            Some(known) => *known = record,
            None => self.records.push(record),
        }
        self
    }

    /// The probe of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn probe(&self, name: &str) -> Result<&ProbeRecord, LoadError> {
        find(&self.probes, name, |record| &record.name)
    }

    /// The audit of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn audit(&self, name: &str) -> Result<&AuditRecord, LoadError> {
        find(&self.audits, name, |record| &record.name)
    }

    /// Every audit, in the order of their names.
    pub fn audits(&self) -> &[AuditRecord] {
        &self.audits
    }

    /// The catalog of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn catalog(&self, name: &str) -> Result<&CatalogRecord, LoadError> {
        find(&self.catalogs, name, |record| &record.name)
    }

    /// The record of the serde gate of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn serde(&self, name: &str) -> Result<&SerdeRecord, LoadError> {
        find(&self.serde, name, |record| &record.name)
    }

    /// The runs of criterion of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn agreement(&self, name: &str) -> Result<&CriterionRecord, LoadError> {
        find(&self.agreements, name, |record| &record.name)
    }

    /// The history of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn history(&self, name: &str) -> Result<&HistoryRecord, LoadError> {
        find(&self.histories, name, |record| &record.name)
    }

    /// The record of that name on who keeps which libraries.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn libraries(&self, name: &str) -> Result<&LibrariesRecord, LoadError> {
        find(&self.libraries, name, |record| &record.name)
    }

    /// The field record of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn field(&self, name: &str) -> Result<&FieldRecord, LoadError> {
        find(&self.field, name, |record| &record.name)
    }

    /// Every field record, in the order of their names.
    pub fn fields(&self) -> &[FieldRecord] {
        &self.field
    }

    /// The records, in the order of their names.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The sources of every record that has some, with its file's name in the folder, without `.json`.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (String, &Source)> {
        let records = self.records.iter().map(|record| (record.name.clone(), &record.source));
        let below = |kind: &str, name: &str| format!("{kind}/{name}");
        let serde = self.serde.iter().map(move |it| (below(SerdeRecord::KIND, &it.name), &it.source));
        let agreements =
            self.agreements.iter().map(move |it| (below(CriterionRecord::KIND, &it.name), &it.source));
        records.chain(serde).chain(agreements)
    }

    /// The record of that name.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn record(&self, name: &str) -> Result<&Record, LoadError> {
        find(&self.records, name, |record| &record.name)
    }
}

/// Those of one kind; none where `records` has no folder of it.
fn load_if_there<T: Kind>(
    records: &Path,
    read: fn(&str, &str) -> Result<T, RecordError>,
    name: fn(&T) -> &String,
) -> Result<Vec<T>, LoadError> {
    let folder = records.join(T::KIND);
    if folder.is_dir() { load_all(&folder, read, name) } else { Ok(Vec::new()) }
}

fn load_all<T>(
    folder: &Path,
    read: fn(&str, &str) -> Result<T, RecordError>,
    name: fn(&T) -> &String,
) -> Result<Vec<T>, LoadError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| LoadError::Unreadable { path, source }
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        // Whatever has a record's name is read, or said to be none; a link that leads nowhere is not passed over.
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    let records = paths.iter().map(|path| {
        let file = path.display().to_string();
        let text = RecordError::text(&file, read_bytes(path).map_err(unreadable(path))?)?;
        let record = read(&file, &text)?;
        if path.file_stem().is_some_and(|stem| stem == name(&record).as_str()) {
            Ok(record)
        } else {
            Err(LoadError::Renamed { path: path.clone(), inside: name(&record).clone() })
        }
    });
    records.collect()
}

fn find<'a, T>(records: &'a [T], wanted: &str, name: fn(&T) -> &String) -> Result<&'a T, LoadError> {
    records.iter().find(|record| name(record) == wanted).ok_or_else(|| {
        let names: Vec<&str> = records.iter().map(|record| name(record).as_str()).collect();
        let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        LoadError::Unknown { wanted: wanted.to_owned(), known }
    })
}
