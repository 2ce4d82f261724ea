//! Options of `import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::record::name;

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
    pub(super) from: Tool,

    /// Folders that it saved to, one for each run
    #[arg(required = true, value_name = "DIR")]
    pub(super) folders: Vec<PathBuf>,

    /// Name of the record
    #[arg(long, value_name = "NAME", value_parser = name::name)]
    pub(super) name: String,

    /// The book's root folder, with book.toml
    #[arg(long, value_name = "BOOK", default_value = ".")]
    pub(super) root: PathBuf,

    /// Replace the record of that name
    #[arg(long)]
    pub(super) replace: bool,

    /// What ratios divide by: a function, or a group of benches without functions
    #[arg(long, value_name = "ID")]
    pub(super) baseline: Option<String>,
}

/// Whose files can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tool {
    /// criterion 0.5 to 0.8
    Criterion,
}
