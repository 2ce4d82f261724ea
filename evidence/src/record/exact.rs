//! What was counted rather than timed: the same on every run, so that one run is enough.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// What one operation costs one representation at one n, counted exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The operation's id.
    pub operation: String,
    /// Items in the backlog.
    pub n: usize,
    /// The representation's id, or the control's.
    pub representation: String,
    /// Each measure by its name, such as `allocations`; see [`Unit::of`](crate::Unit::of).
    pub values: BTreeMap<String, f64>,
}

/// A representation with a pattern of requests.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The representation's id.
    pub representation: String,
    /// The pattern's id.
    pub pattern: String,
    /// Which snapshots are dropped after their last use rather than at the end of their scope.
    #[serde(deserialize_with = "scope")]
    #[schemars(with = "Written")]
    pub drop_early: DropEarly,
}

/// Which snapshots a candidate drops early.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DropEarly {
    /// None.
    #[default]
    Nothing,
    /// Those that tasks hold while they wait for an agent, and the one that a tick is planned from.
    Tasks,
    /// Every one.
    All,
}

/// A scope, or what stood for it before there were two: true for every one, or false.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected `nothing`, `tasks` or `all`, or true or false as in older records")]
enum Written {
    Early(bool),
    Scope(DropEarly),
}

fn scope<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DropEarly, D::Error> {
    Ok(match Written::deserialize(deserializer)? {
        Written::Early(false) => DropEarly::Nothing,
        Written::Early(true) => DropEarly::All,
        Written::Scope(scope) => scope,
    })
}

impl DropEarly {
    /// What a candidate's name ends in.
    fn suffix(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Tasks => "+drop-tasks",
            Self::All => "+drop-all",
        }
    }
}

impl Candidate {
    /// How it asks: the pattern, and what is dropped early.
    ///
    /// ```
    /// use evidence::record::{Candidate, DropEarly};
    /// let candidate =
    ///     Candidate { representation: "vec".to_owned(), pattern: "today".to_owned(), drop_early: DropEarly::Tasks };
    /// assert_eq!(candidate.request(), "today+drop-tasks");
    /// ```
    pub fn request(&self) -> String {
        format!("{}{}", self.pattern, self.drop_early.suffix())
    }

    /// Whether this is its name. Of a record's hundreds of runs one is looked for by its name, hundreds of times.
    pub fn is_named(&self, name: &str) -> bool {
        let request = name.strip_prefix(self.representation.as_str()).and_then(|rest| rest.strip_prefix('+'));
        request.and_then(|rest| rest.strip_prefix(self.pattern.as_str())) == Some(self.drop_early.suffix())
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.representation, self.request())
    }
}

/// What one candidate did in one run of the scheduler's loop, counted exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loop {
    /// Who ran.
    pub candidate: Candidate,
    /// Items in the backlog at the start.
    pub n: usize,
    /// Most phases that run at once.
    pub concurrency: usize,
    /// Each measure by its name, such as `snapshots-per-phase`.
    pub values: BTreeMap<String, f64>,
    /// The same by the place that asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Site>,
}

/// What one place in the loop asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// The place's name.
    pub site: String,
    /// Each measure by its name.
    #[serde(flatten)]
    pub values: BTreeMap<String, f64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(scope: &str) -> Result<Candidate, String> {
        serde_json::from_str(&format!(
            r#"{{"representation": "vec", "pattern": "today", "drop_early": {scope}}}"#
        ))
        .map_err(|error| error.to_string())
    }

    #[test]
    fn a_record_from_before_the_two_scopes_means_every_snapshot_by_true() {
        for (scope, drop_early) in [
            ("false", DropEarly::Nothing),
            ("true", DropEarly::All),
            (r#""nothing""#, DropEarly::Nothing),
            (r#""tasks""#, DropEarly::Tasks),
            (r#""all""#, DropEarly::All),
        ] {
            assert_eq!(read(scope).unwrap().drop_early, drop_early, "{scope}");
        }
    }

    #[test]
    fn a_scope_that_is_none_is_refused_with_those_that_are() {
        for scope in [r#""some""#, r#""All""#, "1", "null"] {
            let error = read(scope).unwrap_err();
            assert!(error.starts_with("expected `nothing`, `tasks` or `all`"), "{scope}: {error}");
        }
    }

    #[test]
    fn a_candidate_is_named_with_its_scope_and_read_as_it_is_written() {
        let candidate = read("true").unwrap();
        assert_eq!(candidate.to_string(), "vec+today+drop-all");
        let json = serde_json::to_string(&candidate).unwrap();
        assert_eq!(serde_json::from_str::<Candidate>(&json).unwrap(), candidate);
    }
}
