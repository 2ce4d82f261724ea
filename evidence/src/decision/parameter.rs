//! What a reader can suppose to be otherwise.

use serde::Deserialize;

use crate::ensure::ensure;
use crate::named::{PLAIN, is_plain};
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
        ensure(is_plain(&self.name), || format!("`{}` is no name of a parameter. {PLAIN}", self.name))
    }

    /// A phrase on a value: `clients of 20 ms`.
    pub fn say(&self, value: f64) -> String {
        let shown = self.unit.show(value);
        match &self.said {
            Some(said) => said.replace("{}", &shown),
            None => format!("{} {shown}", self.title),
        }
    }
}
