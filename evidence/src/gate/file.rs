//! The file that declares the gates.

use std::collections::HashSet;
use std::path::{Component, Path};

use indexmap::IndexMap;
use serde::Deserialize;

use crate::ensure::ensure;
use crate::predicate::{Formula, Predicate, Program};
use crate::rules::RulesError;

/// Every gate, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gates {
    /// The axis whose values are judged.
    pub subject: String,
    /// The gates.
    pub gates: Vec<Gate>,
}

/// The file as TOML has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    subject: String,
    gate: Vec<toml::Table>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// The id used in predicates.
    pub id: String,
    /// The rule as a sentence.
    pub rule: String,
    /// Where it comes from.
    pub source: String,
    /// The chapter that holds what it is judged by, as a path in the book's sources; gates over many points need none, because
    /// their samples have a page.
    pub chapter: Option<String>,
    /// How it is judged.
    pub how: How,
}

/// How a gate is judged.
#[derive(Debug, Clone, PartialEq)]
pub enum How {
    /// By figures.
    Judged {
        /// Coordinates, by axis: it holds where it does at every combination.
        over: IndexMap<String, Vec<String>>,
        /// The rule as written.
        holds: Predicate,
        /// The rule where a difference must matter; as written where it is none.
        material: Option<Predicate>,
        /// How far a point is from the baseline, for the reader.
        difference: Option<Formula>,
    },
    /// By a test, which fails otherwise, for every subject.
    Upheld {
        /// What upholds it, as a sentence.
        by: String,
        /// The test's file, from the repository's root.
        test: String,
    },
}

/// A gate as TOML has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenGate {
    #[serde(default)]
    id: String,
    #[serde(default)]
    rule: String,
    #[serde(default)]
    source: String,
    chapter: Option<String>,
    #[serde(default)]
    over: IndexMap<String, Vec<Coordinate>>,
    holds: Option<Predicate>,
    material: Option<Predicate>,
    difference: Option<Formula>,
    upheld: Option<String>,
    #[serde(default)]
    by: String,
}

/// A coordinate, which may be a number.
#[derive(Clone, Deserialize)]
#[serde(untagged, expecting = "expected a text or a number")]
pub(crate) enum Coordinate {
    Number(u64),
    Text(String),
}

impl From<Coordinate> for String {
    fn from(coordinate: Coordinate) -> Self {
        match coordinate {
            Coordinate::Number(number) => number.to_string(),
            Coordinate::Text(text) => text,
        }
    }
}

/// Coordinates, by axis, as texts.
pub(crate) fn texts(over: IndexMap<String, Vec<Coordinate>>) -> IndexMap<String, Vec<String>> {
    over.into_iter().map(|(axis, values)| (axis, values.into_iter().map(String::from).collect())).collect()
}

impl Gate {
    /// Every expression of it, by its key.
    pub(crate) fn programs(&self) -> impl Iterator<Item = (&'static str, &Program)> {
        let [holds, material, difference] = match &self.how {
            How::Upheld { .. } => [None; 3],
            How::Judged { holds, material, difference, .. } => [
                Some(("holds", &holds.program)),
                material.as_ref().map(|rule| ("material", &rule.program)),
                difference.as_ref().map(|formula| ("difference", &formula.program)),
            ],
        };
        holds.into_iter().chain(material).chain(difference)
    }

    fn read(table: toml::Table) -> Result<Self, String> {
        let written: WrittenGate =
            table.try_into().map_err(|error: toml::de::Error| error.message().trim_end().to_owned())?;
        for (key, text) in [("id", &written.id), ("rule", &written.rule), ("source", &written.source)] {
            ensure(!text.trim().is_empty(), || format!("the gate has no `{key}`"))?;
        }
        if let Some(chapter) = &written.chapter {
            ensure(is_below(chapter), || {
                format!("`chapter` is `{chapter}`, which leads out of the book. Write a path in its sources")
            })?;
        }
        let WrittenGate { id, rule, source, chapter, over, holds, material, difference, upheld, by } =
            written;
        let how = match (holds, upheld) {
            (Some(holds), None) => {
                let mut over = texts(over);
                // TOML's tables have no order: the axes have that in which the rule names them.
                let braced = |axis: &String| holds.text.find(&format!("{{{axis}}}"));
                over.sort_by_cached_key(|axis, _| braced(axis).unwrap_or(usize::MAX));
                for (axis, values) in &over {
                    some(axis, values)?;
                    let is_used = braced(axis).is_some() || holds.program.names().contains(&axis.as_str());
                    ensure(is_used, || {
                        format!(
                            "`over` has `{axis}`, which `holds` does not use. Write {{{axis}}} there, or delete it"
                        )
                    })?;
                }
                How::Judged { over, holds, material, difference }
            }
            (None, Some(test)) => {
                ensure(!by.trim().is_empty(), || "`by` is empty. Say in a sentence what upholds it")?;
                ensure(is_below(&test), || {
                    format!("`upheld` is `{test}`, which leads out of the repository. Write a path in it")
                })?;
                How::Upheld { by, test }
            }
            _ => {
                return Err(
                    "a gate is judged by `holds`, or by a test that is named in `upheld`. Write one of them"
                        .to_owned(),
                );
            }
        };
        Ok(Self { id, rule, source, chapter, how })
    }
}

/// `gates.toml:12`, where the gate of that index begins; the file alone where it is written in another way.
fn place(file: &str, text: &str, index: usize) -> String {
    let mut heads = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[[gate]]"));
    heads.nth(index).map_or_else(|| file.to_owned(), |(line, _)| format!("{file}:{}", line + 1))
}

/// Whether the list of an axis holds something, and nothing that is empty or there twice.
pub(crate) fn some(axis: &str, list: &[String]) -> Result<(), String> {
    ensure(!list.is_empty(), || {
        format!("`over.{axis}` is empty, so that nothing would be compared. Name one at least")
    })?;
    let mut seen = HashSet::new();
    list.iter().try_for_each(|value| {
        ensure(!value.trim().is_empty(), || {
            format!("`over.{axis}` has an empty text. Write what is meant, or delete it")
        })?;
        ensure(seen.insert(value), || format!("`over.{axis}` has `{value}` twice. Delete one"))
    })
}

/// Whether the path stays in the folder that it starts from.
fn is_below(path: &str) -> bool {
    let parts = Path::new(path).components();
    !path.is_empty() && parts.into_iter().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

impl Gates {
    /// Reads the gates from text; `file` is the name to use in messages.
    pub(crate) fn from_toml(file: &str, text: &str) -> Result<Self, RulesError> {
        let Written { subject, gate: tables } =
            toml::from_str(text).map_err(|error| RulesError::malformed(file, error.to_string()))?;
        if subject.trim().is_empty() && !tables.is_empty() {
            let problem = "there is no `subject`. Name the axis whose values the gates judge";
            return Err(RulesError::malformed(file, problem));
        }
        let mut gates: Vec<Gate> = Vec::with_capacity(tables.len());
        for (index, table) in tables.into_iter().enumerate() {
            let malformed = |problem: String| RulesError::malformed(place(file, text, index), problem);
            let gate = Gate::read(table).map_err(malformed)?;
            if gates.iter().any(|known| known.id == gate.id) {
                return Err(malformed(format!(
                    "the gate `{}` is there twice. Give each its own id.",
                    gate.id
                )));
            }
            gates.push(gate);
        }
        Ok(Self { subject, gates })
    }

    /// Whether the tests that are said to uphold gates are there, below `root`.
    pub(crate) fn check_tests(&self, root: &Path, file: &str) -> Result<(), RulesError> {
        for Gate { id, how, .. } in &self.gates {
            if let How::Upheld { test, .. } = how
                && !root.join(test).is_file()
            {
                let problem = format!("the gate `{id}` is upheld by {test}, which does not exist");
                return Err(RulesError::malformed(file, problem));
            }
        }
        Ok(())
    }

    /// Ids of the gates, in order.
    pub fn ids(&self) -> Vec<&str> {
        self.gates.iter().map(|gate| gate.id.as_str()).collect()
    }

    /// The gate of that id.
    pub fn get(&self, id: &str) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.id == id)
    }
}
