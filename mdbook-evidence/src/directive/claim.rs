//! `claim` and `end`: sentences that are bound to predicates; `end` ends judgements too.

use minijinja::value::Value;
use minijinja::{Environment, Error, State};

use super::{ensure, refuse};
use crate::chapter::written::What;
use crate::claim::{self, opening};
use crate::page::Page;
use crate::page::judgement;

/// The text is read for its sentences before it is expanded, and the two must agree.
pub(super) const ELSEWHERE: &str =
    "a claim or a judgement stands in the text itself, not in another directive";

pub(crate) fn register(environment: &mut Environment<'static>) {
    environment.add_function("claim", |state: &State<'_, '_>, id: &str| -> Result<Value, Error> {
        ensure(Page::of(state)?.begin(&What::Claim(id.to_owned())), || ELSEWHERE)?;
        Ok(Value::from_safe_string(opening(id)))
    });
    environment.add_function("end", |state: &State<'_, '_>| -> Result<Value, Error> {
        let page = Page::of(state)?;
        let closing = match page.end().ok_or_else(|| refuse(ELSEWHERE))? {
            What::Claim(id) => claim::closing(id),
            What::Judgement(_) => judgement::closing(page.shown().judgements.len() - 1),
        };
        Ok(Value::from_safe_string(closing))
    });
}
