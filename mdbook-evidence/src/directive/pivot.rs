//! `tabulate`: a measure's figures over two of its axes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use evidence::Record;
use evidence::metric::{Measure, Metric};
use evidence::point::Point;
use evidence::record::Axis;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::record::{list, text};
use super::{caption, refuse};
use crate::html::{Cells, cell_of};
use crate::page::{Page, SourcedTable};
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let set = Arc::clone(set);
    environment.add_function(
        "tabulate",
        move |state: &State<'_, '_>, measure: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let named: Option<&str> = options.get("record")?;
            let (rows, columns): (&str, &str) = (options.get("rows")?, options.get("columns")?);
            let at: Option<&str> = options.get("at")?;
            let relative: Option<bool> = options.get("relative")?;
            options.assert_all_used()?;
            let record = with_measure(&set, measure, named)?;
            let pivot = Pivot::new(record, measure, [rows, columns], at.unwrap_or_default())?;
            let look = if relative == Some(true) { Measure::Relative } else { Measure::Value };
            let table = pivot.table(&*Page::of(state)?, caption, &look(named.map(str::to_owned)))?;
            Ok(Value::from_safe_string(table.html()))
        },
    );
}

/// The record of that name, or else the only one that has such a measure.
fn with_measure<'a>(set: &'a RecordSet, measure: &str, named: Option<&str>) -> Result<&'a Record, Error> {
    if let Some(name) = named {
        return set.evidence().any(name).map_err(refuse);
    }
    let all = set.evidence().all();
    let having: Vec<&Record> = all.iter().filter(|record| record.figures.contains_key(measure)).collect();
    match having.as_slice() {
        [record] => Ok(record),
        [] => {
            let known: BTreeSet<&String> = all.iter().flat_map(|record| record.figures.keys()).collect();
            Err(refuse(format!("no record has a measure `{measure}`; there are {}", list(known.into_iter()))))
        }
        several => {
            let names = list(several.iter().map(|record| &record.name));
            Err(refuse(format!(
                "several records have a measure `{measure}`: {names}. Name one with record=\"…\"."
            )))
        }
    }
}

/// A measure's figures over two of its axes, the others held.
struct Pivot<'a> {
    record: &'a Record,
    measure: &'a str,
    /// The axes of the rows and of the columns, by their places in a path.
    axes: [usize; 2],
    /// The coordinate of every other axis.
    held: BTreeMap<usize, &'a str>,
}

impl<'a> Pivot<'a> {
    fn new(record: &'a Record, measure: &'a str, axes: [&str; 2], at: &'a str) -> Result<Self, Error> {
        let of = record.measures.get(measure).ok_or_else(|| {
            let known = list(record.measures.keys());
            refuse(format!("record {} has no measure `{measure}`; it has {known}", record.name))
        })?;
        let place = |axis: &str| {
            of.axes.iter().position(|known| known == axis).ok_or_else(|| {
                refuse(format!(
                    "the measure `{measure}` has no axis `{axis}`; it has {}",
                    list(of.axes.iter())
                ))
            })
        };
        let [rows, columns] = axes;
        if rows == columns {
            return Err(refuse(format!("rows and columns are both `{rows}`: a table has two axes")));
        }
        let axes = [place(rows)?, place(columns)?];
        let mut pivot = Self { record, measure, axes, held: BTreeMap::new() };
        for choice in at.split(',').filter(|choice| !choice.trim().is_empty()) {
            let (axis, coordinate) = choice
                .split_once('=')
                .ok_or_else(|| refuse(format!("`{choice}` holds no axis: write at=\"axis=coordinate\"")))?;
            let (axis, coordinate) = (place(axis.trim())?, coordinate.trim());
            let known = pivot.on(axis);
            if axes.contains(&axis) || !known.contains(coordinate) {
                let problem = if axes.contains(&axis) {
                    "is the rows' or the columns'"
                } else {
                    "has no such coordinate"
                };
                let known = list(known.iter());
                return Err(refuse(format!("at=\"{choice}\": the axis {problem}; there are {known}")));
            }
            pivot.held.insert(axis, coordinate);
        }
        for (axis, id) in of.axes.iter().enumerate().filter(|(axis, _)| !axes.contains(axis)) {
            if !pivot.held.contains_key(&axis) {
                let known = pivot.on(axis);
                let [only] = Vec::from_iter(&known)[..] else {
                    let known = list(known.iter());
                    return Err(refuse(format!(
                        "the axis `{id}` has several coordinates: choose one with at=\"{id}=…\" of {known}"
                    )));
                };
                pivot.held.insert(axis, only);
            }
        }
        Ok(pivot)
    }

    /// The coordinates of the measure's figures.
    fn points(&self) -> impl Iterator<Item = Vec<&'a str>> {
        let figures = self.record.figures.get(self.measure).into_iter().flatten();
        figures.map(|(point, _)| point.split('/').collect())
    }

    /// The coordinates that figures have on an axis where the others are held.
    fn on(&self, axis: usize) -> BTreeSet<&'a str> {
        let held = |point: &Vec<&str>| self.held.iter().all(|(axis, at)| point.get(*axis) == Some(at));
        self.points().filter(held).filter_map(|point| point.get(axis).copied()).collect()
    }

    /// The same in the order in which tables show them, with their titles.
    fn titled(&self, axis: usize) -> Vec<(&'a str, String)> {
        let found = self.on(axis);
        let id = self.record.measures.get(self.measure).map_or("", |measure| measure.axes[axis].as_str());
        if let Some(Axis::Numbers(_)) = self.record.axes.get(id) {
            let mut numbers = Vec::from_iter(found);
            let number = |text: &str| text.parse::<f64>().unwrap_or(f64::INFINITY);
            numbers.sort_by(|left, right| number(left).total_cmp(&number(right)));
            return numbers.into_iter().map(|it| (it, format!("{} = {}", text(id), text(it)))).collect();
        }
        let values = self.record.values(id);
        let place = |it: &str| values.iter().position(|value| value.id == it).unwrap_or(values.len());
        let mut listed = Vec::from_iter(found);
        listed.sort_by_key(|it| place(it));
        let title = |it: &'a str| {
            let title = values.get(place(it)).map_or("", |value| value.title.as_str());
            (it, if title.is_empty() { format!("<code>{}</code>", text(it)) } else { text(title) })
        };
        listed.into_iter().map(title).collect()
    }

    fn table(&self, page: &Page, caption: &str, look: &Measure) -> Result<SourcedTable, Error> {
        let [rows, columns] = self.axes;
        let heads = self.titled(columns);
        let corner = self.record.measures.get(self.measure).map_or("", |measure| measure.axes[rows].as_str());
        let head: Vec<String> =
            std::iter::once(text(corner)).chain(heads.iter().map(|(_, title)| title.clone())).collect();
        let (mut provenances, mut missing, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        for (row, title) in self.titled(rows) {
            let mut line = vec![title];
            for (column, _) in &heads {
                let path = self.path(row, column);
                let Some(point) = Point::of(self.record, &path) else {
                    missing.extend(self.record.absent.get(&path).map(|reason| (path, reason)));
                    line.push("none".to_owned());
                    continue;
                };
                let estimate = match look {
                    Measure::Relative(_) => point.relative().map_err(refuse)?,
                    _ => point.value(),
                };
                let provenance = Provenance::figure(Metric::new(look.clone(), path), &estimate, self.record);
                line.push(cell_of(&estimate, &provenance));
                provenances.push(provenance);
            }
            cells.push(line);
        }
        let mut table = page.table(Cells::Numbers, caption, &head, &cells, provenances);
        for (path, reason) in missing {
            table.table.push_str(&format!(
                "<p class=\"missing\">None: <code>{}</code>: {}</p>",
                text(&path),
                text(reason)
            ));
        }
        Ok(table)
    }

    fn path(&self, row: &str, column: &str) -> String {
        let of = |axis| match axis {
            axis if axis == self.axes[0] => row,
            axis if axis == self.axes[1] => column,
            axis => self.held.get(&axis).copied().unwrap_or_default(),
        };
        let coordinates: Vec<&str> = (0..self.axes.len() + self.held.len()).map(of).collect();
        format!("{}/{}", self.measure, coordinates.join("/"))
    }
}
