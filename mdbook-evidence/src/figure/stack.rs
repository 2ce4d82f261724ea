//! Parts of a whole: a bar for each row, a segment for each column.

use std::fmt::Write as _;

use evidence::Unit;

use super::scale::as_f64;
use crate::grid::Grid;
use crate::html::escape;

const WIDTH: f64 = 720.0;
const LEFT: f64 = 268.0;
const RIGHT: f64 = 10.0;
const ROW: f64 = 30.0;
const HEAD: f64 = 46.0;

/// A row's name and its parts.
type Bar<'a> = (&'a str, Vec<f64>);

/// Draws the bars; what no part accounts for is left blank and named.
pub(super) fn draw(grid: &Grid<'_>, rest: &str, caption: &str) -> String {
    let bars = grid.subjects().map(|row| {
        let parts = row.cells.iter().map(|cell| cell.as_ref().map_or(0.0, |shown| shown.estimate.value));
        (row.name.as_str(), parts.collect())
    });
    let bars: Vec<Bar<'_>> = bars.collect();
    let parts: Vec<String> = grid.columns.iter().map(|column| column.title.clone()).collect();
    let height = HEAD + ROW * as_f64(bars.len());
    let mut svg = format!(
        "<svg class=\"chart stack\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{}\">",
        escape(&format!("{caption} {}", describe(&bars, &parts)))
    );
    let names: Vec<String> = parts.iter().cloned().chain([rest.to_owned()]).collect();
    let classes: Vec<String> =
        (0..parts.len()).map(|index| format!("part-{index}")).chain(["rest".to_owned()]).collect();
    let wide = |name: &String| 34.0 + 7.6 * as_f64(name.chars().count());
    // Above the bars where that fits, or else so far to the left that the last name does.
    let mut x = LEFT.min(WIDTH - names.iter().map(wide).sum::<f64>()).max(0.0);
    for (name, class) in names.iter().zip(&classes) {
        let _ = write!(
            svg,
            "<g class=\"part {class}\"><rect x=\"{x:.1}\" y=\"8\" width=\"14\" height=\"14\"/>\
             <text x=\"{:.1}\" y=\"20\">{}</text></g>",
            x + 19.0,
            escape(name)
        );
        x += wide(name);
    }
    for (row, (name, shares)) in bars.iter().enumerate() {
        let top = HEAD + ROW * as_f64(row);
        let _ = write!(
            svg,
            "<text class=\"name\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 10.0,
            top + 15.0,
            escape(name)
        );
        let width = WIDTH - LEFT - RIGHT;
        let mut x = LEFT;
        let rest = (1.0 - shares.iter().sum::<f64>()).max(0.0);
        for (share, class) in shares.iter().copied().chain([rest]).zip(&classes) {
            // A share too small to see is still drawn, as a hairline.
            let drawn = (share * width).max(0.75);
            let _ = write!(
                svg,
                "<rect class=\"part {class}\" x=\"{x:.2}\" y=\"{top:.1}\" width=\"{drawn:.2}\" height=\"20\"/>"
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
