//! Measures one cell in a process of its own and prints it as JSON.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use bench_crate::registry::{self, BASELINE, CONTROL, OperationInfo, RepresentationInfo};
use bench_crate::round::{self, Options, RoundError};
use bench_crate::workload::{Summary, Workload, WorkloadError};
use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;

const EXAMPLE: &str = "Example:
  slices list
  slices round --operation snapshot --n 92 --seed 1 --budget-ms 500

Prints one JSON object. Errors go to stderr, with exit code 2.";

/// Paired slices: every representation of the backlog, one operation, one number of items.
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
    /// Measure one operation at one number of items, all representations interleaved.
    Round(RoundArgs),
}

#[derive(Debug, Args)]
struct WorkloadArgs {
    /// The generated items to measure with.
    #[arg(long, value_enum, default_value_t = Generated::Typical)]
    workload: Generated,
    /// A backlog of your own (YAML, schema version 3) to measure with instead.
    #[arg(long, value_name = "PATH", conflicts_with = "workload")]
    backlog: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Generated {
    /// Like the real backlog's items.
    Typical,
    /// Every field filled.
    Full,
}

#[derive(Debug, Args)]
struct RoundArgs {
    /// The id of an operation, as listed.
    #[arg(long)]
    operation: String,
    /// The number of items.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    n: u32,
    /// Fixes the order of building and running.
    #[arg(long)]
    seed: u64,
    /// Time for measuring, in milliseconds, after the warm-up; at least 8 sets are run.
    #[arg(long)]
    budget_ms: u64,
    /// The length of one slice, in microseconds.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    slice_us: u64,
    #[command(flatten)]
    workload: WorkloadArgs,
}

#[derive(Debug, Serialize)]
struct List {
    operations: Vec<OperationInfo>,
    representations: &'static [RepresentationInfo],
    baseline: &'static str,
    control: &'static str,
    workload: Summary,
    missing: Vec<MissingPair>,
}

#[derive(Debug, Serialize)]
struct MissingPair {
    operation: &'static str,
    representation: &'static str,
    reason: &'static str,
}

#[derive(Debug, thiserror::Error)]
enum SlicesError {
    #[error(transparent)]
    Workload(#[from] WorkloadError),
    #[error(transparent)]
    Round(#[from] RoundError),
    #[error("the workload cannot be written as YAML: {0}; this is a fault of bench-crate")]
    Yaml(#[from] serde_yaml::Error),
    #[error("the result cannot be written as JSON: {0}; this is a fault of bench-crate")]
    Json(#[from] serde_json::Error),
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(json) => {
            match writeln!(io::stdout(), "{json}") {
                Ok(()) => ExitCode::SUCCESS,
                // A reader that closed the pipe early had what it wanted.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("error: cannot write the result: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command) -> Result<String, SlicesError> {
    match command {
        Command::List(args) => Ok(serde_json::to_string(&list(&workload(args)?)?)?),
        Command::Round(args) => {
            let options = Options {
                seed: args.seed,
                budget: Duration::from_millis(args.budget_ms),
                slice: Duration::from_micros(args.slice_us),
            };
            let file = workload(&args.workload)?.at(args.n as usize);
            Ok(serde_json::to_string(&round::run(&args.operation, &file, options)?)?)
        }
    }
}

fn workload(args: &WorkloadArgs) -> Result<Workload, WorkloadError> {
    match (&args.backlog, args.workload) {
        (Some(path), _) => Workload::from_path(path),
        (None, Generated::Typical) => Ok(Workload::typical(Workload::SEED)),
        (None, Generated::Full) => Ok(Workload::full(Workload::SEED)),
    }
}

fn list(workload: &Workload) -> Result<List, SlicesError> {
    Ok(List {
        operations: registry::operations().collect(),
        representations: registry::representations(),
        baseline: BASELINE,
        control: CONTROL,
        workload: workload.summary()?,
        missing: registry::missing()
            .map(|(operation, representation, missing)| MissingPair {
                operation,
                representation,
                reason: missing.0,
            })
            .collect(),
    })
}
