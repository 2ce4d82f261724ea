//! Parts of one whole, each by an expression: a row of a table each, with a bar as long as its share.
//!
//! It is a table rather than a drawing, so that its text is the page's, on a narrow screen and on paper too.

use minijinja::Error;
use minijinja::value::{Kwargs, Value};

use crate::directive::{ensure, number, table, wording};
use crate::page::Page;
use crate::page::html::{self, escape};
use crate::page::table::Cells;

/// What `bars=[["name", "expression"], …]` and `columns=["of what", "share of what"]` ask for.
pub(super) fn of(page: &Page, options: &Kwargs, caption: &str) -> Result<String, Error> {
    let listed: Value = options.get("bars")?;
    let digits: Option<usize> = options.get("digits")?;
    let heads: Vec<String> = options.get("columns")?;
    heads.iter().try_for_each(|head| wording(page, "head", head))?;
    let head: Vec<String> = heads.iter().map(|head| escape(head)).collect();
    ensure(head.len() == 2, || "bars have two columns: what each part is, and what it is a share of")?;
    let (mut rows, mut provenances) = (Vec::new(), Vec::new());
    for (title, text) in table::columns(page, &listed)? {
        let (value, number) = number(&page.set, &text, "share", digits)?;
        ensure((0.0..=1.0).contains(&value), || {
            format!("`{text}` is {value}, and a bar is a share, from 0 to 1")
        })?;
        let title = escape(&title.unwrap_or(text));
        let bar = format!(
            "<span class=\"bar\"><span>{title}</span><span style=\"--share:{value:.4}\"></span></span>"
        );
        let cell = html::cell(&number.text, number.interval.as_deref(), &number.provenance.to_string(), None);
        rows.push(vec![bar, cell]);
        provenances.push(number.provenance);
    }
    Ok(page.table(Cells::Numbers, caption, &head, &rows, provenances).html())
}
