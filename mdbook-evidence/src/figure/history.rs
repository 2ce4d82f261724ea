//! The size of a file over the commits of its project, as a stair; the sizes that were spoken of are lines across it.

use std::fmt::Write as _;

use evidence::history::HistoryRecord;

use super::scale::{LogScale, as_f64};
use crate::html::escape;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 330.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 176.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 46.0;
/// Least distance between two dates below the axis.
const APART: f64 = 74.0;

/// What is drawn beside the history itself.
pub(crate) struct Labels {
    /// Sizes to draw a line at, with what each is.
    pub(crate) levels: Vec<(usize, String)>,
    /// Sizes to shade, from and to, with what they are.
    pub(crate) band: (usize, usize, String),
    /// A point to mark, by its place, with what it is.
    pub(crate) mark: (usize, String),
}

/// Draws the stair. Commits are as far apart as they follow each other, not as time passed: most fell on two days.
pub(crate) fn draw(record: &HistoryRecord, labels: &Labels, caption: &str) -> String {
    let (from, to, band) = &labels.band;
    let (least, most) = record.range();
    let sizes = || labels.levels.iter().map(|(size, _)| *size).chain([*from, *to, least, most]);
    let (low, high) = (sizes().min().unwrap_or(1).max(1), sizes().max().unwrap_or(1));
    let y = LogScale::new((as_f64(low), as_f64(high)), (HEIGHT - BOTTOM, TOP));
    let right = WIDTH - RIGHT;
    let step = (right - LEFT) / as_f64(record.points.len());
    let x = |place: usize| LEFT + step * as_f64(place);

    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(&format!("{caption} {}", describe(record, labels)))
    );
    let (bottom, top) = (y.place(as_f64(*from)), y.place(as_f64(*to)));
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
        let height = y.place(as_f64(*size));
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{right:.1}\" y1=\"{height:.1}\" y2=\"{height:.1}\"/>\
             <text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{size}</text>\
             <text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            LEFT - 8.0,
            height + 4.0,
            right + 8.0,
            height + 4.0,
            escape(name)
        );
    }
    dates(&mut svg, record, x);

    let (marked, mark) = &labels.mark;
    let items = record.points[*marked].items;
    let at = x(*marked) + step / 2.0;
    let _ = write!(
        svg,
        "<line class=\"limit\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{:.1}\"/>\
         <text class=\"limit\" x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}: {items} items</text>",
        HEIGHT - BOTTOM,
        TOP - 12.0,
        escape(mark)
    );
    let mut stair = Vec::new();
    for (place, point) in record.points.iter().enumerate() {
        let height = y.place(as_f64(point.items));
        stair.push(format!("{:.1},{height:.1} {:.1},{height:.1}", x(place), x(place + 1)));
    }
    let _ = write!(
        svg,
        "<g class=\"series series-0\"><polyline points=\"{}\"/><circle cx=\"{at:.1}\" cy=\"{:.1}\" r=\"4.5\"/>\
         <text class=\"value\" x=\"{:.1}\" y=\"{:.1}\">{least} to {most} items</text></g></svg>",
        stair.join(" "),
        y.place(as_f64(items)),
        right + 8.0,
        y.place(as_f64(record.points.last().map_or(most, |point| point.items))) + 16.0
    );
    svg
}

/// The day of the first commit of each day, where it does not cover the one before, and the axis' name.
fn dates(svg: &mut String, record: &HistoryRecord, x: impl Fn(usize) -> f64) {
    let day = |place: usize| record.points[place].time.get(..10).unwrap_or_default();
    let mut free = 0.0;
    for place in 0..record.points.len() {
        if place > 0 && day(place) == day(place - 1) {
            continue;
        }
        let at = x(place);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>",
            HEIGHT - BOTTOM,
            HEIGHT - BOTTOM + 5.0
        );
        if at >= free {
            let _ = write!(
                svg,
                "<text class=\"tick\" x=\"{at:.1}\" y=\"{:.1}\">{}</text>",
                HEIGHT - BOTTOM + 18.0,
                escape(day(place))
            );
            free = at + APART;
        }
    }
    let _ = write!(
        svg,
        "<text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{} commits, in order</text>",
        f64::midpoint(LEFT, WIDTH - RIGHT),
        HEIGHT - 8.0,
        record.points.len()
    );
}

/// What a reader who does not see the drawing is told; the table below it holds every change.
fn describe(record: &HistoryRecord, labels: &Labels) -> String {
    let (least, most) = record.range();
    let (from, to, band) = &labels.band;
    let (marked, mark) = &labels.mark;
    let levels: Vec<String> = labels.levels.iter().map(|(size, name)| format!("{name}: {size}")).collect();
    format!(
        "{} commits, {least} to {most} items; {mark}: {} items; {band}: {from} to {to}; {}.",
        record.points.len(),
        record.points[*marked].items,
        levels.join("; ")
    )
}
