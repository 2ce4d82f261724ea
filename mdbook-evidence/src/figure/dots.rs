//! A panel for each column, in it a row for each of the grid's, a dot with its interval, on one logarithmic axis.

use std::fmt::Write as _;

use super::frame::{Frame, Highlight, axis_labels, text, upright};
use super::scale::{LogScale, marks};
use crate::figure::grid::{Grid, Row};
use crate::page::html::escape;

const ROW: f64 = 20.0;
const HEAD: f64 = 30.0;
const FOOT: f64 = 28.0;
/// How wide a letter is, at most and on average.
const LETTER: f64 = 6.8;

/// Draws the columns; `described` is for who does not see them. With `limit`, a line marks the value beyond which a rule is broken.
pub(super) fn draw(
    frame: Frame,
    grid: &Grid<'_>,
    limit: Option<f64>,
    described: &str,
    highlight: &Highlight,
) -> String {
    let (left, right) = (frame.of(120.0, 98.0), frame.width() - frame.of(96.0, 88.0));
    let rows: Vec<&Row<'_>> = grid.subjects().collect();
    let estimates = || rows.iter().flat_map(|row| &row.cells).flatten().map(|shown| &shown.estimate);
    // A logarithmic axis has no zero; a count of none is drawn at the axis' start and labelled.
    let ends = estimates().flat_map(|estimate| [estimate.low, estimate.high]);
    let marks = marks(ends.chain(limit));
    let unit = grid.unit();
    let x = LogScale::new([marks[0], marks[marks.len() - 1]], (left, right));
    let height = HEAD + ROW * rows.len() as f64;
    let bottom = height * grid.columns.len() as f64;

    let mut svg = frame.open("", bottom + FOOT, described);
    for mark in &marks {
        upright(&mut svg, "grid", x.place(*mark), HEAD, bottom);
    }
    let labels: Vec<(f64, String)> =
        marks.iter().map(|mark| (x.place(*mark), unit.show_round(*mark))).collect();
    axis_labels(&mut svg, &labels, bottom + 18.0);
    if let Some(limit) = limit {
        let at = x.place(limit);
        let said = format!("limit {}", unit.show_round(limit));
        // Beside the line, or behind the title of the first column where that reaches so far.
        let title = LETTER * grid.columns.first().map_or(0, |head| head.title.chars().count()) as f64;
        let last = frame.width() - LETTER * said.chars().count() as f64;
        let beside = (at + 4.0).max(title + 12.0).min(last);
        upright(&mut svg, "limit", at, HEAD, bottom);
        let _ = write!(
            svg,
            "<text class=\"limit\" x=\"{beside:.1}\" y=\"18\" text-anchor=\"start\">{said}</text>"
        );
    }
    let mut top = 0.0;
    for (column, head) in grid.columns.iter().enumerate() {
        let _ = write!(
            svg,
            "<text class=\"panel\" x=\"0\" y=\"{:.1}\" text-anchor=\"start\">{}</text>",
            top + 18.0,
            escape(&head.title)
        );
        for (position, row) in rows.iter().enumerate() {
            let middle = top + HEAD + ROW * (position as f64 + 0.5);
            let _ = write!(svg, "<g class=\"{}\">", highlight.class(&row.id));
            text(&mut svg, "name", (left - 10.0, middle + 4.0), "end", escape(&row.id.name));
            let estimate = row.cells[column].as_ref().map(|shown| &shown.estimate);
            if let Some(estimate) = estimate {
                let (low, at, high) =
                    (x.place(estimate.low), x.place(estimate.value), x.place(estimate.high));
                let _ = write!(
                    svg,
                    "<line class=\"whisker wide\" x1=\"{low:.1}\" x2=\"{high:.1}\" y1=\"{middle:.1}\" \
                     y2=\"{middle:.1}\"/><circle cx=\"{at:.1}\" cy=\"{middle:.1}\" r=\"4.5\"/>"
                );
            }
            let value = estimate.map_or_else(|| "none".to_owned(), |it| it.unit.show(it.value));
            let (x, y) = (right + 10.0, middle + 4.0);
            let _ = write!(svg, "<text class=\"value\" x=\"{x:.1}\" y=\"{y:.1}\">{value}</text></g>");
        }
        top += height;
    }
    svg.push_str("</svg>");
    svg
}

/// What a reader who does not see the drawing is told; the table below it holds every value.
pub(super) fn describe(grid: &Grid<'_>) -> String {
    let panels = grid.columns.iter().enumerate().map(|(column, head)| {
        let rows = grid.subjects().map(|row| {
            let value =
                row.cells[column].as_ref().map(|shown| shown.estimate.unit.show(shown.estimate.value));
            format!("{} {}", row.id.name, value.as_deref().unwrap_or("none"))
        });
        format!("{}: {}.", head.title, rows.collect::<Vec<_>>().join(", "))
    });
    panels.collect::<Vec<_>>().join(" ")
}
