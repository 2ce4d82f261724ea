//! `claim`, `end` and `claims`: sentences that are bound to predicates. `gates`, `decision` and `machines`: what the rules
//! say.

use minijinja::value::Value;
use minijinja::{Environment, Error, State};

use super::refuse;
use crate::claim::{LIST, closing, opening};
use crate::comparison::{COMPARISONS, SAMPLES};
use crate::explorer;
use crate::headline;
use crate::page::Page;
use crate::ruling::{DECISION, GATES};

/// The text is read for its sentences before it is expanded, and the two must agree.
const ELSEWHERE: &str = "a claim stands in the text itself, not in a loop, a condition or a variable";

pub(crate) fn register(environment: &mut Environment<'static>) {
    environment.add_function("claim", |state: &State<'_, '_>, id: &str| -> Result<Value, Error> {
        if Page::of(state)?.begin(id) {
            Ok(Value::from_safe_string(opening(id)))
        } else {
            Err(refuse(ELSEWHERE))
        }
    });
    environment.add_function("end", |state: &State<'_, '_>| -> Result<Value, Error> {
        let page = Page::of(state)?;
        let id = page.end().ok_or_else(|| refuse(ELSEWHERE))?;
        Ok(Value::from_safe_string(closing(id)))
    });
    for (name, mark) in [
        ("claims", LIST),
        ("headlines", headline::LIST),
        ("gates", GATES),
        ("decision", DECISION),
        ("machines", explorer::CHOICES),
        ("comparisons", COMPARISONS),
        ("samples", SAMPLES),
    ] {
        environment.add_function(name, move || Value::from_safe_string(mark.to_owned()));
    }
}
