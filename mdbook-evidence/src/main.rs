//! The preprocessor as the command that `mdbook build` and `mdbook serve` start.

use std::io::{self, Write};
use std::process::ExitCode;

use mdbook_evidence::EvidencePreprocessor;
use mdbook_preprocessor::{Preprocessor, parse_input};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        // mdBook asks whether a renderer is supported. The expansion is HTML.
        Some("supports") if arguments.next().as_deref() == Some("html") => ExitCode::SUCCESS,
        Some("supports") => ExitCode::FAILURE,
        Some(_) => {
            eprintln!(
                "mdbook-evidence is started by mdBook: name it in book.toml under [preprocessor.evidence]."
            );
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
