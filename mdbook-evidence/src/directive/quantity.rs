//! `time`, `ratio`, `speedup`, `in_loop`, `wall`, `count` and `field`: one figure with its unit and interval. `fig`: whatever a
//! formula makes of figures.

use std::sync::Arc;

use evidence::metric::Figures;
use evidence::predicate::{Formula, Interval};
use evidence::{Estimate, Measured, MetricError, Unit};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{cited, refuse};
use crate::page::{Number, Page};
use crate::provenance::Provenance;
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

/// A formula over figures, as predicates have it, in the unit that the author names.
fn fig(state: &State<'_, '_>, set: &RecordSet, formula: &str, options: &Kwargs) -> Result<Value, Error> {
    let unit = match options.get::<&str>("unit")? {
        "ns" => Unit::Nanoseconds,
        "ratio" => Unit::Ratio,
        "share" => Unit::Share,
        "bytes" => Unit::Bytes,
        "count" => Unit::Count,
        other => {
            return Err(refuse(format!(
                "there is no unit `{other}`; there are ns, ratio, share, bytes, count"
            )));
        }
    };
    options.assert_all_used()?;
    let figures = Figures::of(set.evidence(), set.reference());
    let written = Formula::parse(formula).map_err(refuse)?;
    let Interval { value, low, high } = written.value(&figures).map_err(refuse)?;
    let provenance = Provenance {
        metrics: written.asked(&figures).map_err(refuse)?,
        ..Provenance::found(formula, "computed from these figures", set.reference())
    };
    let interval = (low < high).then(|| unit.show_range(low, high));
    Ok(Page::of(state)?.number(Number { text: unit.show(value), interval, provenance }))
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
    let times: Option<f64> = options.get("times")?;
    options.assert_all_used()?;
    let estimate = look(record).map_err(refuse)?.times(times.unwrap_or(1.0));
    Ok(Page::of(state)?.estimate(&estimate, Provenance::measured(&estimate, record)))
}
