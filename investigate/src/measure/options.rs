//! What the user asks of a measurement, and the command that asks it again.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use bench_crate::protocol::LARGEST_SEED;
use clap::{Args, ValueEnum};

use super::part::Part;
use super::plan;
use super::slug;
use super::stopping::LOOKS;
use crate::named::named;

/// The least number of rounds that an interval is computed from; a quick run has no more.
const LEAST_ROUNDS: u16 = 12;

/// Minutes of a full run, unless others are asked for.
const MINUTES: f64 = 36.0;

const EXAMPLES: &str = "\
Examples:
  cargo run -- measure --quick
  cargo run -- measure --quick --backlog ../my-project/backlog.yaml
  cargo run -- measure --quick --as my-laptop
  cargo run -- measure --workload full --minutes 60
  cargo run -- measure --workload full --minutes 60 --resume    (after Ctrl-C)
  cargo run -- measure --again instructions    (once valgrind is installed)
  cargo run -- measure --again loops           (needs no clock: any machine counts the same)
  cargo run -- measure --export bmf > bmf.json
  cargo run -- measure --archive amd-epyc-2-cores-typical 'That machine is gone.'

The record goes to records/<machine>-<workload>.json, where --as names the machine, with the operations added to that name when only some are measured.
What the scheduler's loop counts goes to records/loop/<workload>.json, once for each state of the code: it is the same on every machine.
A full run looks at each cell after 12, 24 and 48 rounds, and goes on with those whose intervals are wider than ±5 %.
What was finished before an interruption is kept in records/.partial. Let the machine do nothing else meanwhile.";

/// The options that say how to measure.
const MEASURING: [&str; 13] = [
    "machine",
    "replace",
    "quick",
    "workload",
    "backlog",
    "source_commit",
    "seed",
    "operations",
    "minutes",
    "rounds",
    "skip",
    "again",
    "resume",
];

/// What a record says of how thorough its run was: it ended within three minutes, or had as many rounds as its precision asked for.
pub(super) const QUICK: &str = "quick";
pub(super) const FULL: &str = "full";

/// Options of `measure`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// End within three minutes, compilation left out
    #[arg(long)]
    pub(super) quick: bool,

    /// Which generated items to measure
    #[arg(long, value_enum, default_value_t = Generated::Typical)]
    pub(super) workload: Generated,

    /// Measure the items of this backlog file instead; its text is not recorded
    #[arg(long, value_name = "FILE", conflicts_with = "workload")]
    pub(super) backlog: Option<PathBuf>,

    /// The commit that the backlog file comes from, to be recorded with it
    #[arg(long, value_name = "COMMIT", requires = "backlog", value_parser = crate::code::commit)]
    pub(super) source_commit: Option<String>,

    /// Seed of every order: of the cells, of the builds and of the slices
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    pub(super) seed: u64,

    /// Measure only this operation; may be given more than once
    #[arg(long = "operation", value_name = "ID")]
    pub(super) operations: Vec<String>,

    /// Most minutes for the timing of a full run; the first 12 rounds are always finished
    #[arg(long, value_name = "M", default_value_t = MINUTES, value_parser = minutes, conflicts_with = "quick")]
    pub(super) minutes: f64,

    /// Exactly so many fresh processes for each cell, at least 12, instead of as many as its precision needs
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(i64::from(LEAST_ROUNDS)..))]
    pub(super) rounds: Option<u16>,

    /// Leave out what comes after the timing
    #[arg(long, value_name = "PART", value_enum, value_delimiter = ',')]
    pub(super) skip: Vec<Part>,

    /// Take only this part, and put it into the record that is there
    #[arg(long, value_name = "PART", value_enum, value_delimiter = ',', conflicts_with_all = ["skip", "resume"])]
    pub(super) again: Vec<Part>,

    /// Go on with an interrupted run of the same options
    #[arg(long)]
    pub(super) resume: bool,

    /// Call this machine so instead of by its processor; its records stand beside those of other machines
    #[arg(long = "as", value_name = "NAME", value_parser = slug::named_machine)]
    pub(super) machine: Option<String>,

    /// Replace the record of that name if there is one; a full run is never replaced by a quick one, nor by fewer rounds
    #[arg(long)]
    pub(super) replace: bool,

    /// Measure nothing: print a record in a format that other programs read
    #[arg(long, value_name = "FORMAT", value_enum, conflicts_with_all = MEASURING)]
    pub(super) export: Option<Format>,

    /// The record to print, by its name; without it, the one that the book cites
    #[arg(long, value_name = "NAME", requires = "export")]
    pub(super) record: Option<String>,

    /// Measure nothing: let a record say why it cannot be taken again; it is then shown with its commit, and never stale
    #[arg(long, num_args = 2, value_names = ["NAME", "REASON"], conflicts_with_all = MEASURING, conflicts_with = "export")]
    pub(super) archive: Vec<String>,

    /// Use the programs in this folder instead of compiling them; for tests of the command itself
    #[arg(long, value_name = "FOLDER", hide = true)]
    pub(super) programs: Option<PathBuf>,
}

named! {
    option
    /// A generated workload.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
    pub(super) enum Generated {
        /// Items as full as the real backlog's usually are
        Typical = "typical",
        /// Every field of every item filled
        Full = "full",
    }
}

/// A format that other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Bencher Metric Format: each benchmark's measures, with the interval's ends where there is one
    Bmf,
}

impl Options {
    /// How thorough the run is.
    pub(super) fn mode(&self) -> &'static str {
        if self.quick { QUICK } else { FULL }
    }

    /// After how many rounds the intervals are looked at.
    pub(super) fn looks(&self) -> Vec<usize> {
        match self.rounds {
            Some(rounds) => vec![usize::from(rounds)],
            None if self.quick => vec![usize::from(LEAST_ROUNDS)],
            None => LOOKS.to_vec(),
        }
    }

    /// How long the timing may take.
    pub(super) fn limit(&self) -> Duration {
        if self.quick { plan::QUICK_LIMIT } else { Duration::from_secs_f64(self.minutes * 60.0) }
    }

    /// What the programs are told to measure.
    pub(super) fn input(&self) -> [OsString; 2] {
        match &self.backlog {
            Some(path) => ["--backlog".into(), path.into()],
            None => ["--workload".into(), self.workload.name().into()],
        }
    }

    /// The workload's name in the record.
    pub(super) fn workload_name(&self) -> String {
        match &self.backlog {
            Some(path) => slug::backlog(&path.file_stem().unwrap_or_default().to_string_lossy()),
            None => self.workload.name().to_owned(),
        }
    }

    /// The command that repeats the run, with the options that differ from their defaults.
    pub(super) fn command(&self) -> String {
        let mut words = vec!["cargo run -- measure".to_owned()];
        words.extend(self.quick.then(|| "--quick".to_owned()));
        words.extend(self.machine.iter().map(|name| format!("--as {name}")));
        words.extend(self.words_of_the_items());
        if self.seed != 1 {
            words.push(format!("--seed {}", self.seed));
        }
        words.extend(self.operations.iter().map(|id| format!("--operation {}", quoted(id))));
        if self.minutes != MINUTES {
            words.push(format!("--minutes {}", self.minutes));
        }
        words.extend(self.rounds.map(|rounds| format!("--rounds {rounds}")));
        if !self.skip.is_empty() {
            let parts: Vec<&str> = self.skip.iter().map(|part| part.name()).collect();
            words.push(format!("--skip {}", parts.join(",")));
        }
        words.join(" ")
    }

    /// The command that counts the loop again, which no machine, seed or number of rounds changes.
    pub(super) fn command_of_the_loop(&self) -> String {
        let mut words = vec!["cargo run -- measure --again loops".to_owned()];
        words.extend(self.quick.then(|| "--quick".to_owned()));
        words.extend(self.words_of_the_items());
        words.join(" ")
    }

    /// The options that say which items are measured. A file is named without its folder: the folder is nobody's business, and the hash in
    /// the record says whether it is the same file.
    fn words_of_the_items(&self) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(path) = &self.backlog {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            words.push(format!("--backlog {}", quoted(&name)));
        } else if self.workload != Generated::Typical {
            words.push(format!("--workload {}", self.workload.name()));
        }
        words.extend(self.source_commit.iter().map(|commit| format!("--source-commit {}", quoted(commit))));
        words
    }
}

/// A positive number of minutes.
fn minutes(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(minutes) if minutes > 0.0 && minutes <= 10_000.0 => Ok(minutes),
        _ => Err("this is not a number of minutes; write one such as 60 or 0.5".to_owned()),
    }
}

/// The word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.,+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        options: Options,
    }

    fn parsed(line: &[&str]) -> Options {
        Command::parse_from([&["measure"], line].concat()).options
    }

    #[test]
    fn the_command_names_inputs_without_their_folder() {
        let options = parsed(&["--quick", "--backlog", "/home/somebody/backlog-4bc9b7a.yaml"]);
        assert_eq!(options.command(), "cargo run -- measure --quick --backlog backlog-4bc9b7a.yaml");
    }

    #[test]
    fn the_command_holds_what_differs_from_the_defaults_and_not_resume() {
        assert_eq!(parsed(&["--resume"]).command(), "cargo run -- measure");
        let named = parsed(&["--quick", "--as", "my-laptop", "--replace"]);
        assert_eq!(named.command(), "cargo run -- measure --quick --as my-laptop");
        let line =
            ["--workload", "full", "--seed", "7", "--operation", "push", "--rounds", "24", "--skip", "loops"];
        assert_eq!(
            parsed(&line).command(),
            "cargo run -- measure --workload full --seed 7 --operation push --rounds 24 --skip loops"
        );
    }

    #[test]
    fn the_command_can_be_pasted_into_a_shell() {
        let options = parsed(&["--backlog", "it's mine.yaml"]);
        assert_eq!(options.command(), r"cargo run -- measure --backlog 'it'\''s mine.yaml'");
    }
}
