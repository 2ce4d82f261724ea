//! `fig` and `ratio`: a figure with its unit and interval, or what an expression makes of figures.

use evidence::claim::Judge;
use evidence::metric::{Ask, Figures, Metric};
use evidence::predicate::{Formula, Interval, JudgeError};
use evidence::{Coordinates, Record, TO, Unit};
use minijinja::Error;
use minijinja::value::Kwargs;

use super::{ensure, optional_amount, refuse};
use crate::page::Page;
use crate::page::html::written;
use crate::page::mark::Number;
use crate::page::provenance::{Provenance, Source};
use crate::record::set::RecordSet;

pub(super) fn fig(page: &Page, text: &str, options: &Kwargs) -> Result<String, Error> {
    // A bare word is a measure without axes, unless a figure has that name.
    let is_named = page.set.evidence.rules().has(text) || (!text.contains('/') && options.has("unit"));
    if is_path(text) && !is_named {
        figure(page, Ask::Fig, text, options)
    } else {
        computed(page, text, options)
    }
}

pub(super) fn ratio(page: &Page, path: &str, options: &Kwargs) -> Result<String, Error> {
    figure(page, Ask::Ratio, path, options)
}

/// Whether a text is a figure's path rather than an expression, which has a call.
fn is_path(text: &str) -> bool {
    !text.contains(|letter: char| letter.is_whitespace() || "()".contains(letter))
}

/// A figure at a path: `times=` so many of them, `per=` another figure, `digits=` fewer than three; every other option is a coordinate, such
/// as `workload="…"`.
fn figure(page: &Page, ask: Ask, path: &str, options: &Kwargs) -> Result<String, Error> {
    let set = &page.set;
    let times = optional_amount(options, "times")?;
    let per: Option<&str> = options.get("per")?;
    let digits = digits(options)?;
    let named = coordinates(options, &["times", "per", "digits"])?;
    options.assert_all_used()?;
    ensure(named.get(TO).is_none() || (ask == Ask::Ratio && per.is_none()), || {
        format!("`{TO}=` is for a ratio alone: ratio(\"...\", {TO}=\"...\")")
    })?;
    let metric = |ask: Ask, path: &str| Metric { ask, path: path.to_owned(), named: named.clone() };
    let look = |metric: &Metric| {
        let point = set.evidence.point(&metric.path, &set.view().at, &named).map_err(refuse)?;
        Ok::<_, Error>((point.asked(metric).map_err(refuse)?, point.record))
    };
    let asked = metric(ask, path);
    let (mut estimate, record) = look(&asked)?;
    let mut metrics = vec![asked.clone()];
    if let Some(per) = per {
        let of = metric(Ask::Fig, per);
        let (divisor, _) = look(&of)?;
        ensure(divisor.value != 0.0, || format!("`{per}` is zero: nothing can be shown per so many"))?;
        estimate = estimate.per(&divisor);
        metrics.push(of);
    }
    let estimate = estimate.times(times.unwrap_or(1.0));
    let provenance = Provenance { metrics, ..Provenance::figure(asked, &estimate, record) };
    Ok(match digits {
        Some(digits) => {
            let (text, interval) = (estimate.unit.show_to(estimate.value, digits), written(&estimate).1);
            page.number(Number { text, interval, provenance })
        }
        None => page.estimate(&estimate, provenance),
    })
}

/// So many digits instead of three.
fn digits(options: &Kwargs) -> Result<Option<usize>, Error> {
    match options.get::<Option<usize>>("digits")? {
        Some(digits) if !(1..=3).contains(&digits) => {
            Err(refuse(format!("digits={digits} cannot be shown; write 1, 2 or 3")))
        }
        digits => Ok(digits),
    }
}

/// The options that are none of a directive's own.
pub(super) fn coordinates(options: &Kwargs, own: &[&str]) -> Result<Coordinates, Error> {
    let axes = options.args().filter(|name| !own.contains(name));
    axes.map(|axis| Ok((axis, options.get::<&str>(axis)?))).collect()
}

/// An expression over figures, as predicates have it, in the unit that the author names; one that is a single figure has its own.
/// `digits=` shows fewer than three.
fn computed(page: &Page, text: &str, options: &Kwargs) -> Result<String, Error> {
    let set = &page.set;
    let unit: Option<&str> = options.get("unit")?;
    let digits = digits(options)?;
    options.assert_all_used()?;
    if let Some(unit) = unit {
        return Ok(page.number(number(set, text, unit, digits)?.1));
    }
    let figures = Figures::of(&set.evidence, set.view());
    let written = Formula::parse(text).map_err(refuse)?;
    let Some(metric) = written.figure(figures.rules()) else {
        return Err(refuse(format!(
            "`{text}` is more than one figure: name its unit with unit=\"…\", {UNITS}"
        )));
    };
    let estimate = figures.look(metric).map_err(refuse)?;
    let record = record_of(set, metric)?;
    let provenance = Provenance::figure(metric.clone(), &estimate, record);
    Ok(page.estimate(&estimate, provenance))
}

/// What an expression comes to, and how that is shown in the unit of that name, with so many digits.
///
/// # Errors
/// An expression or a unit that is none, and what the evidence lacks.
pub(crate) fn number(
    set: &RecordSet,
    text: &str,
    name: &str,
    digits: Option<usize>,
) -> Result<(f64, Number), Error> {
    let unit = self::unit(name)?;
    let figures = Figures::of(&set.evidence, set.view());
    let written = Formula::parse(text).map_err(refuse)?;
    if let Some(shown) = unit
        && let Some(own) = written.unfit_for(shown, &figures).map_err(refuse)?
    {
        return Err(refuse(format!(
            "`{text}` is {own}, and in the unit {name} it would be another number. Show it in its own, or divide it by one of its kind."
        )));
    }
    let exact = |text: String, provenance: Provenance| Number { text, interval: None, provenance };
    let found = if written.has_facts() {
        let written = written.clone();
        set.ask(move |judge| judge.number(&written))
    } else {
        Judge::new(&[], &figures).number(&written)
    };
    if let (None, Err(JudgeError::NotSized(_))) = (unit, &found) {
        let provenance = Provenance::found(text, "nothing sized it", set.source(set.view()));
        return Ok((f64::NAN, exact("not sized".to_owned(), provenance)));
    }
    let Interval { value, low, high } = found.map_err(refuse)?;
    let sizes = set.evidence.rules().decision.as_ref().and_then(|file| file.size.as_ref());
    let shown = |value: f64| match (unit, sizes, digits) {
        // What is beyond every number is looked for and not there.
        _ if value.is_infinite() => "no value".to_owned(),
        (None, Some(sizes), _) => sizes.show(Some(value)),
        (Some(unit), _, Some(digits)) => unit.show_to(value, digits),
        (unit, ..) => unit.unwrap_or(Unit::Count).show(value),
    };
    if written.has_facts() {
        // What the rules say rests on hundreds of figures; `decide` prints its thresholds. Its interval would hold the scatter of the
        // ratios alone, which is small beside the costs' own error.
        let provenance =
            Provenance::found(text, "computed by the rules of decision.toml", set.source(set.view()));
        return Ok((value, exact(shown(value), provenance)));
    }
    let metrics = written.asked(&figures).map_err(refuse)?;
    ensure(!metrics.is_empty() || written.has_names(), || {
        format!(
            "`{text}` asks for no figure, and what it comes to would pass for evidence. Say whose number it is with given(...) or quoted(...)."
        )
    })?;
    ensure([value, low, high].iter().all(|number| number.is_finite()), || {
        format!("`{text}` has no end: what it divides by may be nothing")
    })?;
    let provenance = Provenance { metrics: metrics.clone(), ..sources(set, text, &metrics)? };
    let interval = match unit {
        Some(unit) if low < high => Some(unit.show_range(low, high)),
        _ => None,
    };
    Ok((value, Number { text: shown(value), interval, provenance }))
}

/// The units that an author can name.
const UNITS: &str = "one of ns, ratio, share, bytes, count, size";

/// The unit of that name; none for `size`, which is shown as the decision's rules say how large a change is.
fn unit(name: &str) -> Result<Option<Unit>, Error> {
    if name == "size" {
        return Ok(None);
    }
    let unit = serde_json::from_value(name.into());
    unit.map(Some).map_err(|_| refuse(format!("there is no unit `{name}`; write {UNITS}")))
}

/// The record that a figure is of.
fn record_of<'a>(set: &'a RecordSet, metric: &Metric) -> Result<&'a Record, Error> {
    let Metric { ask, path, named } = metric;
    Ok(match ask {
        Ask::Count => set.evidence.table(path).map_err(refuse)?.record,
        _ => set.evidence.point(path, &set.view().at, named).map_err(refuse)?.record,
    })
}

/// Where an expression's value comes from: the record of its figures, where that is one.
pub(super) fn sources(set: &RecordSet, text: &str, metrics: &[Metric]) -> Result<Provenance, Error> {
    let mut sources: Vec<Source> = Vec::new();
    for metric in metrics {
        let source = Source::from(record_of(set, metric)?);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    const COMPUTED: &str = "computed from these figures";
    Ok(match sources.len() {
        0 => Provenance::stated(text, "set by the book's rules, and measured by nobody"),
        1 => Provenance::found(text, COMPUTED, sources.remove(0)),
        _ => {
            let names: Vec<String> = sources.into_iter().map(|source| source.name).collect();
            Provenance::stated(text, format!("computed from figures of the records {}", names.join(", ")))
        }
    })
}
