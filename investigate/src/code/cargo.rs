//! Cargo, rustc and git, run as the user would run them in the crate's folder.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

use super::error::CodeError;
use crate::child;
use crate::interrupt::Interrupt;

/// What `cargo run` sets for the program that it runs. To the crate it would say which toolchain is meant, what is compiled and
/// with which flags: things that the crate's own `rust-toolchain.toml` and `.cargo/config.toml` decide.
const SET_BY_CARGO: [&str; 12] = [
    "CARGO",
    "CARGO_BIN_NAME",
    "CARGO_CRATE_NAME",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_LINKS",
    "CARGO_MANIFEST_PATH",
    "CARGO_PRIMARY_PACKAGE",
    "OUT_DIR",
    "RUSTC",
    "RUSTDOC",
    "RUSTUP_TOOLCHAIN",
];

/// What git sets for a hook: it would answer for the hook's repository.
const SET_BY_GIT_HOOKS: [&str; 4] = ["GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE"];

/// Cargo, run in the folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    // By its name, where there is one: rustup then looks which toolchain the folder asks for. CARGO is that of one toolchain.
    let name = format!("cargo{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH").unwrap_or_default();
    let named = env::split_paths(&path).any(|folder| folder.join(&name).is_file());
    let program = if named { None } else { env::var_os("CARGO") };
    in_folder(program.unwrap_or_else(|| OsString::from("cargo")), folder)
}

/// The cargo that started this, or the one of the path: for packages of our own making, which ask for no toolchain.
pub(crate) fn own_cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// First line of `rustc --version` in the folder.
/// A compiler that cannot tell is `unknown`.
pub(crate) fn toolchain(folder: &Path, interrupt: &Interrupt) -> Result<String, CodeError> {
    let started_by_cargo = env::var_os("CARGO").is_some();
    let program = env::var_os("RUSTC").filter(|_| !started_by_cargo);
    let mut command = in_folder(program.unwrap_or_else(|| OsString::from("rustc")), folder);
    command.arg("--version");
    let said = answer(command, interrupt)?;
    Ok(said.unwrap_or_else(|| "unknown".to_owned()))
}

/// What git says, or nothing where it is missing or fails: a crate need not be in a repository.
pub(super) fn git(
    folder: &Path,
    arguments: &[&str],
    interrupt: &Interrupt,
) -> Result<Option<String>, CodeError> {
    let mut git = in_folder("git".into(), folder);
    git.args(arguments);
    answer(git, interrupt)
}

/// Runs cargo.
/// That it fails is no error.
pub(crate) fn run(command: Command, interrupt: &Interrupt) -> Result<Output, CodeError> {
    child::output(command, interrupt).map_err(CodeError::NoCargo)?.ok_or(CodeError::Interrupted)
}

fn answer(command: Command, interrupt: &Interrupt) -> Result<Option<String>, CodeError> {
    match child::output(command, interrupt) {
        Ok(None) => Err(CodeError::Interrupted),
        Ok(Some(output)) if output.status.success() => {
            Ok(Some(String::from_utf8_lossy(&output.stdout).trim().to_owned()))
        }
        Ok(Some(_)) | Err(_) => Ok(None),
    }
}

fn in_folder(program: OsString, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if env::var_os("CARGO").is_some() {
        let package = env::vars_os().map(|(name, _)| name);
        let package = package.filter(|name| name.to_string_lossy().starts_with("CARGO_PKG_"));
        package.chain(SET_BY_CARGO.map(OsString::from)).for_each(|name| {
            command.env_remove(name);
        });
    }
    SET_BY_GIT_HOOKS.iter().for_each(|name| {
        command.env_remove(name);
    });
    command
        // `git status`, run by us or by a build script, would write the user's index.
        .env("GIT_OPTIONAL_LOCKS", "0")
        // Nobody sees the question.
        .env("GIT_TERMINAL_PROMPT", "0")
        // A toolchain is much to download unasked and unseen.
        .env("RUSTUP_AUTO_INSTALL", "0")
        // Rustup's would stand below its message.
        .env("RUST_BACKTRACE", "0");
    command
}
