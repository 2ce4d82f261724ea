//! `--as`: a machine by a name of the user's choice, which no other machine's records have.

use std::path::{Path, PathBuf};

use evidence::record::Machine;
use evidence::{Evidence, LoadError};
use thiserror::Error;

use super::options::Options;
use super::{machine, slug, start};

/// The longest name: with a workload and operations behind it, it still is a file name.
const LONGEST: usize = 60;

/// Why a run cannot have the name that was asked for.
#[derive(Debug, Error)]
pub(crate) enum NameError {
    /// A record of that name is there.
    #[error("{} is there. Choose another name, or add --replace.", .0.display())]
    Taken(PathBuf),
    /// The name is another machine's.
    #[error(
        "records/{record}.json calls another machine `{name}`: {cpu}, {cores} cores. Choose another name."
    )]
    OtherMachine {
        /// The name.
        name: String,
        /// The record.
        record: String,
        /// The other machine's processor.
        cpu: String,
        /// The other machine's cores.
        cores: usize,
    },
    /// The records that are there cannot be read.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// A name for a machine that is the same in a file name, a directive and a link.
pub(super) fn machine(text: &str) -> Result<String, String> {
    if text.is_empty() || text != slug::slug(text) || text.len() > LONGEST {
        return Err(format!(
            "write lower-case letters and digits with single dashes, at most {LONGEST}, such as my-laptop"
        ));
    }
    Ok(text.to_owned())
}

/// Refuses a name that a record has already, or another machine.
///
/// # Errors
/// [`NameError`].
pub(super) fn check(folder: &Path, options: &Options) -> Result<(), NameError> {
    let Some(name) = &options.machine else { return Ok(()) };
    if !folder.is_dir() {
        return Ok(());
    }
    let this = machine::describe();
    let other = |known: &Machine| (&known.cpu, known.cores) != (&this.cpu, this.cores);
    for record in Evidence::load(folder)?.records() {
        if record.machine.name == *name && other(&record.machine) {
            return Err(NameError::OtherMachine {
                name: name.clone(),
                record: record.name.clone(),
                cpu: record.machine.cpu.clone(),
                cores: record.machine.cores,
            });
        }
    }
    let record = start::name(name, &options.workload_name(), &options.operations);
    let path = folder.join(format!("{record}.json"));
    if path.exists() && !options.replace && options.again.is_empty() {
        return Err(NameError::Taken(path));
    }
    Ok(())
}
