//! `mdbook-evidence import`: makes a record of what another tool saved.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use evidence::file::read_text;
use evidence::record::{Axis, Better, Figure, Label, Measure, RecordError, Value};
use evidence::{Record, Unit};
use mdbook_preprocessor::config::Config as BookConfig;
use thiserror::Error;

use crate::atomic;
use crate::config::{Config, ConfigError};
use crate::criterion::{Benchmark, CriterionError, LATEST, Saved};
use crate::record_name;

const EXAMPLES: &str = "\
Examples:
  for run in 1 2 3 4 5 6 7 8 9 10; do CRITERION_HOME=$PWD/target/run-$run cargo bench; done
  mdbook-evidence import --from criterion target/run-* --name maps --baseline HashMap

  mdbook-evidence import --from criterion target/criterion --name maps    (one run, and marked as one)

Each folder is one run, and a bench's median in it is one sample. What changes from process to process (where memory lies, in
which order a hash goes) is in no single run, so take ten. A folder keeps what was ever run in it: begin with an empty one.

The record has the measure `time` over the axes group, function and value, as far as the benches have them. A chapter says
  [= fig('value(\"time/get/HashMap/1000\")') =]
and, with a baseline,
  [= fig('relative(\"time/get/BTreeMap/1000\")') =]

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
    /// book.toml cannot be used.
    #[error("{}{problem}", path.display())]
    Book {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        problem: String,
    },
    /// The preprocessor's table is not what it must be.
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
            Self::Book { .. }
            | Self::Config(_)
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
    let records = records(root)?;
    let file = records.join(format!("{name}.json"));
    let path = within(root, &file);
    // A link that leads nowhere is there too.
    if !options.replace && path.symlink_metadata().is_ok() {
        return Err(ImportError::Taken(path));
    }
    let runs = match options.from {
        Tool::Criterion => runs(&options.folders)?,
    };
    let record = record(&runs, options)?;
    let text = record.to_json();
    Record::from_json(&file.display().to_string(), &text)?;
    atomic::write(&path, text.as_bytes())
        .map_err(|source| ImportError::Unwritable { path: path.clone(), source })?;
    let figures: usize = record.figures.values().map(|figures| figures.len()).sum();
    let of = if runs.len() == 1 { "one run".to_owned() } else { format!("{} runs", runs.len()) };
    Ok(format!("Wrote {}: {figures} figures of {of}.", path.display()))
}

/// The folder of records that the book in `root` names.
fn records(root: &Path) -> Result<PathBuf, ImportError> {
    let path = within(root, "book.toml");
    let wrong = |problem: String| ImportError::Book { path: path.clone(), problem };
    let unreadable = |error| wrong(format!(": {error}. Name the folder of the book with --root."));
    let text = read_text(&path).map_err(unreadable)?;
    // mdBook's own error does not name the line.
    text.parse::<toml::Table>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let (line, problem) = (before.matches('\n').count() + 1, error.message().replace('\n', ", "));
        wrong(format!(":{line}: {problem}. Correct the line."))
    })?;
    let not_mdbooks = |error| wrong(format!(" is not what mdBook takes: {error:#}. Correct it."));
    let mut book: BookConfig = text.parse().map_err(not_mdbooks)?;
    book.update_from_env().map_err(not_mdbooks)?;
    Ok(Config::of(&book, root)?.records)
}

/// A file of the book, by a path from where the command was started.
fn within(root: &Path, file: impl AsRef<Path>) -> PathBuf {
    if root == Path::new(".") { file.as_ref().to_owned() } else { root.join(file) }
}

/// What each folder holds; all of them hold the same benches.
fn runs(folders: &[PathBuf]) -> Result<Vec<Saved>, ImportError> {
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

/// The measure of every figure.
const TIME: &str = "time";

/// The axes that a benchmark can have, and its place on each.
type Part = fn(&Benchmark) -> Option<&str>;
const AXES: [(&str, Part); 3] = [
    ("group", |it| Some(&it.group)),
    ("function", |it| it.function.as_deref()),
    ("value", |it| it.value.as_deref()),
];

/// The coordinate of a benchmark that lacks a part which others have.
const NO_PART: &str = "-";

fn record(runs: &[Saved], options: &Options) -> Result<Record, ImportError> {
    let benches: Vec<&Benchmark> = runs.first().into_iter().flat_map(Saved::benchmarks).collect();
    let axes = AXES.iter().filter(|(_, part)| benches.iter().any(|bench| part(bench).is_some()));
    let axes: Vec<(&str, Part)> = axes.copied().collect();

    let mut record = Record::new(&options.name);
    record.about = "medians that criterion saved".to_owned();
    record.command = command(options);
    record.labels.insert("runs".to_owned(), Label::from(runs.len().to_string()));
    if runs.len() == 1 {
        let note = "One run of criterion: its interval says nothing of what changes from run to run.";
        record.notes.push(note.to_owned());
    }
    for (id, part) in &axes {
        record.axes.insert((*id).to_owned(), axis(&benches, *part));
    }
    let ids: Vec<&str> = axes.iter().map(|(id, _)| *id).collect();
    let mut measure = Measure::new(Unit::Nanoseconds, &ids);
    measure.better = Some(Better::Less);
    if let Some(wanted) = &options.baseline {
        let (axis, coordinate) = baseline(&benches, wanted)?;
        measure.baseline.insert(axis.to_owned(), coordinate);
    }
    record.measures.insert(TIME.to_owned(), measure);

    let mut points: HashMap<String, &str> = HashMap::new();
    for bench in benches {
        let coordinates: Vec<String> = axes.iter().map(|(_, part)| coordinate(part(bench))).collect();
        let point = coordinates.join("/");
        if let Some(one) = points.insert(point.clone(), &bench.id) {
            let (one, other) = (one.to_owned(), bench.id.clone());
            return Err(ImportError::SamePoint { one, other, point });
        }
        let samples = runs.iter().map(|run| run.median(&bench.id)).collect::<Result<_, _>>()?;
        record.put(TIME, point, Figure::Rounds(samples));
    }
    Ok(record)
}

/// Numbers where all are; else every coordinate, and how the bench wrote it where a path cannot hold that.
fn axis(benches: &[&Benchmark], part: Part) -> Axis {
    let is_number =
        |text: &str| text.parse::<f64>().is_ok_and(|number| number.is_finite() && number.is_sign_positive());
    if benches.iter().all(|bench| part(bench).is_some_and(is_number)) {
        return Axis::NUMBERS;
    }
    let mut values: Vec<Value> = Vec::new();
    for bench in benches {
        let mut value = Value::of(coordinate(part(bench)));
        if let Some(written) = part(bench).filter(|written| *written != value.id) {
            value.title = written.to_owned();
        }
        if !values.iter().any(|known| known.id == value.id) {
            values.push(value);
        }
    }
    Axis::Listed(values)
}

/// A part of a benchmark's name as it stands in a path, where some characters mean something.
fn coordinate(part: Option<&str>) -> String {
    let plain = |letter: char| {
        if letter.is_control() || "/*{},\"'\\".contains(letter) { '_' } else { letter }
    };
    part.filter(|part| !part.is_empty())
        .map_or_else(|| NO_PART.to_owned(), |part| part.chars().map(plain).collect())
}

/// The axis and the coordinate that ratios divide by: on the functions' axis, or on the groups' where no bench has a function.
fn baseline(benches: &[&Benchmark], wanted: &str) -> Result<(&'static str, String), ImportError> {
    let has_functions = benches.iter().any(|bench| bench.function.is_some());
    let (axis, part) = if has_functions { AXES[1] } else { AXES[0] };
    let mut known: Vec<&str> = benches.iter().filter_map(|bench| part(bench)).collect();
    if known.contains(&wanted) {
        return Ok((axis, coordinate(Some(wanted))));
    }
    known.sort_unstable();
    known.dedup();
    Err(ImportError::Baseline { wanted: wanted.to_owned(), known: known.join(", ") })
}

/// The command that makes the record again. Of a path that begins at this machine's root only the last part is named.
fn command(options: &Options) -> String {
    let name = |path: &Path| {
        let name = if path.is_absolute() { path.file_name().map_or(path, Path::new) } else { path };
        quoted(&name.to_string_lossy().replace('\\', "/"))
    };
    let mut command = "mdbook-evidence import --from criterion".to_owned();
    for folder in &options.folders {
        let _ = write!(command, " {}", name(folder));
    }
    if options.root != Path::new(".") {
        let _ = write!(command, " --root {}", name(&options.root));
    }
    let _ = write!(command, " --name {}", options.name);
    if let Some(baseline) = &options.baseline {
        let _ = write!(command, " --baseline {}", quoted(baseline));
    }
    command
}

/// A word of a shell's command.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+=:".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
