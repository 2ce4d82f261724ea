//! Measures one cell in a process of its own and prints it as JSON.

use std::process::ExitCode;
use std::time::Duration;

use bench_crate::arguments::{self, List, WorkloadArgs};
use bench_crate::round::{self, Options, RoundError};
use bench_crate::workload::WorkloadError;
use clap::{Args, Parser, Subcommand};

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
    arguments::finish(run(&Cli::parse().command).map_err(|error| (error, 2)))
}

fn run(command: &Command) -> Result<String, SlicesError> {
    match command {
        Command::List(args) => Ok(serde_json::to_string(&List::new(args.load()?.summary()?))?),
        Command::Round(args) => {
            let options = Options {
                seed: args.seed,
                budget: Duration::from_millis(args.budget_ms),
                slice: Duration::from_micros(args.slice_us),
            };
            let file = args.workload.load()?.at(args.n as usize);
            Ok(serde_json::to_string(&round::run(&args.operation, &file, options)?)?)
        }
    }
}
