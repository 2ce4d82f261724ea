//! `prediction-check`: whether a catalog foresaw what the probes of the same code then found.
//!
//! [`check`] lays the errors of each probe beside the catalog's uses. What comes of it is computed from records alone, and names
//! them as its inputs.

mod check;
mod error;

use std::path::Path;

use clap::Args;
use evidence::record::{Axis, Figure, Table, Value};
use evidence::{Evidence, Record};
use serde::de::DeserializeOwned;

use crate::catalog;
use crate::code::CrateId;
use crate::columns::columns;
use crate::exit::Failure;
use crate::output;
use crate::record_path;

use check::{PredictedUse, PredictionCounts, RecordedError};
use error::PredictionCheckError;

const EXAMPLES: &str = "\
Examples:
  cargo run -- prediction-check my-project
  cargo run -- prediction-check my-project --record --replace

Compares records/catalog/<NAME>.json with every record of a probe of the same code: the errors at uses that were to change, and those
that contradict the catalog, at uses that were to stay as they are and in functions without a use. The record goes to
records/prediction-check/<NAME>.json, and is stale as soon as one of the others changes.
Exits with 1 when an error contradicts the catalog, and with 2 when there is nothing to compare.";

/// Options of `prediction-check`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The catalog's name
    #[arg(value_name = "NAME", value_parser = record_path::name)]
    catalog: String,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write a record of the catalog's name
    #[arg(long)]
    record: bool,

    /// Replace the record of that name
    #[arg(long, requires = "record")]
    replace: bool,
}

/// Compares, prints and records. A contradiction is an error, after everything is printed and recorded.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let name = format!("prediction-check/{}", options.catalog);
    let path = record_path::where_asked(root, &name, options.record, options.replace)?;
    let evidence = Evidence::load(&root.join("records"))?;
    let compared = Compared::of(&evidence, &options.catalog)?;
    let record = compared.to_record(name);
    output::print(if options.json { record.to_json() } else { compared.to_string() }.trim_end())?;
    record_path::write_where_asked(root, path, &record)?;
    match compared.probes.iter().map(|(_, counts)| counts.contradictions()).sum() {
        0 => Ok(()),
        contradictions => Err(PredictionCheckError::Contradicted(contradictions).into()),
    }
}

/// A catalog beside the probes of the same code.
struct Compared<'a> {
    name: &'a str,
    of: CrateId,
    catalog: &'a Record,
    probes: Vec<(&'a Record, PredictionCounts)>,
    /// Probes of the code that cannot be compared, each with the reason.
    left_out: Vec<String>,
}

impl<'a> Compared<'a> {
    fn of(evidence: &'a Evidence, name: &'a str) -> Result<Self, Failure> {
        let catalog = evidence.any(&format!("catalog/{name}"))?;
        let no_crate = || PredictionCheckError::NotOfACrate(catalog.name.clone());
        let of = CrateId::of(catalog).ok_or_else(no_crate)?;
        let uses: Vec<PredictedUse> = rows(catalog, "uses")?;
        let mut compared = Self { name, of, catalog, probes: Vec::new(), left_out: Vec::new() };
        for probe in evidence.all().iter().filter(|record| record.name.starts_with("probe/")) {
            if CrateId::of(probe).as_ref() != Some(&compared.of) {
                continue;
            }
            let field = probe.label("field");
            let uses: Vec<&PredictedUse> = uses.iter().filter(|it| it.subject == field).collect();
            let families = catalog::families_of(kind(probe));
            if uses.is_empty() {
                compared.left_out.push(format!("{}: the catalog has no use of `{field}`", probe.name));
            } else if families.is_empty() {
                compared.left_out.push(format!("{}: no family stands for its type", probe.name));
            } else {
                let errors: Vec<RecordedError> = rows(probe, "errors")?;
                compared.probes.push((probe, PredictionCounts::of(&errors, &uses, &families)));
            }
        }
        if compared.probes.is_empty() {
            let (catalog, left_out) = (catalog.name.clone(), compared.left_out);
            return Err(PredictionCheckError::Nothing { catalog, left_out }.into());
        }
        Ok(compared)
    }

    fn to_record(&self, name: String) -> Record {
        let mut record = Record::new(name);
        record.command = format!("cargo run -- prediction-check {} --record", self.name);
        record.inputs = vec![self.of.input(), self.catalog.as_input()];
        record.inputs.extend(self.probes.iter().map(|(probe, _)| probe.as_input()));
        record.coordinates.insert("of".to_owned(), self.name.to_owned());
        record.notes.clone_from(&self.left_out);
        let types = self
            .probes
            .iter()
            .map(|(probe, _)| Value { title: probe.label("after").to_owned(), ..Value::of(kind(probe)) });
        record.axes.insert("type".to_owned(), Axis::Listed(types.collect()));
        for (probe, counts) in &self.probes {
            for (measure, count) in counts.counts() {
                record.declare(measure, &["type"]);
                record.put(measure, kind(probe), Figure::counted(count));
            }
        }
        record
    }
}

/// What a probe changed the type to.
fn kind(probe: &Record) -> &str {
    probe.coordinates.get("type").map_or("", String::as_str)
}

/// The rows of a table of a record.
fn rows<T: DeserializeOwned>(record: &Record, table: &str) -> Result<Vec<T>, PredictionCheckError> {
    let rows = record.tables.get(table).map(Table::read);
    let problem = match rows {
        Some(Ok(rows)) => return Ok(rows),
        Some(Err((row, problem))) => format!("row {row}: {problem}"),
        None => "there is none".to_owned(),
    };
    Err(PredictionCheckError::Table { record: record.name.clone(), table: table.to_owned(), problem })
}

/// The report for people.
impl std::fmt::Display for Compared<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} {}\n", self.of.name, self.of.commit.as_deref().unwrap_or("(no commit)"))?;
        let head = PredictionCounts::default().counts().map(|(measure, _)| measure.to_owned());
        let mut lines = vec![Vec::from_iter(std::iter::once("type".to_owned()).chain(head))];
        lines.extend(self.probes.iter().map(|(probe, counts)| {
            let counts = counts.counts().map(|(_, count)| count.to_string());
            std::iter::once(kind(probe).to_owned()).chain(counts).collect()
        }));
        columns(f, &lines)?;
        f.write_str(MEANING)?;
        self.left_out.iter().try_for_each(|reason| write!(f, "\nLeft out: {reason}"))
    }
}

/// What the columns are.
const MEANING: &str = "
Errors: there, at a use that was to change; beside a use, in its function; contradictions, at a use that was to stay or in a function
without one. Uses in code that were to change: confirmed by an error; overshadowed by one in their function; unseen, in a file without
errors, which was mostly not looked at; in excess, as they compiled all the same.";
