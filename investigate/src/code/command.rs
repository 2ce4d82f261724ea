//! What the commands share that look into somebody's crate: their options, and how they end with a table, JSON or a record.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::Args;
use evidence::Record;

use super::depth::on_a_deep_stack;
use super::error::CodeError;
use super::manifest::{Crate, commit, read};
use super::target_selection::TargetSelection;
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::measure::slug;
use crate::output;
use crate::record_path;

/// Options of a command that looks into a crate.
#[derive(Debug, Clone, Args)]
pub(crate) struct CrateOptions {
    /// The crate's folder
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,

    /// The commit that the code is of, where the folder has no .git
    #[arg(long, value_name = "COMMIT", value_parser = commit)]
    commit: Option<String>,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write a record
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, value_parser = record_path::name)]
    record: Option<Option<String>>,

    /// Replace the record of that name
    #[arg(long, requires = "record")]
    replace: bool,

    #[command(flatten)]
    pub(crate) part: TargetSelection,
}

/// What was found in a crate: its text is a table for people.
pub(crate) trait Finding: fmt::Display {
    /// The record of it.
    fn to_record(&self) -> Record;

    /// Takes out what is printed and not kept.
    fn forget_code(&mut self) {}
}

impl CrateOptions {
    /// Looks into the crate and prints what `find` found; the record is named after `folder`, the crate, its commit and `what`, unless
    /// the user names it.
    pub(crate) fn look_into<F: Finding>(
        &self,
        root: &Path,
        folder: &str,
        what: &str,
        find: impl FnOnce(&Crate, String, &Interrupt) -> Result<F, Failure> + Send,
    ) -> Result<(), Failure> {
        let look = || {
            let interrupt = Interrupt::listen();
            let of = read(&self.path, self.commit.as_deref(), &interrupt)?;
            let usual = || slug::slug(&format!("{}-{what}", of.named.slug()));
            let name = self.record.clone().flatten().unwrap_or_else(usual);
            let name = format!("{folder}{name}");
            let path = record_path::where_asked(root, &name, self.record.is_some(), self.replace)?;
            let mut found = find(&of, name, &interrupt)?;
            let shown = if self.json { found.to_record().to_json() } else { found.to_string() };
            output::print(shown.trim_end())?;
            found.forget_code();
            Ok(record_path::write_where_asked(root, path, &found.to_record())?)
        };
        on_a_deep_stack(look).map_err(CodeError::NoThread)?
    }

    /// The command that repeats the record, with the crate by its name only; `options` are those of the command alone.
    pub(crate) fn command(&self, command: &str, of: &Crate, options: &str) -> String {
        let commit = self.commit.iter().map(|commit| format!(" --commit {commit}"));
        let record = self.record.iter().flatten().map(|name| format!("={name}"));
        let (commit, record): (String, String) = (commit.collect(), record.collect());
        format!(
            "cargo run -- {command} {}{options}{commit}{} --record{record}",
            of.named.name,
            self.part.as_option()
        )
    }
}
