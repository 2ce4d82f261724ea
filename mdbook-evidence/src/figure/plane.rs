//! The drawing of a map: areas of a plane whose axes are both logarithmic, lettered, with what is left open hatched.

use std::fmt::Write as _;

use evidence::Unit;
use evidence::decision::{Band, MapAxis};

use super::band::{areas, edges, letter, open, order, said};
use super::frame::{Frame, across, axis_labels, text, upright};
use super::scale::{LogScale, marks};
use crate::page::html::escape;

/// Above a panel stands what goes upwards, below it what goes across.
const TOP: f64 = 28.0;
const BOTTOM: f64 = 50.0;
/// Between two strokes of the hatching.
const STROKE: f64 = 5.0;
/// How wide a letter of a name is.
const LETTER: f64 = 7.9;

/// A parameter along one side.
pub(super) struct Axis {
    pub(super) moved: MapAxis,
    pub(super) title: String,
    pub(super) unit: Unit,
    /// Shown values are in this much of it.
    pub(super) per: f64,
    /// What it is here.
    pub(super) own: f64,
}

impl Axis {
    pub(super) fn show(&self, value: f64) -> String {
        self.unit.show(value / self.per)
    }

    /// Round values within the range, each with what stands beside it.
    fn marks(&self) -> Vec<(f64, String)> {
        let shown = self.moved.range.map(|end| end / self.per);
        let inside = |mark: &f64| *mark >= shown[0] * 0.999 && *mark <= shown[1] * 1.001;
        let marks = marks(shown).into_iter().filter(inside);
        marks.map(|mark| (mark * self.per, self.unit.show_round(mark))).collect()
    }
}

/// One map.
pub(super) struct Panel<'a> {
    pub(super) x: &'a Axis,
    pub(super) y: &'a Axis,
    /// Values across, each with its bands from below.
    pub(super) columns: Vec<(f64, Vec<Band>)>,
}

/// What a reader who does not see the drawing is told; the table below it holds more.
pub(super) fn describe(panels: &[Panel<'_>], names: &[&str], mark: &str) -> String {
    let letters = names.iter().enumerate().map(|(area, name)| format!("{} is {name}", letter(area)));
    let mut told = vec![letters.collect::<Vec<_>>().join("; ")];
    for Panel { x, y, columns } in panels {
        let at = columns
            .iter()
            .step_by(4)
            .map(|(at, bands)| format!("at {}: {}", x.show(*at), said(bands, |value| y.show(value))));
        told.push(format!("{} by {}, {}", y.title, x.title, at.collect::<Vec<_>>().join("; ")));
        told.push(format!("{mark} is at {} and {}", x.show(x.own), y.show(y.own)));
    }
    format!("{}.", told.join(". "))
}

/// The panels, in both frames: side by side where there is room for it, else one above the other.
pub(super) fn draw(panels: &[Panel<'_>], names: &[&str], mark: &str, described: &str) -> String {
    let drawn = Frame::BOTH.map(|frame| {
        let (left, gap, right) = (frame.of(52.0, 50.0), frame.of(58.0, 0.0), frame.of(24.0, 24.0));
        let beside = frame.of(panels.len() as f64, 1.0);
        let width = (frame.width() - left - right - gap * (beside - 1.0)) / beside;
        let height = frame.of(300.0, 250.0);
        let below = frame.of(0.0, TOP + height + BOTTOM);
        let rows = frame.of(1.0, panels.len() as f64);
        let mut svg = frame.open("map", (TOP + height + BOTTOM) * rows, described);
        for (place, panel) in panels.iter().enumerate() {
            let left = left + frame.of((width + gap) * place as f64, 0.0);
            let top = TOP + below * place as f64;
            let plane = Plane { panel, x: (left, left + width), y: (top + height, top) };
            // What is common to panels beside each other is said once.
            if place == 0 || frame == Frame::Narrow {
                let x = left - 50.0;
                let _ = write!(
                    svg,
                    "<text class=\"axis\" x=\"{x:.0}\" y=\"{:.0}\">{}</text>",
                    top - 12.0,
                    escape(&panel.y.title)
                );
            }
            plane.draw(&mut svg, names, mark);
        }
        svg.push_str("</svg>");
        svg
    });
    drawn.concat()
}

/// Where a panel is drawn.
struct Plane<'a> {
    panel: &'a Panel<'a>,
    x: (f64, f64),
    y: (f64, f64),
}

/// From left, right, top and bottom.
#[derive(Clone, Copy)]
struct Room {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Room {
    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

impl Plane<'_> {
    fn across(&self) -> LogScale {
        LogScale::new(self.panel.x.moved.range, self.x)
    }

    fn up(&self) -> LogScale {
        LogScale::new(self.panel.y.moved.range, self.y)
    }

    fn draw(&self, svg: &mut String, names: &[&str], mark: &str) {
        self.areas(svg, names.len());
        self.grid(svg);
        self.hatching(svg);
        let here = self.mark(svg, mark);
        for (area, name) in names.iter().enumerate() {
            self.letter(svg, area, name, here);
        }
    }

    /// The areas: each from its lower border to its upper one, and back.
    fn areas(&self, svg: &mut String, count: usize) {
        let (x, y) = (self.across(), self.up());
        let columns: Vec<(f64, Vec<Band>)> =
            self.panel.columns.iter().map(|(at, bands)| (x.place(*at), areas(bands))).collect();
        let order = order(columns.iter().map(|(_, bands)| bands.as_slice()));
        for area in 0..count {
            let mut outlines: Vec<Vec<(f64, f64)>> = Vec::new();
            if let Some(order) = &order {
                // Where a column lacks it, it has no height there.
                let edges = columns.iter().filter_map(|(at, bands)| {
                    let [from, to] = edges(bands, order, area)?;
                    Some((*at, y.place(from), y.place(to)))
                });
                let edges: Vec<(f64, f64, f64)> = edges.collect();
                let (lower, upper): (Vec<_>, Vec<_>) =
                    edges.iter().map(|(at, from, to)| ((*at, *from), (*at, *to))).unzip();
                outlines.push(lower.into_iter().chain(upper.into_iter().rev()).collect());
            } else {
                // Areas that lie in another order elsewhere: each column reaches halfway to the next.
                for (place, (at, bands)) in columns.iter().enumerate() {
                    let left = if place == 0 { *at } else { f64::midpoint(columns[place - 1].0, *at) };
                    let right = columns.get(place + 1).map_or(*at, |(next, _)| f64::midpoint(*at, *next));
                    for band in bands.iter().filter(|band| band.area == area) {
                        let (from, to) = (y.place(band.from), y.place(band.to));
                        outlines.push(vec![(left, from), (right, from), (right, to), (left, to)]);
                    }
                }
            }
            let paths = outlines.iter().filter(|outline| !outline.is_empty()).map(|outline| {
                let points: Vec<String> = outline.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
                format!("M{}Z", points.join("L"))
            });
            let path: String = paths.collect();
            if !path.is_empty() {
                let _ = write!(svg, "<path class=\"area series-{}\" d=\"{path}\"/>", area % 12);
            }
        }
    }

    fn grid(&self, svg: &mut String) {
        let ((left, right), (bottom, top)) = (self.x, self.y);
        for (value, said) in self.panel.y.marks() {
            let height = self.up().place(value);
            across(svg, height, format_args!("{left:.1}"), right);
            text(svg, "scale", (left - 6.0, height + 4.0), "end", said);
        }
        let marks = self.panel.x.marks().into_iter();
        let marks: Vec<(f64, String)> =
            marks.map(|(value, said)| (self.across().place(value), said)).collect();
        for (at, _) in &marks {
            upright(svg, "grid", *at, format_args!("{top:.1}"), bottom);
        }
        axis_labels(svg, &marks, bottom + 18.0);
        let title = escape(&self.panel.x.title);
        text(svg, "axis", (f64::midpoint(left, right), bottom + 38.0), "middle", title);
    }

    /// Strokes from the lower end of what is open to the upper one, which a straight line leads to from column to column.
    fn hatching(&self, svg: &mut String) {
        let (x, y) = (self.across(), self.up());
        let open = self.panel.columns.iter().map(|(at, bands)| {
            let ends = open(bands).map(|ends| ends.map(|end| y.place(end))).collect();
            (x.place(*at), ends)
        });
        let open: Vec<(f64, Vec<[f64; 2]>)> = open.collect();
        let mut path = String::new();
        for pair in open.windows(2) {
            let [(from, left), (to, right)] = pair else { continue };
            let mut at = (from / STROKE).ceil() * STROKE;
            while at < *to {
                let part = (at - from) / (to - from);
                let nearer = if part < 0.5 { left } else { right };
                for (place, [low, high]) in nearer.iter().enumerate() {
                    let (low, high) = match (left.get(place), right.get(place)) {
                        (Some(one), Some(other)) if left.len() == right.len() => {
                            let between = |end: usize| one[end] + part * (other[end] - one[end]);
                            (between(0), between(1))
                        }
                        _ => (*low, *high),
                    };
                    let _ = write!(path, "M{at:.0} {low:.1}V{high:.1}");
                }
                at += STROKE;
            }
        }
        if !path.is_empty() {
            let _ = write!(svg, "<path class=\"open\" d=\"{path}\"/>");
        }
    }

    /// Where this project is; answers with the room that its point and name take.
    fn mark(&self, svg: &mut String, mark: &str) -> Room {
        let (at, height) = (self.across().place(self.panel.x.own), self.up().place(self.panel.y.own));
        let width = LETTER * mark.chars().count() as f64;
        let is_right = at + 10.0 + width <= self.x.1;
        let (beside, anchor) = if is_right { (at + 9.0, "start") } else { (at - 9.0, "end") };
        let _ = write!(svg, "<circle class=\"mark\" cx=\"{at:.1}\" cy=\"{height:.1}\" r=\"5\"/>");
        text(svg, "mark", (beside, height + 4.0), anchor, escape(mark));
        let far = if is_right { at + 9.0 + width } else { at - 9.0 - width };
        Room { left: far.min(at - 7.0), right: far.max(at + 7.0), top: height - 9.0, bottom: height + 9.0 }
    }

    /// The letter of an area where it has the most room, and below it the name where there is room for that too.
    fn letter(&self, svg: &mut String, area: usize, name: &str, taken: Room) {
        let (x, y) = (self.across(), self.up());
        let height = |(top, bottom): &(f64, f64)| bottom - top;
        let columns = self.panel.columns.iter().map(|(at, bands)| {
            let found = areas(bands).into_iter().filter(|band| band.area == area);
            let found = found.map(|band| (y.place(band.to), y.place(band.from)));
            (x.place(*at), found.max_by(|one, other| height(one).total_cmp(&height(other))))
        });
        let columns: Vec<(f64, Option<(f64, f64)>)> = columns.collect();
        let mut best: Option<(f64, Room)> = None;
        for (top, bottom) in columns.iter().filter_map(|(_, found)| *found) {
            let middle = f64::midpoint(top, bottom);
            let mut start = None;
            for (place, (at, found)) in columns.iter().enumerate() {
                let inside = found.filter(|(top, bottom)| middle - 14.0 >= *top && middle + 14.0 <= *bottom);
                let Some(_) = inside else {
                    start = None;
                    continue;
                };
                let from: &mut f64 = start.get_or_insert(*at);
                let room = Room { left: *from, right: *at, top: middle - 18.0, bottom: middle + 18.0 };
                let half = f64::midpoint(room.left, room.right);
                let own = Room {
                    left: half - LETTER / 2.0 * name.len() as f64,
                    right: half + LETTER / 2.0 * name.len() as f64,
                    ..room
                };
                let score = (room.right - room.left).min(4.0 * (bottom - top));
                if place > 0 && !own.meets(&taken) && best.as_ref().is_none_or(|(known, _)| score > *known) {
                    best = Some((score, room));
                }
            }
        }
        // Too narrow anywhere for that: in the middle of where it is highest.
        let highest = || {
            let height = |(_, found): &&(f64, Option<(f64, f64)>)| found.as_ref().map_or(0.0, height);
            let (at, found) = columns.iter().max_by(|one, other| height(one).total_cmp(&height(other)))?;
            let (top, bottom) = (*found)?;
            Some(Room { left: *at, right: *at, top, bottom })
        };
        let Some(room) = best.map(|(_, room)| room).or_else(highest) else { return };
        let (x, y) = (f64::midpoint(room.left, room.right), f64::midpoint(room.top, room.bottom));
        let is_named = room.right - room.left > LETTER * name.chars().count() as f64 + 8.0;
        text(svg, "letter", (x, y + if is_named { -1.0 } else { 6.0 }), "middle", letter(area));
        if is_named {
            text(svg, "name", (x, y + 15.0), "middle", escape(name));
        }
    }
}
