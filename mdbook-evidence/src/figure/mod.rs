//! Figures: inline SVG that takes its colours from the page, each with its data as a table.

mod chart;
mod dots;
pub(crate) mod history;
mod scale;
mod shares;

use std::sync::Arc;

use evidence::Measured;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use crate::directive::column::Column;
use crate::directive::table::{Look, matrix, over_sizes, parse};
use crate::directive::{caption, cited, optional_amount, refuse};
use crate::html::escape;
use crate::page::{Page, SourcedTable};
use crate::record_set::RecordSet;

pub(crate) use scale::as_f64;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    for (name, look) in [("time_figure", Measured::time as Look), ("ratio_figure", Measured::ratio)] {
        let set = Arc::clone(set);
        environment.add_function(
            name,
            move |state: &State<'_, '_>, operation: &str, options: Kwargs| -> Result<Value, Error> {
                let record = cited(&set, &options)?;
                let caption = caption(state, &options)?;
                options.assert_all_used()?;
                // The table first: it refuses an operation that was not measured.
                let table = over_sizes(&*Page::of(state)?, record, operation, DATA, look)?;
                Ok(figure(&chart::over_sizes(record, operation, caption, look), caption, &table))
            },
        );
    }
    let for_shares = Arc::clone(set);
    environment.add_function(
        "shares_figure",
        move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
            let record = cited(&for_shares, &options)?;
            let caption = caption(state, &options)?;
            let n: usize = options.get("n")?;
            let concurrency: usize = options.get("concurrency")?;
            let parts: Vec<String> = options.get("parts")?;
            let rest: &str = options.get("rest")?;
            options.assert_all_used()?;
            let bars = shares::bars(record, n, concurrency, &parts).map_err(refuse)?;
            let table = shares::as_table(&*Page::of(state)?, record, &bars, &parts, DATA);
            Ok(figure(&shares::draw(&bars, &parts, rest, caption), caption, &table))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "dots_figure",
        move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
            let record = cited(&set, &options)?;
            let caption = caption(state, &options)?;
            let n: usize = options.get("n")?;
            let columns: Vec<String> = options.get("columns")?;
            let limit = optional_amount(&options, "limit")?;
            options.assert_all_used()?;
            let columns = parse(record, &columns)?;
            let table = matrix(&*Page::of(state)?, record, n, &columns, DATA)?;
            Ok(at_one_size(record, n, &columns, limit, caption, &table))
        },
    );
}

/// A figure of every representation at one n, with its data.
pub(crate) fn at_one_size(
    record: &Measured,
    n: usize,
    columns: &[Column<'_>],
    limit: Option<f64>,
    caption: &str,
    table: &SourcedTable,
) -> Value {
    figure(&dots::at_one_size(record, n, columns, limit, caption), caption, table)
}

pub(crate) const DATA: &str = "The figure's data";

/// The drawing, its takeaway and its data.
pub(crate) fn figure(drawing: &str, caption: &str, table: &SourcedTable) -> Value {
    Value::from_safe_string(format!(
        "<figure class=\"evidence-figure\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" \
         aria-label=\"Chart\">{drawing}</div><figcaption><span data-note=\"{}\">{}</span></figcaption>\
         <details><summary>The figure as a table</summary>{}</details>{}</figure>",
        table.note(),
        escape(caption),
        table.table,
        table.button()
    ))
}
