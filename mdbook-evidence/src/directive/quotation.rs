//! `quoted` and `given`: figures that are not the book's own.

use minijinja::value::Value;
use minijinja::{Environment, Error, State};

use super::ensure;
use crate::page::Page;
use crate::page::provenance::Provenance;
use crate::page::quotation::{Quotation, Standing};

pub(crate) fn register(environment: &mut Environment<'static>) {
    for standing in [Standing::Quoted, Standing::Given] {
        let name = standing.word();
        environment.add_function(
            name,
            move |state: &State<'_, '_>, text: &str, source: &str| -> Result<Value, Error> {
                ensure(!text.trim().is_empty() && !source.trim().is_empty(), || {
                    format!("write {name}(\"the figure\", \"where it is from\"): neither may be empty")
                })?;
                let quotation = Quotation { standing, text: text.to_owned(), source: source.to_owned() };
                let page = Page::of(state)?;
                page.shown().quotations.push(quotation);
                Ok(Value::from_safe_string(page.exact(text, Provenance::stated(name, source))))
            },
        );
    }
}
