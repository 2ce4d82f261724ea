//! `plot`: inline SVG that takes its colours from the page, with its data as a table.

mod band;
mod bars;
mod cube;
mod dots;
mod frame;
pub(crate) mod grid;
mod lines;
mod map;
mod plane;
mod scale;
mod stack;
mod steps;

use minijinja::value::{Kwargs, Value};
use minijinja::{Error, context};

use crate::directive::table::grid;
use crate::directive::{caption, optional_amount, refuse, wording};
use crate::figure::grid::Grid;
use crate::page::{Page, SourcedTable, template};

use frame::{Frame, Highlight};
pub(crate) use map::ranges;

/// The kinds of plots.
const KINDS: &str = "line, dots, bars, stack, steps, map";

pub(crate) fn plot(page: &Page, of: Option<&str>, options: &Kwargs) -> Result<String, Error> {
    let kind: &str = options.get("kind")?;
    let caption: &str = &caption(page, options)?;
    if kind == "bars" {
        let bars = bars::of(page, options, caption)?;
        options.assert_all_used()?;
        return Ok(bars);
    }
    if kind == "map" {
        let request = map::Request::of(page, options, caption)?;
        options.assert_all_used()?;
        let (drawing, table) = request.draw(page, DATA)?;
        return Ok(figure(&drawing, caption, &table));
    }
    let mut grid = grid(page, of, options)?;
    let drawing = match kind {
        "line" => {
            let title: Option<&str> = options.get("x")?;
            title.map_or(Ok(()), |title| wording(page, "title", title))?;
            let highlight = highlight(&grid, options)?;
            lines::draw(&grid, caption, title, &highlight)
                .ok_or_else(|| refuse("a line needs columns on an axis of numbers"))?
        }
        "dots" => {
            let limit = optional_amount(options, "limit")?;
            let described = format!("{caption} {}", dots::describe(&grid));
            let highlight = highlight(&grid, options)?;
            Frame::BOTH.map(|frame| dots::draw(frame, &grid, limit, &described, &highlight)).concat()
        }
        "stack" => {
            let rest: &str = options.get("rest")?;
            wording(page, "label", rest)?;
            stack::draw(&grid, rest, caption).map_err(refuse)?
        }
        "steps" => {
            let labels = labels(page, &grid, options)?;
            let drawing = steps::draw(&grid, &labels, caption)
                .ok_or_else(|| refuse("a stair needs a figure in every row of its first column"))?;
            grid.only_changes();
            drawing
        }
        other => {
            return Err(refuse(format!("there is no plot of kind `{other}`; there are {KINDS}")));
        }
    };
    options.assert_all_used()?;
    Ok(figure(&drawing, caption, &grid.table(page, DATA, None)))
}

/// The rows that `highlight=["…"]` names.
fn highlight(grid: &Grid<'_>, options: &Kwargs) -> Result<Highlight, Error> {
    let names: Vec<String> = options.get::<Option<Vec<String>>>("highlight")?.unwrap_or_default();
    match names.iter().find(|name| grid.subjects().all(|row| row.id.name != **name)) {
        Some(name) => Err(refuse(format!("there is no row `{name}` to highlight"))),
        None => Ok(Highlight(names)),
    }
}

/// What is drawn beside a stair: `levels=[[size, words], …]`, `band=[from, to, words]`, `mark=[row, words]`.
fn labels(page: &Page, grid: &Grid<'_>, options: &Kwargs) -> Result<steps::Labels, Error> {
    let levels: Vec<Value> = options.get("levels")?;
    let band: Value = options.get("band")?;
    let mark: Value = options.get("mark")?;
    let levels = levels.iter().map(|level| Ok((number(level, 0)?, words(page, level, 1)?)));
    let levels = levels.collect::<Result<_, Error>>()?;
    let row = mark.get_item_by_index(0)?.to_string();
    let place = grid
        .subjects()
        .position(|known| known.id.name == row)
        .ok_or_else(|| refuse(format!("there is no row `{row}` to mark")))?;
    let band = (number(&band, 0)?, number(&band, 1)?, words(page, &band, 2)?);
    Ok(steps::Labels { levels, band, mark: (place, words(page, &mark, 1)?) })
}

fn number(list: &Value, place: usize) -> Result<f64, Error> {
    list.get_item_by_index(place)?.try_into()
}

fn words(page: &Page, list: &Value, place: usize) -> Result<String, Error> {
    let value = list.get_item_by_index(place)?;
    let wrong = || refuse(format!("`{list}` needs a text at its place {}", place + 1));
    let text = value.as_str().ok_or_else(wrong)?;
    wording(page, "label", text)?;
    Ok(text.to_owned())
}

pub(crate) const DATA: &str = "The figure's data";

/// The dots of a grid, with its data; drawn once, in the frame that fits everywhere, for a page that has many.
pub(crate) fn of_dots(page: &Page, grid: &Grid<'_>, limit: Option<f64>, caption: &str) -> String {
    let described = format!("{caption} The table below has the values.");
    let drawing = dots::draw(Frame::Narrow, grid, limit, &described, &Highlight::default());
    figure(&drawing, caption, &grid.table(page, DATA, None))
}

/// The drawing, its takeaway and its data.
fn figure(drawing: &str, caption: &str, table: &SourcedTable) -> String {
    let (note, button, table) = (table.note(), table.button(), &table.table);
    template::html("figure", context! { drawing, note, caption, table, button })
}
