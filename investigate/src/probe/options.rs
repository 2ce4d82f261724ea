//! Options of `probe`.

use clap::Args;

use super::dependency::{self, Dependency};
use super::representation::{self, NewType};
use crate::code::{self, Crate, CrateOptions, Subject};

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

/// What `--record` does.
const RECORD: &str =
    "Write a record: places, codes and counts, no code; named after the crate, its commit and the type";

/// Options of `probe`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES, mut_arg("record", |it| it.help(RECORD)))]
pub(crate) struct Options {
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

    #[command(flatten)]
    pub(super) of: CrateOptions,
}

impl Options {
    /// The command that repeats the record.
    pub(super) fn command(&self, of: &Crate) -> String {
        let quoted = |text: &str| {
            let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c));
            if plain { text.to_owned() } else { format!("'{text}'") }
        };
        let mut options = format!(" --field {} --as {}", self.field.as_option(), quoted(&self.goal.written));
        for name in &self.with {
            options.push_str(&format!(" --with {}", quoted(name)));
        }
        for it in &self.dependency {
            let features: String = it.features.iter().map(|feature| format!(",{feature}")).collect();
            options.push_str(&format!(" --dependency {}{features}", it.package.replace('@', "=")));
        }
        self.of.command("probe", of, &options)
    }
}
