//! The command: the preprocessor that `mdbook build` and `mdbook serve` start, and what is run by hand beside it.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mdbook_evidence::command::error::CommandError;
use mdbook_evidence::command::{accept, build, check, import, install};
use mdbook_evidence::folder::sources::SourcesError;
use mdbook_evidence::{Config, ConfigError, EvidencePreprocessor, style};
use mdbook_preprocessor::{Preprocessor, parse_input};

const HELP: &str = "\
Without a command it expands the chapters that mdBook gives it. `install` names it in book.toml:

  [preprocessor.evidence]
  command = \"mdbook-evidence\"
  after = [\"links\"]
  records = \"records\"          the folder of records, from the book's root
  coordinates = { machine = \"mine\" }     of several records with a figure, those that the book's numbers are of
  strict = true                refuse what reading only marks, as for publishing

Other keys are measured, counted, directions, figures, gates, decision, claims-lock, cache, headline and typed-numbers; README.md describes them, and every directive.

Exit codes:
  0    the book was expanded or built, the files were written, or the renderer is supported
  1    a chapter, a record or the folder to build into is not fit, or the renderer is not supported
  2    it was started with something that cannot be used";

/// Expands figures from recorded evidence in the chapters of an mdBook, and makes records
#[derive(Debug, Parser)]
#[command(name = "mdbook-evidence", after_help = HELP, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Put into a book what it needs
    Install(install::Options),
    /// Render a book, with nothing that could fail to start
    Build(build::Options),
    /// Say what a strict build would, and which sentences nothing binds
    Check(check::Options),
    /// Make a record of what another tool saved
    Import(import::Options),
    /// Write into the lock that a claim or a judgement was reviewed
    Accept(accept::Options),
    /// What mdBook asks: whether a renderer is supported
    #[command(hide = true)]
    Supports {
        /// The renderer
        renderer: String,
    },
}

fn main() -> ExitCode {
    let command = match Cli::try_parse() {
        Ok(cli) => cli.command,
        Err(said) => {
            // Help is an error to clap, and what cannot be printed to it is none.
            let printed = said.print().and_then(|()| io::stdout().flush());
            return match printed {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
                _ => u8::try_from(said.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from),
            };
        }
    };
    match command {
        // The expansion is HTML.
        Some(Command::Supports { renderer }) if renderer == "html" => ExitCode::SUCCESS,
        Some(Command::Supports { .. }) => ExitCode::FAILURE,
        Some(Command::Install(options)) => told(install::run(&options)),
        Some(Command::Build(options)) => told(build::run(&options).map(|(folder, warnings)| {
            warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
            format!("Built {}.", folder.display())
        })),
        Some(Command::Check(options)) => match check::run(&options) {
            Ok(checked) => match (tell(&checked.said), &checked.refused) {
                (_, Some(error)) => {
                    eprintln!("error: a strict build would refuse the book: {error:#}");
                    ExitCode::from(if error.is::<SourcesError>() || error.is::<ConfigError>() {
                        2
                    } else {
                        1
                    })
                }
                (told, None) => told,
            },
            Err(error) => failed(&error, 2),
        },
        Some(Command::Import(options)) => told(import::run(&options)),
        Some(Command::Accept(options)) => told(accept::run(&options)),
        None => match expand() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("mdbook-evidence: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

/// What a command did, or why not, with its exit code.
fn told(said: Result<String, CommandError>) -> ExitCode {
    said.map_or_else(|error| failed(&error, error.exit_code()), |said| tell(&said))
}

fn failed(error: &dyn std::error::Error, code: u8) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::from(code)
}

fn tell(said: &str) -> ExitCode {
    match writeln!(io::stdout(), "{said}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn expand() -> anyhow::Result<()> {
    let (context, book) = parse_input(io::stdin())?;
    let strict = Config::of(&context.config, &context.root)?.strict;
    let lacks = style::lacks(&context.root, &context.config);
    if strict && !lacks.is_empty() {
        anyhow::bail!(lacks.join("\n"));
    }
    lacks.iter().for_each(|lack| eprintln!("warning: {lack}"));
    let book = EvidencePreprocessor::of_strictness(strict).run(&context, book)?;
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &book)?;
    // What is still in the buffer at the end of a program is written without a word of what fails.
    out.flush()?;
    Ok(())
}
