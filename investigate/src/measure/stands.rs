//! `--stands` and `--archive`: a record says why it holds though the sources have changed since, or why it cannot be taken
//! again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use evidence::freshness::Freshness;
use evidence::record::RecordError;
use evidence::source::{SourceError, fingerprint};
use evidence::{Evidence, LoadError, Record};
use thiserror::Error;

use super::record_file::WriteError;
use crate::exit::Exit;
use mdbook_evidence::atomic;

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
    /// The name leads to a record of another name.
    #[error("{} holds the record `{inside}`. Name it by that name.", path.display())]
    Other {
        /// The file.
        path: PathBuf,
        /// The record's name.
        inside: String,
    },
    /// What it could have been computed from cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A record is not taken from the measured sources.
    #[error("{0} is not of the measured sources and does not become stale.")]
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
            | Self::Load(_)
            | Self::Other { .. }
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
    let path = root.join("records").join(format!("{name}.json"));
    let text =
        fs::read_to_string(&path).map_err(|source| StandsError::Unreadable { path: path.clone(), source })?;
    let mut record = Record::from_json(&path.display().to_string(), &text)?;
    if record.name != name {
        return Err(StandsError::Other { path, inside: record.name });
    }
    let now = fingerprint(root, "bench-crate")?.with(&Evidence::load(&root.join("records"))?);
    match record.freshness(&now) {
        None => return Err(StandsError::NoSources(name.to_owned())),
        Some(Freshness::Fresh) => return Err(StandsError::Fresh(name.to_owned())),
        Some(_) => {}
    }
    match say {
        Say::Stands => record.waive(&reason, &now),
        Say::Archived => {
            record.archived = Some(reason.clone());
            record.waiver = None;
        }
    }
    let written = atomic::write(&path, record.to_json().as_bytes());
    written.map_err(|source| WriteError::Unwritable { path: path.clone(), source })?;
    Ok(match say {
        Say::Stands => format!("records/{name}.json stands for the sources of now: {reason}"),
        Say::Archived => format!("records/{name}.json is archived: {reason}"),
    })
}
