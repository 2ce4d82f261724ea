//! Whether a run may have its name: `--as` gives the machine one that no other machine's records have, and no record is replaced
//! unasked.

use std::path::{Path, PathBuf};

use evidence::file::read_text;
use evidence::record::Machine;
use evidence::{Evidence, Record};
use thiserror::Error;

use super::options::{FULL, Options, QUICK};
use super::stopping::looks;
use super::{machine, slug};
use crate::exit::{Failure, ends};

/// Why a run cannot have the name that was asked for.
#[derive(Debug, Error)]
pub(crate) enum NameError {
    #[error("{} is there. Add --replace to measure it anew, or give this machine another name with --as.", .0.display())]
    Taken(PathBuf),
    #[error(
        "{} is of {former}, and this run would be of {now}. Give it another name with --as, or remove the record first.",
        path.display()
    )]
    Less { path: PathBuf, former: String, now: String },
    #[error(
        "records/{record}.json calls another machine `{name}`: {cpu}, {cores} cores. Choose another name."
    )]
    OtherMachine { name: String, record: String, cpu: String, cores: usize },
}

ends!(BadInput: NameError);

/// Refuses a name that another machine has, and one that a record has which is not to be replaced by this run.
pub(super) fn check(folder: &Path, options: &Options) -> Result<(), Failure> {
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
                }
                .into());
            }
        }
    }
    let machine = options.machine.as_deref().unwrap_or(&this.name);
    let record = slug::of_run(machine, &options.workload_name(), &options.operations);
    let path = folder.join(format!("{record}.json"));
    // One part is put into the record that is there.
    if options.again.is_empty() && path.symlink_metadata().is_ok() {
        Ok(replaceable(path, options)?)
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
