//! Counts what the scheduler's loop does, one candidate after the other, and prints a part of a record.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use bench_crate::arguments::{self, WorkloadArgs};
use bench_crate::model::BacklogFile;
use bench_crate::protocol::RecordPart;
use bench_crate::registry;
use bench_crate::schedule::{
    self, CountedLoop, DropEarly, Durations, Loop, LoopError, LoopPoint, Request, Run,
};
use clap::{Args, Parser, Subcommand};

const PROGRAM: &str = "loops";

const EXAMPLE: &str = "Example:
  loops list
  loops count --representation vec --representation arc-file --n 92

Prints a part of a record, in JSON. Errors go to stderr, with exit code 2.";

/// The scheduler's loop over every representation of the backlog and every pattern of requests.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the patterns, the sites, the representations and the workload.
    List(WorkloadArgs),
    /// Count what runs do: on a paused clock, with nothing stored; exactly, and in drawn interleavings. Needs the feature `counts`.
    Count(CountArgs),
}

#[derive(Debug, Args)]
struct CountArgs {
    /// The id of a representation, as listed; all if none is given.
    #[arg(long)]
    representation: Vec<String>,
    /// The id of a pattern, as listed; all if none is given, but above 500 items none that drops early.
    #[arg(long)]
    pattern: Vec<Request>,
    /// The number of items.
    #[arg(long, default_values_t = [30, 92, 500, 5_000], value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    n: Vec<u32>,
    /// Agents at work at once.
    #[arg(long, default_values_t = [1, 3], value_parser = clap::value_parser!(u32).range(1..=100))]
    concurrency: Vec<u32>,
    /// Agent runs after which a run ends.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    phases: u32,
    /// How long an agent run takes on the paused clock, in milliseconds.
    #[arg(long, default_value_t = 20)]
    agent_ms: u64,
    /// Interleavings that are drawn beside the exact one, where tasks run at once: for the representations
    /// that the field was measured with, at no more items than 500.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    draws: u32,
    #[command(flatten)]
    workload: WorkloadArgs,
}

fn main() -> ExitCode {
    arguments::finish(run(&Cli::parse().command).map_err(|error| (error, 2)))
}

fn run(command: &Command) -> Result<String, LoopError> {
    let part = match command {
        Command::List(args) => schedule::list(PROGRAM, &args.load()?.summary()?),
        Command::Count(args) => count(args)?,
    };
    Ok(part.to_json()?)
}

fn count(args: &CountArgs) -> Result<RecordPart, LoopError> {
    let workload = args.workload.load()?;
    let loops: Vec<Loop> = if args.representation.is_empty() {
        schedule::loops().to_vec()
    } else {
        args.representation.iter().map(|id| schedule::of(id)).collect::<Result<_, _>>()?
    };
    let requests: Vec<Request> =
        if args.pattern.is_empty() { Request::all().collect() } else { args.pattern.clone() };
    let durations = Durations { agent: Duration::from_millis(args.agent_ms), ..Durations::FIELD };
    let mut jobs = Vec::new();
    for &n in &args.n {
        let file = Arc::new(workload.at(n as usize));
        for &concurrency in &args.concurrency {
            // The larger a backlog, the longer a count. What early drops do is seen below that size.
            let asked = |request: &&Request| {
                let dropping = request.drop_early != DropEarly::Nothing;
                !args.pattern.is_empty() || n <= MOST_ITEMS_DRAWN || !dropping
            };
            let requests: Vec<Request> = requests.iter().filter(asked).copied().collect();
            for (&one, &request) in loops.iter().flat_map(|one| requests.iter().map(move |it| (one, it))) {
                let run = Run {
                    phases: args.phases,
                    durations,
                    ..Run::like_the_field(request, concurrency as usize)
                };
                let draws = (args.draws > 0 && is_drawn(one.id, &run, n)).then_some(args.draws);
                jobs.push(Job { one, run, file: Arc::clone(&file), draws });
            }
        }
    }
    Ok(schedule::counted(PROGRAM, &workload.summary()?, args.agent_ms, &all(&jobs)?)?)
}

/// The representations that are drawn: those that the field was measured with. A draw takes as long as an
/// exact count.
const DRAWN: [&str; 4] = ["vec", "arc-file", "vec-arc", "memo"];

/// The most items at which draws are made, and early drops counted unless asked for.
const MOST_ITEMS_DRAWN: u32 = 500;

/// Whether draws can show anything. With one task at a time there is nobody to meet, and a baseline that
/// copies at each snapshot does so whenever that is dropped.
fn is_drawn(id: &str, run: &Run, n: u32) -> bool {
    let dropping_matters = id != registry::BASELINE || run.request.drop_early == DropEarly::Nothing;
    DRAWN.contains(&id) && n <= MOST_ITEMS_DRAWN && run.concurrency > 1 && dropping_matters
}

/// One loop to count.
struct Job {
    one: Loop,
    run: Run,
    file: Arc<BacklogFile>,
    draws: Option<u32>,
}

impl Job {
    fn count(&self) -> Result<CountedLoop, LoopError> {
        let draw = |draws: u32| self.one.draw(&self.file, &self.run, draws.into());
        Ok(CountedLoop {
            point: LoopPoint {
                representation: self.one.id,
                request: self.run.request,
                n: self.file.items.len(),
                concurrency: self.run.concurrency,
            },
            counts: self.one.count(&self.file, &self.run)?,
            drawn: self.draws.map(draw).transpose()?,
        })
    }
}

/// Counts all, in order, on every processor: each loop runs in a thread of its own and shares nothing, so
/// that the counts do not depend on it.
fn all(jobs: &[Job]) -> Result<Vec<CountedLoop>, LoopError> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut counted: Vec<(usize, CountedLoop)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|first| {
                let own = jobs.iter().enumerate().skip(first).step_by(threads);
                scope.spawn(move || {
                    own.map(|(place, job)| Ok((place, job.count()?))).collect::<Result<Vec<_>, LoopError>>()
                })
            })
            .collect();
        let results =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        results.collect::<Result<Vec<_>, LoopError>>()
    })?
    .into_iter()
    .flatten()
    .collect();
    counted.sort_by_key(|(place, _)| *place);
    Ok(counted.into_iter().map(|(_, counted)| counted).collect())
}
