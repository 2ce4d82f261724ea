//! The rounds and parts that are finished, kept as they finish: whatever stops the run, they are not lost.
//!
//! One JSON value a line. The first is the record as far as it is known at the start, without cells; each of the others
//! is one round of one cell, or all that a later part counted. A line that was cut off by a kill is dropped when the run
//! goes on.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use evidence::Record;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::exit::ends;

use super::cell::Cell;
use super::origin::are_of_the_same_code;
use super::part::Part;
use super::stopping::looks;

/// One round of one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RoundEntry {
    /// Which round, from 0.
    pub(super) round: usize,
    /// How long its process took.
    pub(super) seconds: f64,
    pub(super) cell: Cell,
    /// What was measured: a part of a record, with one sample at each point.
    pub(super) measured: Record,
}

/// What a part after the timing counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct PartEntry {
    pub(super) part: Part,
    /// How long its process took.
    pub(super) seconds: f64,
    /// What it counted.
    pub(super) answer: Record,
}

/// One line after the first.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Round(RoundEntry),
    Part(PartEntry),
}

/// What an interrupted run has finished.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// Rounds of cells.
    pub(super) entries: Vec<RoundEntry>,
    /// Parts after the timing.
    pub(super) parts: Vec<PartEntry>,
}

/// The open file.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

/// Why a run cannot be kept or gone on with.
#[derive(Debug, Error)]
pub(crate) enum JournalError {
    #[error("cannot keep finished rounds in {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("{} is in use: another measurement of this project is under way, and the two would measure each other. Wait for it to end.", .0.display())]
    Busy(PathBuf),
    #[error("there is no interrupted run in {}. Start one without --resume.", .0.display())]
    Nothing(PathBuf),
    #[error("{} was begun with {difference}. Repeat its options, or start anew without --resume.", path.display())]
    Other { path: PathBuf, difference: String },
    #[error("{}:{line}: this is not a finished round. Start anew without --resume.", path.display())]
    Damaged {
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

ends!(JournalError {
    BadInput: Busy, Nothing, Other, Damaged;
    Failed: Unwritable;
});

impl Journal {
    /// Begins a new file. One that is there is set aside under `*.previous-N.jsonl`, and its new path returned.
    pub(super) fn begin(path: &Path, start: &Record) -> Result<(Self, Option<PathBuf>), JournalError> {
        let unwritable = |source| JournalError::Unwritable { path: path.to_owned(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(unwritable)?;
        }
        let mut aside = None;
        if path.exists() {
            drop(open(path)?);
            let previous = unused(path);
            fs::rename(path, &previous).map_err(unwritable)?;
            aside = Some(previous);
        }
        let mut journal = Self { path: path.to_owned(), file: open(path)? };
        journal.write(start)?;
        Ok((journal, aside))
    }

    /// Opens the file of an interrupted run and returns how it began and what it has finished.
    pub(super) fn resume(path: &Path, start: &Record) -> Result<(Self, Record, Finished), JournalError> {
        if !path.exists() {
            return Err(JournalError::Nothing(path.to_owned()));
        }
        let mut file = open(path)?;
        let unwritable = |source| JournalError::Unwritable { path: path.to_owned(), source };
        let damaged = |index: usize| JournalError::Damaged { path: path.to_owned(), line: index + 1 };

        let text = fs::read_to_string(path).map_err(unwritable)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let mut lines = text[..whole].lines().enumerate();
        let Some((index, first)) = lines.next() else {
            return Err(JournalError::Nothing(path.to_owned()));
        };
        let begun = Record::from_json("journal", first).map_err(|_| damaged(index))?;
        if let Some(difference) = difference(&begun, start) {
            return Err(JournalError::Other { path: path.to_owned(), difference });
        }
        let mut finished = Finished::default();
        for (index, line) in lines {
            match serde_json::from_str(line).map_err(|_| damaged(index))? {
                Line::Round(entry) => finished.entries.push(entry),
                Line::Part(part) => finished.parts.push(part),
            }
        }

        file.set_len(whole as u64).map_err(unwritable)?;
        io::Seek::seek(&mut file, io::SeekFrom::End(0)).map_err(unwritable)?;
        Ok((Self { path: path.to_owned(), file }, begun, finished))
    }

    /// Adds a finished round. It is with the system when this returns, so that killing the process loses nothing.
    pub(super) fn append(&mut self, entry: &RoundEntry) -> Result<(), JournalError> {
        self.write(&Line::Round(entry.clone()))
    }

    /// Adds a finished part.
    pub(super) fn append_part(&mut self, part: &PartEntry) -> Result<(), JournalError> {
        self.write(&Line::Part(part.clone()))
    }

    fn write(&mut self, value: &impl Serialize) -> Result<(), JournalError> {
        let unwritable = |source| JournalError::Unwritable { path: self.path.clone(), source };
        let mut line = serde_json::to_vec(value).map_err(|error| unwritable(error.into()))?;
        line.push(b'\n');
        self.file.write_all(&line).map_err(unwritable)
    }

    /// Removes the file: its rounds are in the record now.
    pub(super) fn finish(self) -> Result<(), JournalError> {
        let Self { path, file } = self;
        drop(file);
        fs::remove_file(&path).map_err(|source| JournalError::Unwritable { path, source })
    }
}

/// The first name for what is set aside that no earlier run has.
fn unused(path: &Path) -> PathBuf {
    let mut number = 1;
    loop {
        let name = path.with_extension(format!("previous-{number}.jsonl"));
        if name.symlink_metadata().is_err() {
            return name;
        }
        number += 1;
    }
}

/// Opens the file for this process alone.
fn open(path: &Path) -> Result<File, JournalError> {
    let unwritable = |source| JournalError::Unwritable { path: path.to_owned(), source };
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(false).open(path).map_err(unwritable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(JournalError::Busy(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(unwritable(source)),
    }
}

/// What keeps the samples of two runs from standing in one record. The commit may differ as long as the hashes do not.
fn difference(begun: &Record, now: &Record) -> Option<String> {
    let seed = |record: &Record| record.rounds.as_ref().map(|rounds| rounds.seed);
    let checks = [
        (seed(begun) == seed(now), "another seed"),
        (looks(begun) == looks(now), "another number of rounds"),
        (begun.command == now.command, "another command"),
    ];
    joined(checks_of_code(begun, now).into_iter().chain(checks))
}

/// What keeps anything that was measured now from standing in a record that was begun before.
pub(super) fn difference_of_code(begun: &Record, now: &Record) -> Option<String> {
    joined(checks_of_code(begun, now).into_iter())
}

fn checks_of_code(begun: &Record, now: &Record) -> [(bool, &'static str); 5] {
    let same_code =
        begun.inputs.len() == now.inputs.len() && are_of_the_same_code(&begun.inputs, &now.inputs);
    let same_axes = now.axes.iter().all(|(id, axis)| begun.axes.get(id) == Some(axis));
    let items = |record: &Record| record.label("workload-sha256").to_owned();
    [
        (begun.machine == now.machine, "another machine"),
        (begun.toolchain == now.toolchain, "another toolchain"),
        (same_code || stands_for(begun, now), "other sources or dependencies of bench-crate"),
        (items(begun) == items(now), "another workload"),
        (same_axes, "other operations or representations"),
    ]
}

/// Whether it is said of a record why it holds for the code as it is now.
fn stands_for(begun: &Record, now: &Record) -> bool {
    let hashes = now.inputs.iter().filter_map(|input| input.sha256.as_ref());
    begun.waiver.as_ref().is_some_and(|waiver| waiver.sha256.iter().eq(hashes))
}

fn joined(checks: impl Iterator<Item = (bool, &'static str)>) -> Option<String> {
    let different: Vec<&str> = checks.filter(|(same, _)| !same).map(|(_, what)| what).collect();
    if different.is_empty() { None } else { Some(different.join(" and ")) }
}
