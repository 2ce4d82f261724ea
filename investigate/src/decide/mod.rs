//! `decide`: what the evidence chooses, why, and what would change it.

mod accept;
mod document;
mod report;

use std::path::Path;

use clap::Args;
use evidence::decision::{Case, Decider, DecisionFile, DecisionFileError, Foresight, Parameter, Threshold};
use evidence::gate::{GateFileError, Gates};
use evidence::metric::Figures;
use evidence::predicate::JudgeError;
use evidence::source::{Fingerprint, SourceError, fingerprint};
use evidence::{Evidence, LoadError};
use thiserror::Error;

use crate::book_toml::{BookTomlError, Places};
use crate::conclusion;
use crate::exit::Exit;
use crate::output::{self, OutputError};

const EXAMPLES: &str = "\
Examples:
  cargo run -- decide                            the decision on the reference record
  cargo run -- decide --check                    exit 1 if the recorded decision no longer follows
  cargo run -- decide --snapshots-per-tick 40    ten times as many snapshots for the same writes
  cargo run -- decide --times 10                 ten times as many of both
  cargo run -- decide --worth-share 0.01         what if saving a hundredth were enough
  cargo run -- decide --items 500 --snapshots-per-tick 11 --mutations-per-snapshot 2 --agent-ms 20
  cargo run -- decide --record NAME --json       another record, for a program
  cargo run -- decide --accept                   write what follows now into decision.toml

The rules are in gates.toml and decision.toml. Exits with 1 when --check finds a difference, stale evidence or a cost model
that predicts worse than allowed; with 2 when a file or an option cannot be used.";

/// Options of `decide`.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Fail if the recorded decision no longer follows
    #[arg(long, conflicts_with_all = ["items", "snapshots_per_tick", "times", "mutations_per_snapshot", "agent_ms", "tick_ms", "worth_share", "accept"])]
    check: bool,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// Write what follows now into decision.toml
    #[arg(long, conflicts_with_all = ["items", "snapshots_per_tick", "times", "mutations_per_snapshot", "agent_ms", "tick_ms", "worth_share", "record"])]
    accept: bool,
    /// Decide on this record instead of the reference
    #[arg(long, value_name = "NAME")]
    record: Option<String>,
    /// What if the backlog had so many items
    #[arg(long, value_name = "N", value_parser = positive)]
    items: Option<f64>,
    /// What if a tick took so many snapshots, by today's pattern, for the same writes
    #[arg(long, value_name = "N", value_parser = positive)]
    snapshots_per_tick: Option<f64>,
    /// What if everything happened so many times as often, snapshots and writes alike
    #[arg(long, value_name = "N", value_parser = positive)]
    times: Option<f64>,
    /// What if there were so many writes for each snapshot
    #[arg(long, value_name = "N", value_parser = positive)]
    mutations_per_snapshot: Option<f64>,
    /// What if an agent took so many milliseconds
    #[arg(long, value_name = "MS", value_parser = positive)]
    agent_ms: Option<f64>,
    /// What if today's tick, with the project's agent, took so many milliseconds
    #[arg(long, value_name = "MS", value_parser = positive)]
    tick_ms: Option<f64>,
    /// What if a change had to save this part of a tick, such as 0.01
    #[arg(long, value_name = "PART", value_parser = part)]
    worth_share: Option<f64>,
}

fn part(text: &str) -> Result<f64, String> {
    positive(text)
        .ok()
        .filter(|part| *part < 1.0)
        .ok_or("write a part between 0 and 1, such as 0.05".to_owned())
}

/// More than any project has; beyond it every cost would be a row of digits.
const MOST: f64 = 1e12;

fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number <= MOST => Ok(number),
        _ => Err(format!("write a number above zero, such as 500 or 3.9, and at most {MOST:e}")),
    }
}

/// Why there is no decision, or not the recorded one.
#[derive(Debug, Error)]
pub(crate) enum DecideError {
    /// The records cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// gates.toml cannot be used.
    #[error(transparent)]
    Gates(#[from] GateFileError),
    /// decision.toml cannot be used.
    #[error(transparent)]
    File(#[from] DecisionFileError),
    /// book.toml does not say where things are.
    #[error(transparent)]
    BookToml(#[from] BookTomlError),
    /// A figure is missing.
    #[error("the decision cannot be made on record {record}: {problem}")]
    Judge {
        /// The record.
        record: String,
        /// What is missing.
        problem: Box<JudgeError>,
    },
    /// The sources cannot be hashed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// decision.toml cannot be written.
    #[error("decision.toml was not written: {0}")]
    Unwritten(String),
    /// The recorded decision no longer follows.
    #[error("the recorded decision no longer follows:\n  {}\nIf the evidence is right, change the book, then run `decide --accept`.", .0.join("\n  "))]
    NoLonger(Vec<String>),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl DecideError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Load(_)
            | Self::Gates(_)
            | Self::File(_)
            | Self::BookToml(_)
            | Self::Judge { .. }
            | Self::Source(_) => Exit::BadInput,
            Self::Unwritten(_) | Self::NoLonger(_) => Exit::Failed,
        }
    }
}

/// Decides, and prints it.
///
/// # Errors
/// [`DecideError`].
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), DecideError> {
    let places = Places::read(root)?;
    let evidence = Evidence::load(&root.join(&places.records))?;
    let gates = Gates::load(root, &places.gates)?;
    let file = DecisionFile::load(root, &places.decision)?;
    let record = evidence.record(options.record.as_deref().unwrap_or(&places.reference))?;
    file.check_names(&places.decision, &gates, record)?;
    let figures = Figures::of(&evidence, record);
    let decider = Decider::new(&file, &gates, &figures);
    let model = decider.model();
    let judged =
        |problem: JudgeError| DecideError::Judge { record: record.name.clone(), problem: Box::new(problem) };

    let project = model.project().map_err(judged)?;
    let case = what_if(options, project);
    let decision = decider.decide(&case).map_err(judged)?;
    let fitness = model.fitness().map_err(judged)?;
    let outdated = match &places.measured {
        Some(package) => evidence.outdated(fingerprint(root, package)?),
        None => evidence.outdated(Fingerprint::without_package()),
    };
    let now = decision.to_record(&record.name, record.run.started.get(..10).unwrap_or_default());

    if options.accept {
        accept::write(&root.join(&places.decision), &now)?;
    }
    let thresholds = Threshold::nearest(&decider, &case).map_err(judged)?;
    let report = report::Report {
        decision: &decision,
        file: &file,
        fitness,
        thresholds: &thresholds,
        outdated: &outdated,
        record,
        supposed: case != project,
    };
    if options.json {
        output::print(document::json(&report))?;
    } else {
        output::print(report.to_string().trim_end())?;
        if record.name != places.reference {
            let conclusion = conclusion::of(root, &record.name);
            conclusion.map_or(Ok(()), |conclusion| output::print(format_args!("\n{conclusion}")))?;
        }
    }
    if !options.check {
        return Ok(());
    }
    let mut broken: Vec<String> = match &file.decided {
        Some(decided) => decided.differences(&now),
        None => vec!["decision.toml has no [decided]".to_owned()],
    };
    if !outdated.stale.is_empty() {
        let changed: Vec<&str> = outdated.changed.iter().map(String::as_str).collect();
        broken.push(format!(
            "stale evidence: {} ({} changed)",
            outdated.stale.join(", "),
            changed.join(", ")
        ));
    }
    if fitness.median_error > file.model.largest_error {
        broken.push(format!(
            "the cost model's median error is {:.3}, more than the {} that decision.toml allows",
            fitness.median_error, file.model.largest_error
        ));
    }
    broken.extend(Foresight::of(model).map_err(judged)?.failures(file.model.largest_field_error));
    if broken.is_empty() { Ok(()) } else { Err(DecideError::NoLonger(broken)) }
}

/// The project's case with what is supposed. Other snapshots leave a tick's writes as they are; `--times` scales both.
fn what_if(options: &Options, project: Case) -> Case {
    let suppose = |case: Case, parameter: Parameter, value: Option<f64>| {
        value.map_or(case, |value| parameter.set(&case, value))
    };
    let mut case = project;
    case.snapshots_per_tick *= options.times.unwrap_or(1.0);
    let case = suppose(case, Parameter::Items, options.items);
    let case = suppose(case, Parameter::SnapshotsPerTick, options.snapshots_per_tick);
    let case = suppose(case, Parameter::MutationsPerSnapshot, options.mutations_per_snapshot);
    let case = suppose(case, Parameter::AgentTime, options.agent_ms);
    let case = suppose(case, Parameter::TickTime, options.tick_ms);
    suppose(case, Parameter::WorthShare, options.worth_share)
}
