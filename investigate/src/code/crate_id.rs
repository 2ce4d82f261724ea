//! A crate, as records name it.

use evidence::Record;
use evidence::record::{Input, InputKind, Toolchain};

use crate::measure::slug;

/// A crate that was looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CrateId {
    /// Its package's name, or its folder's where it has several packages.
    pub(crate) name: String,
    /// The commit, where one is known.
    pub(crate) commit: Option<String>,
    /// Whether there were changes that were not committed; none where git does not know.
    pub(crate) dirty: Option<bool>,
}

impl CrateId {
    /// What a record of it depends on.
    pub(crate) fn input(&self) -> Input {
        Input {
            kind: InputKind::Crate,
            name: self.name.clone(),
            commit: self.commit.clone(),
            dirty: self.dirty,
            sha256: None,
        }
    }

    /// A record of it, as yet without what was found.
    pub(crate) fn record(&self, name: String, command: String, toolchain: &str, limits: &[&str]) -> Record {
        let mut record = Record::new(name);
        record.command = command;
        record.toolchain = Some(Toolchain::of(toolchain));
        record.inputs = vec![self.input()];
        record.notes = limits.iter().map(ToString::to_string).collect();
        record
    }

    /// The one that a record is of.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        let of = record.inputs.iter().find(|input| input.kind == InputKind::Crate)?;
        Some(Self { name: of.name.clone(), commit: of.commit.clone(), dirty: of.dirty })
    }

    /// The name for records of it: its own with its commit.
    pub(crate) fn slug(&self) -> String {
        let parts = [Some(self.name.as_str()), self.commit.as_deref()];
        slug::slug(&parts.into_iter().flatten().collect::<Vec<_>>().join("-"))
    }
}
