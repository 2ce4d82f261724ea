//! Counts the instructions of an operation under valgrind, and prints them as a part of a record.
//!
//! `run` starts this program again under callgrind, one process for each cell, and adds up what
//! callgrind collects inside one function, [`measured`]. gungraun does the same with a runner that
//! must be installed beside it, at the same version; all that is needed of it is one number, which
//! valgrind prints itself. Nothing but the case under test is built in such a process: to build all
//! of them first changed the count of identical code 3.7 times.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::path::Path;
use std::process::{Command as Program, ExitCode, Stdio};
use std::thread;

use bench_crate::arguments::{self, WorkloadArgs};
use bench_crate::count::{self, Cell, ControlDiffers, Count, Table};
use bench_crate::operation::{Case, Missing};
use bench_crate::registry::{self, UnknownId};
use bench_crate::round_part;
use bench_crate::workload::WorkloadError;
use clap::{Args, Parser, Subcommand};

const PROGRAM: &str = "instructions";

const EXAMPLE: &str = "Example:
  instructions run --operation snapshot --operation get --sizes 5,92

Prints a part of a record, in JSON. Errors go to stderr: exit code 3 when valgrind is missing, 1 when the control differs from the
baseline, else 2.";

/// The operations that the gates ask for.
const OPERATIONS: [&str; 9] =
    ["snapshot", "get", "iterate", "push", "cycle", "find", "update", "update-outstanding", "remove"];

/// The real backlog's size.
const SIZES: [usize; 1] = [92];

/// Each list is visited in random order in at least this many steps: the average is over all places.
const ITERATIONS: u64 = 512;

/// Instructions of every operation, as valgrind counts them.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the operations, the representations and the workload.
    List(WorkloadArgs),
    /// Count.
    Run(RunArgs),
    /// Run one case; `run` calls this under valgrind.
    #[command(hide = true)]
    One(OneArgs),
}

#[derive(Debug, Args)]
struct RunArgs {
    /// The id of an operation, as listed; may be repeated [default: those of the gates].
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// Numbers of items [default: 92].
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = arguments::items)]
    sizes: Vec<usize>,
    /// Processes at once; the counts do not depend on it [default: one for each processor].
    #[arg(long)]
    jobs: Option<NonZero<usize>>,
    #[command(flatten)]
    workload: WorkloadArgs,
}

#[derive(Debug, Args)]
struct OneArgs {
    #[arg(long)]
    operation: String,
    #[arg(long)]
    representation: String,
    #[arg(long)]
    n: usize,
    #[command(flatten)]
    workload: WorkloadArgs,
}

#[derive(Debug, thiserror::Error)]
enum InstructionsError {
    #[error("valgrind is not installed, so no instructions can be counted; install it and run this again")]
    NoValgrind,
    #[error("cannot start {what}: {source}; this needs the right to start programs")]
    Start { what: &'static str, source: io::Error },
    #[error("{cell} failed under valgrind ({status}): {message}")]
    Failed { cell: Cell, status: String, message: String },
    #[error("valgrind said nothing of what it collected for {cell}; this needs callgrind of valgrind 3")]
    NothingCollected { cell: Cell },
    #[error("a worker thread panicked; this is a fault of bench-crate")]
    Worker,
    #[error(transparent)]
    Workload(#[from] WorkloadError),
    #[error(transparent)]
    Unknown(#[from] UnknownId),
    #[error(transparent)]
    Missing(#[from] Missing),
    #[error(transparent)]
    Control(#[from] ControlDiffers),
    #[error("the result cannot be written as JSON: {0}; this is a fault of bench-crate")]
    Json(#[from] serde_json::Error),
}

impl InstructionsError {
    fn code(&self) -> u8 {
        match self {
            Self::NoValgrind => 3,
            Self::Control(_) => 1,
            _ => 2,
        }
    }
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::List(args) => list(&args),
        Command::Run(args) => run(&args),
        Command::One(args) => one(&args),
    };
    arguments::finish(result.map_err(|error| {
        let code = error.code();
        (error, code)
    }))
}

fn list(args: &WorkloadArgs) -> Result<String, InstructionsError> {
    Ok(round_part::list(PROGRAM, &args.load()?.summary()?).to_json()?)
}

/// Everything that callgrind collects happens in here.
#[inline(never)]
fn measured(case: &mut dyn Case, iterations: u64) {
    case.run(iterations);
}

/// Runs the case once to warm it up, and then all iterations; says how many these were.
fn one(args: &OneArgs) -> Result<String, InstructionsError> {
    let file = args.workload.load()?.at(args.n);
    let mut case = registry::case(&args.operation, &args.representation)?(&file)?;
    drop(file);
    case.prepare(1);
    case.run(1);
    case.settle();
    let part = ITERATIONS.min(case.limit().max(1));
    let mut left = ITERATIONS;
    while left > 0 {
        let iterations = part.min(left);
        case.prepare(iterations);
        measured(case.as_mut(), iterations);
        case.settle();
        left -= iterations;
    }
    Ok(String::new())
}

fn run(args: &RunArgs) -> Result<String, InstructionsError> {
    look_for_valgrind()?;
    let own = std::env::current_exe()
        .map_err(|source| InstructionsError::Start { what: "this program again", source })?;
    let summary = args.workload.load()?.summary()?;
    let wanted = if args.operation.is_empty() {
        OPERATIONS.map(str::to_owned).to_vec()
    } else {
        args.operation.clone()
    };
    let sizes = if args.sizes.is_empty() { &SIZES[..] } else { &args.sizes };
    let cells = count::cells(&count::operations(&wanted)?, sizes);

    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let (own, cells, workload) = (&own, &cells, &args.workload);
    let mut counted: Vec<(usize, f64)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs)
            .map(|job| {
                scope.spawn(move || {
                    let own_share = cells.iter().enumerate().skip(job).step_by(jobs);
                    own_share
                        .map(|(index, cell)| Ok((index, instructions(own, cell, workload)?)))
                        .collect::<Result<Vec<_>, InstructionsError>>()
                })
            })
            .collect();
        let results =
            workers.into_iter().map(|worker| worker.join().map_err(|_| InstructionsError::Worker)?);
        results.collect::<Result<Vec<_>, _>>().map(|parts| parts.concat())
    })?;
    counted.sort_by_key(|&(index, _)| index);
    let counts = counted
        .into_iter()
        .map(|(index, value)| Count {
            cell: cells[index].clone(),
            values: BTreeMap::from([("instructions", value)]),
        })
        .collect();
    let table = Table { counts, varied: Vec::new(), workload: summary };
    table.check()?;
    Ok(table.part(PROGRAM).to_json()?)
}

fn look_for_valgrind() -> Result<(), InstructionsError> {
    let found =
        Program::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match found {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(InstructionsError::NoValgrind),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(InstructionsError::NoValgrind),
        Err(source) => Err(InstructionsError::Start { what: "valgrind", source }),
    }
}

/// Instructions of one operation, averaged over all iterations.
fn instructions(own: &Path, cell: &Cell, workload: &WorkloadArgs) -> Result<f64, InstructionsError> {
    let mut valgrind = Program::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--collect-atstart=no", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=instructions::measured*")
        .arg(own)
        .args(["one", "--operation", cell.operation, "--representation", cell.representation])
        .args(["--n", &cell.n.to_string()])
        .args(workload.to_args())
        .env("FILLED", filling(cell));
    let output = valgrind.output().map_err(|source| InstructionsError::Start { what: "valgrind", source })?;
    let log = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(InstructionsError::Failed {
            cell: cell.clone(),
            status: output.status.to_string(),
            message: log.lines().filter(|line| !line.starts_with("==")).collect::<Vec<_>>().join(" "),
        });
    }
    match collected(&log) {
        Some(all) if all > 0 => Ok(all as f64 / ITERATIONS as f64),
        _ => Err(InstructionsError::NothingCollected { cell: cell.clone() }),
    }
}

/// As many letters as the cell's name lacks of a fixed length. Arguments and environment lie above the stack: where it begins depends on how
/// long they are, and how a stretch of memory is copied on where it lies. Without this, identical code counted up to four instructions more
/// or less under a longer name.
fn filling(cell: &Cell) -> String {
    const LENGTH: usize = 80;
    let name = cell.operation.len() + cell.representation.len() + cell.n.to_string().len();
    "-".repeat(LENGTH.saturating_sub(name))
}

/// The number in `==123== Collected : 456`.
fn collected(log: &str) -> Option<u64> {
    log.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_name_has_a_shorter_filling() {
        let filled = |operation, representation, n: usize| {
            let length = filling(&Cell { operation, representation, n }).len();
            length + operation.len() + representation.len() + n.to_string().len()
        };
        assert_eq!(filled("snapshot", "vec", 92), filled("update-outstanding", "arc-vec-arc", 100_000));
    }

    #[test]
    fn what_valgrind_collected_is_read_from_its_log() {
        let log = "==7== Events    : Ir\n==7== Collected : 34816\n==7== \n==7== I   refs:      34,816\n";
        assert_eq!(collected(log), Some(34_816));
        assert_eq!(collected("==7== Events    : Ir\n"), None);
    }
}
