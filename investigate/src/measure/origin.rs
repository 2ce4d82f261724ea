//! What built the measured code: toolchain and commit.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::measured::MeasuredSources;
use evidence::record::{InputKind, Toolchain};
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

/// The commit of `root`, where git knows one, and the hashes of what a record of these kinds depends on.
pub(crate) fn source(root: &Path, fingerprint: &Fingerprint, kinds: &[InputKind]) -> MeasuredSources {
    let commit = answer(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root));
    // A new record is no change of what is measured; without this, every second record would be called dirty.
    let changes = ["status", "--porcelain", "--", ".", ":(exclude)records"];
    let changes = answer(Command::new("git").args(changes).current_dir(root));
    MeasuredSources {
        commit: commit.map(|text| text.trim().to_owned()),
        dirty: changes.is_some_and(|text| !text.trim().is_empty()),
        inputs: fingerprint.inputs(kinds),
        waiver: None,
        archived: None,
    }
}

/// The command's output, or nothing where it is missing or fails: outside git there is no commit, and that is no error.
fn answer(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
