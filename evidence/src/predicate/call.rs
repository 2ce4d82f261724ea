//! What a name with texts in parentheses stands for.

use super::fact::{Fact, Supposed};
use super::pattern::Pattern;
use super::program::Step;
use super::refused::Refused;
use crate::decision::Parameter;
use crate::metric::{Measure, Metric};

/// What can be written for a number, and what for a condition.
const FIGURES: [&str; 9] = [
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
        ("least", [which, path]) => number(Step::Least(pattern(which, path)?)),
        ("greatest", [which, path]) => number(Step::Greatest(pattern(which, path)?)),
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

fn pattern(which: &str, path: &str) -> Result<Pattern, Refused> {
    Pattern::new(measure(which).unwrap_or_else(|| Measure::Count(which.to_owned())), path)
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
        _ => return None,
    })
}
