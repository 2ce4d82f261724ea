//! Options of `probe`.

use std::path::PathBuf;

use clap::Args;

use super::dependency::{self, Dependency};
use super::representation::{self, NewType};
use crate::code::{self, Crate, Subject, TargetSelection};
use crate::measure::slug;
use crate::record_path;

const EXAMPLES: &str = "\
Examples:
  cargo run -- probe ../my-project --field BacklogFile.items --as im
  cargo run -- probe ../my-project --field BacklogFile.items --as 'smallvec::SmallVec<[$T; 8]>' \\
      --dependency smallvec=1.13,union
  cargo run -- probe ../my-project --field BacklogFile.items --as im --record=my-record --replace
  cargo run -- probe ../my-project --field State.backlog --as arc-file \\
      --with Handle::get_snapshot --with 'Command::GetSnapshot.reply' --with handle_get_snapshot

A copy of the crate is compiled as it is, then with that one type changed; the original is never touched. In a type, $T is what the
list holds and $F the field's whole type. --with changes the same type in another field or in a signature too.
What is not seen:
- errors that errors hide: a target is not looked at while what it needs fails, nor a later phase of the compiler
- how much work an error is; one edit may mend several
- code that is not compiled: other targets, features that are off, inactive cfg
Exits with 0 whether or not it compiles with the change, and with 2 when it does not compile without.";

/// Options of `probe`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The crate's folder
    #[arg(value_name = "PATH")]
    pub(super) path: PathBuf,

    /// The field whose type is changed
    #[arg(long, value_name = "TYPE.NAME", value_parser = code::field)]
    pub(super) field: Subject,

    /// What it becomes: a representation's id, or a type with $T or $F
    #[arg(long = "as", value_name = "TYPE", value_parser = representation::goal)]
    pub(super) goal: NewType,

    /// A field, method or function in which the same type is changed too
    #[arg(long, value_name = "NAME")]
    pub(super) with: Vec<String>,

    /// What the type needs
    #[arg(long, value_name = "NAME=VERSION,FEATURE", value_parser = dependency::dependency)]
    pub(super) dependency: Vec<Dependency>,

    /// The commit that the code is of, where the folder has no .git
    #[arg(long, value_name = "COMMIT", value_parser = code::commit)]
    pub(super) commit: Option<String>,

    /// Print JSON instead of a table
    #[arg(long)]
    pub(super) json: bool,

    /// Write a record: places, codes and counts, no code; named after the crate, its commit and the type
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, value_parser = record_path::name)]
    pub(super) record: Option<Option<String>>,

    /// Replace the record of that name
    #[arg(long, requires = "record")]
    pub(super) replace: bool,

    /// What is compiled.
    #[command(flatten)]
    pub(super) part: TargetSelection,
}

impl Options {
    /// The command that repeats the record, with the crate by its name only.
    pub(super) fn command(&self, of: &Crate) -> String {
        let quoted = |text: &str| {
            let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c));
            if plain { text.to_owned() } else { format!("'{text}'") }
        };
        let mut command = format!(
            "cargo run -- probe {} --field {} --as {}",
            of.named.name,
            self.field.as_option(),
            quoted(&self.goal.written)
        );
        for name in &self.with {
            command.push_str(&format!(" --with {}", quoted(name)));
        }
        for it in &self.dependency {
            let features: String = it.features.iter().map(|feature| format!(",{feature}")).collect();
            command.push_str(&format!(" --dependency {}{features}", it.package.replace('@', "=")));
        }
        if let Some(commit) = &self.commit {
            command.push_str(&format!(" --commit {commit}"));
        }
        let name = self.record.iter().flatten().map(|name| format!("={name}")).next().unwrap_or_default();
        format!("{command}{} --record{name}", self.part.as_option())
    }

    /// What the user named the record, else what it is of.
    pub(super) fn name(&self, of: &Crate) -> String {
        if let Some(Some(name)) = &self.record {
            return name.clone();
        }
        let parts = [Some(&of.named.name), of.named.commit.as_ref(), Some(&self.goal.written)];
        slug::slug(&parts.map(|part| part.map_or("", String::as_str)).join("-"))
    }
}
