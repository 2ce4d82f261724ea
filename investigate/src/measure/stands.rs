//! `--stands` and `--archive`: a record says why it holds though the sources have changed since, or why it cannot be taken
//! again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use evidence::agreement::CriterionRecord;
use evidence::freshness::Freshness;
use evidence::record::{RecordError, Source, Stands};
use evidence::serde_gate::SerdeRecord;
use evidence::source::{Fingerprint, SourceError, fingerprint};
use evidence::{Kind, Record};
use serde::Serialize;
use thiserror::Error;

use super::record_file::{self, WriteError};
use crate::atomic;
use crate::exit::Exit;

/// Why a record says nothing new of itself. It is as it was.
#[derive(Debug, Error)]
pub(crate) enum StandsError {
    /// There is no such file, or it cannot be read.
    #[error("cannot read {}: {source}. Name the record's file below records/, without .json.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not a record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A record of that kind is not taken from the measured sources.
    #[error("records in `{0}` are not of the measured sources and do not become stale.")]
    NoSources(String),
    /// There is nothing to say.
    #[error(
        "{0} is of the sources that the repository has. It needs no reason to stand, nor to be archived."
    )]
    Fresh(String),
    /// The reason is empty.
    #[error(
        "the reason is empty. Say in a sentence why {0} still holds or cannot be taken again, as the page will show it."
    )]
    NoReason(String),
    /// The sources cannot be hashed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The record cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl StandsError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Write(error) => error.exit(),
            Self::Unreadable { .. }
            | Self::Record(_)
            | Self::NoSources(_)
            | Self::Fresh(_)
            | Self::NoReason(_)
            | Self::Source(_) => Exit::BadInput,
        }
    }
}

/// What a record says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Say {
    /// That it stands, for the sources that there are now.
    Stands,
    /// That it cannot be taken again.
    Archived,
}

/// Lets the record of that name in `root` say that of itself, with the reason.
///
/// # Errors
/// [`StandsError`]; the record is then as it was.
pub(super) fn say(root: &Path, say: Say, name: &str, reason: &str) -> Result<String, StandsError> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(StandsError::NoReason(name.to_owned()));
    }
    let named = Named { root, say, name, reason: &reason, now: fingerprint(root, "bench-crate")? };
    match name.rsplit_once('/').map_or(Record::KIND, |(kind, _)| kind) {
        Record::KIND => named.state(
            Record::from_json,
            |record| &mut record.source,
            |path, record| {
                let folder = path.parent().unwrap_or(root);
                record_file::write(folder, record).map(drop)
            },
        )?,
        SerdeRecord::KIND => {
            named.state(SerdeRecord::from_json, |record| &mut record.source, write_pretty)?;
        }
        CriterionRecord::KIND => {
            named.state(CriterionRecord::from_json, |record| &mut record.source, write_pretty)?;
        }
        kind => return Err(StandsError::NoSources(kind.to_owned())),
    }
    Ok(match say {
        Say::Stands => format!("records/{name}.json stands for the sources of now: {reason}"),
        Say::Archived => format!("records/{name}.json is archived: {reason}"),
    })
}

/// A record by its name, and what it is to say.
struct Named<'a> {
    root: &'a Path,
    say: Say,
    name: &'a str,
    reason: &'a str,
    now: Fingerprint,
}

impl Named<'_> {
    fn state<T>(
        &self,
        read: fn(&str, &str) -> Result<T, RecordError>,
        source: fn(&mut T) -> &mut Source,
        write: impl Fn(&Path, &T) -> Result<(), WriteError>,
    ) -> Result<(), StandsError> {
        let path = self.root.join("records").join(format!("{}.json", self.name));
        let text = fs::read_to_string(&path)
            .map_err(|source| StandsError::Unreadable { path: path.clone(), source })?;
        let mut record = read(&path.display().to_string(), &text)?;
        let of = source(&mut record);
        if of.freshness(&self.now) == Freshness::Fresh {
            return Err(StandsError::Fresh(self.name.to_owned()));
        }
        match self.say {
            Say::Stands => of.stands = Some(Stands::new(self.reason, &self.now)),
            Say::Archived => {
                of.archived = Some(self.reason.to_owned());
                of.stands = None;
            }
        }
        Ok(write(&path, &record)?)
    }
}

/// As the commands of the other kinds write theirs.
fn write_pretty<T: Serialize>(path: &Path, record: &T) -> Result<(), WriteError> {
    let unwritable = |source: io::Error| WriteError::Unwritable { path: path.to_owned(), source };
    let text = serde_json::to_string_pretty(record).map_err(|error| unwritable(error.into()))? + "\n";
    atomic::write(path, text.as_bytes()).map_err(unwritable)
}
