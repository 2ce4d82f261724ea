//! `table`: figures over axes, as rows and columns.

use minijinja::Error;
use minijinja::value::{Kwargs, Value, ValueKind};

use super::{caption, ensure, optional_amount, refuse, wording};
use crate::figure::grid::{Grid, Spread};
use crate::page::Page;

pub(super) fn table(page: &Page, of: Option<&str>, options: &Kwargs) -> Result<String, Error> {
    let caption = caption(page, options)?;
    let grid = grid(page, of, options)?;
    let limit = optional_amount(options, "limit")?;
    ensure(
        limit.is_none_or(|limit| limit > 1.0),
        || "`limit` is how many times as much is too much: write a number above 1",
    )?;
    options.assert_all_used()?;
    Ok(grid.table(page, &caption, limit).html())
}

/// The rows and columns that a directive asks for: one expression over the axes `rows` and `columns`, where the columns can also be
/// the records; or a list of expressions, one for each column, alone or
/// as `[title, expression]`.
pub(crate) fn grid<'a>(page: &'a Page, of: Option<&str>, options: &Kwargs) -> Result<Grid<'a>, Error> {
    let rows: &str = options.get("rows")?;
    let columns: Value = options.get("columns")?;
    let listed: Vec<(Option<String>, String)>;
    let spread = match (of, columns.as_str()) {
        (Some(text), Some("record")) => Spread::Records(text),
        (Some(text), Some(axis)) => Spread::Over(text, axis),
        (None, None) if columns.kind() == ValueKind::Seq => {
            listed = self::columns(page, &columns)?;
            Spread::Each(&listed)
        }
        (Some(_), None) => return Err(refuse("columns is the name of an axis, or `record`")),
        (None, _) => {
            return Err(refuse(
                "without an expression before it, columns is a list: one expression for each column",
            ));
        }
    };
    Grid::of(&page.set.evidence, &page.set.views, rows, &spread)
}

/// A list of columns.
pub(crate) fn columns(page: &Page, listed: &Value) -> Result<Vec<(Option<String>, String)>, Error> {
    listed.try_iter()?.map(|column| titled(page, &column)).collect()
}

fn titled(page: &Page, column: &Value) -> Result<(Option<String>, String), Error> {
    if let Some(text) = column.as_str() {
        return Ok((None, text.to_owned()));
    }
    let wrong =
        || refuse(format!("`{column}` is no column: write an expression, or a title and an expression"));
    let part = |place: usize| column.get_item_by_index(place).ok().filter(|part| part.as_str().is_some());
    let (title, text) = (part(0).ok_or_else(wrong)?.to_string(), part(1).ok_or_else(wrong)?.to_string());
    wording(page, "title", &title)?;
    Ok((Some(title), text))
}
