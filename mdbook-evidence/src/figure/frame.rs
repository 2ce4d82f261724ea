//! What a chart is drawn for: each is drawn twice, and a page shows the one that fits.

use std::fmt::{Display, Write as _};

use crate::figure::cube::RowId;
use crate::page::html::escape;

/// The place that a chart has. Lengths are in pixels of a page that shows it unscaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// A column of text on a screen, and paper.
    Wide,
    /// A phone.
    Narrow,
}

impl Frame {
    pub(super) const BOTH: [Self; 2] = [Self::Wide, Self::Narrow];

    /// The first length in the wide frame, the second in the narrow one.
    pub(super) fn of(self, wide: f64, narrow: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
        }
    }

    pub(super) fn width(self) -> f64 {
        self.of(720.0, 360.0)
    }

    /// The beginning of a drawing of that height; `kind` is a class, or empty. `described` is what a reader who does not see it is
    /// told.
    pub(super) fn open(self, kind: &str, height: f64, described: &str) -> String {
        let class = match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        };
        format!(
            "<svg class=\"chart {class}{}{kind}\" viewBox=\"0 0 {:.0} {height:.0}\" role=\"img\" aria-label=\"{}\">",
            if kind.is_empty() { "" } else { " " },
            self.width(),
            escape(described)
        )
    }
}

/// The rows that a chart is about: they are in colour, all others grey. Without any, all are in colour.
#[derive(Debug, Default)]
pub(super) struct Highlight(pub(super) Vec<String>);

impl Highlight {
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|known| known == name)
    }

    /// The classes of a row.
    pub(super) fn class(&self, row: &RowId) -> String {
        if self.has(&row.name) {
            format!("series series-{}", row.places[0] % 12)
        } else {
            "series rest".to_owned()
        }
    }
}

/// Labels below an axis, none over another: the last one and, from the first on, each that has room.
pub(super) fn axis_labels(svg: &mut String, labels: &[(f64, String)], y: f64) {
    const LETTER: f64 = 7.4;
    const GAP: f64 = 8.0;
    let half = |text: &str| LETTER / 2.0 * text.chars().count() as f64;
    let Some(((last_at, last), others)) = labels.split_last() else { return };
    let mut end = f64::NEG_INFINITY;
    let mut shown: Vec<&(f64, String)> = Vec::new();
    for label in others {
        let (at, text) = label;
        if at - half(text) >= end && at + half(text) + GAP <= last_at - half(last) {
            end = at + half(text) + GAP;
            shown.push(label);
        }
    }
    for (at, label) in shown.into_iter().map(|(at, text)| (*at, text)).chain([(*last_at, last)]) {
        text(svg, "scale", (at, y), "middle", escape(label));
    }
}

/// Words of a class at a place, which is where they start, end or have their middle.
pub(super) fn text(svg: &mut String, class: &str, (x, y): (f64, f64), anchor: &str, said: impl Display) {
    let _ = write!(
        svg,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{said}</text>"
    );
}

/// A line upwards; `from` as it is to be written.
pub(super) fn upright(svg: &mut String, class: &str, at: f64, from: impl Display, to: f64) {
    let _ =
        write!(svg, "<line class=\"{class}\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{from}\" y2=\"{to:.1}\"/>");
}

/// A line of the grid across; `from` as it is to be written.
pub(super) fn across(svg: &mut String, height: f64, from: impl Display, to: f64) {
    let _ = write!(
        svg,
        "<line class=\"grid\" x1=\"{from}\" x2=\"{to:.1}\" y1=\"{height:.1}\" y2=\"{height:.1}\"/>"
    );
}
