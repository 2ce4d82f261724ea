//! `size` and `saves`: how much code a candidate changes, and what it saves. `choices`, `flip` and `flips`: what the rules
//! would choose for other parameters, and where their choice changes. `predictions`: what the cost model says of candidates that ran in the field.

use std::sync::Arc;

use evidence::decision::{Case, Decider, Foresight, Outcome, Parameter, Prediction, Threshold};
use evidence::metric::Figures;
use evidence::{Measured, Unit};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{amount, caption, optional_amount, refuse};
use crate::html::{Cells, escape};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;
use crate::ruling::size;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let for_choices = Arc::clone(set);
    environment.add_function("choices", move |parameter: &str, values: Vec<f64>| -> Result<Value, Error> {
        let text = ruling(&for_choices, |ruling| choices(ruling, named(parameter)?, &values))?;
        Ok(Value::from_safe_string(text))
    });
    let for_size = Arc::clone(set);
    environment.add_function("size", move |state: &State<'_, '_>, candidate: &str| -> Result<Value, Error> {
        let lines = outcome(&for_size, candidate)?.lines;
        let text = for_size.rules().migration().map_or_else(String::new, |migration| size(lines, migration));
        let counted = "lines by the hand ports, else places by the catalog, as decision.toml says";
        let what = format!("lines of code and tests that {candidate} changes");
        Ok(Page::of(state)?.exact(text, Provenance::found(what, counted, for_size.reference())))
    });
    let for_saves = Arc::clone(set);
    environment.add_function(
        "saves",
        move |state: &State<'_, '_>, candidate: &str| -> Result<Value, Error> {
            let saves = outcome(&for_saves, candidate)?.saves;
            let what = format!("part of a tick that {candidate} saves");
            let by = "computed by the cost model of decision.toml";
            // The interval would hold the scatter of the ratios alone, which is small beside the model's own error.
            let text = Unit::Share.show(saves.value);
            Ok(Page::of(state)?.exact(text, Provenance::found(what, by, for_saves.reference())))
        },
    );
    let for_flip = Arc::clone(set);
    environment.add_function(
        "flip",
        move |state: &State<'_, '_>, parameter: &str, options: Kwargs| -> Result<Value, Error> {
            let agent = optional_amount(&options, "agent_ms")?;
            let items = optional_amount(&options, "items")?;
            let times: Option<bool> = options.get("times")?;
            options.assert_all_used()?;
            let parameter = named(parameter)?;
            let text = ruling(&for_flip, |ruling| {
                let case =
                    agent.map_or(ruling.project, |agent| Parameter::AgentTime.set(&ruling.project, agent));
                let case = items.map_or(case, |items| Parameter::Items.set(&case, items));
                let found = ruling.flip(parameter, &case)?;
                Ok(found.map_or_else(
                    || "no value".to_owned(),
                    |found| match times {
                        Some(true) => about(Unit::Ratio, found.flips / parameter.of(&case)),
                        _ => about(parameter.unit(), found.flips),
                    },
                ))
            })?;
            Ok(Page::of(state)?.exact(text, provenance(parameter.id(), for_flip.reference())))
        },
    );
    let for_predictions = Arc::clone(set);
    environment.add_function(
        "predictions",
        move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            options.assert_all_used()?;
            let table = ruling(&for_predictions, |ruling| {
                Ok(predictions(&Foresight::of(ruling.decider.model()).map_err(refuse)?))
            })?;
            shown(state, caption, &table, || predicted(for_predictions.reference()))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "flips",
        move |state: &State<'_, '_>, parameter: &str, options: Kwargs| -> Result<Value, Error> {
            let agents: Vec<f64> = options.get("agents_ms")?;
            agents.iter().try_for_each(|agent| amount("agents_ms", *agent).map(drop))?;
            let caption = caption(state, &options)?;
            options.assert_all_used()?;
            let parameter = named(parameter)?;
            let table = ruling(&set, |ruling| flips(ruling, parameter, &agents))?;
            shown(state, caption, &table, || provenance(parameter.id(), set.reference()))
        },
    );
}

/// A table whose numbers, all but the first of each row, come from one place.
fn shown(
    state: &State<'_, '_>,
    caption: &str,
    table: &Table,
    provenance: impl Fn() -> Provenance,
) -> Result<Value, Error> {
    let provenances = table.rows.iter().flat_map(|row| row.iter().skip(1)).map(|_| provenance()).collect();
    let table = Page::of(state)?.table(Cells::Words, caption, &table.head, &table.rows, provenances);
    Ok(Value::from_safe_string(table.html()))
}

/// The rules over the reference record.
struct Ruling<'a> {
    decider: &'a Decider<'a>,
    project: Case,
}

struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn ruling<T>(set: &RecordSet, look: impl FnOnce(&Ruling<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let rules = set.rules();
    let file = rules
        .decision
        .as_ref()
        .ok_or_else(|| refuse("the book has no `decision` file; name one in book.toml"))?;
    let figures = Figures::of(set.evidence(), set.reference());
    let decider = Decider::new(file, &rules.gates, &figures);
    let project = decider.model().project().map_err(refuse)?;
    look(&Ruling { decider: &decider, project })
}

impl Ruling<'_> {
    fn choice(&self, case: &Case) -> Result<String, Error> {
        Ok(self.decider.choice(case).map_err(refuse)?.chosen.to_string())
    }

    fn flip(&self, parameter: Parameter, case: &Case) -> Result<Option<Threshold>, Error> {
        Threshold::of(parameter, self.decider, case).map_err(refuse)
    }
}

/// What the rules say of a candidate for the project as it is.
fn outcome(set: &RecordSet, candidate: &str) -> Result<Outcome, Error> {
    let decision = set.decision(set.reference()).map_err(refuse)?;
    let known = decision.choice.outcomes.iter().find(|known| known.candidate.to_string() == candidate);
    known.cloned().ok_or_else(|| {
        refuse(format!(
            "there is no candidate `{candidate}`: write it as `decision()` shows it, such as `vec+today`"
        ))
    })
}

fn named(id: &str) -> Result<Parameter, Error> {
    Parameter::named(id).ok_or_else(|| {
        let known: Vec<&str> = Parameter::ALL.into_iter().map(Parameter::id).collect();
        refuse(format!("there is no parameter `{id}`; there are {}", known.join(", ")))
    })
}

fn provenance(parameter: &str, record: &Measured) -> Provenance {
    Provenance::found(
        format!("the decision for other values of {parameter}"),
        "computed by the rules and the cost model of decision.toml",
        record,
    )
}

fn predicted(record: &Measured) -> Provenance {
    Provenance::found(
        "what candidates save of today's snapshots",
        "computed by the cost model of decision.toml, which of their times knows only today's code",
        record,
    )
}

/// A row for each candidate of the field, what saves most first.
fn predictions(foresight: &Foresight) -> Table {
    let mut predictions: Vec<&Prediction> = foresight.predictions.iter().collect();
    predictions.sort_by(|left, right| right.measured.total_cmp(&left.measured));
    let head = ["candidate", "the model says it saves", "it saved in the field", "off by"].map(str::to_owned);
    let rows = predictions.into_iter().map(|it| {
        let apart = it.apart.as_ref().map(|why| format!("<br>{}", escape(why))).unwrap_or_default();
        vec![
            format!("<code>{}</code>{apart}", escape(&it.candidate)),
            Unit::Share.show(it.predicted),
            Unit::Share.show(it.measured),
            Unit::Share.show(it.error()),
        ]
    });
    Table { head: head.to_vec(), rows: rows.collect() }
}

/// ``at 1 %, 2 % and 5 % `vec+today` ``: values that choose alike stand together.
fn choices(ruling: &Ruling<'_>, parameter: Parameter, values: &[f64]) -> Result<String, Error> {
    let mut alike: Vec<(String, Vec<String>)> = Vec::new();
    for &value in values {
        amount(parameter.id(), value)?;
        let chosen = ruling.choice(&parameter.set(&ruling.project, value))?;
        let shown = parameter.unit().show_round(value);
        match alike.last_mut() {
            Some((known, values)) if *known == chosen => values.push(shown),
            _ => alike.push((chosen, vec![shown])),
        }
    }
    let parts: Vec<String> = alike
        .iter()
        .map(|(chosen, values)| {
            let listed = match values.split_last() {
                Some((last, [])) => last.clone(),
                Some((last, before)) => format!("{} and {last}", before.join(", ")),
                None => String::new(),
            };
            format!("at {listed} <code>{}</code>", escape(chosen))
        })
        .collect();
    Ok(parts.join("; "))
}

/// Two digits: a model's threshold is not known better.
fn about(unit: Unit, value: f64) -> String {
    unit.show_round(format!("{value:.1e}").parse().unwrap_or(value))
}

/// A row for each agent's time, a column for the shortest tick of today's code, the project's own and the longest.
fn flips(ruling: &Ruling<'_>, parameter: Parameter, agents: &[f64]) -> Result<Table, Error> {
    let [shortest, longest] = ruling.decider.model().tick_range().map_err(refuse)?;
    let mut ticks = vec![shortest, ruling.project.tick_ms, longest];
    ticks.dedup_by(|left, right| (*left / *right - 1.0).abs() < 1e-9);
    let own = Unit::Nanoseconds.show_round(ruling.project.agent_ms * 1e6);
    let head = std::iter::once("agents of".to_owned()).chain(
        ticks.iter().map(|tick| format!("ticks of {} ms with agents of {own}", Unit::Count.show(*tick))),
    );
    let rows = agents.iter().map(|&agent| {
        let cells = ticks.iter().map(|&tick| {
            let case = Parameter::TickTime.set(&Parameter::AgentTime.set(&ruling.project, agent), tick);
            Ok(ruling.flip(parameter, &case)?.map_or_else(
                || "never".to_owned(),
                |found| {
                    let times = about(Unit::Ratio, found.flips / parameter.of(&case));
                    format!(
                        "{times}, to {}<br><code>{}</code>",
                        about(parameter.unit(), found.flips),
                        escape(&found.chosen)
                    )
                },
            ))
        });
        std::iter::once(Ok(Unit::Nanoseconds.show(agent * 1e6)))
            .chain(cells)
            .collect::<Result<Vec<_>, Error>>()
    });
    Ok(Table { head: head.collect(), rows: rows.collect::<Result<_, _>>()? })
}
