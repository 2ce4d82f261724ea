//! `table`: figures over axes, as rows and columns.

use std::sync::Arc;

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, State};

use super::{caption, optional_amount, refuse, wording};
use crate::figure::grid::{Grid, Spread};
use crate::page::Page;
use crate::record::set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let set = Arc::clone(set);
    environment.add_function(
        "table",
        move |state: &State<'_, '_>, of: Option<&str>, options: Kwargs| -> Result<Value, Error> {
            let caption: &str = &caption(state, &options)?;
            let grid = grid(state, &set, of, &options)?;
            let limit = optional_amount(&options, "limit")?;
            if limit.is_some_and(|limit| limit <= 1.0) {
                return Err(refuse("`limit` is how many times as much is too much: write a number above 1"));
            }
            options.assert_all_used()?;
            Ok(Value::from_safe_string(grid.table(&*Page::of(state)?, caption, limit).html()))
        },
    );
}

/// The rows and columns that a directive asks for: one expression over the axes `rows` and `columns`, where the columns can also be
/// the records; or a list of expressions, one for each column, alone or
/// as `[title, expression]`.
pub(crate) fn grid<'a>(
    state: &State<'_, '_>,
    set: &'a RecordSet,
    of: Option<&str>,
    options: &Kwargs,
) -> Result<Grid<'a>, Error> {
    let rows: &str = options.get("rows")?;
    let columns: Value = options.get("columns")?;
    let views = set.views();
    let listed: Vec<(Option<String>, String)>;
    let spread = match (of, columns.as_str()) {
        (Some(text), Some("record")) => Spread::Records(text),
        (Some(text), Some(axis)) => Spread::Over(text, axis),
        (None, None) if columns.kind() == ValueKind::Seq => {
            listed = self::columns(state, &columns)?;
            Spread::Each(&listed)
        }
        (Some(_), None) => return Err(refuse("columns is the name of an axis, or `record`")),
        (None, _) => {
            return Err(refuse(
                "without an expression before it, columns is a list: one expression for each column",
            ));
        }
    };
    Grid::of(set.evidence(), views, rows, &spread)
}

/// A list of columns.
pub(crate) fn columns(state: &State<'_, '_>, listed: &Value) -> Result<Vec<(Option<String>, String)>, Error> {
    listed.try_iter()?.map(|column| titled(state, &column)).collect()
}

fn titled(state: &State<'_, '_>, column: &Value) -> Result<(Option<String>, String), Error> {
    if let Some(text) = column.as_str() {
        return Ok((None, text.to_owned()));
    }
    let wrong =
        || refuse(format!("`{column}` is no column: write an expression, or a title and an expression"));
    let part = |place: usize| column.get_item_by_index(place).ok().filter(|part| part.as_str().is_some());
    let (title, text) = (part(0).ok_or_else(wrong)?.to_string(), part(1).ok_or_else(wrong)?.to_string());
    wording(state, "title", &title)?;
    Ok((Some(title), text))
}
