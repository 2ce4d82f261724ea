//! Asks the compiler.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

use clap::{Args, ValueEnum};

use super::diagnostic::{Diagnostic, Message};
use super::error::CodeError;
use super::workplace::Workplace;

/// Cargo, run in the folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(folder);
    command
}

/// Which part of the crate is compiled.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Part {
    /// Features of the crate to turn on, as cargo takes them
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    features: Vec<String>,

    /// Compile only these, where other targets do not compile: lib, bins, examples, tests, benches
    #[arg(long, value_name = "LIST", value_delimiter = ',', hide_possible_values = true)]
    targets: Vec<Targets>,
}

/// Targets of one kind, as cargo selects them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Targets {
    /// The library, with its own tests.
    Lib,
    /// Programs.
    Bins,
    /// Examples.
    Examples,
    /// Every test.
    Tests,
    /// Benches.
    Benches,
}

impl Targets {
    fn name(self) -> &'static str {
        match self {
            Self::Lib => "lib",
            Self::Bins => "bins",
            Self::Examples => "examples",
            Self::Tests => "tests",
            Self::Benches => "benches",
        }
    }
}

impl Part {
    /// As on a command line; empty when all targets are meant and no features.
    pub(crate) fn as_option(&self) -> String {
        let targets: Vec<&str> = self.targets.iter().map(|targets| targets.name()).collect();
        let features = self.features.iter().map(String::as_str).collect();
        let lists = [("features", features), ("targets", targets)];
        let written = lists.iter().filter(|(_, list)| !list.is_empty());
        written.map(|(option, list)| format!(" --{option} {}", list.join(","))).collect()
    }

    /// As cargo takes them.
    fn arguments(&self) -> Vec<String> {
        let features = self.features.iter().map(|feature| format!("--features={feature}"));
        let targets = self.targets.iter().map(|targets| format!("--{}", targets.name()));
        let all = self.targets.is_empty().then(|| "--all-targets".to_owned());
        features.chain(targets).chain(all).collect()
    }
}

/// What cargo and the compiler said.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// Whether everything compiled.
    pub(crate) success: bool,
    /// In the order in which they came.
    pub(crate) messages: Vec<Message>,
    errors: String,
}

impl Compiled {
    /// Compiles the part of the copy; `flags` are added to those for rustc.
    ///
    /// # Errors
    /// [`CodeError::NoCargo`]. A crate that does not compile is no error.
    pub(crate) fn of(place: &Workplace, part: &Part, flags: &str) -> Result<Self, CodeError> {
        let mut output = run(place, part, flags, true)?;
        // Only where something is missing on this machine; what was asked for is then in the crate's lock file.
        if !output.status.success() && String::from_utf8_lossy(&output.stderr).contains("--offline") {
            output = run(place, part, flags, false)?;
        }
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(Self {
            success: output.status.success(),
            messages: text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// The compiler's errors.
    pub(crate) fn errors(&self) -> impl Iterator<Item = (&Message, &Diagnostic)> {
        let diagnostics = self.messages.iter().filter_map(|it| Some((it, it.message.as_ref()?)));
        diagnostics.filter(|(_, diagnostic)| diagnostic.level == "error" && !diagnostic.spans.is_empty())
    }

    /// The first error with its place, else cargo's last words.
    pub(crate) fn said(&self, place: &Workplace) -> String {
        let Some((_, error)) = self.errors().next() else { return self.last_words(place) };
        let at = error.spans.iter().find(|span| span.is_primary);
        let at = at.map(|span| format!(" ({}:{})", span.file_name, span.start().line));
        format!("{}{}", error.message, at.unwrap_or_default())
    }

    /// What cargo said before it gave up, without the place of the copy.
    pub(crate) fn last_words(&self, place: &Workplace) -> String {
        let copies = place.workspace.parent().unwrap_or(&place.workspace);
        let text = self.errors.replace(&*place.workspace.to_string_lossy(), ".");
        let text = text.replace(&*copies.to_string_lossy(), "..");
        let said = text.split_once("error: ").map_or(text.as_str(), |(_, said)| said);
        let lines = said.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "Caused by:");
        lines.collect::<Vec<_>>().join("; ").trim_end_matches('.').to_owned()
    }
}

fn run(place: &Workplace, part: &Part, flags: &str, offline: bool) -> Result<Output, CodeError> {
    let own = env::var("RUSTFLAGS").unwrap_or_default();
    let mut command = cargo(&place.folder);
    command
        // One target that does not compile must not decide which others are looked at.
        .args(["check", "--keep-going", "--message-format=json"])
        .args(offline.then_some("--offline"))
        .args(part.arguments())
        .env("CARGO_TARGET_DIR", &place.build)
        // It would take precedence.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", format!("{own} {flags}").trim())
        .env("CARGO_INCREMENTAL", "0");
    command.output().map_err(CodeError::NoCargo)
}
