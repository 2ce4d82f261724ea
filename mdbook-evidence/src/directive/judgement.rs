//! `judgement`: sentences that are the author's opinion. `end`, which claims have too, ends them.

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::claim::ELSEWHERE;
use super::{refuse, wording};
use crate::chapter::written::What;
use crate::page::Page;
use crate::page::judgement::Judgement;

pub(crate) fn register(environment: &mut Environment<'static>) {
    environment.add_function(
        "judgement",
        |state: &State<'_, '_>, id: &str, options: Kwargs| -> Result<Value, Error> {
            let reason: &str = options.get("reason")?;
            options.assert_all_used()?;
            wording(state, "reason", reason)?;
            let page = Page::of(state)?;
            if !page.begin(&What::Judgement(id.to_owned())) {
                return Err(refuse(ELSEWHERE));
            }
            let judgement = Judgement::new(id, reason);
            let opening = judgement.opening();
            page.shown().judgements.push(judgement);
            Ok(Value::from_safe_string(opening))
        },
    );
}
