//! Figures over an axis of numbers: one line for each row, both axes logarithmic.

use std::fmt::Write as _;

use evidence::{Estimate, Unit};

use super::frame::{Frame, Highlight, across, axis_labels, text, upright};
use super::scale::{LogScale, marks};
use crate::figure::cube::RowId;
use crate::figure::grid::Grid;
use crate::page::html::escape;

const TOP: f64 = 16.0;
const BOTTOM: f64 = 46.0;
/// Least distance between two labels at the right edge.
const LABEL: f64 = 16.0;

struct Line<'a> {
    id: &'a RowId,
    points: Vec<(f64, &'a Estimate)>,
}

/// Draws a line for each row, in both frames; none where the columns are no numbers. `title` names the axis.
pub(super) fn draw(
    grid: &Grid<'_>,
    caption: &str,
    title: Option<&str>,
    highlight: &Highlight,
) -> Option<String> {
    let sizes: Vec<f64> = grid.columns.iter().map(|column| column.number).collect::<Option<_>>()?;
    let lines = grid.subjects().map(|row| {
        let cells = row.cells.iter().zip(&sizes);
        let points = cells.filter_map(|(cell, n)| Some((*n, &cell.as_ref()?.estimate)));
        Line { id: &row.id, points: points.collect() }
    });
    let lines: Vec<Line<'_>> = lines.filter(|line| !line.points.is_empty()).collect();
    let axis = grid.columns[0].title.split(" = ").next().unwrap_or_default();
    let described = format!("{caption} {}", describe(&lines, axis));
    let title = title.unwrap_or(axis);
    let drawn = Frame::BOTH.map(|frame| {
        let (left, right) = (frame.of(64.0, 58.0), frame.width() - frame.of(150.0, 96.0));
        let height = frame.of(400.0, 330.0);
        let bottom = height - BOTTOM;
        let all = || lines.iter().flat_map(|line| &line.points);
        let marks = marks(all().flat_map(|(_, estimate)| [estimate.low, estimate.high]));
        let unit = lines[0].points[0].1.unit;
        let sizes_above_zero = all().map(|(n, _)| *n).filter(|n| *n > 0.0);
        let (least, most) =
            sizes_above_zero.fold((f64::INFINITY, 0.0f64), |(low, high), n| (low.min(n), high.max(n)));
        let x = LogScale::new(if least > most { [1.0, 10.0] } else { [least, most] }, (left, right));
        let y = LogScale::new([marks[0], marks[marks.len() - 1]], (bottom, TOP));

        let mut svg = frame.open("", height, &described);
        for mark in &marks {
            let height = y.place(*mark);
            across(&mut svg, height, left, right);
            text(&mut svg, "scale", (left - 8.0, height + 4.0), "end", unit.show_round(*mark));
        }
        for n in &sizes {
            upright(&mut svg, "grid", x.place(*n), TOP, bottom);
        }
        let labels: Vec<(f64, String)> = sizes.iter().map(|n| (x.place(*n), Unit::Count.show(*n))).collect();
        axis_labels(&mut svg, &labels, bottom + 18.0);
        text(&mut svg, "axis", (f64::midpoint(left, right), bottom + 38.0), "middle", escape(title));
        // What the chart is about lies above the rest. Where there is little room, only that is named.
        let (about, rest): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
            lines.iter().partition(|line| highlight.has(&line.id.name));
        let is_named = |line: &Line<'_>| frame == Frame::Wide || highlight.has(&line.id.name);
        let ordered: Vec<&Line<'_>> = rest.into_iter().chain(about).collect();
        let named = ordered.iter().filter(|line| is_named(line));
        let mut labels = spread(named.map(|line| y.place(last(line).1.value)).collect(), bottom).into_iter();
        for line in ordered {
            let label = is_named(line).then(|| labels.next()).flatten();
            line_of(&mut svg, line, (x, y), label, &highlight.class(line.id));
        }
        svg.push_str("</svg>");
        svg
    });
    Some(drawn.concat())
}

/// `label` is how high the line's name stands; none where it has none.
fn line_of(svg: &mut String, line: &Line<'_>, (x, y): (LogScale, LogScale), label: Option<f64>, class: &str) {
    let _ = write!(svg, "<g class=\"{class}\">");
    let path: Vec<String> = line
        .points
        .iter()
        .map(|(n, estimate)| format!("{:.1},{:.1}", x.place(*n), y.place(estimate.value)))
        .collect();
    let _ = write!(svg, "<polyline points=\"{}\"/>", path.join(" "));
    for (n, estimate) in &line.points {
        let at = x.place(*n);
        let _ = write!(
            svg,
            "<line class=\"whisker\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>\
             <circle cx=\"{at:.1}\" cy=\"{:.1}\" r=\"3.5\"/>",
            y.place(estimate.low),
            y.place(estimate.high),
            y.place(estimate.value)
        );
    }
    let (n, estimate) = last(line);
    let end = x.place(n);
    let Some(label) = label else {
        svg.push_str("</g>");
        return;
    };
    let _ = write!(
        svg,
        "<path class=\"leader\" d=\"M{:.1} {:.1}L{:.1} {label:.1}\"/>\
         <text class=\"name\" x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
        end + 5.0,
        y.place(estimate.value),
        end + 18.0,
        end + 21.0,
        label + 4.0,
        escape(&line.id.name)
    );
}

fn last<'a>(line: &Line<'a>) -> (f64, &'a Estimate) {
    line.points[line.points.len() - 1]
}

/// What a reader who does not see the drawing is told; the table below it holds every value.
fn describe(lines: &[Line<'_>], axis: &str) -> String {
    let parts: Vec<String> = lines
        .iter()
        .map(|line| {
            let (first, last) = (line.points[0], last(line));
            format!(
                "{}: {} at {axis} = {}, {} at {axis} = {}",
                line.id.name,
                first.1.unit.show(first.1.value),
                first.0,
                last.1.unit.show(last.1.value),
                last.0
            )
        })
        .collect();
    format!("{}.", parts.join("; "))
}

/// Moves labels apart so that none covers another, keeping their order.
fn spread(wanted: Vec<f64>, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut placed = wanted;
    for pair in 1..order.len() {
        let (above, below) = (order[pair - 1], order[pair]);
        placed[below] = placed[below].max(placed[above] + LABEL);
    }
    let overflow = order.last().map_or(0.0, |lowest| (placed[*lowest] - bottom).max(0.0));
    if overflow > 0.0 {
        let mut limit = bottom;
        for index in order.iter().rev() {
            placed[*index] = placed[*index].min(limit);
            limit = placed[*index] - LABEL;
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_cover_each_other_nor_leave_the_chart() {
        let placed = spread(vec![300.0, 350.0, 352.0, 355.0, 356.0], 354.0);
        let mut sorted = placed.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= LABEL - 1e-9), "{placed:?}");
        assert!(sorted.iter().all(|label| *label <= 354.0), "{placed:?}");
    }
}
