//! What compiling and carrying the crates of a representation costs, on this machine.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use cargo_metadata::Dependency;
use indicatif::ProgressBar;

use super::consumer::{Consumer, PRESENT};
use super::error::AuditError;
use super::facts::{Build, Costs};
use super::names::NamedCrates;
use crate::child;
use crate::code::own_cargo;
use crate::interrupt::Interrupt;
use crate::measure::this_machine;

/// Builds of each program.
const RUNS: usize = 5;

/// Builds a program with the list of each set of crates, in turn; the first set has none.
pub(super) fn measure(
    root: &Path,
    known: &[Dependency],
    all: &[NamedCrates],
    interrupt: &Interrupt,
) -> Result<Costs, AuditError> {
    let mut builds: Vec<(Consumer, Build)> = Vec::new();
    for names in all {
        let Some(list) = &names.list else { continue };
        let same = all.iter().filter(|it| it.dependencies == names.dependencies);
        let representations: Vec<String> = same.map(|it| it.representation.to_owned()).collect();
        if builds.iter().any(|(_, build)| build.representations == representations) {
            continue;
        }
        let consumer = Consumer::new(root, known, &names.dependencies)?;
        consumer.write("src/main.rs", program(list).as_bytes())?;
        builds.push((consumer, Build { representations, seconds: Vec::new(), program_bytes: 0 }));
    }
    let bar = ProgressBar::new((builds.len() * RUNS) as u64);
    // In turn, so that a machine that slows down slows all of them.
    for _ in 0..RUNS {
        for (consumer, build) in &mut builds {
            let (seconds, bytes) = once(consumer, interrupt)?;
            build.seconds.push(seconds.as_secs_f64());
            build.program_bytes = bytes;
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    Ok(Costs { machine: this_machine(), builds: builds.into_iter().map(|(_, build)| build).collect() })
}

/// A program that builds a list, takes a snapshot and iterates over it: all lists have these operations under the same names.
fn program(list: &str) -> String {
    format!(
        "fn main() {{\n    let list: {list}<String> = std::env::args().collect();\n    \
         let snapshot = list.clone();\n    drop(list);\n    \
         println!(\"{{}}\", snapshot.iter().map(String::len).sum::<usize>());\n}}\n"
    )
}

/// One build: what the project has already is compiled first and not timed.
fn once(consumer: &Consumer, interrupt: &Interrupt) -> Result<(Duration, u64), AuditError> {
    let target = tempfile::tempdir().map_err(AuditError::Temporary)?;
    let present = PRESENT.iter().flat_map(|name| ["--package", name]).collect::<Vec<_>>();
    build(consumer, target.path(), &present, interrupt)?;
    let start = Instant::now();
    build(consumer, target.path(), &[], interrupt)?;
    let took = start.elapsed();
    let name = format!("consumer{}", std::env::consts::EXE_SUFFIX);
    let program = target.path().join("release").join(name);
    Ok((took, fs::metadata(program).map_err(AuditError::Temporary)?.len()))
}

fn build(
    consumer: &Consumer,
    target: &Path,
    which: &[&str],
    interrupt: &Interrupt,
) -> Result<(), AuditError> {
    let mut command = own_cargo();
    command
        .args(["build", "--release", "--offline", "--quiet"])
        .args(which)
        .current_dir(consumer.path())
        .env("CARGO_TARGET_DIR", target)
        // Flags and wrappers of this machine's user would be measured as well.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTC_WRAPPER");
    let what = if consumer.named().is_empty() { "no added crate" } else { consumer.named() };
    let failed = |said: String| AuditError::Build { what: what.to_owned(), said };
    let output = child::output(command, interrupt).map_err(|error| failed(error.to_string()))?;
    let output = output.ok_or(AuditError::Interrupted)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().find(|line| line.starts_with("error")).unwrap_or("cargo failed");
    Err(failed(said.trim_start_matches("error: ").trim_end_matches('.').to_owned()))
}
