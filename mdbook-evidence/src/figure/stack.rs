//! Parts of a whole: a bar for each row, a segment for each column.

use std::fmt::Write as _;

use evidence::Unit;

use super::frame::{Frame, text, upright};
use crate::figure::grid::Grid;
use crate::page::html::escape;

const RIGHT: f64 = 10.0;
/// How high a bar is.
const BAR: f64 = 20.0;
/// How high a line of the parts' names is.
const LINE: f64 = 22.0;
/// What is below the bars: the axis.
const FOOT: f64 = 40.0;

/// A row's name and its parts.
type Bar<'a> = (&'a str, Vec<f64>);

/// By how much each part may be more than it is, for it was measured or rounded by itself.
const ROUNDED: f64 = 0.001;

/// Draws the bars, in both frames; what no part accounts for is left blank and named.
///
/// # Errors
/// What is no share, and a row whose parts are more than a whole.
pub(super) fn draw(grid: &Grid<'_>, rest: &str, caption: &str) -> Result<String, String> {
    let mut cells = grid.subjects().flat_map(|row| row.cells.iter().flatten());
    if let Some(other) = cells.find(|shown| shown.estimate.unit != Unit::Share) {
        return Err(format!(
            "`{}` is no share of a whole, and a stack shows nothing else",
            other.estimate.metric
        ));
    }
    let bars: Vec<Bar<'_>> = bars(grid).collect();
    let more = |shares: &[f64]| shares.iter().sum::<f64>() > 1.0 + ROUNDED * shares.len() as f64;
    if let Some((name, shares)) = bars.iter().find(|(_, shares)| more(shares)) {
        let sum = shares.iter().sum::<f64>();
        return Err(format!(
            "the parts of `{name}` come to {sum:.3} of the whole. Name parts that do not overlap."
        ));
    }
    Ok(Frame::BOTH.map(|frame| in_frame(frame, grid, &bars, rest, caption)).concat())
}

fn bars<'a>(grid: &'a Grid<'_>) -> impl Iterator<Item = Bar<'a>> {
    grid.subjects().map(|row| {
        let parts = row.cells.iter().map(|cell| cell.as_ref().map_or(0.0, |shown| shown.estimate.value));
        (row.id.name.as_str(), parts.collect())
    })
}

fn in_frame(frame: Frame, grid: &Grid<'_>, bars: &[Bar<'_>], rest: &str, caption: &str) -> String {
    // A bar's name stands before it, or above it where that leaves too little room.
    let (left, above) = (frame.of(268.0, 0.0), frame.of(0.0, 18.0));
    let row = BAR + 10.0 + above;
    let parts: Vec<String> = grid.columns.iter().map(|column| column.title.clone()).collect();
    let names: Vec<String> = parts.iter().cloned().chain([rest.to_owned()]).collect();
    let classes: Vec<String> =
        (0..parts.len()).map(|index| format!("part-{index}")).chain(["rest".to_owned()]).collect();
    let wide = |name: &String| 34.0 + 7.6 * name.chars().count() as f64;
    // Above the bars where that fits, or else so far to the left that the last name does; in as many lines as it takes.
    let first = left.min(frame.width() - names.iter().map(wide).sum::<f64>()).max(0.0);
    let (mut key, mut x, mut y) = (String::new(), first, 8.0);
    for (name, class) in names.iter().zip(&classes) {
        if x > first && x + wide(name) > frame.width() {
            (x, y) = (first, y + LINE);
        }
        let _ = write!(
            key,
            "<g class=\"part {class}\"><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"14\" height=\"14\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
            x + 19.0,
            y + 12.0,
            escape(name)
        );
        x += wide(name);
    }
    let head = y + 38.0;
    let bottom = head + row * bars.len() as f64;
    let described = format!("{caption} {}", describe(bars, &parts));
    let mut svg = frame.open("stack", bottom + FOOT, &described) + &key;
    let width = frame.width() - left - RIGHT;
    for mark in [0.0, 0.25, 0.5, 0.75, 1.0] {
        upright(&mut svg, "grid", left + mark * width, format_args!("{head:.1}"), bottom);
    }
    let labels = [(0.0, "0"), (0.5, "half"), (1.0, "all")];
    for ((mark, said), anchor) in labels.into_iter().zip(["start", "middle", "end"]) {
        text(&mut svg, "scale", (left + mark * width, bottom + 16.0), anchor, said);
    }
    for (place, (name, shares)) in bars.iter().enumerate() {
        let line = head + row * place as f64;
        let top = line + above;
        let (place, anchor) =
            if above > 0.0 { ((left, line + 13.0), "start") } else { ((left - 10.0, top + 15.0), "end") };
        text(&mut svg, "name", place, anchor, escape(name));
        let mut x = left;
        let rest = (1.0 - shares.iter().sum::<f64>()).max(0.0);
        for (share, class) in shares.iter().copied().chain([rest]).zip(&classes) {
            // A share too small to see is still drawn, as a hairline.
            let drawn = (share * width).max(0.75);
            let _ = write!(
                svg,
                "<rect class=\"part {class}\" x=\"{x:.2}\" y=\"{top:.1}\" width=\"{drawn:.2}\" height=\"{BAR}\"/>"
            );
            x += share * width;
        }
    }
    svg.push_str("</svg>");
    svg
}

fn describe(bars: &[Bar<'_>], parts: &[String]) -> String {
    let bars = bars.iter().map(|(name, shares)| {
        let shares =
            parts.iter().zip(shares).map(|(part, share)| format!("{part} {}", Unit::Share.show(*share)));
        format!("{name}: {}.", shares.collect::<Vec<_>>().join(", "))
    });
    bars.collect::<Vec<_>>().join(" ")
}
