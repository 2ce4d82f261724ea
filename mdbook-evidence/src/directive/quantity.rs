//! `time`, `ratio`, `speedup`, `in_loop`, `wall`, `count` and `field`: one figure with its unit and interval. `fig`: whatever a
//! formula makes of figures.

use std::sync::Arc;

use evidence::metric::{Figures, Measure, Metric};
use evidence::predicate::{Formula, Interval};
use evidence::{Estimate, Measured, MetricError, Record, Unit};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{cited, optional_amount, refuse};
use crate::page::{Number, Page};
use crate::provenance::{Provenance, Source};
use crate::record_set::RecordSet;

type Look = fn(&Measured, &str) -> Result<Estimate, MetricError>;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let looks: [(&str, Look); 4] = [
        ("time", Measured::time),
        ("ratio", Measured::ratio),
        ("in_loop", Measured::in_loop),
        ("speedup", |record, metric| record.ratio(metric).map(Estimate::inverse)),
    ];
    for (name, look) in looks {
        let set = Arc::clone(set);
        environment.add_function(name, move |state: &State<'_, '_>, metric: &str, options: Kwargs| {
            one(state, &set, &options, |record| look(record, metric))
        });
    }
    let for_wall = Arc::clone(set);
    environment.add_function("wall", move |state: &State<'_, '_>, metric: &str, options: Kwargs| {
        let git: Option<bool> = options.get("git")?;
        one(state, &for_wall, &options, |record| record.wall(metric, git.unwrap_or(true)))
    });
    let for_field = Arc::clone(set);
    environment.add_function("field", move |state: &State<'_, '_>, metric: &str, options: Kwargs| {
        field(state, &for_field, metric, &options)
    });
    let for_fig = Arc::clone(set);
    environment.add_function("fig", move |state: &State<'_, '_>, formula: &str, options: Kwargs| {
        fig(state, &for_fig, formula, &options)
    });
    let set = Arc::clone(set);
    environment.add_function(
        "count",
        move |state: &State<'_, '_>, measure: &str, metric: &str, options: Kwargs| {
            one(state, &set, &options, |record| record.count(measure, metric))
        },
    );
}

/// A formula over figures, as predicates have it, in the unit that the author names; what is one figure of any record has its own.
fn fig(state: &State<'_, '_>, set: &RecordSet, formula: &str, options: &Kwargs) -> Result<Value, Error> {
    let unit = options.get::<Option<&str>>("unit")?.map(unit).transpose()?;
    options.assert_all_used()?;
    let figures = Figures::of(set.evidence(), set.reference());
    let written = Formula::parse(formula).map_err(refuse)?;
    let Some(unit) = unit else {
        let Some(metric) = written.figure() else {
            return Err(refuse(format!(
                "`{formula}` is more than one figure: name its unit with unit=\"…\", {UNITS}"
            )));
        };
        let estimate = figures.look(metric).map_err(refuse)?;
        let record = record_of(set, metric)?.unwrap_or_else(|| unreachable!("it is a figure of a record"));
        let provenance = Provenance::figure(metric.clone(), &estimate, record);
        return Ok(Page::of(state)?.estimate(&estimate, provenance));
    };
    let Interval { value, low, high } = written.value(&figures).map_err(refuse)?;
    let metrics = written.asked(&figures).map_err(refuse)?;
    let provenance = Provenance { metrics: metrics.clone(), ..computed(set, formula, &metrics)? };
    let interval = (low < high).then(|| unit.show_range(low, high));
    Ok(Page::of(state)?.number(Number { text: unit.show(value), interval, provenance }))
}

/// The units that an author can name.
const UNITS: &str = "one of ns, ratio, share, bytes, count";

fn unit(name: &str) -> Result<Unit, Error> {
    Ok(match name {
        "ns" => Unit::Nanoseconds,
        "ratio" => Unit::Ratio,
        "share" => Unit::Share,
        "bytes" => Unit::Bytes,
        "count" => Unit::Count,
        other => return Err(refuse(format!("there is no unit `{other}`; write {UNITS}"))),
    })
}

/// The record that a figure of any record is of.
fn record_of<'a>(set: &'a RecordSet, metric: &Metric) -> Result<Option<&'a Record>, Error> {
    match &metric.measure {
        Measure::Value(record) | Measure::Relative(record) => {
            let point = set.evidence().point(&metric.path, record.as_deref()).map_err(refuse)?;
            Ok(Some(point.record))
        }
        _ => Ok(None),
    }
}

/// Where a formula's value comes from: the record of its figures, where that is one.
pub(super) fn computed(set: &RecordSet, formula: &str, metrics: &[Metric]) -> Result<Provenance, Error> {
    let mut sources: Vec<Source> = Vec::new();
    for metric in metrics {
        let source = record_of(set, metric)?.map_or_else(|| Source::from(set.reference()), Source::from);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Ok(match sources.len() {
        0 => Provenance::found(formula, "computed from these figures", set.reference()),
        1 => Provenance::found(formula, "computed from these figures", sources.remove(0)),
        _ => {
            let names: Vec<String> = sources.into_iter().map(|source| source.name).collect();
            Provenance::stated(formula, format!("computed from figures of the records {}", names.join(", ")))
        }
    })
}

fn field(state: &State<'_, '_>, set: &RecordSet, metric: &str, options: &Kwargs) -> Result<Value, Error> {
    let record = set.field(options.get("record")?).map_err(refuse)?;
    let per: Option<&str> = options.get("per")?;
    options.assert_all_used()?;
    let mut estimate = record.figure(metric).map_err(refuse)?;
    if let Some(per) = per {
        estimate = estimate.per(&record.figure(per).map_err(refuse)?);
    }
    Ok(Page::of(state)?.estimate(&estimate, Provenance::field(&estimate, record)))
}

fn one(
    state: &State<'_, '_>,
    set: &RecordSet,
    options: &Kwargs,
    look: impl FnOnce(&Measured) -> Result<Estimate, MetricError>,
) -> Result<Value, Error> {
    let record = cited(set, options)?;
    let times = optional_amount(options, "times")?;
    options.assert_all_used()?;
    let estimate = look(record).map_err(refuse)?.times(times.unwrap_or(1.0));
    Ok(Page::of(state)?.estimate(&estimate, Provenance::measured(&estimate, record)))
}
