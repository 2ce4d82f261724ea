//! Options that several directives have.

use std::collections::BTreeMap;

use minijinja::Error;
use minijinja::value::{Kwargs, Value};

use super::refusal::refuse;
use crate::page::Page;

/// More than anything here is counted or timed in; beyond it a page would show a row of digits.
const MOST: f64 = 1e12;

/// The number of an option that multiplies or limits something and need not be there: those below zero and beyond measure mean nothing.
pub(crate) fn optional_amount(options: &Kwargs, name: &str) -> Result<Option<f64>, Error> {
    match options.get::<Option<f64>>(name)? {
        Some(value) if !(value > 0.0 && value <= MOST) => {
            Err(refuse(format!("`{name}` is {value:?}. Write a number above zero, and at most {MOST:e}.")))
        }
        given => Ok(given),
    }
}

/// The caption of a table or figure: prose, so no number may be typed there either.
pub(crate) fn caption(page: &Page, options: &Kwargs) -> Result<String, Error> {
    let caption: &str = options.get("caption")?;
    wording(page, "caption", caption)?;
    Ok(page.set_as_prose(caption))
}

/// Refuses a measured number in what an author words, unless the book allows such.
pub(crate) fn wording(page: &Page, what: &str, text: &str) -> Result<(), Error> {
    match page.typed().and_then(|rule| rule.measured(text).next()) {
        None => Ok(()),
        Some(place) => Err(refuse(format!(
            "the {what} has `{}`. A {what} holds no measured number: the figure does.",
            &text[place]
        ))),
    }
}

/// Heads for the reader, by the names that they stand for.
pub(crate) type Heads = BTreeMap<String, String>;

/// The heads that an author gives to columns and values.
pub(crate) fn heads(page: &Page, given: Option<Value>) -> Result<Heads, Error> {
    let Some(given) = given else { return Ok(Heads::new()) };
    let mut heads = Heads::new();
    for of in given.try_iter()? {
        let head = given.get_item(&of)?.to_string();
        wording(page, "head", &head)?;
        heads.insert(of.to_string(), head);
    }
    Ok(heads)
}
