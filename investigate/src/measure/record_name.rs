//! Whether a run may have its name: `--as` gives the machine one that no other machine's records have, and no record is replaced
//! unasked.

use std::path::{Path, PathBuf};

use evidence::file::read_text;
use evidence::record::Machine;
use evidence::{Evidence, LoadError, Record};
use thiserror::Error;

use super::options::{FULL, Options, QUICK};
use super::stopping::looks;
use super::{machine, name};

/// Why a run cannot have the name that was asked for.
#[derive(Debug, Error)]
pub(crate) enum NameError {
    /// A record of that name is there.
    #[error("{} is there. Add --replace to measure it anew, or give this machine another name with --as.", .0.display())]
    Taken(PathBuf),
    /// The record that is there knows more than this run would.
    #[error(
        "{} is of {former}, and this run would be of {now}. Give it another name with --as, or remove the record first.",
        path.display()
    )]
    Less {
        /// The record.
        path: PathBuf,
        /// What it is of.
        former: String,
        /// What this run would be of.
        now: String,
    },
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

/// Refuses a name that another machine has, and one that a record has which is not to be replaced by this run.
///
/// # Errors
/// [`NameError`].
pub(super) fn check(folder: &Path, options: &Options) -> Result<(), NameError> {
    let this = machine::describe();
    if let Some(name) = &options.machine
        && folder.is_dir()
    {
        let other = |known: &Machine| (&known.cpu, known.cores) != (&this.cpu, this.cores);
        for record in Evidence::load(folder)?.all() {
            if let Some(machine) = record.machine.as_ref().filter(|it| it.name == *name && other(it)) {
                return Err(NameError::OtherMachine {
                    name: name.clone(),
                    record: record.name.clone(),
                    cpu: machine.cpu.clone(),
                    cores: machine.cores,
                });
            }
        }
    }
    let machine = options.machine.as_deref().unwrap_or(&this.name);
    let record = name::of_run(machine, &options.workload_name(), &options.operations);
    let path = folder.join(format!("{record}.json"));
    // One part is put into the record that is there.
    if options.again.is_empty() && path.symlink_metadata().is_ok() {
        replaceable(path, options)
    } else {
        Ok(())
    }
}

/// A record is replaced when that is asked for, and never by one that knows less.
fn replaceable(path: PathBuf, options: &Options) -> Result<(), NameError> {
    if !options.replace {
        return Err(NameError::Taken(path));
    }
    let text = read_text(&path).unwrap_or_default();
    // What is no record any more can only be replaced by more.
    let Ok(there) = Record::from_json(&path.display().to_string(), &text) else { return Ok(()) };
    let rounds = |looks: &[usize]| looks.first().copied().unwrap_or_default();
    let (former, now) = (rounds(&looks(&there)), rounds(&options.looks()));
    let less = match (there.label("mode"), options.mode()) {
        (FULL, QUICK) => Some(("a full run".to_owned(), "a quick one".to_owned())),
        _ if now < former => Some((format!("{former} rounds"), format!("{now}"))),
        _ => None,
    };
    match less {
        Some((former, now)) => Err(NameError::Less { path, former, now }),
        None => Ok(()),
    }
}
