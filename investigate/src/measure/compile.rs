//! Compiles the programs that measure, each by itself: cargo would unify the features of two in one call, and time the
//! code that was instrumented for counting.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use thiserror::Error;

use crate::code::{CargoMessage, own_cargo};
use crate::exit::ends;

/// The package whose code is measured.
pub(super) const PACKAGE: &str = "bench-crate";

/// The bench target.
const BENCH: &str = "operations";

/// Why there is no program to measure with.
#[derive(Debug, Error)]
pub(crate) enum CompileError {
    #[error("cannot start cargo: {0}. Install Rust from https://rustup.rs, or set CARGO to its path.")]
    NoCargo(#[source] io::Error),
    /// The code does not compile, or Cargo.lock does not fit the manifests.
    #[error("the measured code does not compile; cargo says why above. Put it right and measure again.")]
    Failed,
    #[error(
        "cargo built bench-crate but names no `{0}` program. Restore its [[bin]] or [[bench]] in bench-crate/Cargo.toml."
    )]
    NoProgram(&'static str),
}

ends!(Failed: CompileError);

/// The arguments of cargo for the program of that name, for which `feature` is switched on.
pub(super) fn arguments(name: &'static str, feature: Option<&'static str>) -> Vec<&'static str> {
    let mut arguments = vec!["build", "--release", "-p", PACKAGE];
    arguments.extend(feature.iter().flat_map(|feature| ["--features", feature]));
    arguments.extend(["--bin", name]);
    arguments
}

/// Compiles a program for release and returns its path, wherever cargo puts it.
/// Cargo's own messages have been shown by then.
pub(super) fn program(
    root: &Path,
    name: &'static str,
    feature: Option<&'static str>,
) -> Result<PathBuf, CompileError> {
    build(cargo(root, &arguments(name, feature)), name)
}

/// Compiles criterion's benches as `cargo bench` does, or with more flags for the compiler into a target folder of their
/// own, and returns the program's path.
/// Cargo's own messages have been shown by then.
pub(crate) fn bench_program(root: &Path, other: Option<(&str, &Path)>) -> Result<PathBuf, CompileError> {
    let arguments = ["bench", "--no-run", "-p", PACKAGE, "--bench", BENCH];
    let mut cargo = cargo(root, &arguments);
    if let Some((flags, target)) = other {
        let users = env::var("RUSTFLAGS").unwrap_or_default();
        cargo.env("RUSTFLAGS", format!("{users} {flags}").trim()).env("CARGO_TARGET_DIR", target);
    }
    build(cargo, BENCH)
}

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    // Cargo sets CARGO for what it runs: the toolchain then is the one that the command itself was built with.
    let mut cargo = own_cargo();
    cargo.args(arguments).current_dir(root);
    cargo
}

fn build(mut cargo: Command, name: &'static str) -> Result<PathBuf, CompileError> {
    let output = cargo
        .args(["--locked", "--message-format=json-render-diagnostics"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(CompileError::NoCargo)?;
    if !output.status.success() {
        return Err(CompileError::Failed);
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<CargoMessage>(line).ok());
    messages
        .filter(|message| message.target.as_ref().is_some_and(|target| target.name == name))
        .find_map(|message| message.executable)
        .ok_or(CompileError::NoProgram(name))
}
