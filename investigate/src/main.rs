//! Reads, builds and measures the book.

mod measure;
mod project;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use measure::MeasureError;
use project::ProjectError;

const EXAMPLES: &str = "\
Examples:
  cargo run                        build the book and serve it
  cargo run -- build               build it strictly, as it is published
  cargo run -- measure --quick     measure on this machine, in three minutes";

/// Read the book, build it strictly, or measure the evidence that it computes its conclusion from
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
struct Cli {
    /// The project's root folder; without it, the nearest folder with a book.toml
    #[arg(long, global = true, value_name = "DIR", display_order = 100)]
    root: Option<PathBuf>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure on this machine and write a record
    Measure(measure::Options),
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(exit_code(&error))
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<()> {
    let root = project::root(cli.root.as_deref())?;
    match &cli.command {
        Some(Command::Measure(options)) => println!("{}", measure::run(&root, options)?),
        None => {}
    }
    Ok(())
}

/// 2 for what the user asked wrongly, 1 for what failed.
fn exit_code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<MeasureError>() {
        Some(MeasureError::Interrupted { .. }) => measure::INTERRUPTED,
        Some(measure) if measure.is_bad_input() => 2,
        None if error.is::<ProjectError>() => 2,
        _ => 1,
    }
}
