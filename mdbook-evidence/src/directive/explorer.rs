//! `explorer`: every view of the evidence by itself, chosen by its coordinates; or the decision for parameters that the reader moves.

use std::fmt::Write as _;

use evidence::metric::View;
use minijinja::value::{Kwargs, Value};
use minijinja::{Error, context};

use super::origin::DEFAULT;
use super::table::columns;
use super::{assumptions, caption, optional_amount};
use crate::figure::grid::{Grid, Spread};
use crate::figure::of_dots;
use crate::page::html::capital;
use crate::page::{Page, template};
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
    let mut views = Vec::new();
    for (place, view) in set.views.iter().enumerate() {
        let grid = Grid::of(&set.evidence, &set.views[place..=place], rows, &Spread::Each(&listed));
        let figure = match grid {
            Ok(grid) => Ok(of_dots(page, &grid, limit, caption)),
            // What the defaults do not have, the author misspelt.
            Err(missing) if place == 0 => return Err(missing),
            // A record of few operations has a section all the same.
            Err(missing) => Err(missing.detail().map_or_else(|| missing.to_string(), str::to_owned)),
        };
        views.push(choice.view(set, view, figure));
    }
    Ok(choice.html(views))
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

    /// A group of buttons for each axis, and the views. They need no script: rules hide the sections that were not chosen. A browser that
    /// does not know `:has` shows every section, one below the other, and so does paper.
    fn html(&self, views: Vec<Value>) -> String {
        let mut rules = String::new();
        let mut axes = Vec::new();
        for (axis, values) in &self.axes {
            let class = class(axis);
            for index in 0..values.len() {
                let _ = write!(
                    rules,
                    ".explorer:has(.{class}-{index}:checked) .of-record:not(.of-{class}-{index}) {{ display: none }} "
                );
            }
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            axes.push(context! { title => capital(&class), class, values });
        }
        let mut unmeasured = Vec::new();
        for places in self.unmeasured() {
            let classes = self.axes.iter().zip(&places).map(|((axis, _), place)| (class(axis), place));
            let (chosen, of): (Vec<String>, Vec<String>) = classes
                .map(|(axis, place)| {
                    (format!(":has(.{axis}-{place}:checked)"), format!(".of-{axis}-{place}"))
                })
                .unzip();
            let _ =
                write!(rules, ".explorer{} .absent{} {{ display: block }} ", chosen.concat(), of.concat());
            let chosen = self.axes.iter().zip(&places).map(|((_, values), place)| values[*place].to_owned());
            let chosen: Vec<String> = chosen.collect();
            unmeasured.push(context! { classes => self.classes(&places), chosen });
        }
        template::html("views", context! { rules, axes, views, unmeasured })
    }

    /// A view with its figure, or why it has none.
    fn view(&self, set: &RecordSet, view: &View, figure: Result<String, String>) -> Value {
        let reference = if view == &self.views[0] && !view.at.is_empty() { DEFAULT } else { "" };
        let places: Vec<usize> =
            self.axes.iter().map(|(axis, values)| place(values, view.at.get(axis))).collect();
        let (figure, missing) = figure.map_or_else(|missing| (None, Some(missing)), |it| (Some(it), None));
        context! {
            name => &view.name,
            reference,
            classes => self.classes(&places),
            source => set.source(view).html(),
            figure,
            missing,
            rules => mark_of(&view.name),
        }
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
