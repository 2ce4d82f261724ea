//! `judgement`: sentences that are the author's opinion. `end`, which claims have too, ends them.

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::claim::ELSEWHERE;
use super::{refuse, wording};
use crate::judgement::Judgement;
use crate::page::Page;
use crate::written::What;

pub(crate) fn register(environment: &mut Environment<'static>) {
    environment.add_function("judgement", |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
        let reason = options.get::<Option<&str>>("reason")?.unwrap_or_default().trim();
        options.assert_all_used()?;
        if reason.is_empty() {
            return Err(refuse("a judgement has a reason: write judgement(reason=\"why you hold it\")"));
        }
        wording(state, "reason", reason)?;
        let page = Page::of(state)?;
        if !page.begin(&What::Judgement) {
            return Err(refuse(ELSEWHERE));
        }
        let mut shown = page.shown();
        let judgement = Judgement::new(page.name(), shown.judgements.len() + 1, reason);
        let opening = judgement.opening();
        shown.judgements.push(judgement);
        Ok(Value::from_safe_string(opening))
    });
}
