//! Reads, builds and measures the book.

// `println!` panics where nothing can be written; `output` tells a closed pipe from a full disk.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod accept;
mod agree;
mod audit;
mod book_toml;
mod build;
mod catalog;
mod check;
mod child;
mod code;
mod columns;
mod conclusion;
mod decide;
mod exit;
mod interrupt;
mod measure;
mod named;
mod output;
mod prediction_check;
mod probe;
mod project;
mod read;
mod record_path;
mod serde_gate;
mod yaml;

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use exit::{Exit, Failure};

const EXAMPLES: &str = "\
Examples:
  cargo run                                    build the book and serve it
  cargo run -- build                           build it strictly, as it is published
  cargo run -- measure --quick                 measure on this machine, in three minutes
  cargo run -- catalog PATH --field Type.name  every use of a field of your own";

/// Read the book, build it strictly, or measure the evidence that it computes its conclusion from
#[derive(Debug, Parser)]
#[command(version, after_help = format!("{EXAMPLES}\n\n{}", exit::TABLE))]
struct Cli {
    /// The project's root folder; without it, the nearest folder with a book.toml
    #[arg(long, global = true, value_name = "DIR", display_order = 100)]
    root: Option<PathBuf>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the book and serve it on this machine; this is the default
    Read(read::Options),
    /// Build the book strictly and check every page, as before publishing
    Build(build::Options),
    /// Measure on this machine and write a record
    Measure(measure::Options),
    /// Let records hold after a rename, once their counts were taken again and are the same
    Waive(measure::WaiveOptions),
    /// Say what the evidence chooses, why each other candidate lost, and what would change that
    Decide(decide::Options),
    /// Write into claims.lock that a claim or a judgement was reviewed
    Accept(accept::Options),
    /// Say what a strict build would, and which sentences nothing binds
    Check(check::Options),
    /// Check that criterion's benches and the record put the representations in the same order
    Agree(agree::Options),
    /// Check that every representation reads and writes the same backlog files
    Serde(serde_gate::Options),
    /// Find every use of a field, a method or a type in a crate
    Catalog(catalog::Options),
    /// Ask the compiler what each type that could hold a list makes of each operation
    Verdicts(catalog::VerdictsOptions),
    /// Audit the crates that each representation brings with it
    Audit(audit::Options),
    /// Change the type of a field in a copy of a crate, and report what the compiler says
    Probe(probe::Options),
    /// Check that a catalog foresaw what the probes of the same code found
    PredictionCheck(prediction_check::Options),
}

fn main() -> ExitCode {
    if let Some(exit) = code::run_as_rustc() {
        return exit;
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(help) => return tell_usage(&help),
    };
    match run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { message, exit }) => {
            output::tell(format_args!("error: {message}"));
            exit.into()
        }
    }
}

/// Prints the help that was asked for, or what is wrong with the arguments.
fn tell_usage(usage: &clap::Error) -> ExitCode {
    match usage.print() {
        Err(error) if !usage.use_stderr() && error.kind() != ErrorKind::BrokenPipe => Exit::Failed.into(),
        _ if usage.use_stderr() => Exit::BadInput.into(),
        _ => ExitCode::SUCCESS,
    }
}

fn run(cli: &Cli) -> Result<(), Failure> {
    let root = project::root(cli.root.as_deref())?;
    match &cli.command {
        Some(Command::Measure(options)) => Ok(output::print(measure::run(&root, options)?)?),
        Some(Command::Build(options)) => Ok(output::print(build::run(&root, options)?)?),
        Some(Command::Waive(options)) => Ok(output::print(measure::waive(&root, options)?)?),
        Some(Command::Decide(options)) => decide::run(&root, options),
        Some(Command::Accept(options)) => Ok(output::print(accept::run(&root, options)?)?),
        Some(Command::Check(check::Options {})) => check::run(&root),
        Some(Command::Agree(options)) => agree::run(&root, options),
        Some(Command::Serde(options)) => serde_gate::run(&root, options),
        Some(Command::Catalog(options)) => catalog::run(&root, options),
        Some(Command::Verdicts(options)) => catalog::verdicts(&root, options),
        Some(Command::Audit(options)) => audit::run(&root, options),
        Some(Command::Probe(options)) => probe::run(&root, options),
        Some(Command::PredictionCheck(options)) => prediction_check::run(&root, options),
        Some(Command::Read(options)) => read::run(&root, options),
        None => read::run(&root, &read::Options::default()),
    }
}
