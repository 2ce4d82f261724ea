//! `decide`: what the evidence chooses, why, and what would change it.

mod accept;
mod document;
mod each;
mod error;
mod report;
mod supposition;

use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use clap::Args;
use evidence::Evidence;
use evidence::decision::{Decider, Fitness, Prediction, Threshold};
use evidence::metric::{Figures, View};
use evidence::predicate::JudgeError;
use evidence::source::{Fingerprint, SourceError, fingerprint};

use crate::book_toml::Places;
use crate::conclusion;
use crate::exit::Failure;
use crate::output;

use error::DecideError;
use supposition::{setting, what_if};

const EXAMPLES: &str = "\
Examples:
  cargo run -- decide                            the decision by the book's own figures
  cargo run -- decide --check                    exit 1 if the recorded decision no longer follows
  cargo run -- decide --set snapshots_per_tick=40    ten times as many snapshots for the same writes
  cargo run -- decide --set worth_share=0.01     what if saving a hundredth were enough
  cargo run -- decide --set items=500 --set snapshots_per_tick=44 --set agent_ms=1000
  cargo run -- decide --record NAME --json       another record, for a program
  echo 'items=500 agent_ms=1000' | cargo run -- decide --each    one JSON a line, for each line of suppositions
  cargo run -- decide --accept                   write what follows now into decision.toml

The rules are in gates.toml and decision.toml, and what they are computed from in figures.toml. The parameters that can be set
are those of decision.toml; one that stands against another changes that too, so that set the other after it. Exits with 1 when --check finds a difference, stale evidence or a cost model
that predicts worse than allowed; with 2 when a file or an option cannot be used.";

/// Options of `decide`.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Fail if the recorded decision no longer follows
    #[arg(long, conflicts_with_all = ["set", "accept"])]
    check: bool,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// Read suppositions from standard input, NAME=NUMBER with blanks between; answer each line with a line of JSON
    #[arg(long, conflicts_with_all = ["set", "accept", "check", "json"])]
    each: bool,
    /// Write what follows now into decision.toml
    #[arg(long, conflicts_with_all = ["set", "record"])]
    accept: bool,
    /// Decide at the coordinates of this record instead of the book's
    #[arg(long, value_name = "NAME")]
    record: Option<String>,
    /// What if a parameter of decision.toml were another number; one after the other
    #[arg(long, value_name = "NAME=NUMBER", value_parser = setting)]
    set: Vec<(String, f64)>,
}

/// Decides, and prints it.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let places = Places::read(root)?;
    thread::scope(|scope| {
        // Hashing the sources takes as long as deciding, and neither needs the other.
        let hashing = scope.spawn(|| match &places.evidence.measured {
            Some(package) => fingerprint(root, package),
            None => Ok(Fingerprint::default()),
        });
        let hashed = || hashing.join().unwrap_or_else(|panic| resume_unwind(panic));
        decide(root, options, &places, hashed)
    })
}

/// The same, once `sources` says what the repository holds.
fn decide(
    root: &Path,
    options: &Options,
    places: &Places,
    sources: impl FnOnce() -> Result<Fingerprint, SourceError>,
) -> Result<(), Failure> {
    let evidence = Evidence::load(&root.join(&places.evidence.records))?;
    let rules = places.rules(root)?;
    evidence.check_cases(&rules)?;
    let evidence = evidence.ruled(rules);
    let own = places.view(&evidence)?;
    let view = match &options.record {
        Some(name) => View::of(evidence.any(name)?),
        None => own.clone(),
    };
    let figures = Figures::of(&evidence, &view);
    let judged =
        |problem: JudgeError| DecideError::Judge { record: view.name.clone(), problem: Box::new(problem) };
    let decider = Decider::new(&figures).map_err(judged)?;
    let file = decider.file();

    let project = decider.project().map_err(judged)?;
    if options.each {
        return each::answer(&decider, &project, std::io::stdin().lock(), judged);
    }
    let case = what_if(&options.set, file, &project).map_err(|error| DecideError::Set(Box::new(error)))?;
    let decision = decider.decide(&case).map_err(judged)?;
    let fitness = Fitness::of(&decider).map_err(judged)?;
    let outdated = evidence.outdated(sources()?);
    let started = evidence.any(&view.name).map(|record| record.started.as_str()).unwrap_or_default();
    let now = decision.to_record(&view.name, started.get(..10).unwrap_or_default());

    if options.accept {
        accept::write(&root.join(&places.decision), &now)?;
    }
    let thresholds = Threshold::nearest(&decider, &case).map_err(judged)?;
    let report = report::DecisionReport {
        decision: &decision,
        file,
        fitness,
        thresholds: &thresholds,
        outdated: &outdated,
        record: &view.name,
        supposed: case != project,
    };
    if options.json {
        output::print(document::json(&report))?;
    } else {
        output::print(report.to_string().trim_end())?;
        if view.at != own.at {
            let conclusion = conclusion::of(root, &view.name);
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
    if let Some(most) = file.test.largest_error.filter(|most| fitness.median_error > *most) {
        broken.push(format!(
            "the cost model's median error is {:.3}, more than the {most} that decision.toml allows",
            fitness.median_error
        ));
    }
    if let Some(predictions) = &file.prediction {
        let all = Prediction::all(&decider).map_err(judged)?;
        broken.extend(Prediction::failures(&all, predictions.largest_error));
    }
    if broken.is_empty() { Ok(()) } else { Err(DecideError::NoLonger(broken).into()) }
}
