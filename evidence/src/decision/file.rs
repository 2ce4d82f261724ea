//! The file that declares thresholds, the cost model and the recorded decision.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::file::read_text;
use crate::gate::Gates;
use crate::measured::Measured;
use crate::predicate::Formula;

/// `decision.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionFile {
    /// Which gates must hold, and by which verdict.
    pub gates: GateRules,
    /// When a change is worth it.
    pub acting: Acting,
    /// The project's size and rates.
    pub project: Project,
    /// What a tick costs.
    pub model: Model,
    /// How large each change is.
    pub migration: Migration,
    /// What was decided, if anything yet.
    pub decided: Option<Decided>,
}

/// Which gates must hold, and by which verdict.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GateRules {
    /// Ids of the gates.
    pub must_hold: Vec<String>,
    /// The verdict that rules.
    pub ruling: Ruling,
    /// Why that one.
    pub why: String,
    /// The part of a tick from which a difference is material.
    pub material_share: f64,
}

/// Which of a gate's two verdicts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// The brief's letter.
    AsWritten,
    /// What the difference costs a tick.
    Material,
}

impl Ruling {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::AsWritten => Self::Material,
            Self::Material => Self::AsWritten,
        }
    }
}

impl fmt::Display for Ruling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AsWritten => "as written",
            Self::Material => "material",
        })
    }
}

/// When a change is worth it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Acting {
    /// The part of a tick that a change must save.
    pub worth_share: f64,
    /// Why that one.
    pub why: String,
    /// The largest migration that would be accepted.
    pub largest_migration: Size,
}

/// How large each change is: by the lines of code and tests that it edits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Migration {
    /// How the lines are counted, and why the sizes end where they do.
    pub why: String,
    /// The most lines of a small change.
    pub small: f64,
    /// The most lines of a medium one.
    pub medium: f64,
    /// Lines by representation, by pattern of requests, and by `drop-tasks` and `drop-all`; a candidate's are the sum. What a
    /// candidate has of today's edits nothing; where another part of it is not named, its size is not known.
    pub lines: BTreeMap<String, Formula>,
}

/// How much a migration edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Size {
    /// Small.
    S,
    /// Medium.
    M,
    /// Large.
    L,
}

impl Migration {
    /// The most lines of a change of that size; a large one has no most.
    pub(super) fn most(&self, size: Size) -> Option<f64> {
        match size {
            Size::S => Some(self.small),
            Size::M => Some(self.medium),
            Size::L => None,
        }
    }

    /// The size of a change of so many lines.
    pub fn size(&self, lines: f64) -> Size {
        if lines <= self.small {
            Size::S
        } else if lines <= self.medium {
            Size::M
        } else {
            Size::L
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// The project's size and rates.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Project {
    /// Items in the backlog.
    pub items: usize,
    /// Snapshots in a tick, by today's pattern.
    pub snapshots_per_tick: Formula,
    /// Writes for each of them.
    pub mutations_per_snapshot: Formula,
    /// How long an agent takes, in milliseconds.
    pub agent_ms: f64,
    /// Phases that run at once.
    pub concurrency: f64,
    /// Nanoseconds of a tick, with that agent.
    pub tick: Formula,
    /// The shortest tick of today's code, and the longest, in nanoseconds.
    pub tick_range: [Formula; 2],
}

/// What a tick costs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Model {
    /// Nanoseconds of one save at the project's size.
    pub save: Formula,
    /// What an operation costs between other work, over what it costs in a warm loop.
    pub in_the_field: Formula,
    /// Nanoseconds of one query for one item, as the project has it.
    pub query: Formula,
    /// The pattern of today's candidate.
    pub today: String,
    /// A pattern's snapshots over today's; `{pattern}` stands for its name.
    pub snapshots: String,
    /// A pattern's part of writes that find a snapshot outstanding.
    pub copying: String,
    /// The same by representation, for those whose copies do not fall into such a write.
    #[serde(default)]
    pub copying_of: BTreeMap<String, String>,
    /// A pattern's queries for one item in a tick.
    pub queries: String,
    /// The operations that a tick is made of.
    pub operations: Operations,
    /// Sizes that the model is fitted to.
    pub fit: Vec<usize>,
    /// What it is tested on.
    pub test: Vec<Test>,
    /// The largest median error on the tests.
    pub largest_error: f64,
    /// Candidates that ran in the field, which the model must foresee from today's alone.
    #[serde(default)]
    pub field: Vec<FieldTest>,
    /// The largest error of what one of them saves, as a part of what it saved.
    pub largest_field_error: f64,
}

/// A candidate that ran in the field.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldTest {
    /// The candidate, such as `arc-file+today`.
    pub candidate: String,
    /// Nanoseconds of a tick that its snapshots, queries and copies took, and their drops.
    pub took: Formula,
    /// What today's took in the same block of runs.
    pub today: Formula,
    /// Why the model is not held to this one; the prediction is then shown with this remark.
    #[serde(default)]
    pub apart: Option<String>,
}

/// The operations that a tick is made of, by their part in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operations {
    /// Takes and drops a snapshot.
    pub snapshot: String,
    /// Writes with no snapshot outstanding.
    pub write: String,
    /// Takes a snapshot, writes and drops it.
    pub cycle: String,
    /// Walks all items.
    pub read: String,
    /// Saves the backlog.
    pub save: String,
}

impl Operations {
    /// Whether that operation is one of them.
    pub fn has(&self, id: &str) -> bool {
        [&self.snapshot, &self.write, &self.cycle, &self.read, &self.save]
            .into_iter()
            .any(|known| known == id)
    }
}

/// Sizes of one workload that the model was not fitted to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// The workload's name.
    pub workload: String,
    /// Numbers of items.
    pub sizes: Vec<usize>,
}

/// A decision that was taken, and what it rested on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Decided {
    /// The candidate.
    pub candidate: String,
    /// What the verdict that does not rule would choose.
    pub by_the_other_verdict: String,
    /// The day.
    pub on: String,
    /// The record.
    pub record: String,
    /// Why each representation was not chosen, in words of the rules.
    pub lost: BTreeMap<String, Vec<String>>,
    /// Each comparison that failed as written, by representation; a `?` where the interval does not tell.
    pub fails: BTreeMap<String, Vec<String>>,
}

/// Why the file cannot be used.
#[derive(Debug, Error)]
pub enum DecisionFileError {
    /// It cannot be read.
    #[error("cannot read {file}: {problem}. Check the `decision` path in book.toml.")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        problem: String,
    },
    /// It is not TOML of this form.
    #[error("{file}: {problem}")]
    Malformed {
        /// The file.
        file: String,
        /// What is wrong, with its line.
        problem: String,
    },
    /// It names what is not there.
    #[error("{file}: `{key}` has `{name}`, and there is none of that name; there are {known}. Correct it.")]
    Unknown {
        /// The file.
        file: String,
        /// The key.
        key: &'static str,
        /// The name.
        name: String,
        /// What there is.
        known: String,
    },
}

impl DecisionFile {
    /// Loads the file, below `root`.
    ///
    /// # Errors
    /// [`DecisionFileError`] names the file and what is wrong with it.
    pub fn load(root: &Path, file: &Path) -> Result<Self, DecisionFileError> {
        let name = file.display().to_string();
        let text = read_text(&root.join(file)).map_err(|error| DecisionFileError::Unreadable {
            file: name.clone(),
            problem: error.to_string(),
        })?;
        Self::from_toml(&name, &text)
    }

    /// Reads the text; `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`DecisionFileError`] when the text is not TOML of this form.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, DecisionFileError> {
        let malformed = |problem: String| DecisionFileError::Malformed { file: file.to_owned(), problem };
        let decision: Self =
            toml::from_str(text).map_err(|error| malformed(error.to_string().trim_end().to_owned()))?;
        let shares = [
            ("gates.material-share", decision.gates.material_share),
            ("acting.worth-share", decision.acting.worth_share),
            ("model.largest-error", decision.model.largest_error),
            ("model.largest-field-error", decision.model.largest_field_error),
        ];
        for (key, share) in shares {
            if !(share > 0.0 && share < 1.0) {
                return Err(malformed(format!("`{key}` is {share}, which is not a part between 0 and 1")));
            }
        }
        let Migration { small, medium, .. } = decision.migration;
        if !(small > 0.0 && medium > small) {
            return Err(malformed(format!(
                "`migration.small` is {small} and `migration.medium` {medium}; both are lines, and the second is more"
            )));
        }
        if decision.model.fit.len() < 2 {
            return Err(malformed("`model.fit` needs at least two sizes".to_owned()));
        }
        decision.check().map_err(malformed)?;
        Ok(decision)
    }

    /// Numbers with which nothing could be computed, and names that are there twice.
    fn check(&self) -> Result<(), String> {
        let Project { items, agent_ms, concurrency, .. } = self.project;
        if items == 0 {
            return Err("`project.items` is 0. Write how many there are".to_owned());
        }
        if !(agent_ms.is_finite() && agent_ms > 0.0) {
            return Err(format!("`project.agent-ms` is {agent_ms}. Write milliseconds above zero"));
        }
        if !(concurrency.is_finite() && concurrency >= 1.0) {
            return Err(format!(
                "`project.concurrency` is {concurrency}. Write how many run at once, 1 at least"
            ));
        }
        if !self.migration.medium.is_finite() {
            return Err(format!("`migration.medium` is {}. Write a number of lines", self.migration.medium));
        }
        let mut fit = self.model.fit.windows(2);
        if self.model.fit[0] == 0 || fit.any(|sizes| sizes[0] >= sizes[1]) {
            return Err("`model.fit` must rise from size to size, and begin above 0".to_owned());
        }
        for Test { workload, sizes } in &self.model.test {
            if sizes.is_empty() || sizes.contains(&0) {
                return Err(format!("`model.test` of `{workload}` needs sizes, all above 0"));
            }
        }
        let must_hold = &self.gates.must_hold;
        match must_hold.iter().enumerate().find(|(index, id)| must_hold[..*index].contains(id)) {
            Some((_, id)) => Err(format!("`gates.must-hold` has `{id}` twice. Delete one")),
            None => Ok(()),
        }
    }

    /// Whether it names gates and candidates that there are: of others it would say nothing, and nobody would notice. `file` is its
    /// name in the message.
    ///
    /// # Errors
    /// [`DecisionFileError::Unknown`] for the first that is not there.
    pub fn check_names(
        &self,
        file: &Path,
        gates: &Gates,
        record: &Measured,
    ) -> Result<(), DecisionFileError> {
        let unknown = |key, name: &str, known: Vec<&str>| DecisionFileError::Unknown {
            file: file.display().to_string(),
            key,
            name: name.to_owned(),
            known: if known.is_empty() { "none".to_owned() } else { known.join(", ") },
        };
        let known = gates.ids();
        if let Some(id) = self.gates.must_hold.iter().find(|id| !known.contains(&id.as_str())) {
            return Err(unknown("gates.must-hold", id, known));
        }
        let mut known: Vec<&str> = record.subjects.representations.iter().map(|it| it.id.as_str()).collect();
        known.extend(record.loops.iter().map(|run| run.candidate.pattern.as_str()));
        known.extend(["drop-tasks", "drop-all"]);
        known.sort_unstable();
        known.dedup();
        // Where the loop was not run, nobody knows the patterns.
        match self.migration.lines.keys().find(|id| !known.contains(&id.as_str())) {
            Some(id) if !record.loops.is_empty() => Err(unknown("migration.lines", id, known)),
            _ => Ok(()),
        }
    }
}
