//! `claim`, `end` and `claims`: sentences that are bound to predicates.

use minijinja::value::Value;
use minijinja::{Environment, Error, State};

use super::refuse;
use crate::claim::{LIST, Sentence, closing, opening};
use crate::headline;
use crate::page::Page;

pub(crate) fn register(environment: &mut Environment<'static>) {
    environment.add_function(
        "claim",
        |state: &State<'_, '_>, id: &str, predicate: &str| -> Result<Value, Error> {
            let plain =
                |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            if id.is_empty() || !id.chars().all(plain) {
                return Err(refuse(format!(
                    "`{id}` is not an id: use lower-case letters, digits and hyphens"
                )));
            }
            let page = Page::of(state)?;
            let mut shown = page.shown();
            if let Some(open) = shown.open_claim() {
                return Err(refuse(format!(
                    "claim `{open}` is still open here: end it before another begins"
                )));
            }
            let predicate = evidence::predicate::Predicate::parse(predicate).map_err(refuse)?;
            shown.claims.push(Sentence { id: id.to_owned(), predicate, ended: false, line: 1 });
            Ok(Value::from_safe_string(opening(id)))
        },
    );
    environment.add_function("end", |state: &State<'_, '_>| -> Result<Value, Error> {
        let page = Page::of(state)?;
        let mut shown = page.shown();
        match shown.claims.last_mut() {
            Some(sentence) if !sentence.ended => {
                sentence.ended = true;
                Ok(Value::from_safe_string(closing(&sentence.id)))
            }
            _ => Err(refuse("there is no open claim to end here")),
        }
    });
    for (name, mark) in [("claims", LIST), ("headlines", headline::LIST)] {
        environment.add_function(name, move || Value::from_safe_string(mark.to_owned()));
    }
}
