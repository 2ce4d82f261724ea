//! The file that gives figures names, so that expressions can rest on them.

use indexmap::IndexMap;
use serde::Deserialize;

use crate::ensure::ensure;
use crate::predicate::Formula;
use crate::rules::RulesError;

/// `figures.toml`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FigureFile {
    /// The name of the file.
    pub file: String,
    /// By the names of axes, the sizes between which `at(…)` takes values.
    pub at: IndexMap<String, Vec<f64>>,
    /// By their names, the figures.
    pub figures: IndexMap<String, Definition>,
    /// Where each of them is defined: `figures.toml:12`.
    places: IndexMap<String, String>,
}

/// What a named figure is.
#[derive(Debug, Clone, PartialEq)]
pub enum Definition {
    /// One expression.
    Formula(Formula),
    /// One for each of some coordinates on an axis.
    Cases {
        /// The axis.
        by: String,
        /// The expressions, by coordinate.
        is: IndexMap<String, Formula>,
        /// The expression for every other.
        otherwise: Option<Formula>,
    },
}

impl Definition {
    /// Every expression of it.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let (one, is, otherwise) = match self {
            Self::Formula(formula) => (Some(formula), None, None),
            Self::Cases { is, otherwise, .. } => (None, Some(is), otherwise.as_ref()),
        };
        one.into_iter().chain(is.into_iter().flat_map(IndexMap::values)).chain(otherwise)
    }
}

/// As TOML has it.
#[derive(Deserialize)]
struct OfCases {
    by: String,
    #[serde(default)]
    is: IndexMap<String, toml::Value>,
    #[serde(rename = "else")]
    otherwise: Option<toml::Value>,
}

impl FigureFile {
    /// Where a figure is defined; the file, where that is not known.
    pub(crate) fn place(&self, name: &str) -> &str {
        self.places.get(name).map_or(&self.file, String::as_str)
    }

    /// Reads the figures from text; `file` is the name to use in messages.
    pub(crate) fn from_toml(file: &str, text: &str) -> Result<Self, RulesError> {
        let table: toml::Table =
            toml::from_str(text).map_err(|error| RulesError::malformed(file, error.to_string()))?;
        let mut figures = Self { file: file.to_owned(), ..Self::default() };
        for (name, value) in table {
            let place = place(file, text, &name);
            let malformed = |problem: String| RulesError::malformed(&place, format!("`{name}`: {problem}"));
            if name == "at" {
                figures.at = value
                    .try_into()
                    .map_err(|error: toml::de::Error| malformed(error.message().to_owned()))?;
                for (axis, sizes) in &figures.at {
                    check(axis, sizes).map_err(malformed)?;
                }
                continue;
            }
            ensure(is_plain(&name), || format!("no name of a figure. {PLAIN}")).map_err(malformed)?;
            let definition = definition(value).map_err(malformed)?;
            figures.places.insert(name.clone(), place);
            figures.figures.insert(name, definition);
        }
        Ok(figures)
    }
}

fn definition(value: toml::Value) -> Result<Definition, String> {
    let formula =
        |value: toml::Value| value.try_into::<Formula>().map_err(|error| error.message().to_owned());
    let toml::Value::Table(table) = value else { return Ok(Definition::Formula(formula(value)?)) };
    if let Some(key) = table.keys().find(|key| !["by", "is", "else"].contains(&key.as_str())) {
        return Err(format!("it has no key `{key}`. Write `by`, `is` and `else`"));
    }
    let OfCases { by, is, otherwise } =
        table.try_into().map_err(|error: toml::de::Error| error.message().to_owned())?;
    let is = is.into_iter().map(|(case, value)| {
        Ok((case.clone(), formula(value).map_err(|problem| format!("the case `{case}`: {problem}"))?))
    });
    Ok(Definition::Cases {
        by,
        is: is.collect::<Result<_, String>>()?,
        otherwise: otherwise.map(formula).transpose()?,
    })
}

/// Whether a text can name a figure or a parameter.
pub(crate) fn is_plain(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(plain)
}

/// What to name it instead.
pub(crate) const PLAIN: &str = "Use lower-case letters, digits and `_`, a letter first";

fn check(axis: &str, sizes: &[f64]) -> Result<(), String> {
    let rise = sizes.first().is_some_and(|first| *first > 0.0 && first.is_finite())
        && sizes.windows(2).all(|both| both[0] < both[1] && both[1].is_finite());
    ensure(sizes.len() >= 2 && rise, || {
        format!("`{axis}` needs two sizes at least, which rise from size to size and begin above 0")
    })
}

/// `figures.toml:12`, where a name is defined.
fn place(file: &str, text: &str, name: &str) -> String {
    let defines = |line: &str| {
        let line = line.trim_start();
        let after = line.strip_prefix('[').unwrap_or(line).strip_prefix(name);
        after.is_some_and(|rest| rest.trim_start().starts_with(['=', ']', '.']))
    };
    let line = text.lines().position(defines);
    line.map_or_else(|| file.to_owned(), |line| format!("{file}:{}", line + 1))
}
