//! `measure`: from the measured code to a record.
//!
//! [`programs`] are compiled first. [`timing`] calls the one that times, round after round as [`plan`] says; then each
//! [`part`] counts. [`journal`] keeps what is finished, and [`record_file`] writes the record at the end.

mod again;
mod archive;
mod backlog;
mod bmf;
mod cell;
mod compile;
mod control;
mod error;
mod journal;
mod loop_record;
mod machine;
mod options;
mod origin;
mod part;
mod part_call;
mod plan;
mod program;
mod programs;
mod progress;
mod record_file;
mod record_name;
mod report;
mod rounds;
mod run;
pub(crate) mod slug;
mod start;
mod stopping;
mod timing;
mod waive;
mod wall;

use std::fs::{self, File};
use std::path::Path;

use evidence::source::fingerprint;
use mdbook_evidence::folder::lock;

pub(crate) use compile::{CompileError, bench_program};
pub(crate) use machine::describe as this_machine;
pub(crate) use options::Options;
pub(crate) use origin::{are_of_the_same_code, source, toolchain};
pub(crate) use program::rounded;
pub(crate) use progress::Progress;
pub(crate) use waive::{Options as WaiveOptions, run as waive};

use journal::JournalError;
use loop_record::LoopRecord;
use options::Format;
use programs::Programs;
use report::MeasureReport;

use crate::conclusion;
use crate::exit::Failure;
use crate::interrupt::Interrupt;

/// Does what the options ask for, and says what that was.
pub(crate) fn run(root: &Path, options: &Options) -> Result<String, Failure> {
    if let Some(Format::Bmf) = options.export {
        return bmf::bmf(root, options.record.as_deref());
    }
    match &options.archive[..] {
        [name, reason] => archive::archive(root, name, reason),
        _ => {
            let report = measure(root, options)?;
            // What is the same on every machine is no view of its own.
            let measured = report.record.machine.is_some();
            let conclusion = measured.then(|| conclusion::of(root, &report.record.name)).flatten();
            Ok([Some(report.to_string()), conclusion].into_iter().flatten().collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Keeps a second measurement of this project from beginning: the two would measure each other.
fn alone(folder: &Path) -> Result<File, JournalError> {
    let unwritable = |source| JournalError::Unwritable { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(unwritable)?;
    let locked = lock::try_folder(folder).map_err(unwritable)?;
    locked.ok_or_else(|| JournalError::Busy(folder.to_owned()))
}

/// Measures and writes the record below `root`.
fn measure(root: &Path, options: &Options) -> Result<MeasureReport, Failure> {
    if let Some(path) = &options.backlog {
        backlog::check(path)?;
    }
    let folder = root.join("records");
    let _lock = alone(&folder)?;
    record_name::check(&folder, options)?;
    let fingerprint = fingerprint(root, "bench-crate")?;
    let programs = Programs::new(root, options)?;
    let start = start::Start::new(root, options, &fingerprint, programs.slices.list()?)?;
    let of_loop = LoopRecord::new(&folder, &start.record, &fingerprint, options);
    let report = if options.again.is_empty() {
        run::run(&folder, &programs, start, of_loop, options, &Interrupt::listen())?
    } else {
        again::again(&folder, &programs, &start, of_loop, options)?
    };
    let path = report.path.strip_prefix(root).unwrap_or(&report.path).to_owned();
    Ok(MeasureReport { path, ..report })
}
