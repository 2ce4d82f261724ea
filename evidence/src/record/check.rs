//! What a record must be before any number of it is used.

use rustc_hash::FxHashSet;
use toml::value::Datetime;

use super::error::{self, Problem, RecordError};
use super::{Axis, Figure, Measure, Points, Record, Rounds};
use crate::coordinates::{RECORD, TO};
use crate::ensure::ensure;
use crate::statistics::median;
use crate::unit::Unit;

/// The most rounds that anybody measures.
const MOST_ROUNDS: usize = 100_000;

/// How far the median of ratios that were formed within each round may be from the ratio of the times' medians. One round alone may be further
/// off: what disturbed it need not have met the baseline.
const PAIRED_WITHIN: f64 = 3.0;

impl Record {
    /// Reads a record and checks it. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is not JSON of this schema, or holds what no run can produce.
    pub fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        let record = error::parse(file, text)?;
        check(&record).map_err(|problem| problem.of(file))?;
        Ok(record)
    }
}

fn check(record: &Record) -> Result<(), Problem> {
    head(record)?;
    shared(record).map_err(|problem| Problem::new("coordinates", problem))?;
    for (id, axis) in &record.axes {
        named(id, axis).map_err(|problem| Problem::new(format!("the axis `{id}`"), problem))?;
    }
    for (id, measure) in &record.measures {
        is_name(id)
            .and_then(|()| declared(record, id, measure))
            .map_err(|problem| Problem::new(format!("the measure `{id}`"), problem))?;
    }
    for (id, figures) in &record.figures {
        let place = |point: &str| if point.is_empty() { id.clone() } else { format!("{id}/{point}") };
        let Some(measure) = record.measures.get(id) else {
            return Err(Problem::new(id, "it is not among the record's measures"));
        };
        let known = known(record, measure);
        for (point, figure) in figures {
            coordinates(measure, &known, point)
                .and_then(|()| numbers(measure, figure))
                .map_err(|problem| Problem::new(place(point), problem))?;
        }
        for (point, figure) in figures.iter().filter(|_| measure.paired.is_some()) {
            pair(record, measure, figures, point, figure)
                .map_err(|problem| Problem::new(place(point), problem))?;
        }
    }
    for (path, reason) in &record.absent {
        absent(record, path, reason).map_err(|problem| Problem::new(path, problem))?;
    }
    for (id, table) in &record.tables {
        let place = format!("the table `{id}`");
        once(table.columns.iter().map(|column| column.id.as_str()))
            .map_err(|twice| Problem::new(&place, twice))?;
        let columns = table.columns.len();
        if let Some(row) = table.rows.iter().position(|row| row.len() != columns) {
            let problem = format!("row {} does not have {columns} cells, one for each column", row + 1);
            return Err(Problem::new(place, problem));
        }
    }
    Ok(())
}

fn head(record: &Record) -> Result<(), Problem> {
    let of = |place: &'static str| move |problem: String| Problem::new(place, problem);
    let (seconds, started) = (record.seconds.unwrap_or(0.0), &record.started);
    ensure(from_zero(seconds), || format!("it took {seconds} seconds, which nothing can take"))
        .map_err(of("seconds"))?;
    ensure(started.is_empty() || is_moment(started), || {
        format!("`{started}` is neither a day nor a moment in UTC, such as 2026-11-26")
    })
    .map_err(of("started"))?;
    if let Some(machine) = &record.machine {
        ensure(machine.cores > 0, || "it has no cores").map_err(of("machine"))?;
        ensure(!machine.name.trim().is_empty(), || "it has no name").map_err(of("machine"))?;
    }
    record.rounds.as_ref().map_or(Ok(()), rounds).map_err(of("rounds"))
}

fn rounds(Rounds { least, looks, level, .. }: &Rounds) -> Result<(), String> {
    ensure(*level > 0.0 && *level < 1.0, || format!("the level is {level}, which is not between 0 and 1"))?;
    ensure(*least > 0, || "a point has at least no round")?;
    let most = looks.last().copied().unwrap_or(0).max(*least);
    ensure(most <= MOST_ROUNDS, || format!("{most} rounds are more than anybody measures"))?;
    let rise = looks.windows(2).all(|pair| pair[0] < pair[1]);
    ensure(rise && looks.first() != Some(&0), || "the looks do not ascend")?;
    let first = looks.first().copied().unwrap_or(most);
    ensure(first >= *least, || {
        format!("the first look is after {first}, and every point has at least {least}")
    })
}

/// Each on an axis that its paths do not have; else one point would have two places.
fn shared(record: &Record) -> Result<(), String> {
    let says_something = |text: &str| !text.trim().is_empty() && !text.contains(char::is_control);
    for (axis, value) in &record.coordinates {
        ensure(says_something(axis) && says_something(value), || {
            let [axis, value] = [axis, value].map(|text| text.escape_debug());
            format!("`{axis}` is `{value}`, and neither may be empty or more than a line")
        })?;
    }
    record.coordinates.keys().try_for_each(|axis| {
        is_axis(axis)?;
        ensure(axis != TO, || format!("`{TO}` says whom a ratio is to and is no axis"))?;
        ensure(!record.axes.contains_key(axis), || format!("`{axis}` is also an axis of its figures"))
    })
}

fn is_axis(id: &str) -> Result<(), String> {
    ensure(id != RECORD, || format!("`{RECORD}` names a record itself and is no axis"))
}

/// An axis, and what stands on it, each under a name that a path can have.
fn named(id: &str, axis: &Axis) -> Result<(), String> {
    is_name(id)?;
    is_axis(id)?;
    let Axis::Listed(values) = axis else { return Ok(()) };
    values.iter().try_for_each(|value| is_name(&value.id))?;
    once(values.iter().map(|value| value.id.as_str()))
}

/// What a path can name: it is divided by `/`, and `*` is whatever there is.
fn is_name(id: &str) -> Result<(), String> {
    ensure(!id.trim().is_empty(), || "a name is empty, and nothing could ask for it")?;
    let divides = |letter: char| letter == '/' || letter.is_control();
    ensure(id != "*" && !id.contains(divides), || {
        let id = id.escape_debug();
        format!("`{id}` is no name: a path stands in a line and is divided by `/`, and `*` asks for all")
    })
}

fn declared(record: &Record, id: &str, measure: &Measure) -> Result<(), String> {
    for axis in &measure.axes {
        ensure(record.axes.contains_key(axis), || format!("`{axis}` is not among the record's axes"))?;
    }
    once(measure.axes.iter().map(String::as_str))?;
    for (axis, value) in measure.baseline.iter().chain(&measure.control) {
        ensure(measure.axes.contains(axis), || {
            format!("its baseline or control `{value}` is on `{axis}`, which is none of its axes")
        })?;
    }
    for (axis, value) in &measure.baseline {
        ensure(measure.control.get(axis) != Some(value), || {
            format!("`{value}` is its baseline and its control, and tells nothing of itself")
        })?;
        let is_there = match record.axes.get(axis) {
            Some(Axis::Listed(values)) => values.iter().any(|it| it.id == *value),
            _ => true,
        };
        ensure(is_there, || format!("its baseline `{value}` is not on the axis `{axis}`"))?;
    }
    let Some(paired) = &measure.paired else { return Ok(()) };
    ensure(paired != id, || "it is paired with itself")?;
    ensure(!measure.baseline.is_empty(), || format!("it is paired with `{paired}` and has no baseline"))?;
    ensure(record.measures.get(paired).is_some_and(|other| other.axes == measure.axes), || {
        format!("it is paired with `{paired}`, which is no measure over the same axes")
    })
}

/// The coordinates that each axis of a measure has; none for an axis of numbers.
type Known<'r> = Vec<Option<FxHashSet<&'r str>>>;

fn known<'r>(record: &'r Record, measure: &'r Measure) -> Known<'r> {
    let of_axis = |axis: &String| match record.axes.get(axis) {
        Some(Axis::Listed(values)) => {
            let ids = values.iter().map(|value| value.id.as_str());
            Some(ids.chain(measure.control.get(axis).map(String::as_str)).collect())
        }
        _ => None,
    };
    measure.axes.iter().map(of_axis).collect()
}

/// One coordinate for each axis, and each of them one that the axis has.
fn coordinates(measure: &Measure, known: &Known<'_>, point: &str) -> Result<(), String> {
    let coordinates = || point.split('/').filter(|_| !point.is_empty());
    ensure(coordinates().count() == measure.axes.len(), || {
        format!("a point has a coordinate for each of {}", list(&measure.axes))
    })?;
    for ((axis, known), coordinate) in measure.axes.iter().zip(known).zip(coordinates()) {
        let is_there = known
            .as_ref()
            .map_or_else(|| coordinate.parse().is_ok_and(from_zero), |known| known.contains(coordinate));
        ensure(is_there, || format!("`{coordinate}` is not on the axis `{axis}`"))?;
        // Under two names, one number would be two points.
        let number = coordinate.parse::<f64>().ok().filter(|_| known.is_none());
        if let Some(plain) = number.map(|number| number.to_string()).filter(|plain| plain != coordinate) {
            return Err(format!("`{coordinate}` on the axis `{axis}` is the number {plain}. Write it so"));
        }
    }
    Ok(())
}

fn numbers(measure: &Measure, figure: &Figure) -> Result<(), String> {
    let numbers = figure.numbers();
    ensure(!numbers.is_empty(), || "it has no samples")?;
    for number in numbers {
        ensure(from_zero(*number), || format!("{number} is not a number from zero up"))?;
    }
    // Parts of a whole that were counted may be rounded; a thousandth is more than rounding.
    for number in numbers.iter().filter(|_| measure.unit == Unit::Share) {
        ensure(*number <= 1.001, || format!("{number} is more than the whole"))?;
    }
    ensure(measure.paired.is_none() || !numbers.contains(&0.0), || "0 took no time at all")?;
    let Figure::Runs { value, runs } = figure else { return Ok(()) };
    let (above, below) = (|run: &f64| run.total_cmp(value).is_lt(), |run: &f64| run.total_cmp(value).is_gt());
    ensure(!runs.iter().all(above) && !runs.iter().all(below), || {
        format!("{value} is none that its runs could give")
    })
}

/// A point has its baseline, and a ratio for each sample, which says what the times say.
fn pair(
    record: &Record,
    measure: &Measure,
    figures: &Points,
    point: &str,
    figure: &Figure,
) -> Result<(), String> {
    let baseline = figures.get(&measure.of_baseline(point)).ok_or("the baseline was not measured")?;
    let paired = measure.paired.as_deref().unwrap_or_default();
    let ratios = record.figure(paired, point).map_or(&[][..], Figure::numbers);
    let count = ratios.len();
    ensure(count == figure.numbers().len(), || {
        format!("`{paired}` does not have one ratio for each of its samples")
    })?;
    let least = record.rounds.as_ref().map_or(0, |rounds| rounds.least);
    ensure(count >= least, || {
        format!("it has {count} rounds, and every point is said to have at least {least}")
    })?;
    let (Some(time), Some(of), Some(ratio)) =
        (median(figure.numbers()), median(baseline.numbers()), median(ratios))
    else {
        return Ok(());
    };
    let is_near = (1.0 / PAIRED_WITHIN..=PAIRED_WITHIN).contains(&(ratio / (time / of)));
    ensure(count == 1 || is_near, || format!("its ratios say {ratio}, and its times {}", time / of))
}

fn absent(record: &Record, path: &str, reason: &str) -> Result<(), String> {
    ensure(!reason.trim().is_empty(), || "it is said to be absent, and not why")?;
    let (id, point) = path.split_once('/').unwrap_or((path, ""));
    let measure = record.measures.get(id);
    let measure = measure.ok_or_else(|| format!("`{id}` is not among the record's measures"))?;
    coordinates(measure, &known(record, measure), point)?;
    ensure(record.figure(id, point).is_none(), || "it is there and said to be absent")
}

fn from_zero(number: f64) -> bool {
    // A sign before zero is one of those that no counting gives.
    number.is_finite() && number.is_sign_positive()
}

/// `2026-11-26` or `2026-11-26T02:52:39Z`.
fn is_moment(text: &str) -> bool {
    let has_form = match text.len() {
        10 => true,
        20 => text.as_bytes()[10] == b'T' && text.ends_with('Z'),
        _ => false,
    };
    let date = text.parse::<Datetime>().ok().and_then(|moment| moment.date);
    has_form && date.is_some_and(|date| date.year >= 1970)
}

fn once<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = FxHashSet::default();
    ids.into_iter().try_for_each(|id| ensure(seen.insert(id), || format!("`{id}` is there twice")))
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "no axis".to_owned() } else { names.join(", ") }
}
