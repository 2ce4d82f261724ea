//! Parts of one whole, each by an expression: a row of a table each, with a bar as long as its share.
//!
//! It is a table rather than a drawing, so that its text is the page's, on a narrow screen and on paper too.

use minijinja::value::{Kwargs, Value};
use minijinja::{Error, State};

use crate::directive::{number, refuse, table, wording};
use crate::page::Page;
use crate::page::html::{self, escape};
use crate::page::table::Cells;
use crate::record::set::RecordSet;

/// What `bars=[["name", "expression"], …]` and `columns=["of what", "share of what"]` ask for.
pub(super) fn of(
    state: &State<'_, '_>,
    set: &RecordSet,
    options: &Kwargs,
    caption: &str,
) -> Result<Value, Error> {
    let listed: Value = options.get("bars")?;
    let digits: Option<usize> = options.get("digits")?;
    let heads: Vec<String> = options.get("columns")?;
    heads.iter().try_for_each(|head| wording(state, "head", head))?;
    let head: Vec<String> = heads.iter().map(|head| escape(head)).collect();
    if head.len() != 2 {
        return Err(refuse("bars have two columns: what each part is, and what it is a share of"));
    }
    let (mut rows, mut provenances) = (Vec::new(), Vec::new());
    for (title, text) in table::columns(state, &listed)? {
        let (value, number) = number(set, &text, "share", digits)?;
        if !(0.0..=1.0).contains(&value) {
            return Err(refuse(format!("`{text}` is {value}, and a bar is a share, from 0 to 1")));
        }
        let title = escape(&title.unwrap_or(text));
        let bar = format!(
            "<span class=\"bar\"><span>{title}</span><span style=\"--share:{value:.4}\"></span></span>"
        );
        let cell = html::cell(&number.text, number.interval.as_deref(), &number.provenance.to_string(), None);
        rows.push(vec![bar, cell]);
        provenances.push(number.provenance);
    }
    let table = Page::of(state)?.table(Cells::Numbers, caption, &head, &rows, provenances);
    Ok(Value::from_safe_string(table.html()))
}
