//! What a reader can suppose to be otherwise.

use serde::Deserialize;

use crate::predicate::Formula;
use crate::unit::Unit;

/// A number of the project, which expressions can name.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it is, for tables.
    pub title: String,
    /// A phrase with `{}` for its value; without one, no sentence on the case has it.
    pub said: Option<String>,
    /// In what people read it.
    #[serde(default = "count")]
    pub unit: Unit,
    /// What it is in this project, without an interval.
    pub value: Formula,
    /// The least and the most that it was seen to be.
    pub range: Option<[Formula; 2]>,
    /// Another parameter, which becomes as many times less as this one becomes more: what both come to together stays.
    pub against: Option<String>,
}

fn count() -> Unit {
    Unit::Count
}

impl Parameter {
    pub(super) fn check(&self) -> Result<(), String> {
        let is_plain = self.name.starts_with(|first: char| first.is_ascii_lowercase())
            && self
                .name
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
        if is_plain {
            return Ok(());
        }
        Err(format!(
            "`{}` is no name of a parameter. Use lower-case letters, digits and `_`, a letter first",
            self.name
        ))
    }

    /// A phrase on a value: `clients of 20 ms`.
    pub fn say(&self, value: f64) -> String {
        let shown = self.unit.show(value);
        self.said
            .as_ref()
            .map_or_else(|| format!("{} {shown}", self.title), |said| said.replace("{}", &shown))
    }
}
