//! `word`: a word that follows from figures, so that it turns when they do.

use evidence::Unit;
use evidence::claim::{Claim, Judge};
use evidence::metric::{Figures, Metric};
use evidence::predicate::{Formula, Interval, JudgeError, Predicate, Truth};
use minijinja::Error;
use minijinja::value::Kwargs;

use super::quantity::sources;
use super::{ensure, refuse, wording};
use crate::page::mark::Number;
use crate::page::provenance::Provenance;
use crate::page::{Page, Word};

const FORMS: &str = "write word(\"a number that is compared with 1\", less=\"...\", more=\"...\"), with same=\"...\" where it may be neither; or \
                     word(\"a condition\", yes=\"...\", no=\"...\"), with unclear=\"...\" where it may be neither";

/// What the figures say: whether the first of the two words holds or the second, none where neither does; why, as a phrase; and the figures.
type Said = (Option<bool>, String, Vec<Metric>);

pub(super) fn word(page: &Page, expression: &str, options: &Kwargs) -> Result<String, Error> {
    let given = |name: &str| -> Result<Option<String>, Error> {
        let word: Option<&str> = options.get(name)?;
        if let Some(word) = word {
            wording(page, "word", word)?;
            ensure(!word.trim().is_empty(), || format!("`{name}` is empty; {FORMS}"))?;
        }
        Ok(word.map(str::to_owned))
    };
    let compared = (given("less")?, given("more")?, given("same")?);
    let judged = (given("yes")?, given("no")?, given("unclear")?);
    options.assert_all_used()?;
    let set = &page.set;
    let figures = Figures::of(&set.evidence, set.view());
    let (said, first, second, neither, option) = match (compared, judged) {
        ((Some(less), Some(more), same), (None, None, None)) => {
            (beside_one(expression, &figures)?, less, more, same, "same")
        }
        ((None, None, None), (Some(yes), Some(no), unclear)) => {
            (condition(expression, &figures)?, yes, no, unclear, "unclear")
        }
        _ => return Err(refuse(FORMS)),
    };
    ensure(first != second, || {
        format!("both words are `{first}`, so that it would never turn. Write it as text.")
    })?;
    let (holds, why, metrics) = said;
    ensure(!metrics.is_empty(), || {
        format!("`{expression}` asks for no figure, so that the word would never turn. Write it as text.")
    })?;
    let (text, unsettled) = match (holds, neither) {
        (Some(true), _) => (first, None),
        (Some(false), _) => (second, None),
        (None, Some(neither)) => (neither, None),
        (None, None) => {
            let problem = format!(
                "neither `{first}` nor `{second}` follows: `{expression}` {why}. Give {option}=\"...\" for this, or say it in other words."
            );
            (format!("{first} or {second}"), Some(problem))
        }
    };
    let provenance = sources(set, expression, &metrics)?;
    let provenance = Provenance { basis: format!("{}; it {why}", provenance.basis), metrics, ..provenance };
    let shown = Number { text, interval: None, provenance };
    Ok(page.word(Word { shown, unsettled }))
}

/// On which side of 1 the whole interval of a number is.
fn beside_one(expression: &str, figures: &Figures<'_>) -> Result<Said, Error> {
    let written = Formula::parse(expression).map_err(refuse)?;
    let Interval { value, low, high } = written.value(figures).map_err(refuse)?;
    let (first, side) = if high < 1.0 {
        (Some(true), "below 1")
    } else if low > 1.0 {
        (Some(false), "above 1")
    } else {
        (None, "neither below nor above 1")
    };
    let range = if low < high { format!(" [{}]", Unit::Ratio.show_range(low, high)) } else { String::new() };
    let why = format!("is {}{range}, {side}", Unit::Ratio.show(value));
    Ok((first, why, written.asked(figures).map_err(refuse)?))
}

/// Whether a condition holds.
fn condition(expression: &str, figures: &Figures<'_>) -> Result<Said, Error> {
    const ID: &str = "word";
    let claims = [Claim { id: ID.to_owned(), predicate: Predicate::parse(expression).map_err(refuse)? }];
    let judge = Judge::new(&claims, figures);
    let truth = judge.judge(ID).map_err(|error| match error {
        JudgeError::Unknown("claim", ..) | JudgeError::Circular(_) => refuse(
            "a word cannot rest on a claim, since claims are judged when all words stand. Write the claim's predicate.",
        ),
        error => refuse(error),
    })?;
    let first = match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Inconclusive => None,
    };
    Ok((first, format!("is {truth}"), judge.asked(ID).into_iter().collect()))
}
