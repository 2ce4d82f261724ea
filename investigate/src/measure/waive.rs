//! `waive`: lets stale records stand, once the counts that need no clock have been taken again and are the same.
//!
//! A rename or a move changes the hash of the measured code and nothing that it does. Equal counts of allocations, clones and requests
//! show that as far as counts can; what they do not see, such as another optimisation, is why only a change of the code itself is waived.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::{Args, Parser};
use evidence::freshness::Freshness;
use evidence::record::{Figure, InputKind};
use evidence::source::{Fingerprint, fingerprint};
use evidence::{Evidence, Record};
use thiserror::Error;

use super::alone;
use super::control;
use super::options::Options as Measuring;
use super::part::Part;
use super::programs::program_of;
use super::progress::Progress;
use crate::book_toml;
use crate::exit::{Failure, ends};
use crate::record_path;

const EXAMPLES: &str = "\
Examples:
  cargo run -- waive amd-epyc-2-cores-typical --because 'Only a name changed.'
  cargo run -- waive my-laptop-typical my-laptop-backlog --because 'A module moved.' --backlog ../my-project/backlog.yaml

Each record's counts of allocations, clones and requests are taken again, which takes a minute or two. When all are equal, the records say why
they hold, for the sources that the repository has now: the next change ends it. A record that was computed from another, such as that of an
agreement, is waived together with that one. Where more than the code changed, such as what it depends on or how it is built,
times could differ although counts do not: measure again.

Exits with 1 when a count differs, and with 2 when a record cannot be waived.";

/// Options of `waive`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The records, by their names
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,

    /// Why they still hold, as a sentence; pages show it
    #[arg(long, value_name = "REASON")]
    because: String,

    /// The backlog file, for a record of one
    #[arg(long, value_name = "FILE")]
    backlog: Option<PathBuf>,

    /// Use the programs in this folder instead of compiling them; for tests of the command itself
    #[arg(long, value_name = "FOLDER", hide = true)]
    programs: Option<PathBuf>,
}

/// Why no record says that it holds. All are as they were.
#[derive(Debug, Error)]
pub(crate) enum WaiveError {
    #[error("there is no record `{wanted}`; there are {known}")]
    Unknown { wanted: String, known: String },
    #[error("the reason is empty. Say in a sentence why {0} still holds, as the page will show it.")]
    NoReason(String),
    #[error("{0} is not of the measured sources and does not become stale.")]
    NoSources(String),
    /// A record whose machine is gone holds nothing up.
    #[error("{0} is archived: it is shown with its commit, and never stale.")]
    Archived(String),
    #[error("{0} is of the sources that the repository has. It needs no reason to hold.")]
    Fresh(String),
    #[error(
        "{record}: {what} changed, and equal counts would say nothing of what that does to times. Take the record again by its command."
    )]
    MoreThanCode { record: String, what: String },
    #[error(
        "{0} has no counts that could be taken again, nor was it computed from a record that is waived with it. Take it again by its command."
    )]
    NoCounts(String),
    #[error("{record}: `{command}` is no command of `measure`, so that its counts cannot be taken again.")]
    NoCommand { record: String, command: String },
    #[error("--backlog: {0} is not of a backlog file. Leave the option out.")]
    NoBacklog(String),
    #[error(
        "{record} is of the items with the SHA-256 `{was}`, and what was counted now of those with `{now}`. Name the backlog that it is of with --backlog."
    )]
    OtherWorkload { record: String, was: String, now: String },
    #[error("{record} does not hold: {} of {of} counts differ: {}. Measure again.", .differences.len(), shown(.differences))]
    Differ {
        record: String,
        /// How many were compared.
        of: usize,
        /// Each that differs: its path, what it was and what it is.
        differences: Vec<String>,
    },
}

ends!(WaiveError {
    BadInput: Unknown, NoReason, NoSources, Fresh, Archived, MoreThanCode, NoCounts, NoCommand, NoBacklog,
        OtherWorkload;
    Failed: Differ;
});

fn shown(differences: &[String]) -> String {
    const SHOWN: usize = 4;
    let first = differences.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if differences.len() > SHOWN { format!("{first}, and others") } else { first }
}

/// Takes the counts again, and lets the records say why they hold.
/// Where a count is another, the records are as they were.
pub(crate) fn run(root: &Path, options: &Options) -> Result<String, Failure> {
    let reason = options.because.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(WaiveError::NoReason(options.names.join(" and ")).into());
    }
    let folder = root.join("records");
    let evidence = Evidence::load(&folder)?;
    // Counting beside a run that times would disturb it.
    let _lock = alone(&folder)?;
    let now = fingerprint(root, &book_toml::measured(root)?)?.with(&evidence);
    let mut records: Vec<&Record> = Vec::new();
    for name in &options.names {
        let record = evidence.all().iter().find(|record| record.name == *name);
        records.push(record.ok_or_else(|| unknown(name, &evidence))?);
    }
    records.iter().try_for_each(|record| is_waivable(record, &now))?;
    if options.backlog.is_some() && !records.iter().any(|record| record.command.contains(" --backlog ")) {
        return Err(WaiveError::NoBacklog(options.names.join(" and ")).into());
    }
    let progress = Progress::new();
    let mut same = 0;
    for record in &records {
        same += match counted(record) {
            // What it counts, it counts of the other's figures and of what it measured itself.
            _ if is_computed_from(record, &records) => 0,
            0 => return Err(WaiveError::NoCounts(record.name.clone()).into()),
            _ => compare(root, record, options, &progress)?,
        };
    }
    drop(progress);
    let reason = format!("{reason} {same} counts were taken again and are the same.");
    for record in &records {
        let mut record = (*record).clone();
        record.waive(&reason, &now);
        let path = folder.join(format!("{}.json", record.name));
        record_path::save(&path, &record)?;
    }
    let hold = if records.len() == 1 { "holds" } else { "hold" };
    Ok(format!("{} {hold} for the sources of now: {reason}", options.names.join(" and ")))
}

fn unknown(name: &str, evidence: &Evidence) -> WaiveError {
    let known: Vec<&str> = evidence.all().iter().map(|record| record.name.as_str()).collect();
    WaiveError::Unknown { wanted: name.to_owned(), known: known.join(", ") }
}

/// Refuses a record that needs no waiver, and one of which more than the code changed.
fn is_waivable(record: &Record, now: &Fingerprint) -> Result<(), WaiveError> {
    let name = || record.name.clone();
    let changed = match record.freshness(now) {
        None => return Err(WaiveError::NoSources(name())),
        Some(Freshness::Fresh) => return Err(WaiveError::Fresh(name())),
        // What was computed from it can only be waived together with it.
        Some(Freshness::Stands(_)) => return Ok(()),
        Some(Freshness::Lapsed(changed) | Freshness::Stale(changed)) => changed,
        Some(Freshness::Archived(_)) => return Err(WaiveError::Archived(name())),
    };
    match changed.iter().find(|input| input.kind != InputKind::Package) {
        None => Ok(()),
        Some(input) => Err(WaiveError::MoreThanCode { record: name(), what: input.to_string() }),
    }
}

/// Whether a record was computed from one of the others.
fn is_computed_from(record: &Record, others: &[&Record]) -> bool {
    let mut records = record.inputs.iter().filter(|input| input.kind == InputKind::Record);
    records.any(|input| others.iter().any(|other| other.name == input.name && counted(other) > 0))
}

/// Counts, by their paths.
type Counts = BTreeMap<String, f64>;

/// The counts of a record that are the same in every run: all but those of instructions, which the compiler's layout of the code changes
/// too, and those of noise, which follow from the times.
fn counts(record: &Record) -> Counts {
    let mut counts = Counts::new();
    for (measure, figures) in record.figures.iter().filter(|(id, _)| !NOT_COMPARED.contains(&id.as_str())) {
        for (point, figure) in figures {
            if let Figure::Exact(count) = figure {
                counts.insert(format!("{measure}/{point}"), *count);
            }
        }
    }
    counts
}

const NOT_COMPARED: [&str; 3] = ["instructions", control::FALSE, control::NULL];

fn counted(record: &Record) -> usize {
    counts(record).len()
}

/// The options of `measure` that a record's command has.
#[derive(Parser)]
struct Command {
    #[command(flatten)]
    options: Measuring,
}

/// Takes the record's counts again, and says how many are the same.
fn compare(root: &Path, record: &Record, options: &Options, progress: &Progress) -> Result<usize, Failure> {
    let no_command =
        || WaiveError::NoCommand { record: record.name.clone(), command: record.command.clone() };
    let first = record.command.split(" && ").next().unwrap_or_default();
    let words = first.strip_prefix("cargo run -- ").ok_or_else(no_command)?.split(' ');
    let Command { options: mut measuring } = Command::try_parse_from(words).map_err(|_| no_command())?;
    measuring.backlog = options.backlog.clone().filter(|_| measuring.backlog.is_some()).or(measuring.backlog);
    measuring.programs.clone_from(&options.programs);

    let was = counts(record);
    let mut measures = was.keys().filter_map(|path| record.measures.get(path.split('/').next()?));
    let is_of_the_loop = measures.any(|measure| measure.axes.iter().any(|axis| axis == "pattern"));
    let part = if is_of_the_loop { Part::Loops } else { Part::Counts };
    let program = program_of(root, &measuring, part)?;
    progress.begin(&format!("{} of {}", part.doing(), record.name), part.expected_seconds(measuring.quick));
    let items = |record: &Record| record.label("workload-sha256").to_owned();
    let (was_of, now_of) = (items(record), items(&program.list()?));
    if was_of != now_of {
        let record = record.name.clone();
        return Err(WaiveError::OtherWorkload { record, was: was_of, now: now_of }.into());
    }
    let now = part.answer(&program, &measuring, record)?;
    let differences = differences(&was, &counts(&now));
    if differences.is_empty() {
        Ok(was.len())
    } else {
        Err(WaiveError::Differ { record: record.name.clone(), of: was.len(), differences }.into())
    }
}

/// Each count that is another, gone or new, with what it was and what it is.
fn differences(was: &Counts, now: &Counts) -> Vec<String> {
    let paths: BTreeSet<&String> = was.keys().chain(now.keys()).collect();
    let differ = paths.into_iter().filter(|path| was.get(*path) != now.get(*path));
    let said = |count: Option<&f64>| count.map_or_else(|| "not counted".to_owned(), f64::to_string);
    differ.map(|path| format!("{path} was {} and is {}", said(was.get(path)), said(now.get(path)))).collect()
}
