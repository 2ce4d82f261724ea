//! This program in rustc's place: cargo runs it, and it runs rustc with more flags. Flags in RUSTFLAGS would replace those of a
//! `.cargo/config.toml`, and the crate would be compiled otherwise than its user does.

use std::env;
use std::ffi::OsString;
use std::io;
use std::process::{Command, ExitCode};

use crate::output;

/// Set where this program stands before rustc; to the user's own wrapper, a compiler cache for instance, which it then runs.
const BEFORE_RUSTC: &str = "INVESTIGATE_BEFORE_RUSTC";

/// Nothing is denied, because an error would end the check before the targets that depend on it; and the compiler speaks of what
/// we put into the code even where the code allows that.
const FLAGS: [&str; 3] = ["--cap-lints=warn", "--force-warn=deprecated", "--force-warn=unknown_lints"];

/// Has cargo run this program in rustc's place.
pub(super) fn put_before_rustc(cargo: &mut Command) -> io::Result<()> {
    let users = env::var_os("RUSTC_WRAPPER").unwrap_or_default();
    cargo.env("RUSTC_WRAPPER", env::current_exe()?).env(BEFORE_RUSTC, users);
    Ok(())
}

/// Runs rustc, where cargo started this in its place.
pub(crate) fn run_as_rustc() -> Option<ExitCode> {
    let users = env::var_os(BEFORE_RUSTC)?;
    let mut command = (!users.is_empty()).then_some(users).into_iter().chain(env::args_os().skip(1));
    let mut rustc = Command::new(command.next()?);
    let arguments: Vec<OsString> = command.collect();
    // Where cargo caps the lints itself, the code is not the user's.
    let is_capped = arguments.iter().any(|it| it.to_string_lossy().starts_with("--cap-lints"));
    rustc.args(arguments).args(FLAGS.iter().filter(|_| !is_capped));
    Some(match rustc.status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => {
            output::tell(format_args!("error: {} does not start: {error}", rustc.get_program().display()));
            ExitCode::FAILURE
        }
    })
}
