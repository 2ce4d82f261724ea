//! `history` and `history_figure`: how the size of a file went.

use std::sync::Arc;

use evidence::history::{HistoryRecord, Point};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse, wording};
use crate::figure::{DATA, figure, history};
use crate::html::{Cells, escape};
use crate::page::{Page, SourcedTable};
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

/// What can be asked of a history.
const FACTS: [&str; 6] = ["least", "most", "commits", "first", "last", "at"];

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let for_fact = Arc::clone(set);
    environment.add_function(
        "history",
        move |state: &State<'_, '_>, name: &str, what: &str, options: Kwargs| -> Result<Value, Error> {
            let record = for_fact.history(name).map_err(refuse)?;
            let commit: Option<&str> = options.get("commit")?;
            options.assert_all_used()?;
            let shown = fact(record, what, commit).map_err(refuse)?;
            let phrase = commit.map_or_else(|| what.to_owned(), |commit| format!("items at {commit}"));
            let provenance = Provenance::found(phrase, "counted at each commit", record);
            Ok(Page::of(state)?.exact(shown, provenance))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "history_figure",
        move |state: &State<'_, '_>, name: &str, options: Kwargs| -> Result<Value, Error> {
            let record = set.history(name).map_err(refuse)?;
            let caption = caption(state, &options)?;
            let levels: Vec<Value> = options.get("levels")?;
            let levels: Vec<(usize, String)> = levels.iter().map(level).collect::<Result<_, _>>()?;
            let band: Value = options.get("band")?;
            let (from, to, band) = (size(&band, 0)?, size(&band, 1)?, words(&band, 2)?);
            let mark: Value = options.get("mark")?;
            let (commit, mark) = (words(&mark, 0)?, words(&mark, 1)?);
            options.assert_all_used()?;
            for word in levels.iter().map(|(_, word)| word).chain([&band, &mark]) {
                wording(state, "label", word)?;
            }
            let place = record.place_of(&commit).ok_or_else(|| refuse(unknown(record, &commit)))?;
            let labels = history::Labels { levels, band: (from, to, band), mark: (place, mark) };
            let table = changes(&*Page::of(state)?, record);
            Ok(figure(&history::draw(record, &labels, caption), caption, &table))
        },
    );
}

fn level(value: &Value) -> Result<(usize, String), Error> {
    Ok((size(value, 0)?, words(value, 1)?))
}

fn size(list: &Value, place: usize) -> Result<usize, Error> {
    list.get_item_by_index(place)?.try_into()
}

fn words(list: &Value, place: usize) -> Result<String, Error> {
    let value = list.get_item_by_index(place)?;
    let wrong = || refuse(format!("`{list}` needs a text at its place {}", place + 1));
    value.as_str().map(str::to_owned).ok_or_else(wrong)
}

fn fact(record: &HistoryRecord, what: &str, commit: Option<&str>) -> Result<String, String> {
    let date = |point: Option<&Point>| point.map_or("", |point| date(point)).to_owned();
    let (least, most) = record.range();
    Ok(match (what, commit) {
        ("least", None) => least.to_string(),
        ("most", None) => most.to_string(),
        ("commits", None) => record.points.len().to_string(),
        ("first", None) => date(record.points.first()),
        ("last", None) => date(record.points.last()),
        ("at", Some(commit)) => {
            let place = record.place_of(commit).ok_or_else(|| unknown(record, commit))?;
            record.points[place].items.to_string()
        }
        _ => {
            return Err(format!(
                "a history has no {what:?}. Ask for one of {}, the last with commit=\"...\".",
                FACTS.join(", ")
            ));
        }
    })
}

fn unknown(record: &HistoryRecord, commit: &str) -> String {
    let commits: Vec<&str> = record.points.iter().map(|point| point.commit.as_str()).collect();
    format!("{} has no commit `{commit}`; it has {}", record.name, commits.join(", "))
}

/// The date of a point.
fn date(point: &Point) -> &str {
    point.time.get(..10).unwrap_or(&point.time)
}

/// A row for each commit that changed the number of items, after the first.
fn changes(page: &Page, record: &HistoryRecord) -> SourcedTable {
    let head = ["date", "commit", "items", "file", "items ever numbered"].map(str::to_owned);
    let mut before = None;
    let changed = record.points.iter().filter(|point| before.replace(point.items) != Some(point.items));
    let row = |point: &Point| {
        let numbered = point.next_item_id.saturating_sub(1);
        vec![
            escape(date(point)),
            format!("<code>{}</code>", escape(&point.commit)),
            point.items.to_string(),
            evidence::Unit::Bytes
                .show(crate::figure::as_f64(usize::try_from(point.bytes).unwrap_or(usize::MAX))),
            numbered.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = changed.map(row).collect();
    let provenance = Provenance::found("items at each commit that changed their number", "counted", record);
    page.table(Cells::Numbers, DATA, &head, &rows, vec![provenance])
}
