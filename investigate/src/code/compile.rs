//! Compiles a copy, and keeps what cargo and the compiler say.

use std::io;
use std::path::Path;
use std::process::Command;

use super::cargo::{cargo, run};
use super::diagnostic::{CargoMessage, Diagnostic};
use super::error::CodeError;
use super::error_summary::error_summary;
use super::target_selection::TargetSelection;
use super::working_copy::WorkingCopy;
use super::wrapper;
use crate::interrupt::Interrupt;

/// What cargo and the compiler said.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// Whether everything compiled.
    pub(crate) success: bool,
    /// In the order in which they came.
    pub(crate) messages: Vec<CargoMessage>,
    said: String,
}

impl Compiled {
    /// Compiles the part of the copy.
    /// That it does not compile is no error.
    pub(crate) fn of(place: &WorkingCopy, part: &TargetSelection) -> Result<Self, CodeError> {
        Self::with(place, &part.arguments())
    }

    /// Compiles the libraries and programs of the part, and no test of theirs: what those hold is what others than tests use. One
    /// that does not compile is not missed, because all of the part did.
    pub(crate) fn without_tests(place: &WorkingCopy, part: &TargetSelection) -> Result<Self, CodeError> {
        Self::with(place, &part.arguments_without_tests())
    }

    fn with(place: &WorkingCopy, arguments: &[String]) -> Result<Self, CodeError> {
        Self::check(&place.folder, &place.build, &place.interrupt, |command| {
            // One target that does not compile must not decide which others are looked at.
            command.arg("--keep-going").args(&place.packages).args(arguments);
            wrapper::put_before_rustc(command)
        })
    }

    /// Checks the code in a folder, with what `add` adds to the command.
    /// That it does not compile is no error.
    pub(crate) fn check(
        folder: &Path,
        build: &Path,
        interrupt: &Interrupt,
        add: impl Fn(&mut Command) -> io::Result<()>,
    ) -> Result<Self, CodeError> {
        let check = |offline: bool| {
            let mut command = cargo(folder);
            command.args(["check", "--message-format=json"]).args(offline.then_some("--offline"));
            command.env("CARGO_TARGET_DIR", build).env("CARGO_INCREMENTAL", "0");
            add(&mut command).map_err(CodeError::NoCargo)?;
            run(command, interrupt)
        };
        let mut output = check(true)?;
        // Only where something is missing on this machine; what was asked for is then in the lock file.
        if !output.status.success() && String::from_utf8_lossy(&output.stderr).contains("--offline") {
            output = check(false)?;
        }
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(Self {
            success: output.status.success(),
            messages: text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// As [`Self::of`], where nothing can be said of what does not compile; `cannot` is what it is needed for.
    pub(crate) fn whole(
        place: &WorkingCopy,
        part: &TargetSelection,
        cannot: &'static str,
    ) -> Result<Self, CodeError> {
        let compiled = Self::of(place, part)?;
        if compiled.success {
            return Ok(compiled);
        }
        Err(CodeError::DoesNotCompile {
            path: place.shown.clone(),
            cannot,
            said: compiled.first_error(place),
        })
    }

    /// The compiler's errors.
    pub(crate) fn errors(&self) -> impl Iterator<Item = (&CargoMessage, &Diagnostic)> {
        let diagnostics = self.messages.iter().filter_map(|it| Some((it, it.message.as_ref()?)));
        diagnostics.filter(|(_, diagnostic)| diagnostic.level == "error" && !diagnostic.spans.is_empty())
    }

    /// The first error with its place, else cargo's last words.
    fn first_error(&self, place: &WorkingCopy) -> String {
        let Some((_, error)) = self.errors().next() else { return place.original(&self.error_summary()) };
        let at = error.spans.iter().find(|span| span.is_primary);
        let at = at.map(|span| format!(" ({}:{})", place.relative(&span.file_name), span.start().line));
        format!("{}{}", place.original(&error.message), at.unwrap_or_default())
    }

    /// What cargo said before it gave up.
    pub(crate) fn error_summary(&self) -> String {
        error_summary(&self.said)
    }
}

impl CodeError {
    /// What the compiler says instead, where a definition is missing that may stand in a file that is no Rust.
    pub(crate) fn or_of_the_compiler(
        self,
        place: &WorkingCopy,
        part: &TargetSelection,
        cannot: &'static str,
    ) -> Self {
        match &self {
            Self::Unknown { unread, .. } if !unread.is_empty() => {
                Compiled::whole(place, part, cannot).err().unwrap_or(self)
            }
            _ => self,
        }
    }
}
