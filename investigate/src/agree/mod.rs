//! `agree`: whether `cargo bench` and `measure` put the representations in the same order.
//!
//! [`bench`] runs criterion several times under each [`layout`] of the code, [`mdbook_evidence::command::import::criterion`] reads what it saved, and
//! [`compare`] compares.

mod bench;
mod compare;
mod error;
mod layout;
mod record;
mod report;
mod runs;

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use evidence::point::PointError;
use evidence::record::{InputKind, Label, Measure, Toolchain};
use evidence::source::fingerprint;
use evidence::{Coordinates, Evidence, RECORD, Record};
use mdbook_evidence::command::import::criterion::{CriterionError, Saved};

use crate::book_toml::{self, Places};
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::measure::{are_of_the_same_code, rounded, source, this_machine, toolchain};
use crate::output;
use crate::record_path;

use bench::{Bench, SETTINGS, baseline};
use compare::Agreement;
use error::AgreeError;
use layout::LAYOUTS;
use runs::{CriterionRuns, CriterionSeries, REFERENCE};

const EXAMPLES: &str = "\
Examples:
  cargo run -- agree
  cargo run -- agree --runs 12 --sizes 30,92 --operations push,cycle
  cargo run -- agree --record-name my-machine
  cargo run -- agree --saved target/agree    (compares what was run before)
  cargo run -- agree --again my-machine      (compares a record's runs with what its reference says now)

Runs criterion's benches several times in shuffled orders and compares each two representations whose intervals do not
overlap, neither by criterion nor by the record's ratios. Let the machine do nothing else meanwhile. The record goes to
records/agreement/<name>.json. Exits with 1 on a disagreement and with 2 when something cannot be used.";

/// Options of `agree`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// How often criterion is run, each time with the code at other addresses; a time's interval reaches from the fastest run to the slowest
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(6..=99))]
    runs: u16,

    /// Numbers of items
    #[arg(long, value_name = "N", value_delimiter = ',', default_value = "92")]
    sizes: Vec<usize>,

    /// Operations
    #[arg(
        long,
        value_name = "ID",
        value_delimiter = ',',
        default_value = "snapshot,iterate,push,cycle,find"
    )]
    operations: Vec<String>,

    /// The record whose ratios are compared; without it, the book's reference
    #[arg(long, value_name = "NAME")]
    reference: Option<String>,

    /// Seed of the orders
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// Compare what criterion saved in this folder before, without running it
    #[arg(long, value_name = "DIR", conflicts_with = "record_name")]
    saved: Option<PathBuf>,

    /// Compare the runs of this record once more and replace it, without running criterion
    #[arg(long, value_name = "NAME", value_parser = record_path::name, conflicts_with_all = ["saved", "record_name", "reference"])]
    again: Option<String>,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write a record of that name
    #[arg(long, value_name = "NAME", value_parser = record_path::name)]
    record_name: Option<String>,

    /// Replace the record of that name
    #[arg(long, requires = "record_name")]
    replace: bool,
}

/// Runs criterion, compares, prints and records. A disagreement is an error, after everything is printed and recorded.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let places = Places::read(root)?;
    let folder = root.join(&places.evidence.records);
    let evidence = Evidence::load(&folder)?;
    let file = |name: &str| folder.join("agreement").join(format!("{name}.json"));
    if let Some(name) = options.record_name.as_deref() {
        record_path::refuse_to_replace(&file(name), options.replace)?;
    }
    let runs = match &options.again {
        Some(name) => {
            let record = evidence.any(&format!("agreement/{name}"))?;
            let no_runs = |problem| AgreeError::NoRuns { record: record.name.clone(), problem };
            CriterionRuns::of(record).map_err(no_runs)?
        }
        None => taken(root, options, &evidence, &places)?,
    };
    let agreement = Agreement::of(&runs, &evidence)?;

    let shown = if options.json {
        serde_json::to_string_pretty(&agreement).unwrap_or_default()
    } else {
        agreement.to_string()
    };
    output::print(shown)?;
    if let Some(name) = options.record_name.as_ref().or(options.again.as_ref()) {
        let path = file(name);
        record_path::write(root, &path, &runs.to_record(&agreement, evidence.any(runs.reference())?))?;
    }
    match (agreement.disagree(), agreement.compared()) {
        (_, 0) => Err(AgreeError::Nothing.into()),
        (0, _) => Ok(()),
        (disagree, compared) => Err(AgreeError::Disagree { disagree, compared }.into()),
    }
}

/// Runs criterion, or reads what it saved.
fn taken(
    root: &Path,
    options: &Options,
    evidence: &Evidence,
    places: &Places,
) -> Result<CriterionRuns, Failure> {
    let reference = match &options.reference {
        Some(name) => evidence.any(name)?,
        None => evidence.any(&places.view(evidence)?.name)?,
    };
    let subjects = subjects(evidence, reference, options)?;
    let inputs = source(
        root,
        &fingerprint(root, &book_toml::measured(root)?)?,
        &[InputKind::Package, InputKind::Benches, InputKind::Dependencies, InputKind::Build],
    );
    let (started, start) = (jiff::Timestamp::now(), Instant::now());
    let home = match &options.saved {
        Some(folder) => folder.clone(),
        None => {
            if reference.inputs.is_empty() || !are_of_the_same_code(&inputs, &reference.inputs) {
                return Err(AgreeError::OtherSources(reference.name.clone()).into());
            }
            benched(root, options, &subjects)?
        }
    };
    let mut taken = Record::new(format!("agreement/{}", options.record_name.as_deref().unwrap_or_default()));
    taken.toolchain = Some(Toolchain::of(&toolchain(root).rustc));
    taken.inputs = inputs;
    taken.command = command(options);
    taken.started = started.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    taken.seconds = Some(start.elapsed().as_secs_f64().round());
    taken.coordinates.insert("machine".to_owned(), this_machine().name);
    let labels = [
        (REFERENCE, Label::from(&reference.name)),
        ("settings", Label::from(SETTINGS)),
        ("layouts", Label::List(LAYOUTS.map(str::to_owned).to_vec())),
    ];
    taken.labels = labels.map(|(id, label)| (id.to_owned(), label)).into_iter().collect();
    Ok(CriterionRuns { taken, series: series(&home, subjects, options.runs.into())? })
}

/// What is to be compared: everything that the record has of the operations and sizes, but for the control.
fn subjects(
    evidence: &Evidence,
    reference: &Record,
    options: &Options,
) -> Result<Vec<CriterionSeries>, PointError> {
    let named = Coordinates::from_iter([(RECORD, reference.name.as_str())]);
    let time = reference.measures.get("time");
    let named_by = |side: fn(&Measure) -> Option<&String>| time.and_then(side).map_or("", String::as_str);
    let baseline = named_by(|time| time.baseline.get("representation"));
    let control = named_by(|time| time.control.get("representation"));
    let mut subjects = Vec::new();
    for operation in &options.operations {
        for &n in &options.sizes {
            let series = |id: &str| CriterionSeries {
                operation: operation.clone(),
                representation: id.to_owned(),
                n,
                medians: Vec::new(),
            };
            // The baseline has every cell; asking for it says what there is instead.
            evidence.point(&series(baseline).time(), &Coordinates::default(), &named)?;
            let all = reference.values("representation").iter().map(|value| series(&value.id));
            subjects.extend(all.filter(|it| {
                it.representation != control && reference.figure("time", &it.point()).is_some()
            }));
        }
    }
    Ok(subjects)
}

/// Compiles and runs the benches; returns the folder that criterion saved to.
fn benched(root: &Path, options: &Options, subjects: &[CriterionSeries]) -> Result<PathBuf, Failure> {
    let programs = layout::programs(root)?;
    // Its own folder: the baselines that the user saved stay what they are.
    let target = programs[0].ancestors().nth(3).map_or_else(|| root.join("target"), Path::to_owned);
    let bench = Bench { programs, home: target.join("agree") };
    let ids: Vec<String> = subjects.iter().map(CriterionSeries::point).collect();
    bench.run(&ids, options.runs.into(), options.seed, &Interrupt::listen())?;
    Ok(bench.home)
}

fn series(
    home: &Path,
    subjects: Vec<CriterionSeries>,
    runs: usize,
) -> Result<Vec<CriterionSeries>, CriterionError> {
    let saved = (1..=runs).map(|run| Saved::read(home, baseline(run))).collect::<Result<Vec<_>, _>>()?;
    let filled = subjects.into_iter().map(|series| {
        let id = series.point();
        let medians = saved.iter().map(|saved| saved.median(&id).map(rounded)).collect::<Result<_, _>>()?;
        Ok(CriterionSeries { medians, ..series })
    });
    filled.collect()
}

/// The command that repeats the record.
fn command(options: &Options) -> String {
    let sizes: Vec<String> = options.sizes.iter().map(ToString::to_string).collect();
    format!(
        "cargo run -- agree --runs {} --sizes {} --operations {} --seed {}",
        options.runs,
        sizes.join(","),
        options.operations.join(","),
        options.seed
    )
}
