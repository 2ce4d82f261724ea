//! `--archive`: a record says why it cannot be taken again.

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
use mdbook_evidence::folder::atomic;

/// Why a record is not archived. It is as it was.
#[derive(Debug, Error)]
pub(crate) enum ArchiveError {
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
    #[error("{0} is of the sources that the repository has. It is no older than they are.")]
    Fresh(String),
    /// The reason is empty.
    #[error(
        "the reason is empty. Say in a sentence why {0} cannot be taken again, as the page will show it."
    )]
    NoReason(String),
    /// The sources cannot be hashed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The record cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl ArchiveError {
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

/// Archives the record of that name in `root`, for that reason.
///
/// # Errors
/// [`ArchiveError`]; the record is then as it was.
pub(super) fn archive(root: &Path, name: &str, reason: &str) -> Result<String, ArchiveError> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(ArchiveError::NoReason(name.to_owned()));
    }
    let path = root.join("records").join(format!("{name}.json"));
    let text = fs::read_to_string(&path)
        .map_err(|source| ArchiveError::Unreadable { path: path.clone(), source })?;
    let mut record = Record::from_json(&path.display().to_string(), &text)?;
    if record.name != name {
        return Err(ArchiveError::Other { path, inside: record.name });
    }
    let now = fingerprint(root, "bench-crate")?.with(&Evidence::load(&root.join("records"))?);
    match record.freshness(&now) {
        None => return Err(ArchiveError::NoSources(name.to_owned())),
        Some(Freshness::Fresh) => return Err(ArchiveError::Fresh(name.to_owned())),
        Some(_) => {}
    }
    record.archived = Some(reason.clone());
    record.waiver = None;
    let written = atomic::write(&path, record.to_json().as_bytes());
    written.map_err(|source| WriteError::Unwritable { path: path.clone(), source })?;
    Ok(format!("records/{name}.json is archived: {reason}"))
}
