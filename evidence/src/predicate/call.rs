//! What a name with texts in parentheses stands for.

use super::fact::Fact;
use super::pattern::Pattern;
use super::program::{Elsewhere, Operator, Part, Program, Setting, Step};
use super::refused::Refused;
use crate::coordinates::{Coordinates, TO};
use crate::gate::Ruling;
use crate::metric::{Ask, Metric};

/// What can be written for a number, and what for a condition.
const FIGURES: [&str; 16] = [
    "fig(\"measure/…\")",
    "ratio(\"measure/…\")",
    "ratio(\"measure/…\", to=\"another\")",
    "count(\"record/table\", where=\"…\", distinct=\"column\")",
    "least(\"ratio\", \"measure/*/…\")",
    "greatest(\"fig\", \"measure/*/…\")",
    "min(…, …)",
    "max(…, …)",
    "middle(…)",
    "low(…)",
    "high(…)",
    "with(name, axis=\"…\", parameter=…)",
    "own(name)",
    "at(name, axis=…)",
    "saves(\"candidate\")",
    "size(\"candidate\")",
];
const FACTS: [&str; 6] = [
    "gate(\"id\", \"subject\")",
    "material(\"id\", \"subject\")",
    "claim(\"id\")",
    "decides(\"candidate\")",
    "decides(\"candidate\", parameter=\"10\")",
    "inconclusive()",
];
const SEARCHED: &str = "flip(\"parameter\", another=1000)";

/// What a part of an expression stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Number,
    Condition,
}

impl ValueKind {
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

/// What is made of numbers between parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    /// Of two or more, one after the other.
    Fold(&'static str, Operator),
    /// Of one.
    Of(&'static str, Part),
}

impl Function {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "min" => Self::Fold("min", Operator::Lesser),
            "max" => Self::Fold("max", Operator::Greater),
            "middle" => Self::Of("middle", Part::Middle),
            "low" => Self::Of("low", Part::Low),
            "high" => Self::Of("high", Part::High),
            _ => return None,
        })
    }

    pub(super) fn form(self) -> String {
        match self {
            Self::Fold(name, _) => format!("{name}(…, …)"),
            Self::Of(name, _) => format!("{name}(…)"),
        }
    }
}

/// What stands in a call's parentheses: some, and then some by name.
#[derive(Debug)]
pub(super) struct Arguments<'a> {
    pub(super) given: Vec<Argument<'a>>,
    pub(super) named: Vec<(&'a str, Argument<'a>)>,
    /// Reads an expression in quotes.
    pub(super) nested: fn(&str) -> Result<Program, Refused>,
}

impl<'a> Arguments<'a> {
    /// A name, a number, or an expression in quotes.
    fn program(&self, argument: Argument<'a>) -> Result<Program, Refused> {
        match argument {
            Argument::Name(name) => Ok(Program(vec![Step::Name(name.to_owned())])),
            Argument::Number(number) => Ok(Program(vec![Step::Number(number)])),
            Argument::Text(text) => (self.nested)(text),
        }
    }
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Argument<'a> {
    Text(&'a str),
    Name(&'a str),
    Number(f64),
}

impl<'a> Argument<'a> {
    fn text(self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    fn amount(self) -> Result<f64, Refused> {
        let number = match self {
            Self::Number(number) => Some(number),
            Self::Text(text) => text.parse::<f64>().ok(),
            Self::Name(_) => None,
        };
        let shown = match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) | Self::Name(text) => text.to_owned(),
        };
        number
            .filter(|number| number.is_finite() && *number > 0.0)
            .ok_or_else(|| Refused::new(format!("`{shown}`"), "a number above zero"))
    }
}

/// Whether what stands in the parentheses can be a name.
pub(super) fn takes_names(call: &str) -> bool {
    ["with", "own", "at"].contains(&call)
}

/// The step that a call is, and what it leaves.
pub(super) fn read(name: &str, arguments: &Arguments<'_>) -> Result<(ValueKind, Step), Refused> {
    if takes_names(name) {
        return elsewhere(name, arguments);
    }
    let unknown = || unknown(name, arguments);
    let texts: Option<Vec<&str>> = arguments.given.iter().map(|it| it.text()).collect();
    let texts = texts.ok_or_else(unknown)?;
    let amounts = || {
        let each = arguments.named.iter();
        each.map(|(name, value)| Ok(((*name).to_owned(), value.amount()?)))
            .collect::<Result<Vec<_>, Refused>>()
    };
    let owned = |text: &str| text.to_owned();
    let condition = |fact: Fact| Ok((ValueKind::Condition, Step::Fact(fact)));
    let judged =
        |gate: &str, of: &str, by| condition(Fact::Gate { gate: owned(gate), subject: owned(of), by });
    let number = |step: Step| Ok((ValueKind::Number, step));
    let coordinates = || {
        let named = arguments.named.iter().map(|(axis, value)| Some((*axis, value.text()?)));
        named.collect::<Option<Coordinates>>().ok_or_else(unknown)
    };
    let metric = |ask: Ask, path: &str| -> Result<Metric, Refused> {
        let named = coordinates()?;
        let is_to = ask != Ask::Ratio && named.get(TO).is_some();
        if is_to { Err(unknown()) } else { Ok(Metric { ask, path: owned(path), named }) }
    };
    let pattern = |which: &str, path: &str| match which {
        "fig" => Pattern::new(metric(Ask::Fig, path)?),
        "ratio" => Pattern::new(metric(Ask::Ratio, path)?),
        _ => Err(Refused::new(format!("`\"{which}\"`"), "`\"fig\"` or `\"ratio\"`")),
    };
    match (name, texts.as_slice()) {
        ("decides", [candidate]) => condition(Fact::Decides(owned(candidate), amounts()?)),
        ("flip", [parameter]) => number(Step::Fact(Fact::Flip(owned(parameter), amounts()?))),
        ("least", [which, path]) => number(Step::Least(pattern(which, path)?)),
        ("greatest", [which, path]) => number(Step::Greatest(pattern(which, path)?)),
        ("count", [path]) if arguments.named.iter().all(|(name, _)| OF_ROWS.contains(name)) => {
            number(Step::Figure(metric(Ask::Count, path)?))
        }
        ("fig", [path]) => number(Step::Figure(metric(Ask::Fig, path)?)),
        ("ratio", [path]) => number(Step::Figure(metric(Ask::Ratio, path)?)),
        _ if !arguments.named.is_empty() => Err(unknown()),
        ("saves", [candidate]) => number(Step::Fact(Fact::Saves(owned(candidate)))),
        ("size", [candidate]) => number(Step::Fact(Fact::Size(owned(candidate)))),
        ("inconclusive", []) => Ok((ValueKind::Condition, Step::Open)),
        ("gate", [gate, of]) => judged(gate, of, Ruling::AsWritten),
        ("material", [gate, of]) => judged(gate, of, Ruling::Material),
        ("claim", [id]) => condition(Fact::Claim(owned(id))),
        _ => Err(unknown()),
    }
}

/// An expression that is taken elsewhere.
fn elsewhere(name: &str, arguments: &Arguments<'_>) -> Result<(ValueKind, Step), Refused> {
    let [of] = arguments.given.as_slice() else { return Err(unknown(name, arguments)) };
    let place = match (name, arguments.named.as_slice()) {
        ("own", []) => Setting::Own,
        ("at", [(axis, n)]) => Setting::Between { axis: (*axis).to_owned(), n: arguments.program(*n)? },
        ("with", [_, ..]) => {
            let (mut at, mut supposed) = (Vec::new(), Vec::new());
            for (name, value) in &arguments.named {
                match value.text() {
                    Some(text) => at.push((*name, text)),
                    None => supposed.push(((*name).to_owned(), arguments.program(*value)?)),
                }
            }
            Setting::With { at: at.into_iter().collect(), supposed }
        }
        _ => return Err(unknown(name, arguments)),
    };
    Ok((ValueKind::Number, Step::Elsewhere(Box::new(Elsewhere { of: arguments.program(*of)?, place }))))
}

/// What a count can be told of the rows that it counts.
const OF_ROWS: [&str; 2] = ["where", "distinct"];

fn unknown(name: &str, arguments: &Arguments<'_>) -> Refused {
    let known = || FIGURES.into_iter().chain(FACTS).chain([SEARCHED]);
    let of_name = |form: &&str| form.strip_prefix(name).is_some_and(|rest| rest.starts_with('('));
    let forms: Vec<&str> = known().filter(of_name).collect();
    let wanted = match forms.as_slice() {
        [] => format!("one of {}", known().collect::<Vec<_>>().join(", ")),
        [form] => (*form).to_owned(),
        forms => format!("one of {}", forms.join(", ")),
    };
    let empty = arguments.given.is_empty() && arguments.named.is_empty();
    Refused::new(format!("`{name}({})`", if empty { "" } else { "…" }), wanted)
}
