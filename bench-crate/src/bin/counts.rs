//! Counts what every operation allocates and clones, and prints it as a part of a record.

use std::alloc::System;
use std::process::ExitCode;

use bench_crate::arguments::{self, WorkloadArgs};
use bench_crate::count::{self, ControlDiffers, Count, Table, Varied};
use bench_crate::counting;
use bench_crate::operation::Missing;
use bench_crate::registry::{self, UnknownId};
use bench_crate::round_part;
use bench_crate::workload::WorkloadError;
use clap::{Args, Parser, Subcommand};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const PROGRAM: &str = "counts";

const EXAMPLE: &str = "Example:
  counts list
  counts run --operation snapshot --operation push --sizes 5,92

Prints a part of a record, in JSON. Errors go to stderr: exit code 2, or 1 when the control differs from the baseline.";

/// Allocations, bytes and clones of every operation, exactly.
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
}

#[derive(Debug, Args)]
struct RunArgs {
    /// The id of an operation, as listed; may be repeated [default: all].
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// Numbers of items [default: each operation's own].
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = arguments::items)]
    sizes: Vec<usize>,
    #[command(flatten)]
    workload: WorkloadArgs,
}

#[derive(Debug, thiserror::Error)]
enum CountsError {
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

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::List(args) => list(&args),
        Command::Run(args) => run(&args),
    };
    arguments::finish(result.map_err(|error| {
        let code = if matches!(error, CountsError::Control(_)) { 1 } else { 2 };
        (error, code)
    }))
}

fn list(args: &WorkloadArgs) -> Result<String, CountsError> {
    Ok(round_part::list(PROGRAM, &args.load()?.summary()?).to_json()?)
}

fn run(args: &RunArgs) -> Result<String, CountsError> {
    let workload = args.workload.load()?;
    let operations = count::operations(&args.operation)?;
    let mut table = Table { counts: Vec::new(), varied: Vec::new(), workload: workload.summary()? };
    for cell in count::cells(&operations, &args.sizes) {
        // Built here and dropped before the next: one case at a time.
        let mut case = registry::case(cell.operation, cell.representation)?(&workload.at(cell.n))?;
        let counted = counting::count(ALLOCATOR, case.as_mut(), cell.operation);
        if !counted.varied.is_empty() {
            table.varied.push(Varied { cell: cell.clone(), measures: counted.varied });
        }
        table.counts.push(Count { cell, values: counted.values });
    }
    table.check()?;
    Ok(table.part(PROGRAM).to_json()?)
}
