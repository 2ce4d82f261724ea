//! Who keeps a library, as far as its own publications say: looked up once, by hand, with where.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use crate::record::{RecordError, SCHEMA};

/// Libraries for one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LibrariesRecord {
    /// Version of this format.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: u32,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
}

impl LibrariesRecord {
    /// Reads the record. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is not JSON of this form.
    pub fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        RecordError::parse(file, text)
    }
}
