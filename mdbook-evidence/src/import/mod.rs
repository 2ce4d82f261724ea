//! `mdbook-evidence import`: makes a record of what another tool saved.

mod runs;

use std::collections::HashMap;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use evidence::Record;
use evidence::record::RecordError;
use thiserror::Error;

use crate::atomic;
use crate::config::{self, Config, ConfigError, within};
use crate::criterion::{CriterionError, LATEST, Saved};
use crate::record_name;

const EXAMPLES: &str = "\
Examples:
  for run in 1 2 3 4 5 6 7 8 9 10; do CRITERION_HOME=$PWD/target/run-$run cargo bench; done
  mdbook-evidence import --from criterion target/run-* --name maps --baseline HashMap

  mdbook-evidence import --from criterion target/criterion --name maps    (one run, and marked as one)

Each folder is one run, and a bench's median in it is one sample. What changes from process to process (where memory lies, in
which order a hash goes) is in no single run, so take ten. A folder keeps what was ever run in it: begin with an empty one.

The record has the measure `time` over the axes group, function and value, as far as the benches have them. A chapter says
  [= fig(\"time/get/HashMap/1000\") =]
and, with a baseline,
  [= ratio(\"time/get/BTreeMap/1000\") =]

Exits with 2 when a folder, the name or book.toml cannot be used, and with 1 when the record cannot be written.";

/// Options of `import`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// What saved the folders
    #[arg(long, value_enum, value_name = "TOOL")]
    from: Tool,

    /// Folders that it saved to, one for each run
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,

    /// Name of the record
    #[arg(long, value_name = "NAME", value_parser = record_name::name)]
    name: String,

    /// The book's root folder, with book.toml
    #[arg(long, value_name = "BOOK", default_value = ".")]
    root: PathBuf,

    /// Replace the record of that name
    #[arg(long)]
    replace: bool,

    /// What ratios divide by: a function, or a group of benches without functions
    #[arg(long, value_name = "ID")]
    baseline: Option<String>,
}

/// Whose files can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    /// criterion 0.5 to 0.8
    Criterion,
}

/// Why there is no record.
#[derive(Debug, Error)]
pub enum ImportError {
    /// book.toml cannot be used, or the preprocessor's table in it.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// There is such a record.
    #[error("{} is there already. Give the new record another name, or replace the old one with --replace.", .0.display())]
    Taken(PathBuf),
    /// What criterion saved cannot be used.
    #[error(transparent)]
    Criterion(#[from] CriterionError),
    /// A folder without benchmarks.
    #[error(
        "{} holds no run of criterion: there is no {LATEST}/estimates.json below it. Run `cargo bench`, or name the folder that it \
         saved to, which is target/criterion or $CRITERION_HOME.",
        .0.display()
    )]
    Nothing(PathBuf),
    /// A folder is named twice, and would count as two runs.
    #[error("{} and {} are one folder, and each folder is one run. Name it once.", .0.display(), .1.display())]
    SameFolder(PathBuf, PathBuf),
    /// Runs of different benches.
    #[error("{} has `{id}`, and {} does not: runs are of the same benches. Run all of them in each, or leave that folder out.", has.display(), lacks.display())]
    Uneven {
        /// The benchmark.
        id: String,
        /// A folder that has it.
        has: PathBuf,
        /// The folder that does not.
        lacks: PathBuf,
    },
    /// Two benchmarks whose paths are the same.
    #[error(
        "`{one}` and `{other}` would both be `time/{point}`. Rename one of the benches: a path cannot hold / and the like."
    )]
    SamePoint {
        /// A benchmark.
        one: String,
        /// Another.
        other: String,
        /// Their coordinates.
        point: String,
    },
    /// Nothing is named as the baseline is.
    #[error("there is no `{wanted}` to divide by; there are {known}")]
    Baseline {
        /// The name.
        wanted: String,
        /// The names there are.
        known: String,
    },
    /// What was read makes no record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The record was not written.
    #[error("cannot write {}: {source}. Check the folder's permissions and the disk's space.", path.display())]
    Unwritable {
        /// The record.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl ImportError {
    /// The command's exit code for it: 2 for what was given, 1 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unwritable { .. } => 1,
            Self::Config(_)
            | Self::Taken(_)
            | Self::Criterion(_)
            | Self::Nothing(_)
            | Self::SameFolder(..)
            | Self::Uneven { .. }
            | Self::SamePoint { .. }
            | Self::Baseline { .. }
            | Self::Record(_) => 2,
        }
    }
}

/// Reads the folders and writes the record; returns a sentence that says so.
///
/// # Errors
/// [`ImportError`]; nothing is written then.
pub fn run(options: &Options) -> Result<String, ImportError> {
    let Options { name, root, .. } = options;
    let records = Config::of(&config::book(root)?, root)?.records;
    let file = records.join(format!("{name}.json"));
    let path = within(root, &file);
    // A link that leads nowhere is there too.
    if !options.replace && path.symlink_metadata().is_ok() {
        return Err(ImportError::Taken(path));
    }
    let runs = match options.from {
        Tool::Criterion => saved(&options.folders)?,
    };
    let record = runs::record(&runs, options)?;
    let text = record.to_json();
    Record::from_json(&file.display().to_string(), &text)?;
    atomic::write(&path, text.as_bytes())
        .map_err(|source| ImportError::Unwritable { path: path.clone(), source })?;
    let figures = record.figures.values().flatten().count();
    let of = if runs.len() == 1 { "one run".to_owned() } else { format!("{} runs", runs.len()) };
    Ok(format!("Wrote {}: {figures} figures of {of}.", path.display()))
}

/// What each folder holds; all of them hold the same benches.
fn saved(folders: &[PathBuf]) -> Result<Vec<Saved>, ImportError> {
    let mut known: HashMap<PathBuf, &PathBuf> = HashMap::new();
    let mut runs: Vec<Saved> = Vec::new();
    for folder in folders {
        let saved = Saved::read(folder, LATEST)?;
        let whole = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        if let Some(same) = known.insert(whole, folder) {
            return Err(ImportError::SameFolder(same.clone(), folder.clone()));
        }
        if saved.benchmarks().next().is_none() {
            return Err(ImportError::Nothing(folder.clone()));
        }
        if let Some(first) = runs.first() {
            let lacks = |has: &Saved, lacks: &Saved| {
                let id = has.benchmarks().find(|it| lacks.median(&it.id).is_err())?.id.clone();
                Some(ImportError::Uneven { id, has: has.home().to_owned(), lacks: lacks.home().to_owned() })
            };
            if let Some(uneven) = lacks(first, &saved).or_else(|| lacks(&saved, first)) {
                return Err(uneven);
            }
        }
        runs.push(saved);
    }
    Ok(runs)
}
