//! What a record must be before any number of it is used.

use rustc_hash::FxHashSet;
use toml::value::Datetime;

use super::error::{self, Problem, RecordError};
use super::{Axis, Figure, Measure, Points, Record};
use crate::coordinates::RECORD;
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
            .and_then(|()| declared(record, measure))
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
        if let Some(paired) = &measure.paired {
            pairs(record, measure, figures, paired)
                .map_err(|(point, problem)| Problem::new(place(point), problem))?;
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
    let seconds = record.seconds.unwrap_or(0.0);
    if !from_zero(seconds) {
        return Err(Problem::new("seconds", format!("it took {seconds} seconds, which nothing can take")));
    }
    if !record.started.is_empty() && !is_moment(&record.started) {
        let problem =
            format!("`{}` is neither a day nor a moment in UTC, such as 2026-11-26", record.started);
        return Err(Problem::new("started", problem));
    }
    if let Some(machine) = &record.machine {
        if machine.cores == 0 {
            return Err(Problem::new("machine", "it has no cores"));
        }
        if machine.name.trim().is_empty() {
            return Err(Problem::new("machine", "it has no name"));
        }
    }
    let Some(rounds) = &record.rounds else { return Ok(()) };
    if !(rounds.level > 0.0 && rounds.level < 1.0) {
        let problem = format!("the level is {}, which is not between 0 and 1", rounds.level);
        return Err(Problem::new("rounds", problem));
    }
    let looks = &rounds.looks;
    let most = looks.last().copied().unwrap_or(0).max(rounds.least);
    if rounds.least == 0 {
        return Err(Problem::new("rounds", "a point has at least no round"));
    }
    if most > MOST_ROUNDS {
        return Err(Problem::new("rounds", format!("{most} rounds are more than anybody measures")));
    }
    if looks.first().is_some_and(|first| *first == 0) || looks.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(Problem::new("rounds", "the looks do not ascend"));
    }
    Ok(())
}

/// Each on an axis that its paths do not have; else one point would have two places.
fn shared(record: &Record) -> Result<(), String> {
    let mut pairs = record.coordinates.iter();
    let says_nothing = |text: &str| text.trim().is_empty() || text.contains(char::is_control);
    if let Some((axis, value)) = pairs.find(|(axis, value)| says_nothing(axis) || says_nothing(value)) {
        let [axis, value] = [axis, value].map(|text| text.escape_debug());
        return Err(format!("`{axis}` is `{value}`, and neither may be empty or more than a line"));
    }
    match record.coordinates.keys().find(|axis| *axis == RECORD || record.axes.contains_key(*axis)) {
        Some(axis) if axis == RECORD => Err(format!("`{RECORD}` names a record itself and is no axis")),
        Some(axis) => Err(format!("`{axis}` is also an axis of its figures")),
        None => Ok(()),
    }
}

/// An axis, and what stands on it, each under a name that a path can have.
fn named(id: &str, axis: &Axis) -> Result<(), String> {
    is_name(id)?;
    if id == RECORD {
        return Err(format!("`{RECORD}` names a record itself and is no axis"));
    }
    let Axis::Listed(values) = axis else { return Ok(()) };
    values.iter().try_for_each(|value| is_name(&value.id))?;
    once(values.iter().map(|value| value.id.as_str()))
}

/// What a path can name: it is divided by `/`, and `*` is whatever there is.
fn is_name(id: &str) -> Result<(), String> {
    if id.trim().is_empty() {
        Err("a name is empty, and nothing could ask for it".to_owned())
    } else if id.contains(|letter: char| letter == '/' || letter.is_control()) || id == "*" {
        Err(format!(
            "`{}` is no name: a path stands in a line and is divided by `/`, and `*` asks for all",
            id.escape_debug()
        ))
    } else {
        Ok(())
    }
}

fn declared(record: &Record, measure: &Measure) -> Result<(), String> {
    if let Some(axis) = measure.axes.iter().find(|axis| !record.axes.contains_key(*axis)) {
        return Err(format!("`{axis}` is not among the record's axes"));
    }
    once(measure.axes.iter().map(String::as_str))?;
    for (axis, id) in measure.baseline.iter().chain(&measure.control) {
        if !measure.axes.contains(axis) {
            return Err(format!("its baseline or control `{id}` is on `{axis}`, which is none of its axes"));
        }
    }
    match &measure.paired {
        Some(paired) if measure.baseline.is_empty() => {
            Err(format!("it is paired with `{paired}` and has no baseline"))
        }
        Some(paired) if record.measures.get(paired).is_none_or(|other| other.axes != measure.axes) => {
            Err(format!("it is paired with `{paired}`, which is no measure over the same axes"))
        }
        _ => Ok(()),
    }
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
    if coordinates().count() != measure.axes.len() {
        return Err(format!("a point has a coordinate for each of {}", list(&measure.axes)));
    }
    for ((axis, known), coordinate) in measure.axes.iter().zip(known).zip(coordinates()) {
        let is_there = known
            .as_ref()
            .map_or_else(|| coordinate.parse().is_ok_and(from_zero), |known| known.contains(coordinate));
        if !is_there {
            return Err(format!("`{coordinate}` is not on the axis `{axis}`"));
        }
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
    if numbers.is_empty() {
        return Err("it has no samples".to_owned());
    }
    if let Some(number) = numbers.iter().find(|number| !from_zero(**number)) {
        return Err(format!("{number} is not a number from zero up"));
    }
    // Parts of a whole that were counted may be rounded; a thousandth is more than rounding.
    if measure.unit == Unit::Share
        && let Some(number) = numbers.iter().find(|number| **number > 1.001)
    {
        return Err(format!("{number} is more than the whole"));
    }
    if measure.paired.is_some() && numbers.contains(&0.0) {
        return Err("0 took no time at all".to_owned());
    }
    if let Figure::Runs { value, runs } = figure {
        let outside = |run: &f64| run.total_cmp(value);
        let (above, below) =
            (runs.iter().all(|run| outside(run).is_lt()), runs.iter().all(|run| outside(run).is_gt()));
        if above || below {
            return Err(format!("{value} is none that its runs could give"));
        }
    }
    Ok(())
}

/// Every point has its baseline, and a ratio for each sample, which says what the times say.
fn pairs<'a>(
    record: &Record,
    measure: &Measure,
    figures: &'a Points,
    paired: &str,
) -> Result<(), (&'a str, String)> {
    for (point, figure) in figures {
        let problem = |problem: String| Err((point.as_str(), problem));
        let Some(baseline) = figures.get(&measure.of_baseline(point)) else {
            return problem("the baseline was not measured".to_owned());
        };
        let ratios = record.figure(paired, point).map_or(&[][..], Figure::numbers);
        if ratios.len() != figure.numbers().len() {
            return problem(format!("`{paired}` does not have one ratio for each of its samples"));
        }
        if let Some(rounds) = record.rounds.as_ref().filter(|rounds| ratios.len() < rounds.least) {
            return problem(format!(
                "it has {} rounds, and every point is said to have at least {}",
                ratios.len(),
                rounds.least
            ));
        }
        if ratios.len() == 1 {
            continue;
        }
        let (Some(time), Some(of), Some(ratio)) =
            (median(figure.numbers()), median(baseline.numbers()), median(ratios))
        else {
            continue;
        };
        let apart = ratio / (time / of);
        if !(1.0 / PAIRED_WITHIN..=PAIRED_WITHIN).contains(&apart) {
            return problem(format!("its ratios say {ratio}, and its times {}", time / of));
        }
    }
    Ok(())
}

fn absent(record: &Record, path: &str, reason: &str) -> Result<(), String> {
    if reason.trim().is_empty() {
        return Err("it is said to be absent, and not why".to_owned());
    }
    let (id, point) = path.split_once('/').unwrap_or((path, ""));
    let Some(measure) = record.measures.get(id) else {
        return Err(format!("`{id}` is not among the record's measures"));
    };
    coordinates(measure, &known(record, measure), point)?;
    if record.figure(id, point).is_some() {
        Err("it is there and said to be absent".to_owned())
    } else {
        Ok(())
    }
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
    ids.into_iter().find(|id| !seen.insert(*id)).map_or(Ok(()), |id| Err(format!("`{id}` is there twice")))
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "no axis".to_owned() } else { names.join(", ") }
}
