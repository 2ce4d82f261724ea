//! `serde`: whether every representation reads and writes the same backlog files.
//!
//! [`input`] says which files, [`hostile`] has those that no program should write, [`library`] is what reads and writes
//! them, [`gate`] compares every representation with today's, [`sandbox`] gives each comparison a process of its own,
//! [`crossing`] lets each library read what the others wrote, and [`report`] prints what came of it; [`document`] makes a
//! record of it, with what [`page_tables`] has for pages.

mod crossing;
mod difference;
mod document;
mod dyn_representation;
mod error;
mod faulty;
mod gate;
mod hostile;
mod input;
mod library;
mod page_tables;
mod printable;
mod report;
mod sandbox;
mod stop_reason;

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use evidence::Record;
use evidence::record::{InputKind, Toolchain};
use evidence::source::fingerprint;
use indicatif::{ProgressBar, ProgressStyle};

use crate::book_toml;
use crate::exit::Failure;
use crate::measure::{slug, source, toolchain};
use crate::output;
use crate::record_path;

use dyn_representation::DynRepresentation;
use error::SerdeError;
use faulty::Faulty;
use input::Input;
use library::Library;
use report::SerdeReport;
use sandbox::Sandbox;

const EXAMPLES: &str = "\
Examples:
  cargo run -- serde
  cargo run -- serde ../my-project/backlog.yaml ../my-project/old/*.yaml
  cargo run -- serde --files-only --record --name old-backlogs ../my-project/old/*.yaml
  cargo run --release -- serde --large --record --replace
  cargo run -- serde --add-faulty    (shows the gate failing)

Every representation must read each input into the value that today's reads, or refuse it with the same message, and write
the bytes that today's writes. Each library must also read what the others wrote; where one does not, that is told, and the
gate is passed all the same. The record goes to records/serde/<name>.json: built-in, or the name of the first file.
Exits with 1 when a representation differs or a library does not come back, and with 2 when a file cannot be read.";

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

    /// Try the files alone, without the built-in inputs
    #[arg(long, requires = "paths")]
    files_only: bool,

    /// Add a backlog of 100,000 items, which takes minutes
    #[arg(long, conflicts_with = "files_only")]
    large: bool,

    /// Write a record; of the files it has names and hashes, never a text
    #[arg(long)]
    record: bool,

    /// Name the record
    #[arg(long, requires = "record", value_name = "NAME", value_parser = record_path::name)]
    name: Option<String>,

    /// Replace the record of that name
    #[arg(long, requires = "record")]
    replace: bool,

    /// Add a representation that is wrong on purpose: the gate must then fail
    #[arg(long, conflicts_with = "record")]
    add_faulty: bool,

    /// Judge the text on the standard input with this library alone, and print the verdict as JSON
    #[arg(long, hide = true, value_name = "LIBRARY", value_parser = Library::named)]
    alone: Option<Library>,

    /// With today's representation alone
    #[arg(long, hide = true, requires = "alone")]
    todays: bool,
}

/// Runs the gate and prints what came of it. A difference is an error, after everything is printed and recorded.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    if let Some(library) = options.alone {
        return Ok(alone(library, options)?);
    }
    let name = options.name.clone().unwrap_or_else(|| record_name(&options.paths));
    let path = record_path::where_asked(root, &format!("serde/{name}"), options.record, options.replace)?;
    // First, so that a mistyped path is said at once.
    let files = options.paths.iter().map(|path| input::file(path)).collect::<Result<Vec<Input>, _>>()?;
    let mut inputs = if options.files_only { Vec::new() } else { input::built_in()? };
    if options.large {
        inputs.push(input::large());
    }
    inputs.extend(files);

    let sandbox = Sandbox { arguments: arguments(root, options) };
    let progress = progress(inputs.len());
    let representations = subjects(options).iter().map(|subject| subject.id).collect();
    let judge = |library, text: &str, whose| sandbox.judge(library, text, whose);
    let report =
        SerdeReport::of(&inputs, representations, judge, || progress.inc(1)).map_err(SerdeError::Process)?;
    progress.finish_and_clear();
    let record = |kept| Ok::<_, Failure>(document::of(&report, head(root, &name, options)?, kept));
    let shown = if options.json { record(false)?.to_json() } else { report.to_string() };
    output::print(shown.trim_end())?;
    if let Some(path) = path {
        record_path::write(root, &path, &record(true)?)?;
    }
    match (report.first_difference(), report.first_stop()) {
        (Some(first), _) => {
            let (count, results) = (report.differences(), report.results());
            Err(SerdeError::Differ { count, results, first }.into())
        }
        (None, Some(first)) => Err(SerdeError::Stopped(first).into()),
        (None, None) => Ok(()),
    }
}

/// Judges one text with one library, as a process of its own, and prints the verdict.
fn alone(library: Library, options: &Options) -> Result<(), SerdeError> {
    sandbox::limit_memory();
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).map_err(SerdeError::Process)?;
    let subjects = subjects(options);
    let Some((todays, others)) = subjects.split_first() else { return Ok(()) };
    let verdict = gate::judge(library, &text, todays, if options.todays { &[] } else { others });
    let answer = serde_json::to_vec(&verdict).map_err(|error| SerdeError::Process(error.into()))?;
    io::stdout().write_all(&answer).map_err(SerdeError::Process)
}

/// The arguments of the processes that judge.
fn arguments(root: &Path, options: &Options) -> Vec<OsString> {
    let mut arguments = vec!["serde".into(), "--root".into(), root.into()];
    if options.add_faulty {
        arguments.push("--add-faulty".into());
    }
    arguments
}

fn subjects(options: &Options) -> Vec<DynRepresentation> {
    let mut subjects = dyn_representation::all();
    if options.add_faulty {
        subjects.push(DynRepresentation::of::<Faulty>("faulty"));
    }
    subjects
}

fn progress(inputs: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} inputs, about {eta} left");
    // Drawn on a terminal only.
    let bar = ProgressBar::new(inputs as u64);
    style.map_or_else(|_| ProgressBar::hidden(), |style| bar.with_style(style))
}

/// The record, as yet without what came of the inputs.
fn head(root: &Path, name: &str, options: &Options) -> Result<Record, Failure> {
    let fingerprint = fingerprint(root, &book_toml::measured(root)?)?;
    let mut head = Record::new(format!("serde/{name}"));
    head.command = command(options);
    head.toolchain = Some(Toolchain::of(&toolchain(root).rustc));
    head.inputs = source(root, &fingerprint, &[InputKind::Package, InputKind::Dependencies]);
    // Several runs of the gate have figures at the same points, and differ in what was read.
    head.coordinates.insert("inputs".to_owned(), name.to_owned());
    Ok(head)
}

/// The command that repeats the record, with files by name only, and many by their number.
fn command(options: &Options) -> String {
    let mut command = "cargo run -- serde --record".to_owned();
    for (given, flag) in [(options.files_only, " --files-only"), (options.large, " --large")] {
        if given {
            command.push_str(flag);
        }
    }
    if let Some(name) = &options.name {
        command.push_str(&format!(" --name {name}"));
    }
    match options.paths.as_slice() {
        [first, others @ ..] if others.len() > 3 => {
            command.push_str(&format!(" {} (and {} more files)", input::name(first), others.len()));
        }
        paths => paths.iter().for_each(|path| command.push_str(&format!(" {}", input::name(path)))),
    }
    command
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
