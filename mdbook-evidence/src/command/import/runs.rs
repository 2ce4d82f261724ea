//! The record of what criterion saved.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use evidence::record::{Axis, Better, Figure, Label, Measure, Value};
use evidence::{Record, Unit};

use super::Options;
use crate::command::error::CommandError;
use crate::command::import::criterion::{Benchmark, Saved};

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

/// The record of runs of the same benches.
///
/// # Errors
/// [`CommandError`] when two benches would be one point, or nothing is named as the baseline.
pub(super) fn record(runs: &[Saved], options: &Options) -> Result<Record, CommandError> {
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
        // A bench may write 1 as 1.0; on an axis of numbers each has one name.
        let named = |id: &str, part: Part| match (record.axes.get(id), part(bench).map(str::parse::<f64>)) {
            (Some(Axis::Numbers(_)), Some(Ok(number))) => number.to_string(),
            _ => coordinate(part(bench)),
        };
        let coordinates: Vec<String> = axes.iter().map(|(id, part)| named(id, *part)).collect();
        let point = coordinates.join("/");
        if let Some(one) = points.insert(point.clone(), &bench.id) {
            return Err(CommandError::Input(format!(
                "`{one}` and `{}` would both be `time/{point}`. Rename one of the benches: a path cannot hold / and the like.",
                bench.id
            )));
        }
        let samples = runs.iter().map(|run| run.median(&bench.id)).collect::<Result<_, _>>();
        record.put(TIME, point, Figure::Rounds(samples.map_err(CommandError::input)?));
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
fn baseline(benches: &[&Benchmark], wanted: &str) -> Result<(&'static str, String), CommandError> {
    let has_functions = benches.iter().any(|bench| bench.function.is_some());
    let (axis, part) = if has_functions { AXES[1] } else { AXES[0] };
    let mut known: Vec<&str> = benches.iter().filter_map(|bench| part(bench)).collect();
    if known.contains(&wanted) {
        return Ok((axis, coordinate(Some(wanted))));
    }
    known.sort_unstable();
    known.dedup();
    let known = known.join(", ");
    Err(CommandError::Input(format!("there is no `{wanted}` to divide by; there are {known}")))
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
