//! Who keeps a library, as far as its own publications say: looked up once, by hand, with where.

use serde::{Deserialize, Serialize};

use crate::kind::{self, Kind};
use crate::record::{Problem, Record, Table};

/// Libraries for one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibrariesRecord {
    /// The file's name without `.json`.
    pub name: String,
    /// The day on which it was looked up.
    pub taken: String,
    /// Where each kind of fact was read.
    pub sources: Vec<String>,
    /// The libraries.
    pub libraries: Vec<KeptLibrary>,
}

/// One library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptLibrary {
    /// The crate's name.
    pub name: String,
    /// The newest version.
    pub version: String,
    /// When that was published, as a date.
    pub released: String,
    /// How many versions were published in the year before `taken`.
    pub releases_in_a_year: usize,
    /// The newest commit of the main branch that was seen, as a date.
    pub last_commit: String,
    /// The licence, as in its manifest.
    pub licence: String,
    /// The crate that scans YAML for it.
    pub scanner: String,
    /// Where it is kept.
    pub repository: String,
    /// Whether its own publications call it maintained.
    pub maintained: String,
    /// Advisories about the crate and its scanner, each with the versions that it is about.
    pub advisories: Vec<Advisory>,
}

/// An entry of the `RustSec` database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advisory {
    /// Its id.
    pub id: String,
    /// The crate.
    pub package: String,
    /// The first version that is not affected; none where there is none.
    #[serde(default)]
    pub fixed: Option<String>,
}

impl Kind for LibrariesRecord {
    const KIND: &'static str = "libraries";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.started.clone_from(&self.taken);
        record.labels.insert("sources".to_owned(), kind::list(&self.sources));
        record.tables.insert("libraries".to_owned(), Table::of(&["name", "version"], &self.libraries));
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        Ok(Self {
            name: kind::name::<Self>(record),
            taken: record.started.clone(),
            sources: record.list("sources").to_vec(),
            libraries: kind::rows(record, "libraries")?,
        })
    }
}
