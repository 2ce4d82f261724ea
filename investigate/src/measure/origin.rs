//! What built the measured code: toolchain and commit.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use evidence::record::{Input, InputKind, Toolchain};
use evidence::source::Fingerprint;

/// The toolchain that cargo uses in `root`.
pub(crate) fn toolchain(root: &Path) -> Toolchain {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let text = answer(Command::new(rustc).arg("-vV").current_dir(root)).unwrap_or_default();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Toolchain {
        rustc: text.lines().next().unwrap_or("unknown").to_owned(),
        host: host.unwrap_or("unknown").to_owned(),
        profile: "release".to_owned(),
    }
}

/// What a record of these kinds depends on, with hashes; the commit of `root`, where git knows one, stands at the first.
pub(crate) fn source(root: &Path, fingerprint: &Fingerprint, kinds: &[InputKind]) -> Vec<Input> {
    let commit = answer(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root));
    // A new record is no change of what is measured; without this, every second record would be called dirty.
    let changes = ["status", "--porcelain", "--", ".", ":(exclude)records"];
    let changes = answer(Command::new("git").args(changes).current_dir(root));
    let mut inputs = fingerprint.inputs(kinds);
    if let Some(first) = inputs.first_mut() {
        first.commit = commit.map(|text| text.trim().to_owned());
        first.dirty = Some(changes.is_some_and(|text| !text.trim().is_empty()));
    }
    inputs
}

/// Whether both are of the same code, as far as both say of what; the commit may be another.
pub(crate) fn are_of_the_same_code(one: &[Input], other: &[Input]) -> bool {
    one.iter().all(|input| {
        let there = other.iter().find(|it| (it.kind, &it.name) == (input.kind, &input.name));
        there.is_none_or(|it| it.sha256 == input.sha256)
    })
}

/// The command's output, or nothing where it is missing or fails: outside git there is no commit, and that is no error.
fn answer(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
