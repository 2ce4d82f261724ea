//! What a name with texts in parentheses stands for.

use super::fact::{Fact, Supposed};
use super::pattern::Pattern;
use super::program::Step;
use super::refused::Refused;
use crate::coordinates::Coordinates;
use crate::decision::Parameter;
use crate::metric::{Ask, Metric};

/// What can be written for a number, and what for a condition.
const FIGURES: [&str; 5] = [
    "fig(\"measure/…\")",
    "ratio(\"time/measure/…\")",
    "count(\"record/table\", where=\"…\", distinct=\"column\")",
    "least(\"ratio\", \"time/measure/*/…\")",
    "greatest(\"fig\", \"measure/*/…\")",
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

/// What stands in a call's parentheses: texts, and then texts by name.
#[derive(Debug, Default)]
pub(super) struct Arguments<'a> {
    pub(super) texts: Vec<&'a str>,
    pub(super) named: Vec<(&'a str, &'a str)>,
}

/// The step that a call is, and what it leaves.
pub(super) fn read(name: &str, arguments: &Arguments<'_>) -> Result<(Kind, Step), Refused> {
    let owned = |text: &str| text.to_owned();
    let fact = |fact: Fact| Ok((Kind::Condition, Step::Fact(fact)));
    let number = |step: Step| Ok((Kind::Number, step));
    let named: Coordinates = arguments.named.iter().copied().collect();
    let pattern = |which: &str, path: &str| match ask(which) {
        Some(ask @ (Ask::Fig | Ask::Ratio)) => {
            Pattern::new(Metric { ask, path: owned(path), named: named.clone() })
        }
        _ => Err(Refused::new(format!("`\"{which}\"`"), "`\"fig\"` or `\"ratio\"`")),
    };
    match (name, arguments.texts.as_slice()) {
        ("least", [which, path]) => return number(Step::Least(pattern(which, path)?)),
        ("greatest", [which, path]) => return number(Step::Greatest(pattern(which, path)?)),
        ("count", [path]) if named.iter().all(|(name, _)| OF_ROWS.contains(&name)) => {
            return number(Step::Figure(Metric { ask: Ask::Count, path: owned(path), named }));
        }
        ("fig" | "ratio", [path]) => {
            let ask = if name == "fig" { Ask::Fig } else { Ask::Ratio };
            return number(Step::Figure(Metric { ask, path: owned(path), named }));
        }
        _ => {}
    }
    match (name, arguments.texts.as_slice()) {
        _ if !named.is_empty() => Err(unknown(name, arguments)),
        ("gate", [gate, of]) => fact(Fact::Gate { gate: owned(gate), representation: owned(of) }),
        ("material", [gate, of]) => fact(Fact::Material { gate: owned(gate), representation: owned(of) }),
        ("claim", [id]) => fact(Fact::Claim(owned(id))),
        ("decides", [candidate]) => fact(Fact::Decides { candidate: owned(candidate), when: None }),
        ("decides", [candidate, parameter, times]) => {
            let when = Some(supposed(parameter, times)?);
            fact(Fact::Decides { candidate: owned(candidate), when })
        }
        _ => Err(unknown(name, arguments)),
    }
}

/// What a count can be told of the rows that it counts.
const OF_ROWS: [&str; 2] = ["where", "distinct"];

fn ask(word: &str) -> Option<Ask> {
    [Ask::Fig, Ask::Ratio, Ask::Count].into_iter().find(|ask| ask.word() == word)
}

fn unknown(name: &str, arguments: &Arguments<'_>) -> Refused {
    let known = || FIGURES.into_iter().chain(FACTS);
    let of_name = |form: &&str| form.strip_prefix(name).is_some_and(|rest| rest.starts_with('('));
    let forms: Vec<&str> = known().filter(of_name).collect();
    let wanted = match forms.as_slice() {
        [] => format!("one of {}", known().collect::<Vec<_>>().join(", ")),
        [form] => (*form).to_owned(),
        forms => format!("one of {}", forms.join(", ")),
    };
    let empty = arguments.texts.is_empty() && arguments.named.is_empty();
    Refused::new(format!("`{name}({})`", if empty { "" } else { "…" }), wanted)
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
