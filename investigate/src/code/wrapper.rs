//! A program that cargo runs instead of rustc, and that runs rustc with more flags. Flags in RUSTFLAGS would replace those of
//! a `.cargo/config.toml`, and the crate would be compiled otherwise than its user does.

use std::env;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The user's own wrapper, a compiler cache for instance, is run by ours.
const USERS: &str = "INVESTIGATE_USERS_RUSTC_WRAPPER";

/// Nothing is denied, because an error would end the check before the targets that depend on it; and the compiler speaks of what
/// we put into the code even where the code allows that. Where cargo caps the lints itself, the code is not the
/// user's.
const SCRIPT: &str = r#"#!/bin/sh
case "$*" in
*--cap-lints*) ;;
*) set -- "$@" --cap-lints=warn --force-warn=deprecated --force-warn=unknown_lints ;;
esac
exec ${INVESTIGATE_USERS_RUSTC_WRAPPER:+"$INVESTIGATE_USERS_RUSTC_WRAPPER"} "$@"
"#;

/// The program.
#[derive(Debug)]
pub(super) struct Wrapper(PathBuf);

impl Wrapper {
    /// Writes it into the folder.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn write(folder: &Path) -> io::Result<Self> {
        let path = folder.join("rustc-with-flags");
        fs::write(&path, SCRIPT)?;
        fs::set_permissions(&path, Permissions::from_mode(0o755))?;
        Ok(Self(path))
    }

    /// Has cargo run it.
    pub(super) fn put_before_rustc(&self, cargo: &mut Command) {
        cargo.env("RUSTC_WRAPPER", &self.0).env_remove(USERS);
        if let Some(users) = env::var_os("RUSTC_WRAPPER") {
            cargo.env(USERS, users);
        }
    }
}
