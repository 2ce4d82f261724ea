//! `--archive`: a record says why it cannot be taken again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use evidence::freshness::Freshness;
use evidence::source::fingerprint;
use evidence::{Evidence, Record};
use thiserror::Error;

use crate::exit::{Exit, Failure, ends};
use crate::record_path;

/// Why a record is not archived. It is as it was.
#[derive(Debug, Error)]
pub(crate) enum ArchiveError {
    #[error("cannot read {}: {source}. Name the record's file below records/, without .json.", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{} holds the record `{inside}`. Name it by that name.", path.display())]
    Other { path: PathBuf, inside: String },
    #[error("{0} is not of the measured sources and does not become stale.")]
    NoSources(String),
    #[error("{0} is of the sources that the repository has. It is no older than they are.")]
    Fresh(String),
    #[error(
        "the reason is empty. Say in a sentence why {0} cannot be taken again, as the page will show it."
    )]
    NoReason(String),
}

ends!(BadInput: ArchiveError);

/// Archives the record of that name in `root`, for that reason.
/// Where that fails, the record is as it was.
pub(super) fn archive(root: &Path, name: &str, reason: &str) -> Result<String, Failure> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(ArchiveError::NoReason(name.to_owned()).into());
    }
    let path = root.join("records").join(format!("{name}.json"));
    let text = fs::read_to_string(&path)
        .map_err(|source| ArchiveError::Unreadable { path: path.clone(), source })?;
    let record = Record::from_json(&path.display().to_string(), &text);
    let mut record = record.map_err(|error| Failure::new(error, Exit::BadInput))?;
    if record.name != name {
        return Err(ArchiveError::Other { path, inside: record.name }.into());
    }
    let now = fingerprint(root, "bench-crate")?.with(&Evidence::load(&root.join("records"))?);
    match record.freshness(&now) {
        None => return Err(ArchiveError::NoSources(name.to_owned()).into()),
        Some(Freshness::Fresh) => return Err(ArchiveError::Fresh(name.to_owned()).into()),
        Some(_) => {}
    }
    record.archived = Some(reason.clone());
    record.waiver = None;
    record_path::save(&path, &record)?;
    Ok(format!("records/{name}.json is archived: {reason}"))
}
