//! What the rules would choose for other parameters, where their choice changes, and what the costs say of candidates that were
//! seen elsewhere.

use std::collections::BTreeMap;

use evidence::Unit;
use evidence::decision::{Case, Decider, Parameter, Prediction, Threshold};
use minijinja::Error;
use minijinja::value::Kwargs;

use super::refuse;
use crate::page::Page;
use crate::page::html::escape;
use crate::page::provenance::{Provenance, Source};
use crate::page::table::Cells;
use crate::record::set::RecordSet;

/// A table whose numbers, all but the first of each row, come from one place.
fn shown(page: &Page, caption: &str, (head, rows): &Table, provenance: &Provenance) -> String {
    let numbers = rows.iter().flat_map(|row| row.iter().skip(1));
    let provenances = numbers.map(|_| provenance.clone()).collect();
    page.table(Cells::Words, caption, head, rows, provenances).html()
}

/// A head and rows.
type Table = (Vec<String>, Vec<Vec<String>>);

/// The rules over the default view.
pub(crate) struct Ruling<'j, 'a> {
    pub(crate) decider: &'j Decider<'a>,
    pub(crate) project: Case,
}

/// A parameter that is moved.
pub(crate) struct Moved<'r> {
    pub(crate) place: usize,
    pub(crate) parameter: &'r Parameter,
    /// What it is here.
    pub(crate) own: f64,
    pub(crate) range: [f64; 2],
    /// What one time of it is, where the range is so many times that.
    pub(crate) per: Option<f64>,
}

/// What `look` finds by the rules over the default view.
pub(crate) fn ruling<T: Send + 'static>(
    set: &RecordSet,
    look: impl FnOnce(&Ruling<'_, '_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    set.ask(|judge| {
        let decider = judge.decider().map_err(refuse)?;
        let project = decider.project().map_err(refuse)?;
        look(&Ruling { decider, project })
    })
}

impl Ruling<'_, '_> {
    /// The place of a parameter, and what it is.
    pub(crate) fn parameter(&self, name: &str) -> Result<(usize, &Parameter), Error> {
        let file = self.decider.file();
        let place = file.place(name).map_err(refuse)?;
        Ok((place, &file.parameters[place]))
    }

    /// A parameter with the range of that name in `at`, for its values, or in `times`, for how many times what it is here.
    ///
    /// # Errors
    /// What is wrong with the name or the range, which must hold what the parameter is here.
    pub(crate) fn moved(
        &self,
        name: &str,
        at: &BTreeMap<String, [f64; 2]>,
        times: &BTreeMap<String, [f64; 2]>,
    ) -> Result<Moved<'_>, Error> {
        let (place, parameter) = self.parameter(name)?;
        let own = self.project[place];
        let (range, per) = match (at.get(name), times.get(name)) {
            (Some(range), None) => (*range, None),
            (None, Some(times)) => (times.map(|times| times * own), Some(own)),
            _ => {
                return Err(refuse(format!(
                    "`{name}` needs one range: at={{\"{name}\": [least, most]}} for its values, or \
                     times={{\"{name}\": [least, most]}} for how many times what it is here"
                )));
            }
        };
        for end in range {
            parameter.allowed(end).map_err(refuse)?;
        }
        let [least, most] = range;
        if !(least..=most).contains(&own) {
            let [least, most, own] = [least, most, own].map(|value| parameter.unit.show(value));
            return Err(refuse(format!(
                "the range of `{name}` goes from {least} to {most}, and leaves out what it is here, {own}"
            )));
        }
        Ok(Moved { place, parameter, own, range, per })
    }

    /// A case with one other value.
    fn suppose(&self, case: &[f64], place: usize, value: f64) -> Result<Case, Error> {
        let file = self.decider.file();
        let value = file.parameters[place].allowed(value).map_err(refuse)?;
        Ok(file.suppose(case, place, value))
    }
}

/// Where an answer for other values of a parameter comes from.
pub(crate) fn provenance(parameter: &str, source: Source) -> Provenance {
    Provenance::found(
        format!("the decision for other values of {parameter}"),
        "computed by the rules of decision.toml",
        source,
    )
}

/// A row for each candidate that was seen elsewhere, what was seen to save most first.
pub(super) fn predictions(page: &Page, caption: &str) -> Result<String, Error> {
    let table = ruling(&page.set, move |ruling| {
        let mut predictions = Prediction::all(ruling.decider).map_err(refuse)?;
        predictions.sort_by(|left, right| right.seen.total_cmp(&left.seen));
        let titles = &ruling.decider.file().titles;
        let head = ["candidate", &titles.expected, &titles.seen, "off by"].map(escape);
        let rows = predictions.into_iter().map(|it| {
            let apart = it.apart.as_ref().map(|why| format!("<br>{}", escape(why))).unwrap_or_default();
            vec![
                format!("<code>{}</code>{apart}", escape(&it.candidate)),
                Unit::Share.show(it.expected),
                Unit::Share.show(it.seen),
                Unit::Share.show(it.error()),
            ]
        });
        Ok((head.to_vec(), rows.collect()))
    })?;
    let basis = "computed by the rules of decision.toml, from what stands there of today's alone";
    let provenance = Provenance::found("what candidates save", basis, page.set.source(page.set.view()));
    Ok(shown(page, caption, &table, &provenance))
}

/// ``at 1 %, 2 % and 5 % `vec+today` ``: values of the parameter `of` that choose alike stand together.
pub(super) fn choices(set: &RecordSet, options: &Kwargs) -> Result<String, Error> {
    let (of, values): (String, Vec<f64>) = (options.get("of")?, options.get("at")?);
    ruling(set, move |ruling| {
        let (place, parameter) = ruling.parameter(&of)?;
        let mut alike: Vec<(String, Vec<String>)> = Vec::new();
        for &value in &values {
            let case = ruling.suppose(&ruling.project, place, value)?;
            let chosen = ruling.decider.choice(&case).map_err(refuse)?.chosen.to_string();
            let shown = parameter.unit.show_round(value);
            match alike.last_mut() {
                Some((known, values)) if *known == chosen => values.push(shown),
                _ => alike.push((chosen, vec![shown])),
            }
        }
        let parts = alike.iter().map(|(chosen, values)| {
            let listed = match values.split_last() {
                Some((last, [])) => last.clone(),
                Some((last, before)) => format!("{} and {last}", before.join(", ")),
                None => String::new(),
            };
            format!("at {listed} <code>{}</code>", escape(chosen))
        });
        Ok(parts.collect::<Vec<_>>().join("; "))
    })
}

/// Where the decision changes by the parameter `of`: a row for each value `at` of the parameter `rows`, a column for the least of
/// the parameter `columns` that was seen, its own and the most.
pub(super) fn flips(page: &Page, caption: &str, options: &Kwargs) -> Result<String, Error> {
    let (of, rows, columns): (String, String, String) =
        (options.get("of")?, options.get("rows")?, options.get("columns")?);
    let values: Vec<f64> = options.get("at")?;
    let why = provenance(&of, page.set.source(page.set.view()));
    let table = ruling(&page.set, move |ruling| {
        let (of, parameter) = ruling.parameter(&of)?;
        let (rows, row) = ruling.parameter(&rows)?;
        let (columns, column) = ruling.parameter(&columns)?;
        let own = ruling.project[columns];
        let range = column.range(ruling.decider.figures()).map_err(refuse)?;
        let mut seen = range.map_or_else(|| vec![own], |[least, most]| vec![least, own, most]);
        seen.dedup_by(|left, right| (*left / *right - 1.0).abs() < 1e-9);
        let head =
            std::iter::once(escape(&row.title)).chain(seen.iter().map(|value| escape(&column.say(*value))));
        let cells = values.iter().map(|&at| {
            let supposed = ruling.suppose(&ruling.project, rows, at)?;
            let cells = seen.iter().map(|&seen| {
                let case = ruling.suppose(&supposed, columns, seen)?;
                let found = Threshold::of(of, ruling.decider, &case).map_err(refuse)?;
                Ok(found.map_or_else(
                    || "never".to_owned(),
                    |found| {
                        let times = about(Unit::Ratio, found.flips / case[of]);
                        let to = about(parameter.unit, found.flips);
                        format!("{times}, to {to}<br><code>{}</code>", escape(&found.chosen))
                    },
                ))
            });
            std::iter::once(Ok(escape(&row.say(at)))).chain(cells).collect::<Result<Vec<_>, Error>>()
        });
        Ok((head.collect(), cells.collect::<Result<_, _>>()?))
    })?;
    Ok(shown(page, caption, &table, &why))
}

/// Two digits: a model's threshold is not known better.
fn about(unit: Unit, value: f64) -> String {
    unit.show_to(value, 2)
}
