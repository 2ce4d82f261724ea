//! Hands the Rust snippets of the book to skeptic.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

// A build script cannot depend on the library of its own package.
#[path = "src/lib.rs"]
pub mod gathering;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("..");
    println!("cargo::rerun-if-changed={}", root.join("src").display());
    // The tests of the harness run snippets as the generated tests do.
    println!("cargo::rustc-env=SNIPPETS_TARGET={}", env::var("TARGET")?);

    let book = match gathering::gather(&root) {
        Ok(book) => book,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    if book.snippets.is_empty() {
        println!("cargo::warning=no snippet is tested: no chapter in src/SUMMARY.md has one");
    }
    for file in &book.files {
        println!("cargo::rerun-if-changed={}", root.join(file).display());
    }

    let out = Path::new(&env::var("OUT_DIR")?).to_owned();
    let staged = gathering::stage(&book.snippets, &out.join("snippets"))?;
    if staged.is_empty() {
        // Skeptic would write nothing, and leave what an earlier run wrote.
        fs::write(out.join("skeptic-tests.rs"), "extern crate skeptic;\n")?;
    }
    skeptic::generate_doc_tests(&staged);
    let ignored = book.snippets.iter().filter(|snippet| snippet.ignored).count();
    println!("{} snippets are tested, {ignored} ignored", book.snippets.len() - ignored);
    Ok(ExitCode::SUCCESS)
}
