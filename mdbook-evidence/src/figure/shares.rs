//! Where the time of a run goes: a bar for each candidate that was timed, a segment for each part of it.

use std::fmt::Write as _;

use evidence::measured::Wall;
use evidence::{Estimate, Measured, MetricError, Unit};

use super::scale::as_f64;
use crate::html::{Cells, cell_of, escape};
use crate::page::{Page, SourcedTable};
use crate::provenance::Provenance;

const WIDTH: f64 = 720.0;
const LEFT: f64 = 268.0;
const RIGHT: f64 = 10.0;
const ROW: f64 = 30.0;
const HEAD: f64 = 46.0;

/// One candidate's bar.
pub(crate) struct Bar {
    candidate: String,
    parts: Vec<Estimate>,
}

/// The bars of every candidate that was timed at that n and concurrency with real commits.
pub(crate) fn bars(
    record: &Measured,
    n: usize,
    concurrency: usize,
    parts: &[String],
) -> Result<Vec<Bar>, MetricError> {
    let at = |wall: &&Wall| wall.git && wall.n == n && wall.concurrency == concurrency;
    let mut timed: Vec<&Wall> = record.walls.iter().filter(at).collect();
    // In the order in which the loop's tables show them: today's first.
    timed.sort_by_key(|wall| record.loops.iter().position(|run| run.candidate == wall.candidate));
    let bars: Vec<Bar> = timed
        .into_iter()
        .map(|wall| {
            let candidate = wall.candidate.to_string();
            let looks =
                parts.iter().map(|part| record.wall(&format!("{part}/{candidate}/{n}/{concurrency}"), true));
            Ok(Bar { parts: looks.collect::<Result<_, _>>()?, candidate: candidate.clone() })
        })
        .collect::<Result<_, _>>()?;
    if bars.is_empty() {
        let metric = format!("{}/{}+none/{n}/{concurrency}", parts.join("+"), record.subjects.baseline);
        record.wall(&metric, true)?;
    }
    Ok(bars)
}

/// Draws the bars; what no part accounts for is left blank and named.
pub(crate) fn draw(bars: &[Bar], parts: &[String], rest: &str, caption: &str) -> String {
    let height = HEAD + ROW * as_f64(bars.len());
    let mut svg = format!(
        "<svg class=\"chart shares\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{}\">",
        escape(&format!("{caption} {}", describe(bars, parts)))
    );
    let names: Vec<String> = parts.iter().map(|part| name(part)).chain([rest.to_owned()]).collect();
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
    for (row, bar) in bars.iter().enumerate() {
        let top = HEAD + ROW * as_f64(row);
        let _ = write!(
            svg,
            "<text class=\"name\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 10.0,
            top + 15.0,
            escape(&bar.candidate)
        );
        let width = WIDTH - LEFT - RIGHT;
        let mut x = LEFT;
        let rest = (1.0 - bar.parts.iter().map(|part| part.value).sum::<f64>()).max(0.0);
        for (share, class) in bar.parts.iter().map(|part| part.value).chain([rest]).zip(&classes) {
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

/// The same as a table.
pub(crate) fn as_table(
    page: &Page,
    record: &Measured,
    bars: &[Bar],
    parts: &[String],
    caption: &str,
) -> SourcedTable {
    let head: Vec<String> =
        std::iter::once("candidate".to_owned()).chain(parts.iter().map(|part| escape(&name(part)))).collect();
    let mut provenances = Vec::new();
    let rows: Vec<Vec<String>> = bars
        .iter()
        .map(|bar| {
            let cells = bar.parts.iter().map(|part| {
                let provenance = Provenance::measured(part, record);
                let cell = cell_of(part, &provenance);
                provenances.push(provenance);
                cell
            });
            std::iter::once(format!("<code>{}</code>", escape(&bar.candidate))).chain(cells).collect()
        })
        .collect();
    page.table(Cells::Numbers, caption, &head, &rows, provenances)
}

fn name(part: &str) -> String {
    part.strip_suffix("-share").unwrap_or(part).replace('-', " ")
}

fn describe(bars: &[Bar], parts: &[String]) -> String {
    let bars: Vec<String> = bars
        .iter()
        .map(|bar| {
            let shares: Vec<String> = parts
                .iter()
                .zip(&bar.parts)
                .map(|(part, share)| format!("{} {}", name(part), Unit::Share.show(share.value)))
                .collect();
            format!("{}: {}.", bar.candidate, shares.join(", "))
        })
        .collect();
    bars.join(" ")
}
