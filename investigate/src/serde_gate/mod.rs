//! `serde`: whether every representation reads and writes the same backlog files.
//!
//! [`input`] says which files, [`hostile`] has those that no program should write, [`library`] is what reads and writes
//! them, [`gate`] compares every representation with today's, and [`report`] shows what came of it.

mod difference;
mod document;
mod faulty;
mod gate;
mod hostile;
mod input;
mod library;
mod report;
mod subject;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use evidence::source::{SourceError, fingerprint};
use thiserror::Error;

use crate::atomic;
use crate::measure::{slug, source, toolchain};

use document::{Document, Origin};
use faulty::Faulty;
use input::Input;
use report::Report;
use subject::Subject;

const EXAMPLES: &str = "\
Examples:
  cargo run -- serde
  cargo run -- serde ../my-project/backlog.yaml ../my-project/old/*.yaml
  cargo run -- serde --record
  cargo run -- serde --add-faulty    (shows the gate failing)

Every representation must read each input into the value that today's reads, or refuse it with the same message, and write
the bytes that today's writes. The record goes to records/serde/<name>.json: built-in, or the name of the first file.
Exits with 1 on a difference and with 2 when a file cannot be read.";

/// Options of `serde`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Backlog files to try besides the built-in inputs
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write a record; of the files it has names and hashes, never a text
    #[arg(long)]
    record: bool,

    /// Add a representation that is wrong on purpose: the gate must then fail
    #[arg(long, conflicts_with = "record")]
    add_faulty: bool,
}

/// Why the gate is not passed.
#[derive(Debug, Error)]
pub(crate) enum SerdeError {
    /// A file cannot be tried.
    #[error("cannot read the backlog {}: {source}. Check the path.", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is something else than text, which is refused before any YAML library sees it.
    #[error("cannot read the backlog {}: it is not UTF-8 text. Name a YAML file.", .0.display())]
    NotText(PathBuf),
    /// A generated backlog cannot be written by the representation that all others are compared with.
    #[error(
        "cannot write the generated backlog `{name}` as YAML: {problem}. Restore the list in bench-crate."
    )]
    Generate {
        /// The input.
        name: String,
        /// Why.
        problem: String,
    },
    /// A representation differs from today's.
    #[error("{count} of {judged} results differ from today's. The first:\n{first}")]
    Differ {
        /// How many results differ.
        count: usize,
        /// How many there are: one for each input, library and representation.
        judged: usize,
        /// The first of them, in lines.
        first: String,
    },
    /// The measured code cannot be told by a hash.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl SerdeError {
    /// Whether the user asked for something that cannot be, as against something that failed.
    pub(crate) fn is_bad_input(&self) -> bool {
        matches!(self, Self::Unreadable { .. } | Self::NotText(_))
    }
}

/// Runs the gate and prints what came of it.
///
/// # Errors
/// [`SerdeError`]; a difference is one, after everything is printed and recorded.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), SerdeError> {
    // First, so that a mistyped path is said at once.
    let files = options.paths.iter().map(|path| input::file(path)).collect::<Result<Vec<Input>, _>>()?;
    let mut inputs = input::built_in()?;
    inputs.extend(files);
    let mut subjects = subject::all();
    if options.add_faulty {
        subjects.push(Subject::of::<Faulty>("faulty"));
    }

    let report = Report::of(&inputs, &subjects);
    let shown = if options.json { Document::of(&report, None).to_json() } else { report.to_string() };
    // Whoever closed the pipe has read enough, and the exit code still says what came of it.
    let _ = writeln!(io::stdout(), "{shown}");
    if options.record {
        let path = record(root, options, &report)?;
        eprintln!("Wrote {}", path.strip_prefix(root).unwrap_or(&path).display());
    }
    report.first_difference().map_or(Ok(()), |first| {
        let (count, judged) = (report.differences(), report.judged());
        Err(SerdeError::Differ { count, judged, first })
    })
}

fn record(root: &Path, options: &Options, report: &Report<'_>) -> Result<PathBuf, SerdeError> {
    let name = record_name(&options.paths);
    let path = root.join("records/serde").join(format!("{name}.json"));
    let origin = Origin {
        name,
        command: command(&options.paths),
        toolchain: toolchain(root).rustc,
        source: source(root, fingerprint(root, "bench-crate")?),
    };
    let text = Document::of(report, Some(origin)).to_json() + "\n";
    match atomic::write(&path, text.as_bytes()) {
        Ok(()) => Ok(path),
        Err(source) => Err(SerdeError::Unwritable { path, source }),
    }
}

/// The command that repeats the record, with files by name only.
fn command(paths: &[PathBuf]) -> String {
    let names = paths.iter().map(|path| format!(" {}", input::name(path)));
    format!("cargo run -- serde --record{}", names.collect::<String>())
}

/// A record with a reader's own files does not replace the one that ships with the book.
fn record_name(paths: &[PathBuf]) -> String {
    let Some((first, others)) = paths.split_first() else { return "built-in".to_owned() };
    let name = match slug::slug(&first.file_stem().unwrap_or_default().to_string_lossy()).as_str() {
        "" => "backlog".to_owned(),
        taken @ "built-in" => format!("{taken}-file"),
        name => name.to_owned(),
    };
    if others.is_empty() { name } else { format!("{name}-and-{}-more", others.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_files_is_named_after_the_first_and_never_as_the_built_in_one() {
        let name = |paths: &[&str]| record_name(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(name(&[]), "built-in");
        assert_eq!(name(&["a/Backlog_1.yaml"]), "backlog-1");
        assert_eq!(name(&["a/b.yaml", "c.yaml", "d.yaml"]), "b-and-2-more");
        assert_eq!(name(&["built-in.yaml"]), "built-in-file");
        assert_eq!(name(&["….yaml"]), "backlog");
    }
}
