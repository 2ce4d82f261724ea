//! `time_table` and `ratio_table`: every representation of an operation, over n.

use std::sync::Arc;

use evidence::{Estimate, MetricError, Record};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error};

use super::{cited, refuse};
use crate::html;
use crate::shelf::Shelf;

type Look = fn(&Record, &str) -> Result<Estimate, MetricError>;

pub(crate) fn register(environment: &mut Environment<'static>, shelf: &Arc<Shelf>) {
    for (name, look) in [("time_table", Record::time as Look), ("ratio_table", Record::ratio)] {
        let shelf = Arc::clone(shelf);
        environment.add_function(name, move |operation: &str, options: Kwargs| -> Result<Value, Error> {
            let record = cited(&shelf, &options)?;
            let caption: &str = options.get("caption")?;
            options.assert_all_used()?;
            over_sizes(record, operation, caption, look).map(Value::from_safe_string)
        });
    }
}

/// A row for each representation and for the control, a column for each n.
pub(crate) fn over_sizes(
    record: &Record,
    operation: &str,
    caption: &str,
    look: Look,
) -> Result<String, Error> {
    let sizes = record.sizes(operation);
    if sizes.is_empty() {
        // The lookup of a metric that cannot exist words the error.
        let metric = format!("{operation}/{}/0", record.subjects.baseline);
        return Err(look(record, &metric).map_or_else(refuse, |_| refuse("nothing was measured")));
    }
    let mut head = vec!["representation".to_owned()];
    head.extend(sizes.iter().map(|n| format!("n = {n}")));
    let control = &record.subjects.control;
    let ids = record.subjects.representations.iter().map(|known| known.id.as_str()).chain([control.as_str()]);
    let rows: Vec<Vec<String>> = ids
        .map(|id| {
            let cells = sizes.iter().map(|n| {
                let metric = format!("{operation}/{id}/{n}");
                match look(record, &metric) {
                    Ok(estimate) => html::quantity(&estimate, record),
                    Err(missing) => {
                        format!(
                            "<span class=\"missing\" title=\"{}\">none</span>",
                            html::escape(&missing.to_string())
                        )
                    }
                }
            });
            let name = format!("<code>{}</code>", html::escape(id));
            let note = if id == control { " (A/A: noise alone)" } else { "" };
            std::iter::once(format!("{name}{note}")).chain(cells).collect()
        })
        .collect();
    Ok(html::table(html::Cells::Numbers, caption, &head, &rows))
}
