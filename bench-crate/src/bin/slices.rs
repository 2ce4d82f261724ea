//! Measures one cell in a process of its own and prints it as a part of a record.

use std::process::ExitCode;
use std::time::Duration;

use bench_crate::arguments::{self, WorkloadArgs};
use bench_crate::protocol::LARGEST_SEED;
use bench_crate::round::{self, Options, RoundError};
use bench_crate::round_part;
use bench_crate::workload::WorkloadError;
use clap::{Args, Parser, Subcommand};

const PROGRAM: &str = "slices";

const EXAMPLE: &str = "Example:
  slices list
  slices round --operation snapshot --n 92 --seed 1 --budget-ms 500

Prints a part of a record, in JSON. Errors go to stderr, with exit code 2.";

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
struct RoundArgs {
    /// The id of an operation, as listed.
    #[arg(long)]
    operation: String,
    /// The number of items.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    n: u32,
    /// Fixes the order of building and running.
    #[arg(long, value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
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

#[derive(Debug, thiserror::Error)]
enum SlicesError {
    #[error(transparent)]
    Workload(#[from] WorkloadError),
    #[error(transparent)]
    Round(#[from] RoundError),
    #[error("the result cannot be written as JSON: {0}; this is a fault of bench-crate")]
    Json(#[from] serde_json::Error),
}

fn main() -> ExitCode {
    arguments::finish(run(&Cli::parse().command).map_err(|error| (error, 2)))
}

fn run(command: &Command) -> Result<String, SlicesError> {
    match command {
        Command::List(args) => Ok(round_part::list(PROGRAM, &args.load()?.summary()?).to_json()?),
        Command::Round(args) => {
            let options = Options {
                seed: args.seed,
                budget: Duration::from_millis(args.budget_ms),
                slice: Duration::from_micros(args.slice_us),
            };
            let file = args.workload.load()?.at(args.n as usize);
            Ok(round::run(&args.operation, &file, options)?.part(PROGRAM).to_json()?)
        }
    }
}
