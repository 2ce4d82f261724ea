//! `judgement`: sentences that are the author's opinion. `end`, which claims have too, ends them.

use minijinja::Error;
use minijinja::value::Kwargs;

use super::claim::ELSEWHERE;
use super::{ensure, wording};
use crate::chapter::written::What;
use crate::page::Page;
use crate::page::judgement::Judgement;

pub(super) fn judgement(page: &Page, id: &str, options: &Kwargs) -> Result<String, Error> {
    let reason: &str = options.get("reason")?;
    options.assert_all_used()?;
    wording(page, "reason", reason)?;
    ensure(page.begin(&What::Judgement(id.to_owned())), || ELSEWHERE)?;
    let judgement = Judgement::new(id, reason);
    let opening = judgement.opening();
    page.shown().judgements.push(judgement);
    Ok(opening)
}
