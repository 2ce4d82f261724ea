//! `explorer`: every view of the evidence by itself, chosen by its coordinates; or the decision for parameters that the reader moves.

use std::fmt::Write as _;

use evidence::metric::View;
use minijinja::Error;
use minijinja::value::Kwargs;

use super::origin::DEFAULT;
use super::table::columns;
use super::{assumptions, caption, optional_amount};
use crate::figure::grid::{Grid, Spread};
use crate::figure::of_dots;
use crate::page::Page;
use crate::page::html::{capital, code, escape};
use crate::record::set::RecordSet;
use crate::ruling::explorer::mark_of;

pub(super) fn explorer(page: &Page, options: &Kwargs) -> Result<String, Error> {
    let caption: &str = &caption(page, options)?;
    let set = &page.set;
    if options.has("parameters") {
        let html = assumptions::of(page, options, caption)?;
        options.assert_all_used()?;
        return Ok(html);
    }
    let rows: &str = options.get("rows")?;
    let listed = columns(page, &options.get("columns")?)?;
    let limit = optional_amount(options, "limit")?;
    options.assert_all_used()?;
    let choice = Choice::of(&set.views);
    let mut html = format!("<div class=\"explorer\">{}", choice.html());
    for (place, view) in set.views.iter().enumerate() {
        let grid = Grid::of(&set.evidence, &set.views[place..=place], rows, &Spread::Each(&listed));
        let figure = match grid {
            Ok(grid) => of_dots(page, &grid, limit, caption),
            // What the defaults do not have, the author misspelt.
            Err(missing) if place == 0 => return Err(missing),
            // A record of few operations has a section all the same.
            Err(missing) => {
                let reason = missing.detail().map_or_else(|| missing.to_string(), str::to_owned);
                format!("<p class=\"missing\">No figure: {}</p>", escape(&reason))
            }
        };
        html.push_str(&choice.section(set, view, &figure));
    }
    Ok(format!("{html}{}</div>", choice.absent()))
}

/// The views, and what a reader can choose them by.
struct Choice<'a> {
    views: &'a [View],
    /// Each axis with its values.
    axes: Vec<(&'a str, Vec<&'a str>)>,
}

impl<'a> Choice<'a> {
    fn of(views: &'a [View]) -> Self {
        let of_first = views.first().into_iter().flat_map(|view| view.at.iter());
        let axes = of_first.map(|(axis, _)| {
            let mut values: Vec<&str> = Vec::new();
            for value in views.iter().filter_map(|view| view.at.get(axis)) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            (axis, values)
        });
        Self { views, axes: axes.collect() }
    }

    /// A group of buttons for each axis. They need no script: rules hide the sections that were not chosen. A browser that
    /// does not know `:has` shows every section, one below the other, and so does paper.
    fn html(&self) -> String {
        let mut rules = String::new();
        let mut groups = String::new();
        for (axis, values) in &self.axes {
            let axis = class(axis);
            let _ = write!(
                groups,
                "<fieldset><legend>{}</legend><label><input type=\"radio\" name=\"{axis}\" checked> all</label>",
                capital(&axis)
            );
            for (index, value) in values.iter().enumerate() {
                let _ = write!(
                    groups,
                    " <label><input type=\"radio\" name=\"{axis}\" class=\"{axis}-{index}\"> {}</label>",
                    code(value)
                );
                let _ = write!(
                    rules,
                    ".explorer:has(.{axis}-{index}:checked) .of-record:not(.of-{axis}-{index}) {{ display: none }} "
                );
            }
            groups.push_str("</fieldset>");
        }
        for places in self.unmeasured() {
            let classes = self.axes.iter().zip(&places).map(|((axis, _), place)| (class(axis), place));
            let (chosen, of): (Vec<String>, Vec<String>) = classes
                .map(|(axis, place)| {
                    (format!(":has(.{axis}-{place}:checked)"), format!(".of-{axis}-{place}"))
                })
                .unzip();
            let _ =
                write!(rules, ".explorer{} .absent{} {{ display: block }} ", chosen.concat(), of.concat());
        }
        format!("<style>@media screen {{ {rules}}}</style><div class=\"switch\">{groups}</div>")
    }

    fn section(&self, set: &RecordSet, view: &View, figure: &str) -> String {
        let reference = if view == &self.views[0] && !view.at.is_empty() { DEFAULT } else { "" };
        let name = escape(&view.name);
        let source = set.source(view).html();
        let places: Vec<usize> =
            self.axes.iter().map(|(axis, values)| place(values, view.at.get(axis))).collect();
        format!(
            "<section class=\"of-record {}\" aria-labelledby=\"record-{name}\"><h3 id=\"record-{name}\"><code>{name}</code>\
             {reference}</h3><details class=\"about\"><summary>About this record</summary><p>{source}</p></details>{figure}{}</section>",
            self.classes(&places),
            mark_of(&view.name)
        )
    }

    /// What is said where coordinates are chosen together that no record has.
    fn absent(&self) -> String {
        let paragraphs = self.unmeasured().into_iter().map(|places| {
            let chosen = self.axes.iter().zip(&places).map(|((_, values), place)| code(values[*place]));
            format!(
                "<p class=\"absent {}\">Nothing was measured at {}.</p>",
                self.classes(&places),
                chosen.collect::<Vec<_>>().join(" and ")
            )
        });
        paragraphs.collect()
    }

    /// Combinations of values that no view has, by their places.
    fn unmeasured(&self) -> Vec<Vec<usize>> {
        let mut all: Vec<Vec<usize>> = vec![Vec::new()];
        for (_, values) in &self.axes {
            all = all
                .iter()
                .flat_map(|known| (0..values.len()).map(|place| [known.as_slice(), &[place]].concat()))
                .collect();
        }
        let has = |view: &View, places: &[usize]| {
            self.axes
                .iter()
                .zip(places)
                .all(|((axis, values), place)| view.at.get(axis) == Some(values[*place]))
        };
        all.retain(|places| !self.views.iter().any(|view| has(view, places)));
        all
    }

    fn classes(&self, places: &[usize]) -> String {
        let classes =
            self.axes.iter().zip(places).map(|((axis, _), place)| format!("of-{}-{place}", class(axis)));
        classes.collect::<Vec<_>>().join(" ")
    }
}

fn place(values: &[&str], value: Option<&str>) -> usize {
    values.iter().position(|known| Some(*known) == value).unwrap_or(0)
}

/// An axis as a class of CSS.
fn class(axis: &str) -> String {
    axis.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}
