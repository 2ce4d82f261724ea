//! Figures of all records, by measure and coordinates: `time/get/HashMap/1000` is the measure `time` at three coordinates.
//!
//! Of several records that have it, the one is meant that stands at the wanted [coordinates](Coordinates). A figure is shown
//! [as it stands](Point::value) or [divided by its measure's baseline](Point::relative).

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use thiserror::Error;

use crate::collection::Evidence;
use crate::coordinates::{Coordinates, RECORD, TO};
use crate::estimate::{Basis, Estimate};
use crate::metric::{Ask, Metric};
use crate::record::{Figure, Measure, Points, Record};
use crate::statistics::CONFIDENCE;
use crate::unit::Unit;

/// So many of the points that are nearest to one that is not there are named.
const NAMED: usize = 6;

/// Why there is no figure at a point, or no row of a table: a sentence that says what there is instead.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PointError {
    /// The record says why it has no such figure.
    #[error("{0}")]
    Absent(String),
    /// Any other reason: there is none of that name, or several, or nothing to divide it by.
    #[error("{0}")]
    Missing(String),
}

impl PointError {
    pub(crate) fn missing(sentence: impl Into<String>) -> Self {
        Self::Missing(sentence.into())
    }
}

/// A figure of a record.
#[derive(Debug, Clone, Copy)]
pub struct Point<'a> {
    /// The record.
    pub record: &'a Record,
    /// What the figure is of.
    pub measure: &'a Measure,
    id: &'a str,
    coordinates: &'a str,
    figure: &'a Figure,
}

impl Evidence {
    /// The record of that name, whatever it is of.
    ///
    /// # Errors
    /// [`PointError`] lists the names there are.
    pub fn any(&self, name: &str) -> Result<&Record, PointError> {
        self.all().iter().find(|record| record.name == name).ok_or_else(|| {
            let known = list(self.all().iter().map(|record| record.name.clone()));
            PointError::missing(format!("there is no record `{name}`; there are {known}"))
        })
    }

    /// The figure at `path`, which is a measure and its coordinates, of the one record that has it at the coordinates `at`, but for
    /// those that `named` has instead.
    ///
    /// # Errors
    /// [`PointError`] says what there is instead.
    pub fn point(&self, path: &str, at: &Coordinates, named: &Coordinates) -> Result<Point<'_>, PointError> {
        let records = self.at(at, named)?;
        let found: Vec<Point<'_>> = records.iter().filter_map(|record| Point::of(record, path)).collect();
        let point = match found.as_slice() {
            [point] => *point,
            [] => return Err(missing(&records, path, &at.with(named))),
            several => return Err(ambiguous(path, several)),
        };
        let own = &point.record.coordinates;
        match named.iter().find(|(axis, _)| ![RECORD, TO].contains(axis) && !own.contains_key(*axis)) {
            None => Ok(point),
            Some((axis, _)) => {
                let known = if own.is_empty() {
                    "it stands for all".to_owned()
                } else {
                    format!("it has {}", Coordinates::of(point.record))
                };
                let record = &point.record.name;
                let problem = format!("`{path}` is of record {record}, which has no `{axis}`: {known}");
                Err(PointError::missing(problem))
            }
        }
    }

    /// The paths that a pattern stands for, at the coordinates `at`, but for those that `named` has: `*` is each coordinate but
    /// the baseline and the control.
    ///
    /// # Errors
    /// [`PointError`] when there is none.
    pub fn points(
        &self,
        pattern: &str,
        at: &Coordinates,
        named: &Coordinates,
    ) -> Result<Vec<String>, PointError> {
        let records = self.at(at, named)?;
        let (id, wanted) = split(pattern);
        let mut paths: BTreeSet<String> = BTreeSet::new();
        for (_, measure, figures) in measured(&records, id) {
            let points = figures.keys().filter(|point| fits(measure, wanted, point));
            paths.extend(points.map(|point| joined(id, point)));
        }
        if paths.is_empty() {
            Err(missing(&records, pattern, &at.with(named)))
        } else {
            Ok(Vec::from_iter(paths))
        }
    }

    /// [`Evidence::points`] without a gap: where the measure has a baseline, whoever is compared with it anywhere stands also there where
    /// the pattern fits the baseline, unless the record says why not. A sentence over all of them is none over those that happen to be
    /// there.
    ///
    /// # Errors
    /// [`PointError`] as [`Evidence::points`], and for the first point that is missing.
    pub(crate) fn points_without_gap(
        &self,
        pattern: &str,
        at: &Coordinates,
        named: &Coordinates,
    ) -> Result<Vec<String>, PointError> {
        let paths = self.points(pattern, at, named)?;
        let records = self.at(at, named)?;
        let (id, wanted) = split(pattern);
        for (record, measure, figures) in measured(&records, id) {
            let gap = expected(measure, wanted, figures)
                .iter()
                .map(|point| joined(id, point))
                .find(|path| paths.binary_search(path).is_err() && !record.absent.contains_key(path));
            if let Some(path) = gap {
                return Err(missing(&records, &path, &at.with(named)));
            }
        }
        Ok(paths)
    }

    /// The records that coordinates allow. A record that is named must be there.
    fn at(&self, at: &Coordinates, named: &Coordinates) -> Result<Vec<&Record>, PointError> {
        if let Some(name) = named.get(RECORD) {
            return Ok(vec![self.any(name)?]);
        }
        let at = at.with(named);
        let records: Vec<&Record> = self.all().iter().filter(|record| at.allow(record)).collect();
        if records.is_empty() && !at.is_empty() {
            return Err(self.elsewhere(&at));
        }
        Ok(records)
    }

    /// That no record stands there, with where they do.
    pub(crate) fn elsewhere(&self, at: &Coordinates) -> PointError {
        let known: BTreeSet<Coordinates> = self.all().iter().map(Coordinates::of).collect();
        let known = known.iter().filter(|known| !known.is_empty()).map(ToString::to_string);
        let known: Vec<String> = known.collect();
        let known = if known.is_empty() { "none with coordinates".to_owned() } else { known.join("; ") };
        PointError::missing(format!("there is no record at {at}; there are {known}"))
    }
}

impl<'a> Point<'a> {
    /// The figure of a record at a path, which is a measure and its coordinates.
    pub fn of(record: &'a Record, path: &str) -> Option<Self> {
        let (id, coordinates) = split(path);
        let (id, figures) = record.figures.get_key_value(id)?;
        let (coordinates, figure) = figures.get_key_value(coordinates)?;
        Some(Self { record, measure: record.measures.get(id)?, id, coordinates, figure })
    }

    /// Measure and coordinates.
    pub fn path(&self) -> String {
        joined(self.id, self.coordinates)
    }

    /// The figure as it stands in the record: of rounds the median with its interval, of fewer than six their range.
    pub fn value(&self) -> Estimate {
        estimate(self.record, self.path(), self.measure.unit, self.figure)
    }

    /// What a metric asks of it.
    ///
    /// # Errors
    /// [`PointError`] where there is nothing to divide it by.
    pub fn asked(&self, metric: &Metric) -> Result<Estimate, PointError> {
        match (metric.ask, metric.named.get(TO)) {
            (Ask::Ratio, Some(other)) => self.relative_to(other),
            (Ask::Ratio, None) => self.relative(),
            _ => Ok(self.value()),
        }
    }

    /// The ratio of each round to the baseline, where the record has those that were formed within it.
    pub fn rounds(&self) -> &'a [f64] {
        let paired = self.measure.paired.as_ref().and_then(|id| self.record.figure(id, self.coordinates));
        paired.map_or(&[], Figure::numbers)
    }

    /// The figure divided by the measure's baseline at the same other coordinates.
    ///
    /// Where the record has ratios that were formed within each round, it is those. Else two figures of as many rounds are divided round
    /// by round. Else every quotient of their two intervals is possible, and the basis is [`Basis::Unpaired`].
    ///
    /// # Errors
    /// [`PointError`] when the measure has no baseline, or none there.
    pub fn relative(&self) -> Result<Estimate, PointError> {
        let (record, path) = (self.record, self.path());
        if self.measure.baseline.is_empty() {
            return Err(PointError::missing(format!(
                "the measure of `{path}` has no baseline in record {}. Divide two figures instead: fig(\"…\") / fig(\"…\").",
                record.name
            )));
        }
        let paired = self.measure.paired.as_ref().and_then(|id| record.figure(id, self.coordinates));
        if let Some(ratios) = paired {
            return Ok(estimate(record, path, Unit::Ratio, ratios));
        }
        let of = self.measure.of_baseline(self.coordinates);
        self.over(self.figure, record.figure(self.id, &of))
            .map_err(|problem| self.no_ratio(&format!("its baseline `{}` {problem}", joined(self.id, &of))))
    }

    /// The figure divided by that of `other`, who stands in the place of the baseline, at the same other coordinates.
    ///
    /// Where the record has ratios to the baseline that were formed within each round, one is divided by the other round by round, which leaves
    /// the ratio of the two within it; else as [`Point::relative`].
    ///
    /// # Errors
    /// [`PointError`] when the measure has no baseline, or one on several axes, or no figure of `other` there.
    pub fn relative_to(&self, other: &str) -> Result<Estimate, PointError> {
        let Some(of) = self.measure.of_other(self.coordinates, other) else {
            return Err(self.no_ratio(&format!(
                "its measure has no baseline, or one on several axes, in whose place `{other}` could stand"
            )));
        };
        let within_rounds =
            self.measure.paired.as_ref().and_then(|id| {
                Some((self.record.figure(id, self.coordinates)?, self.record.figure(id, &of)?))
            });
        let (own, divisor) = within_rounds
            .map_or((self.figure, self.record.figure(self.id, &of)), |(own, of)| (own, Some(of)));
        self.over(own, divisor)
            .map_err(|problem| self.no_ratio(&format!("`{}` {problem}", joined(self.id, &of))))
    }

    fn no_ratio(&self, why: &str) -> PointError {
        PointError::missing(format!("`{}` has no ratio in record {}: {why}", self.path(), self.record.name))
    }

    /// One figure divided by another, or what is wrong with that one.
    fn over(&self, own: &Figure, divisor: Option<&Figure>) -> Result<Estimate, &'static str> {
        let (record, path) = (self.record, self.path());
        let divisor = divisor.ok_or("has no figure there")?;
        if divisor.numbers().contains(&0.0) {
            return Err("is zero there");
        }
        let ratio = match (own, divisor) {
            (Figure::Exact(own), Figure::Exact(of)) => exact(record, path, Unit::Ratio, own / of),
            (Figure::Rounds(own), Figure::Rounds(of)) if own.len() == of.len() => {
                let ratios = own.iter().zip(of).map(|(own, of)| own / of).collect();
                estimate(record, path, Unit::Ratio, &Figure::Rounds(ratios))
            }
            (own, of) => {
                let [own, of] = [own, of].map(|it| estimate(record, path.clone(), Unit::Ratio, it));
                let (value, low, high) = (own.value / of.value, own.low / of.high, own.high / of.low);
                Estimate { value, low, high, basis: Basis::Unpaired, ..own }
            }
        };
        let is_number = [ratio.value, ratio.low, ratio.high].iter().all(|number| number.is_finite());
        if is_number { Ok(ratio) } else { Err("is too small to divide by") }
    }

    /// Whether it is what ratios are formed against: its own is 1, whatever was measured.
    pub fn is_baseline(&self) -> bool {
        !self.measure.baseline.is_empty() && self.measure.of_baseline(self.coordinates) == self.coordinates
    }
}

fn estimate(record: &Record, path: String, unit: Unit, figure: &Figure) -> Estimate {
    let level = record.rounds.as_ref().map_or(CONFIDENCE, |rounds| rounds.level);
    match figure {
        Figure::Exact(value) => exact(record, path, unit, *value),
        Figure::Rounds(samples) => Estimate::over_rounds(path, unit, samples, level)
            .unwrap_or_else(|| unreachable!("a checked record has at least one sample at every point")),
        Figure::Runs { value, runs } => Estimate {
            metric: path,
            unit,
            value: *value,
            low: runs.iter().copied().fold(*value, f64::min),
            high: runs.iter().copied().fold(*value, f64::max),
            basis: Basis::Runs(runs.len()),
        },
    }
}

/// A number without samples: counted, where a command counts it again; else as it was handed over.
fn exact(record: &Record, path: String, unit: Unit, value: f64) -> Estimate {
    let basis = if record.command.is_empty() { Basis::Given } else { Basis::Counted };
    Estimate { metric: path, unit, value, low: value, high: value, basis }
}

/// A path's measure and its coordinates.
fn split(path: &str) -> (&str, &str) {
    path.split_once('/').unwrap_or((path, ""))
}

fn joined(measure: &str, coordinates: &str) -> String {
    if coordinates.is_empty() { measure.to_owned() } else { format!("{measure}/{coordinates}") }
}

/// Those of some records that have a measure, with it and its figures.
fn measured<'r>(
    records: &[&'r Record],
    id: &str,
) -> impl Iterator<Item = (&'r Record, &'r Measure, &'r Points)> {
    records
        .iter()
        .filter_map(move |record| Some((*record, record.measures.get(id)?, record.figures.get(id)?)))
}

/// Whether a point is one of those that a pattern stands for.
fn fits(measure: &Measure, pattern: &str, point: &str) -> bool {
    let (wanted, own) = (pattern.split('/'), point.split('/'));
    wanted.clone().count() == own.clone().count()
        && measure.axes.iter().zip(wanted.zip(own)).all(|(axis, (wanted, own))| {
            let is_of =
                |side: &indexmap::IndexMap<String, String>| side.get(axis).is_some_and(|id| id == own);
            if wanted == "*" { !is_of(&measure.baseline) && !is_of(&measure.control) } else { wanted == own }
        })
}

/// The points of those that are compared with a baseline, at each of the baseline's points that a pattern fits but for who it is of.
fn expected(measure: &Measure, pattern: &str, figures: &Points) -> Vec<String> {
    let compares = |axis: &String| measure.baseline.contains_key(axis);
    // On the axes of the baseline the coordinates of the one, on all others those of the other.
    let mixed = |who: &str, at: &str| {
        let coordinates = measure.axes.iter().zip(who.split('/').zip(at.split('/')));
        let mixed = coordinates.map(|(axis, (who, at))| if compares(axis) { who } else { at });
        mixed.collect::<Vec<_>>().join("/")
    };
    let is_baseline = |point: &&String| measure.of_baseline(point) == **point;
    let baselines = figures.keys().filter(|_| !measure.baseline.is_empty()).filter(is_baseline);
    let here = baselines.filter(|point| {
        let mut coordinates = measure.axes.iter().zip(pattern.split('/').zip(point.split('/')));
        coordinates.all(|(axis, (wanted, own))| compares(axis) || wanted == "*" || wanted == own)
    });
    let here: Vec<&String> = here.collect();
    let all = figures.keys().map(|point| mixed(point, pattern)).filter(|who| fits(measure, pattern, who));
    let all: BTreeSet<String> = all.collect();
    all.iter().flat_map(|who| here.iter().map(|at| mixed(who, at))).collect()
}

/// Which records have the point, and by what they are told apart.
fn ambiguous(path: &str, found: &[Point<'_>]) -> PointError {
    let of = |point: &Point<'_>| Coordinates::of(point.record);
    let first = of(&found[0]);
    let differ: Coordinates = first
        .iter()
        .filter(|(axis, value)| found.iter().any(|other| of(other).get(axis) != Some(value)))
        .collect();
    let differ = if differ.is_empty() {
        Coordinates::from_iter([(RECORD, found[0].record.name.as_str())])
    } else {
        differ
    };
    let records: Vec<&str> = found.iter().map(|point| point.record.name.as_str()).collect();
    let records = records.join(" and ");
    PointError::missing(format!(
        "`{path}` stands in several records: {records}. Say which is meant: {differ}."
    ))
}

/// Why none of these records has the point: the record's own reason, the points that are like it, or the measures.
fn missing(records: &[&Record], path: &str, at: &Coordinates) -> PointError {
    let (id, wanted) = split(path);
    let reason = |record: &&Record| {
        Some(format!("record {} has no `{path}`: {}", record.name, record.absent.get(path)?))
    };
    if let Some(reason) = records.iter().find_map(reason) {
        return PointError::Absent(reason);
    }
    let at = if at.is_empty() { String::new() } else { format!(" at {at}") };
    let figures = records.iter().filter_map(|record| record.figures.get(id));
    let points: FxHashSet<&String> = figures.flat_map(|figures| figures.keys()).collect();
    if points.is_empty() {
        let known: BTreeSet<&String> = records.iter().flat_map(|record| record.figures.keys()).collect();
        let known = list(known.into_iter().map(|id| format!("`{id}`")));
        return PointError::missing(format!("there is no measure `{id}`{at}; there are {known}"));
    }
    let unlike = points.iter().map(|point| (coordinates_unlike(wanted, point), *point));
    let mut unlike: Vec<(usize, &String)> = unlike.collect();
    // Only of those that are as near as the last that is named, the letters are counted: there may be thousands.
    let named = NAMED.min(unlike.len()) - 1;
    let (_, &mut (last, _), _) = unlike.select_nth_unstable_by_key(named, |(unlike, _)| *unlike);
    let near = unlike.iter().filter(|(unlike, _)| *unlike <= last);
    let mut near: Vec<_> =
        near.map(|(unlike, point)| (unlike, strsim::levenshtein(wanted, point), point)).collect();
    near.sort_unstable();
    let near = near.iter().take(NAMED).map(|(.., point)| format!("`{}`", joined(id, point)));
    let mut near: Vec<String> = near.collect();
    if points.len() > NAMED {
        near.push(format!("and {} more", points.len() - NAMED));
    }
    PointError::missing(format!("there is no `{path}`{at}; near it are {}", near.join(", ")))
}

/// By how many coordinates two points are unlike.
fn coordinates_unlike(wanted: &str, point: &str) -> usize {
    let (mut left, mut right) = (wanted.split('/'), point.split('/'));
    let both = std::iter::from_fn(|| match (left.next(), right.next()) {
        (None, None) => None,
        both => Some(both),
    });
    both.filter(|(left, right)| left != right).count()
}

fn list(names: impl IntoIterator<Item = String>) -> String {
    let names: Vec<String> = names.into_iter().collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
