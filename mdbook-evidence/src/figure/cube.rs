//! The figures of one measure that an expression with free axes stands for.

use std::collections::{BTreeMap, BTreeSet};

use evidence::metric::{Ask, Metric};
use evidence::point::Point;
use evidence::predicate::Formula;
use evidence::record::{Axis, Measure};
use evidence::rows::list;
use evidence::{Coordinates, Estimate, Evidence, Record};
use minijinja::Error;

use crate::directive::refuse;
use crate::page::provenance::Provenance;

/// The head of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub(crate) title: String,
    /// Whether the title is an id.
    pub(super) is_id: bool,
    /// Its coordinate, on an axis of numbers.
    pub(crate) number: Option<f64>,
}

/// One figure.
#[derive(Debug)]
pub(crate) struct FigureCell<'a> {
    pub(crate) estimate: Estimate,
    metric: Metric,
    record: &'a Record,
}

impl FigureCell<'_> {
    pub(super) fn provenance(&self) -> Provenance {
        Provenance::figure(self.metric.clone(), &self.estimate, self.record)
    }
}

/// A row by its coordinates, in the order of their axes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowId {
    /// Whether it is the baseline once more.
    pub(super) is_control: bool,
    /// Their places on the axes, whatever rows are shown: the first gives it its colour.
    pub(super) places: Vec<usize>,
    /// The coordinates, as they are named.
    pub(super) name: String,
    /// The title of the first, where the record gives one.
    pub(super) title: Option<String>,
}

/// One column's figures.
pub(super) struct Slice<'a> {
    /// None in a row of which a record says why it has no figure here.
    pub(super) figures: BTreeMap<RowId, Option<FigureCell<'a>>>,
    pub(super) missing: BTreeMap<String, String>,
}

/// The figures of one measure that an expression with free axes stands for.
pub(super) struct Cube<'a> {
    metric: Metric,
    records: Vec<&'a Record>,
    measure: &'a Measure,
    id: String,
    segments: Vec<String>,
}

impl<'a> Cube<'a> {
    pub(super) fn of(evidence: &'a Evidence, here: &Coordinates, text: &str) -> Result<Self, Error> {
        let formula = Formula::parse(text).map_err(refuse)?;
        let Some(metric) =
            formula.figure(evidence.rules()).filter(|metric| matches!(metric.ask, Ask::Fig | Ask::Ratio))
        else {
            return Err(refuse(format!(
                "`{text}` is not fig(\"…\") or ratio(\"…\") with `*` for what is free"
            )));
        };
        let (id, rest) = metric.path.split_once('/').unwrap_or((&metric.path, ""));
        let segments: Vec<String> = rest.split('/').map(str::to_owned).collect();
        let at = here.with(&metric.named);
        let records = evidence.all().iter().filter(|record| at.allow(record));
        let records: Vec<&Record> = records.filter(|record| record.figures.contains_key(id)).collect();
        if let Some(measure) = records.first().and_then(|record| record.measures.get(id)) {
            let cube = Self { metric: metric.clone(), records, measure, id: id.to_owned(), segments };
            if cube.points().next().is_some() {
                return Ok(cube);
            }
        }
        // Asked for as a pattern for the message: it says which measures and points there are.
        let any = rest.split('/').map(|segment| if is_free(segment) { "*" } else { segment });
        let any = any.collect::<Vec<_>>().join("/");
        let path = if any.is_empty() { id.to_owned() } else { format!("{id}/{any}") };
        let missing = evidence.points(&path, here, &metric.named).err();
        Err(missing.map_or_else(|| refuse(format!("there is no `{path}`")), refuse))
    }

    /// An axis that is free.
    pub(super) fn axis(&self, id: &str) -> Result<Along<'a>, Error> {
        let Some(place) = self.measure.axes.iter().position(|axis| axis == id) else {
            let shared = self.records.iter().find_map(|record| record.coordinates.get_key_value(id));
            return shared.map(|(axis, _)| Along::Records(axis)).ok_or_else(|| {
                let shared = self.records.iter().flat_map(|record| record.coordinates.keys());
                let known: BTreeSet<&String> = self.measure.axes.iter().chain(shared).collect();
                refuse(format!(
                    "the measure `{}` has no axis `{id}`; it has {}",
                    self.id,
                    list(known.into_iter())
                ))
            });
        };
        if is_free(&self.segments[place]) {
            Ok(Along::Path(place))
        } else {
            let (path, held) = (&self.metric.path, &self.segments[place]);
            Err(refuse(format!(
                "`{path}` holds the axis `{id}` at `{held}`: write `*` there to leave it free"
            )))
        }
    }

    /// The points that it stands for.
    fn points(&self) -> impl Iterator<Item = (&'a Record, &'a str)> {
        let figures = self.records.iter().filter_map(|record| Some((*record, record.figures.get(&self.id)?)));
        let points =
            figures.flat_map(|(record, figures)| figures.keys().map(move |point| (record, point.as_str())));
        points.filter(|(_, point)| self.has(point))
    }

    fn has(&self, point: &str) -> bool {
        let mut own = point.split('/');
        self.segments.iter().all(|segment| own.next().is_some_and(|own| allows(segment, own)))
            && own.next().is_none()
    }

    /// The coordinates of figures on an axis, in the order in which tables show them.
    pub(super) fn on(&self, axis: Along<'_>) -> Vec<&'a str> {
        let found: BTreeSet<&str> =
            self.points().filter_map(|(record, point)| axis.at(record, point)).collect();
        let mut found = Vec::from_iter(found);
        found.sort_by_key(|coordinate| self.place(axis, coordinate));
        found
    }

    /// Where a coordinate stands on its axis; one that is not listed, such as a control, stands last.
    fn place(&self, axis: Along<'_>, coordinate: &str) -> usize {
        let id = match axis {
            Along::Path(place) => self.measure.axes[place].as_str(),
            Along::Records(axis) => {
                let all: BTreeSet<&String> =
                    self.records.iter().filter_map(|record| record.coordinates.get(axis)).collect();
                return all.iter().position(|value| *value == coordinate).unwrap_or(all.len());
            }
        };
        let record = self.records[0];
        if let Some(Axis::Numbers(_)) = record.axes.get(id) {
            // An axis has no negative number, and a float is cut to the largest integer.
            return (coordinate.parse::<f64>().unwrap_or(f64::MAX) * 1000.0) as usize;
        }
        let values = record.values(id);
        values.iter().position(|value| value.id == coordinate).unwrap_or(values.len())
    }

    /// The head of the column at a coordinate.
    pub(super) fn head(&self, axis: &str, coordinate: &str) -> Column {
        if let Some(Axis::Numbers(_)) = self.records[0].axes.get(axis) {
            let title = format!("{axis} = {coordinate}");
            return Column { title, is_id: false, number: coordinate.parse().ok() };
        }
        let (title, is_id) = self.title(axis, coordinate);
        Column { title, is_id, number: None }
    }

    fn title(&self, axis: &str, coordinate: &str) -> (String, bool) {
        let value = self.records[0].values(axis).iter().find(|value| value.id == coordinate);
        match value.map(|value| value.title.as_str()).filter(|title| !title.is_empty()) {
            Some(title) => (title.to_owned(), false),
            None => (coordinate.to_owned(), true),
        }
    }

    /// The head of a column that is all of it: what is held, and what is asked.
    pub(super) fn column(&self, rows: &[&str]) -> Result<Column, Error> {
        for row in rows {
            self.axis(row)?;
        }
        let mut words = Vec::new();
        for (axis, segment) in self.measure.axes.iter().zip(&self.segments) {
            let listed = matches!(self.records[0].axes.get(axis), Some(Axis::Listed(_)));
            if listed && !is_free(segment) {
                words.push(self.title(axis, segment).0);
            }
        }
        words.push(match self.metric.ask {
            Ask::Ratio => "ratio".to_owned(),
            _ => self.id.replace('-', " "),
        });
        Ok(Column { title: words.join(", "), is_id: false, number: None })
    }

    /// The figures at one coordinate of the columns' axis, by their coordinates on the rows'.
    pub(super) fn slice(&self, rows: &[&str], column: Option<(&str, &str)>) -> Result<Slice<'a>, Error> {
        let axes = rows.iter().map(|row| self.axis(row)).collect::<Result<Vec<_>, _>>()?;
        let column = column.map(|(axis, at)| Ok::<_, Error>((self.axis(axis)?, at))).transpose()?;
        let is_used = |place: usize| {
            let along = Along::Path(place);
            axes.contains(&along) || column.is_some_and(|(axis, _)| axis == along)
        };
        let open = (0..self.segments.len()).find(|place| is_free(&self.segments[*place]) && !is_used(*place));
        if let Some(open) = open {
            let (path, axis) = (&self.metric.path, &self.measure.axes[open]);
            return Err(refuse(format!(
                "`{path}` leaves the axis `{axis}` free, which is neither the rows' nor the columns'"
            )));
        }
        let is_here =
            |record: &Record, point: &str| column.is_none_or(|(axis, at)| axis.at(record, point) == Some(at));
        let mut slice = Slice { figures: BTreeMap::new(), missing: BTreeMap::new() };
        for (record, point) in self.points().filter(|(record, point)| is_here(record, point)) {
            let path = if point.is_empty() { self.id.clone() } else { format!("{}/{point}", self.id) };
            let row = self.row(&axes, record, point).ok_or_else(|| {
                refuse(format!(
                    "record {}, which has `{path}`, stands nowhere on {}",
                    record.name,
                    list(rows.iter())
                ))
            })?;
            let Some(figure) = Point::of(record, &path) else { continue };
            let estimate = figure.asked(&self.metric).map_err(refuse)?;
            let own =
                axes.iter().copied().chain(column.map(|(axis, _)| axis)).filter_map(|axis| match axis {
                    Along::Records(id) => Some((id, axis.at(record, point)?)),
                    Along::Path(_) => None,
                });
            let named = self.metric.named.with(&own.collect());
            let metric = Metric { path: path.clone(), named, ..self.metric.clone() };
            let shown = FigureCell { estimate, metric, record };
            if let Some(Some(other)) = slice.figures.insert(row, Some(shown)) {
                let (one, other) = (&record.name, &other.record.name);
                return Err(refuse(format!(
                    "`{path}` stands in several records, {other} and {one}: say which is meant in the expression, by what they stand at"
                )));
            }
        }
        for record in &self.records {
            for (path, reason) in &record.absent {
                let point = path.strip_prefix(&self.id).and_then(|rest| rest.strip_prefix('/'));
                if let Some(point) = point.filter(|point| self.has(point) && is_here(record, point)) {
                    if let Some(row) = self.row(&axes, record, point) {
                        slice.figures.entry(row).or_default();
                    }
                    slice.missing.insert(path.clone(), reason.clone());
                }
            }
        }
        Ok(slice)
    }

    /// The row of a point; none where its record says nothing of an axis.
    fn row(&self, axes: &[Along<'_>], record: &Record, point: &str) -> Option<RowId> {
        let coordinates: Vec<(Along<'_>, &str)> =
            axes.iter().map(|axis| Some((*axis, axis.at(record, point)?))).collect::<Option<_>>()?;
        let of_path = |axis: Along<'_>| match axis {
            Along::Path(place) => Some(self.measure.axes[place].as_str()),
            Along::Records(_) => None,
        };
        let is_control = |(axis, at): &(Along<'_>, &str)| {
            of_path(*axis).and_then(|axis| self.measure.control.get(axis)).is_some_and(|id| id == at)
        };
        let title = |(axis, at): &(Along<'_>, &str)| {
            let (title, is_id) = self.title(of_path(*axis)?, at);
            (!is_id).then_some(title)
        };
        Some(RowId {
            is_control: coordinates.iter().any(is_control),
            places: coordinates.iter().map(|(axis, at)| self.place(*axis, at)).collect(),
            title: coordinates.first().and_then(title),
            name: coordinates.iter().map(|(_, at)| *at).collect::<Vec<_>>().join("+"),
        })
    }
}

/// An axis of figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Along<'a> {
    /// That many coordinates into their paths.
    Path(usize),
    /// One that paths do not name, on which whole records stand.
    Records(&'a str),
}

impl Along<'_> {
    /// Where a point of a record stands on it.
    fn at<'p>(self, record: &'p Record, point: &'p str) -> Option<&'p str> {
        match self {
            Self::Path(place) => point.split('/').nth(place),
            Self::Records(axis) => record.coordinates.get(axis).map(String::as_str),
        }
    }
}

fn is_free(segment: &str) -> bool {
    segment.contains(['*', '{'])
}

/// Whether a part of an expression's path stands for a coordinate.
fn allows(segment: &str, coordinate: &str) -> bool {
    match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(parts) => parts.split(',').any(|part| part.trim() == coordinate),
        None => segment == "*" || segment == coordinate,
    }
}
