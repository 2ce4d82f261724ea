//! `explorer(parameters=[…])`: the reader moves what the rules suppose, and sees what they then choose.
//!
//! The page has the decision as it is here. A script reads the rules, which stand beside it as JSON, and decides for other parameters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evidence::Unit;
use evidence::decision::{Choice, DecisionFile, Outcome, decision_tree};
use evidence::predicate::Formula;
use minijinja::value::{Kwargs, Value};
use minijinja::{Error, State};
use serde_json::json;

use super::ruled::{Moved, Ruling, provenance, ruling};
use super::{refuse, wording};
use crate::figure::ranges;
use crate::page::Page;
use crate::page::html::{Cells, code, escape};
use crate::record::set::RecordSet;

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
pub(super) fn of(
    state: &State<'_, '_>,
    set: &RecordSet,
    options: &Kwargs,
    caption: &str,
) -> Result<String, Error> {
    let names: Vec<String> = options.get("parameters")?;
    let (at, times) = (ranges(options, "at")?, ranges(options, "times")?);
    let columns: Option<Value> = options.get("columns")?;
    let columns = columns.map(|listed| self::columns(state, &listed)).transpose()?.unwrap_or_default();
    if names.is_empty() {
        return Err(refuse("`parameters` is empty. Name the parameters that a reader can move"));
    }
    for (place, name) in names.iter().enumerate() {
        if names[..place].contains(name) {
            return Err(refuse(format!("`{name}` is twice among the parameters. Delete one")));
        }
    }
    if let Some(name) = at.keys().chain(times.keys()).find(|name| !names.contains(name)) {
        return Err(refuse(format!(
            "there is a range of `{name}`, which is none of the parameters that are moved"
        )));
    }
    let why = provenance(&names.join(", "), set.source(set.view()));
    let shown = ruling(set, move |ruling| {
        let mut inputs = Vec::new();
        for name in &names {
            inputs.push(input(ruling, name, &at, &times)?);
        }
        let choice = ruling.decider.choice(&ruling.project).map_err(refuse)?;
        let formulas: Vec<Formula> = columns.iter().map(|column| column.formula.clone()).collect();
        let mut tree = decision_tree(ruling.decider, &ruling.project, &formulas).map_err(refuse)?;
        tree["moved"] = inputs.iter().map(|input| json!([input.place, input.range])).collect();
        tree["shown"] = json!(SHOWN);
        tree["columns"] = columns.iter().map(|column| json!(column.unit)).collect();
        Ok(Shown {
            said: said(&choice.chosen.name, ruling.decider.file()),
            inputs: inputs.iter().map(Input::html).collect(),
            head: head(ruling.decider.file(), &columns),
            rows: rows(
                &choice,
                ruling.decider.file(),
                &now(&ruling.decider.asked(&ruling.project, &formulas).map_err(refuse)?, &columns),
            ),
            tree: tree.to_string(),
        })
    })?;
    let page = Page::of(state)?;
    let table = |caption: &str, rows: &[Vec<String>]| {
        let provenances = rows.iter().flat_map(|row| row.iter().skip(1)).map(|_| why.clone()).collect();
        page.table(Cells::Words, caption, &shown.head, rows, provenances).html()
    };
    let (first, others) = shown.rows.split_at(SHOWN.min(shown.rows.len()));
    let mut html = format!(
        "<div class=\"assumptions\"><noscript><p class=\"missing\">Scripts are off: this is the decision as it is here, and nothing moves.</p>\
         </noscript><form class=\"moved\" hidden>{}<p><button type=\"reset\">As it is here</button></p></form>\
         <p class=\"chosen\" role=\"status\" aria-live=\"polite\">{}</p>{}",
        shown.inputs,
        shown.said,
        table(caption, first)
    );
    if !others.is_empty() {
        let _ = write!(
            html,
            "<details><summary>The others</summary>{}</details>",
            table("The other candidates", others)
        );
    }
    // A blank line would end what Markdown takes for HTML, and `</` what a browser takes for the script.
    let script: Vec<&str> = SCRIPT.lines().filter(|line| !line.trim().is_empty()).collect();
    let _ = write!(
        html,
        "<script type=\"application/json\">{}</script></div>\n<script>\n{}\n</script>\n",
        shown.tree.replace('<', "\\u003c"),
        script.join("\n")
    );
    Ok(html)
}

struct Shown {
    said: String,
    inputs: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    tree: String,
}

fn columns(state: &State<'_, '_>, listed: &Value) -> Result<Vec<Column>, Error> {
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
        wording(state, "head", &head)?;
        let unit = serde_json::from_value(json!(unit)).map_err(|_| wrong())?;
        Ok(Column { head, formula: Formula::parse(&text).map_err(refuse)?, unit })
    };
    listed.try_iter()?.map(column).collect()
}

/// What a reader moves.
struct Input {
    place: usize,
    title: String,
    unit: Unit,
    range: [f64; 2],
    own: f64,
}

fn input(
    ruling: &Ruling<'_, '_>,
    name: &str,
    at: &BTreeMap<String, [f64; 2]>,
    times: &BTreeMap<String, [f64; 2]>,
) -> Result<Input, Error> {
    let Moved { place, parameter, own, range, .. } = ruling.moved(name, at, times)?;
    Ok(Input { place, title: parameter.title.clone(), unit: parameter.unit, range, own })
}

impl Input {
    /// A slider, on which equal distances are equal ratios, and a box for the number itself.
    fn html(&self) -> String {
        let Self { place, title, unit, own, .. } = self;
        let title = escape(title);
        let unit = if *unit == Unit::Share { ", as a part of 1" } else { "" };
        format!(
            "<div class=\"parameter\"><label for=\"moved-{place}\">{title}{unit}</label>\
             <input type=\"range\" id=\"slid-{place}\" aria-label=\"{title}, on a scale\" min=\"0\" max=\"1000\" step=\"1\" value=\"0\">\
             <input type=\"number\" id=\"moved-{place}\" min=\"0\" step=\"any\" inputmode=\"decimal\" value=\"{own}\"></div>"
        )
    }
}

/// `The rules choose X.`
fn said(chosen: &str, file: &DecisionFile) -> String {
    let today = if file.candidates.today.replacen('/', "+", 1) == chosen { ", as it is" } else { "" };
    format!("The rules choose {}{today}.", code(chosen))
}

fn head(file: &DecisionFile, columns: &[Column]) -> Vec<String> {
    let size = file.size.iter().map(|_| file.titles.size.as_str());
    let own = ["candidate", file.titles.saves.as_str()].into_iter();
    let columns = columns.iter().map(|column| column.head.as_str());
    own.chain(columns).chain(size).chain(["why not"]).map(escape).collect()
}

/// What the further columns say of each candidate as it is here, by its name. The script computes them itself.
fn now(asked: &BTreeMap<String, Vec<f64>>, columns: &[Column]) -> BTreeMap<String, Vec<String>> {
    let shown = asked.iter().map(|(candidate, values)| {
        let shown = values.iter().zip(columns).map(|(value, column)| column.unit.show(*value));
        (candidate.clone(), shown.collect())
    });
    shown.collect()
}

/// The candidates, what is nearest to being chosen first; the script orders them in the same way. `now` has the further columns.
fn rows(choice: &Choice, file: &DecisionFile, now: &BTreeMap<String, Vec<String>>) -> Vec<Vec<String>> {
    let mut outcomes: Vec<&Outcome> = choice.outcomes.iter().collect();
    let hard = |outcome: &Outcome| outcome.reasons.iter().filter(|reason| !reason.is_of_saving()).count();
    outcomes.sort_by(|one, other| {
        let is_chosen = |outcome: &Outcome| outcome.candidate != choice.chosen;
        let saves = other.saves.value.total_cmp(&one.saves.value);
        is_chosen(one).cmp(&is_chosen(other)).then(hard(one).cmp(&hard(other))).then(saves)
    });
    let row = |outcome: &Outcome| {
        let reasons: Vec<String> = outcome.reasons.iter().map(ToString::to_string).collect();
        let why = if reasons.is_empty() { "chosen".to_owned() } else { reasons.join(", ") };
        let mut row = vec![code(&outcome.candidate.name), Unit::Share.show(outcome.saves.value)];
        row.extend(now.get(&outcome.candidate.name).into_iter().flatten().cloned());
        row.extend(file.size.iter().map(|size| escape(&size.show(outcome.size))));
        row.push(escape(&why));
        row
    };
    outcomes.into_iter().map(row).collect()
}
