//! Figures: inline SVG that takes its colours from the page, each with its data as a table.

mod chart;
mod scale;

use std::sync::Arc;

use evidence::Record;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error};

use crate::directive::cited;
use crate::directive::table::over_sizes;
use crate::html::escape;
use crate::shelf::Shelf;

pub(crate) fn register(environment: &mut Environment<'static>, shelf: &Arc<Shelf>) {
    let shelf = Arc::clone(shelf);
    environment.add_function(
        "time_figure",
        move |operation: &str, options: Kwargs| -> Result<Value, Error> {
            let record = cited(&shelf, &options)?;
            let caption: &str = options.get("caption")?;
            options.assert_all_used()?;
            // The table first: it refuses an operation that was not measured.
            let table = over_sizes(record, operation, "The figure's data", Record::time)?;
            let drawing = chart::over_sizes(record, operation, caption);
            Ok(Value::from_safe_string(format!(
                "<figure class=\"evidence-figure\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" \
             aria-label=\"Chart\">{drawing}</div><figcaption>{}</figcaption>\
             <details><summary>The figure as a table</summary>{table}</details></figure>",
                escape(caption)
            )))
        },
    );
}
