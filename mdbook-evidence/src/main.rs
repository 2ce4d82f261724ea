//! The preprocessor as the command that `mdbook build` and `mdbook serve` start.

use std::io::{self, Write};
use std::process::ExitCode;

use mdbook_evidence::EvidencePreprocessor;
use mdbook_preprocessor::{Preprocessor, parse_input};

const HELP: &str = "\
Expands figures from recorded evidence in the chapters of an mdBook

Usage: mdBook starts it. Name it in book.toml:

  [preprocessor.evidence]
  command = \"mdbook-evidence\"
  after = [\"links\"]
  records = \"records\"          the folder of records, from the book's root
  reference = \"my-machine\"     the record that figures come from

Other keys are measured, gates, decision and headline; README.md describes them, and every directive.

Exit codes:
  0    the book was expanded, or the renderer is supported
  1    a chapter, a record or the folder to build into is not fit, or the renderer is not supported
  2    it was started with an argument that mdBook does not give";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        // mdBook asks whether a renderer is supported. The expansion is HTML.
        Some("supports") if arguments.next().as_deref() == Some("html") => ExitCode::SUCCESS,
        Some("supports") => ExitCode::FAILURE,
        Some("--help" | "-h") => match writeln!(io::stdout(), "{HELP}") {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
            _ => ExitCode::SUCCESS,
        },
        Some(_) => {
            eprintln!("error: mdbook-evidence is started by mdBook. See mdbook-evidence --help.");
            ExitCode::from(2)
        }
        None => match expand() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("mdbook-evidence: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

fn expand() -> anyhow::Result<()> {
    let (context, book) = parse_input(io::stdin())?;
    let book = EvidencePreprocessor::reading().run(&context, book)?;
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &book)?;
    // What is still in the buffer at the end of a program is written without a word of what fails.
    out.flush()?;
    Ok(())
}
