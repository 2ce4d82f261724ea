//! What a name with texts in parentheses stands for.

use super::fact::{Fact, Supposed};
use super::pattern::Pattern;
use super::program::Step;
use super::refused::Refused;
use crate::decision::Parameter;
use crate::metric::{Measure, Metric};

/// What can be written for a number, and what for a condition.
const FIGURES: [&str; 11] = [
    "value(\"measure/…\")",
    "relative(\"measure/…\")",
    "time(\"…\")",
    "ratio(\"…\")",
    "count(\"what\", \"…\")",
    "in_loop(\"…\")",
    "wall(\"…\")",
    "field(\"…\")",
    "found(\"…\")",
    "least(\"ratio\", \"push/*/92\")",
    "greatest(\"ratio\", \"push/*/92\")",
];
const FACTS: [&str; 5] = [
    "gate(\"id\", \"representation\")",
    "material(\"id\", \"representation\")",
    "claim(\"id\")",
    "decides(\"candidate\")",
    "decides(\"candidate\", \"items\", \"10\")",
];

/// What a part of an expression stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Condition,
}

impl Kind {
    pub(super) fn found(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Condition => "a condition",
        }
    }

    pub(super) fn wanted(self) -> String {
        match self {
            Self::Number => format!("a number or one of {}", FIGURES.join(", ")),
            Self::Condition => format!("a comparison such as `… > 1.1` or one of {}", FACTS.join(", ")),
        }
    }
}

/// The step that a call is, and what it leaves.
pub(super) fn read(name: &str, texts: &[&str]) -> Result<(Kind, Step), Refused> {
    let owned = |text: &str| text.to_owned();
    let fact = |fact: Fact| Ok((Kind::Condition, Step::Fact(fact)));
    let number = |step: Step| Ok((Kind::Number, step));
    match (name, texts) {
        ("gate", [gate, of]) => fact(Fact::Gate { gate: owned(gate), representation: owned(of) }),
        ("material", [gate, of]) => fact(Fact::Material { gate: owned(gate), representation: owned(of) }),
        ("claim", [id]) => fact(Fact::Claim(owned(id))),
        ("decides", [candidate]) => fact(Fact::Decides { candidate: owned(candidate), when: None }),
        ("decides", [candidate, parameter, times]) => {
            let when = Some(supposed(parameter, times)?);
            fact(Fact::Decides { candidate: owned(candidate), when })
        }
        ("count", [what, path]) => number(Step::Figure(Metric::new(Measure::Count(owned(what)), *path))),
        ("least", [which, path, record @ ..]) => number(Step::Least(pattern(which, path, record)?)),
        ("greatest", [which, path, record @ ..]) => number(Step::Greatest(pattern(which, path, record)?)),
        ("value" | "relative", [path, record]) => {
            number(Step::Figure(Metric::new(of_any_record(name, Some(owned(record))), *path)))
        }
        (name, texts) => match (measure(name), texts) {
            (Some(measure), [path]) => number(Step::Figure(Metric::new(measure, *path))),
            _ => Err(unknown(name, texts)),
        },
    }
}

fn unknown(name: &str, texts: &[&str]) -> Refused {
    let known = || FIGURES.into_iter().chain(FACTS);
    let of_name = |form: &&str| form.strip_prefix(name).is_some_and(|rest| rest.starts_with('('));
    let forms: Vec<&str> = known().filter(of_name).collect();
    let wanted = match forms.as_slice() {
        [] => format!("one of {}", known().collect::<Vec<_>>().join(", ")),
        [form] => (*form).to_owned(),
        forms => format!("one of {}", forms.join(", ")),
    };
    Refused::new(format!("`{name}({})`", if texts.is_empty() { "" } else { "…" }), wanted)
}

/// A record can be named only where figures are of any record.
fn pattern(which: &str, path: &str, record: &[&str]) -> Result<Pattern, Refused> {
    let measure = match (which, record) {
        (_, []) => measure(which).unwrap_or_else(|| Measure::Count(which.to_owned())),
        ("value" | "relative", [record]) => of_any_record(which, Some((*record).to_owned())),
        _ => {
            let wanted = "a pattern alone, or `value` or `relative` with a pattern and a record";
            return Err(Refused::new(format!("`{which}` with more than a pattern"), wanted));
        }
    };
    Pattern::new(measure, path)
}

fn of_any_record(name: &str, record: Option<String>) -> Measure {
    if name == "value" { Measure::Value(record) } else { Measure::Relative(record) }
}

fn supposed(parameter: &str, times: &str) -> Result<Supposed, Refused> {
    let known = Parameter::named(parameter).ok_or_else(|| {
        let ids = Parameter::ALL.map(Parameter::id).join(", ");
        Refused::new(format!("`{parameter}`"), format!("one of {ids}"))
    })?;
    match times.parse::<f64>() {
        Ok(times) if times.is_finite() && times > 0.0 => Ok(Supposed { parameter: known, times }),
        _ => Err(Refused::new(format!("`{times}`"), "how many times, above zero,")),
    }
}

fn measure(name: &str) -> Option<Measure> {
    Some(match name {
        "time" => Measure::Time,
        "ratio" => Measure::Ratio,
        "in_loop" => Measure::InLoop,
        "wall" => Measure::Wall,
        "field" => Measure::Field,
        "found" => Measure::Found,
        "value" | "relative" => of_any_record(name, None),
        _ => return None,
    })
}
