//! `explorer(parameters=[…])`: the reader moves what the rules suppose, and sees what they then choose.
//!
//! The page has the decision as it is here. A script reads the rules, which stand beside it as JSON, and decides for other parameters.

use std::collections::BTreeMap;

use evidence::Unit;
use evidence::decision::{Choice, DecisionFile, Outcome, decision_tree};
use evidence::predicate::Formula;
use minijinja::value::{Kwargs, Value};
use minijinja::{Error, context};
use serde_json::json;

use super::ruled::{Moved, provenance, ruling};
use super::{ensure, refuse, wording};
use crate::figure::ranges;
use crate::page::html::{code, escape};
use crate::page::table::Cells;
use crate::page::{Page, template};
use crate::ruling::why_not;

/// Candidates that are shown; the others are folded.
const SHOWN: usize = 10;

/// The arithmetic and the page's part of it.
const SCRIPT: &str = include_str!("../../assets/explorer.js");

/// A further column: its head, and an expression at a candidate's coordinates in a unit.
struct Column {
    head: String,
    formula: Formula,
    unit: Unit,
}

/// What `parameters=["a"], at={"a": [1, 100]}, columns=[["head", "expression", "ns"]]` ask for.
pub(super) fn of(page: &Page, options: &Kwargs, caption: &str) -> Result<String, Error> {
    let names: Vec<String> = options.get("parameters")?;
    let (at, times) = (ranges(options, "at")?, ranges(options, "times")?);
    let columns: Option<Value> = options.get("columns")?;
    let columns = columns.map(|listed| self::columns(page, &listed)).transpose()?.unwrap_or_default();
    ensure(!names.is_empty(), || "`parameters` is empty. Name the parameters that a reader can move")?;
    for (place, name) in names.iter().enumerate() {
        ensure(!names[..place].contains(name), || {
            format!("`{name}` is twice among the parameters. Delete one")
        })?;
    }
    for name in at.keys().chain(times.keys()) {
        ensure(names.contains(name), || {
            format!("there is a range of `{name}`, which is none of the parameters that are moved")
        })?;
    }
    let why = provenance(&names.join(", "), page.set.source(page.set.view()));
    let (values, head, rows, tree) = ruling(&page.set, move |ruling| {
        let moved = names.iter().map(|name| ruling.moved(name, &at, &times));
        let moved: Vec<Moved<'_>> = moved.collect::<Result<_, Error>>()?;
        let choice = ruling.decider.choice(&ruling.project).map_err(refuse)?;
        let formulas: Vec<Formula> = columns.iter().map(|column| column.formula.clone()).collect();
        let asked = ruling.decider.asked(&ruling.project, &formulas).map_err(refuse)?;
        let mut tree = decision_tree(ruling.decider, &ruling.project, &formulas).map_err(refuse)?;
        tree["moved"] = moved.iter().map(|moved| json!([moved.place, moved.range])).collect();
        tree["shown"] = json!(SHOWN);
        tree["columns"] = columns.iter().map(|column| json!(column.unit)).collect();
        let (file, chosen) = (ruling.decider.file(), choice.chosen.name.clone());
        let is_today = file.candidates.today.replacen('/', "+", 1) == chosen;
        let values: Vec<Value> = moved.iter().map(input).collect();
        let values = context! { moved => values, chosen, is_today };
        let rows = rows(&choice, file, &asked, &columns);
        // `</` would end what a browser takes for the script.
        Ok((values, head(file, &columns), rows, tree.to_string().replace('<', "\\u003c")))
    })?;
    let table = |caption: &str, rows: &[Vec<String>]| {
        let provenances = rows.iter().flat_map(|row| row.iter().skip(1)).map(|_| why.clone()).collect();
        page.table(Cells::Words, caption, &head, rows, provenances).html()
    };
    let (first, others) = rows.split_at(SHOWN.min(rows.len()));
    let first = table(caption, first);
    let others = if others.is_empty() { String::new() } else { table("The other candidates", others) };
    let values = context! { table => first, others, tree, ..values };
    // A blank line would end what Markdown takes for HTML.
    let script: Vec<&str> = SCRIPT.lines().filter(|line| !line.trim().is_empty()).collect();
    Ok(format!("{}\n<script>\n{}\n</script>\n", template::html("assumptions", values), script.join("\n")))
}

fn columns(page: &Page, listed: &Value) -> Result<Vec<Column>, Error> {
    let column = |column: Value| {
        let wrong = || {
            refuse(format!(
                "`{column}` is no column: write [\"head\", \"expression\", \"unit\"], the unit ns, count, share, ratio or bytes"
            ))
        };
        let part = |place: usize| {
            let part = column.get_item_by_index(place).ok().filter(|part| part.as_str().is_some());
            part.map(|part| part.to_string()).ok_or_else(wrong)
        };
        let (head, text, unit) = (part(0)?, part(1)?, part(2)?);
        wording(page, "head", &head)?;
        let unit = serde_json::from_value(json!(unit)).map_err(|_| wrong())?;
        Ok(Column { head, formula: Formula::parse(&text).map_err(refuse)?, unit })
    };
    listed.try_iter()?.map(column).collect()
}

/// What a reader moves: a slider, on which equal distances are equal ratios, and a box for the number itself.
fn input(Moved { place, parameter, own, .. }: &Moved<'_>) -> Value {
    let unit = if parameter.unit == Unit::Share { ", as a part of 1" } else { "" };
    context! { place => *place, title => &parameter.title, unit, own => own.to_string() }
}

fn head(file: &DecisionFile, columns: &[Column]) -> Vec<String> {
    let size = file.size.iter().map(|_| file.titles.size.as_str());
    let own = ["candidate", file.titles.saves.as_str()].into_iter();
    let columns = columns.iter().map(|column| column.head.as_str());
    own.chain(columns).chain(size).chain(["why not"]).map(escape).collect()
}

/// The candidates, what is nearest to being chosen first; the script orders them in the same way. `asked` has what the further columns say
/// of each candidate as it is here, by its name; the script computes it itself.
fn rows(
    choice: &Choice,
    file: &DecisionFile,
    asked: &BTreeMap<String, Vec<f64>>,
    columns: &[Column],
) -> Vec<Vec<String>> {
    let mut outcomes: Vec<&Outcome> = choice.outcomes.iter().collect();
    let hard = |outcome: &Outcome| outcome.reasons.iter().filter(|reason| !reason.is_of_saving()).count();
    outcomes.sort_by(|one, other| {
        let is_chosen = |outcome: &Outcome| outcome.candidate != choice.chosen;
        let saves = other.saves.value.total_cmp(&one.saves.value);
        is_chosen(one).cmp(&is_chosen(other)).then(hard(one).cmp(&hard(other))).then(saves)
    });
    let row = |outcome: &Outcome| {
        let mut row = vec![code(&outcome.candidate.name), Unit::Share.show(outcome.saves.value)];
        let further = asked.get(&outcome.candidate.name).into_iter().flatten().zip(columns);
        row.extend(further.map(|(value, column)| column.unit.show(*value)));
        row.extend(file.size.iter().map(|size| escape(&size.show(outcome.size))));
        row.push(escape(&why_not(outcome)));
        row
    };
    outcomes.into_iter().map(row).collect()
}
