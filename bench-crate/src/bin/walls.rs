//! Times the scheduler's loop over one candidate, and prints a part of a record.

use std::process::ExitCode;
use std::time::Duration;

use bench_crate::arguments::{self, WorkloadArgs};
use bench_crate::schedule::{self, Durations, LoopError, LoopPoint, Request, Run, TimedLoop};
use clap::Parser;

const PROGRAM: &str = "walls";

const EXAMPLE: &str = "Example:
  walls --representation vec --pattern today --n 92 --concurrency 3 --git

Prints a part of a record, in JSON. Errors go to stderr, with exit code 2.";

/// The scheduler's loop over one candidate, on a real clock, with real files.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLE)]
struct Cli {
    /// The id of a representation, as listed.
    #[arg(long)]
    representation: String,
    /// The id of a pattern, as listed.
    #[arg(long)]
    pattern: Request,
    /// The number of items.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    n: u32,
    /// Agents at work at once.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    concurrency: u32,
    /// How long an agent run takes, in milliseconds.
    #[arg(long, default_value_t = 20)]
    agent_ms: u64,
    /// Commit what phases leave, to a repository in the temporary folder.
    #[arg(long)]
    git: bool,
    /// How many runs.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    runs: u32,
    /// Agent runs after which a run ends.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    phases: u32,
    #[command(flatten)]
    workload: WorkloadArgs,
}

fn main() -> ExitCode {
    arguments::finish(run(&Cli::parse()).map_err(|error| (error, 2)))
}

fn run(args: &Cli) -> Result<String, LoopError> {
    let workload = args.workload.load()?;
    let one = schedule::of(&args.representation)?;
    let (n, concurrency) = (args.n as usize, args.concurrency as usize);
    let file = workload.at(n);
    let durations = Durations { agent: Duration::from_millis(args.agent_ms), ..Durations::FIELD };
    let run = Run { phases: args.phases, durations, ..Run::like_the_field(args.pattern, concurrency) };
    let runs = (0..args.runs).map(|_| one.time(&file, &run, args.git)).collect::<Result<_, _>>()?;
    let timed = TimedLoop {
        point: LoopPoint { representation: one.id, request: args.pattern, n, concurrency },
        agent_ms: args.agent_ms,
        commits: args.git,
        runs,
    };
    Ok(schedule::timed(PROGRAM, &workload.summary()?, &timed).to_json()?)
}
