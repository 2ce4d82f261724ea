//! A count over an ordered axis, such as the commits of a project, as a stair; the sizes that were spoken of are lines across it.

use std::fmt::Write as _;

use super::frame::{Frame, across, text, upright};
use super::scale::LogScale;
use crate::figure::grid::Grid;
use crate::page::html::escape;

const HEIGHT: f64 = 330.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 46.0;
/// Least distance between two labels below the axis.
const APART: f64 = 74.0;

/// What is drawn beside the stair itself.
pub(super) struct Labels {
    /// Values to draw a line at, with what each is.
    pub(super) levels: Vec<(f64, String)>,
    /// Values to shade, from and to, with what they are.
    pub(super) band: (f64, f64, String),
    /// The row to mark, with what it is.
    pub(super) mark: (usize, String),
}

/// A row's label on the axis and its value.
type Step<'a> = (&'a str, f64);

/// Draws the stair, in both frames. Rows are as far apart as they follow each other; none where a row has no value.
pub(super) fn draw(grid: &Grid<'_>, labels: &Labels, caption: &str) -> Option<String> {
    let steps = grid.subjects().map(|row| {
        let label = row.id.title.as_deref().unwrap_or(&row.id.name);
        Some((label, row.cells[0].as_ref()?.estimate.value))
    });
    let steps: Vec<Step<'_>> = steps.collect::<Option<_>>()?;
    let what = &grid.columns[0].title;
    Some(Frame::BOTH.map(|frame| of_steps(frame, &steps, what, labels, caption)).concat())
}

fn of_steps(frame: Frame, steps: &[Step<'_>], what: &str, labels: &Labels, caption: &str) -> String {
    // What the lines are stands at their right, or on them where that leaves too little room.
    let is_wide = frame == Frame::Wide;
    let (from, to, band) = &labels.band;
    let (least, most) = range(steps);
    let sizes = || labels.levels.iter().map(|(size, _)| *size).chain([*from, *to, least, most]);
    let (low, high) = (sizes().fold(f64::INFINITY, f64::min).max(1.0), sizes().fold(1.0, f64::max));
    let y = LogScale::new([low, high], (HEIGHT - BOTTOM, TOP));
    let right = frame.width() - frame.of(176.0, 8.0);
    let step = (right - LEFT) / steps.len() as f64;
    let x = |place: usize| LEFT + step * place as f64;

    let mut svg = frame.open("", HEIGHT, &format!("{caption} {}", describe(steps, what, labels)));
    let (bottom, top) = (y.place(*from), y.place(*to));
    let _ = write!(
        svg,
        "<rect class=\"band\" x=\"{LEFT}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\
         <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        right - LEFT,
        bottom - top,
        LEFT + 10.0,
        f64::midpoint(bottom, top) + 4.0,
        escape(band)
    );
    let own = [(*from, String::new()), (*to, String::new())];
    for (size, name) in labels.levels.iter().chain(&own) {
        let height = y.place(*size);
        across(&mut svg, height, LEFT, right);
        text(&mut svg, "scale", (LEFT - 8.0, height + 4.0), "end", size);
        let beside = (right + frame.of(8.0, 0.0), height + frame.of(4.0, -4.0));
        text(&mut svg, "scale", beside, if is_wide { "start" } else { "end" }, escape(name));
    }
    axis(&mut svg, steps, x);

    let said = format_args!("{} steps, in order", steps.len());
    text(&mut svg, "axis", (f64::midpoint(LEFT, right), HEIGHT - 8.0), "middle", said);
    let (marked, mark) = &labels.mark;
    let (_, here) = steps[*marked];
    let at = x(*marked) + step / 2.0;
    upright(&mut svg, "limit", at, TOP, HEIGHT - BOTTOM);
    let (beside, anchor) = if is_wide { (at, "middle") } else { (right, "end") };
    // Above the name of a level at the top.
    let place = (beside, TOP - frame.of(12.0, 20.0));
    text(&mut svg, "limit", place, anchor, format_args!("{}: {here} {what}", escape(mark)));
    let mut stair = Vec::new();
    for (place, (_, value)) in steps.iter().enumerate() {
        let height = y.place(*value);
        stair.push(format!("{:.1},{height:.1} {:.1},{height:.1}", x(place), x(place + 1)));
    }
    let _ = write!(
        svg,
        "<g class=\"series series-0\"><polyline points=\"{}\"/><circle cx=\"{at:.1}\" cy=\"{:.1}\" r=\"4.5\"/>\
         <text class=\"value\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{}\">{least} to {most} {what}</text></g></svg>",
        stair.join(" "),
        y.place(here),
        right + frame.of(8.0, 0.0),
        y.place(steps.last().map_or(most, |(_, value)| *value)) + 16.0,
        if is_wide { "start" } else { "end" }
    );
    svg
}

fn range(steps: &[Step<'_>]) -> (f64, f64) {
    steps.iter().fold((f64::INFINITY, 0.0), |(low, high), (_, value)| (low.min(*value), high.max(*value)))
}

/// The first of each label, where it does not cover the one before.
fn axis(svg: &mut String, steps: &[Step<'_>], x: impl Fn(usize) -> f64) {
    let mut free = 0.0;
    for (place, (label, _)) in steps.iter().enumerate() {
        if place > 0 && *label == steps[place - 1].0 {
            continue;
        }
        let at = x(place);
        let bottom = HEIGHT - BOTTOM;
        upright(svg, "grid", at, format_args!("{bottom:.1}"), bottom + 5.0);
        if at >= free {
            let _ = write!(
                svg,
                "<text class=\"scale\" x=\"{at:.1}\" y=\"{:.1}\">{}</text>",
                bottom + 18.0,
                escape(label)
            );
            free = at + APART;
        }
    }
}

/// What a reader who does not see the drawing is told; the table below it holds every change.
fn describe(steps: &[Step<'_>], what: &str, labels: &Labels) -> String {
    let (least, most) = range(steps);
    let (from, to, band) = &labels.band;
    let (marked, mark) = &labels.mark;
    let levels: Vec<String> = labels.levels.iter().map(|(size, name)| format!("{name}: {size}")).collect();
    format!(
        "{} steps, {least} to {most} {what}; {mark}: {} {what}; {band}: {from} to {to}; {}.",
        steps.len(),
        steps[*marked].1,
        levels.join("; ")
    )
}
