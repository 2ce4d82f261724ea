//! What the serde gate found: whether every representation reads and writes the same files.

use serde::{Deserialize, Serialize};

use crate::kind::{self, Kind};
use crate::measured::Source;
use crate::record::{Problem, Record, Table};

/// One run of the serde gate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SerdeRecord {
    /// The file's name without `.json`.
    pub name: String,
    /// The command that repeats it.
    pub command: String,
    /// First line of `rustc --version`.
    pub toolchain: String,
    /// The representations' code.
    pub source: Source,
    /// What read and wrote.
    pub libraries: Vec<Library>,
    /// Who was compared; the first is today's.
    pub representations: Vec<String>,
    /// What came of each input with each library.
    pub inputs: Vec<Input>,
    /// How many files that one library wrote were given to another.
    pub crossed: usize,
    /// Those from which the other did not read the same value.
    pub crossings: Vec<Crossing>,
}

/// A file that one library wrote and another read otherwise, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crossing {
    /// What was first read.
    pub input: String,
    /// The crate that wrote it.
    pub writer: String,
    /// The crate that read what was written.
    pub reader: String,
    /// `other-value` or `not-read`.
    pub outcome: String,
    /// Why it was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A YAML library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Library {
    /// The crate's name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// One input with one library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What was read.
    pub input: String,
    /// SHA-256 of a reader's own file; none for a built-in input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The crate that read it.
    pub library: String,
    /// `accepted`, `refused` or, where the library did not come back, `stopped`; by today's representation.
    pub outcome: String,
    /// Items in what was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<usize>,
    /// Why it was not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether the value is what the first library read; none where one of the two read nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_value: Option<bool>,
    /// The first line that is written otherwise than by the first library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_from_line: Option<usize>,
    /// How many representations did the same, today's included.
    pub agree: usize,
    /// Who did not, and in which step.
    pub differ: Vec<Difference>,
}

/// A representation that read or wrote something else than today's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The representation's id.
    pub representation: String,
    /// The step that differed.
    pub step: String,
    /// First line that differed.
    pub line: usize,
}

impl Kind for SerdeRecord {
    const KIND: &'static str = "serde";

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.command.clone_from(&self.command);
        record.toolchain = kind::toolchain(&self.toolchain);
        self.source.put(&mut record);
        record.labels.insert("representations".to_owned(), kind::list(&self.representations));
        record.labels.insert("crossed".to_owned(), self.crossed.to_string().into());
        let tables = [
            ("libraries", Table::of(&["name", "version"], &self.libraries)),
            ("inputs", Table::of(&["input", "library", "outcome"], &self.inputs)),
            ("crossings", Table::of(&["input", "writer", "reader", "outcome"], &self.crossings)),
        ];
        record.tables = tables.map(|(id, table)| (id.to_owned(), table)).into_iter().collect();
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let lacks_source = || Problem::new("inputs", "it is not said what was measured");
        Ok(Self {
            name: kind::name::<Self>(record),
            command: record.command.clone(),
            toolchain: kind::rustc(record),
            source: Source::of(record).ok_or_else(lacks_source)?,
            libraries: kind::rows(record, "libraries")?,
            representations: record.list("representations").to_vec(),
            inputs: kind::rows(record, "inputs")?,
            crossed: kind::number(record, "crossed")?,
            crossings: kind::rows(record, "crossings")?,
        })
    }
}

impl SerdeRecord {
    /// Names of the inputs, in order, each once.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for input in &self.inputs {
            if names.last() != Some(&input.input.as_str()) {
                names.push(&input.input);
            }
        }
        names
    }

    /// What came of an input, by library.
    pub fn of<'a>(&'a self, input: &'a str) -> impl Iterator<Item = &'a Input> {
        self.inputs.iter().filter(move |found| found.input == input)
    }

    /// How many results differ from today's.
    pub fn differences(&self) -> usize {
        self.inputs.iter().map(|input| input.differ.len()).sum()
    }

    /// How many results of one representation differ from today's; none if it was not compared.
    pub fn differences_of(&self, representation: &str) -> Option<usize> {
        self.representations.iter().find(|known| *known == representation)?;
        let differ = self.inputs.iter().flat_map(|input| &input.differ);
        Some(differ.filter(|difference| difference.representation == representation).count())
    }
}
