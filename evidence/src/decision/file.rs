//! The file that declares candidates, parameters, thresholds, tests of the costs, and the recorded decision.

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::parameter::Parameter;
use crate::ensure::ensure;
use crate::gate::{Coordinate, Gates, Ruling, some, texts};
use crate::predicate::Formula;
use crate::rules::RulesError;

/// `decision.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionFile {
    /// Which gates must hold, and by which verdict; none where the file does not say.
    #[serde(default)]
    pub gates: GateRules,
    /// What a reader can suppose to be otherwise.
    #[serde(default, rename = "parameter")]
    pub parameters: Vec<Parameter>,
    /// What can be chosen.
    pub candidates: Candidates,
    /// What a candidate saves, and when that is worth a change.
    pub saves: Saves,
    /// How large each change is; where nobody counts that, each is as small as the others.
    pub size: Option<Sizes>,
    /// Words of pages and reports.
    #[serde(default)]
    pub titles: Titles,
    /// What the costs are tested on.
    #[serde(default)]
    pub test: Tests,
    /// What the costs say of candidates that were seen elsewhere.
    #[serde(default)]
    pub prediction: Option<Predictions>,
    /// What was decided, if anything yet.
    pub decided: Option<Decided>,
}

/// Which gates must hold, and by which verdict.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GateRules {
    /// Ids of the gates.
    pub must_hold: Vec<String>,
    /// The verdict that rules.
    #[serde(default)]
    pub ruling: Ruling,
    /// Why that one.
    #[serde(default)]
    pub why: String,
}

/// What can be chosen: every point of a measure, as far as these axes go.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidates {
    /// The measure.
    pub of: String,
    /// The axes; a candidate's name is its coordinates on them.
    pub axes: Vec<String>,
    /// The candidate that there is today.
    pub today: String,
}

/// What a candidate saves, and when that is worth a change.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Saves {
    /// A candidate's saving; today's saves nothing.
    pub of: Formula,
    /// What it must save at least.
    pub at_least: Formula,
    /// Why that much.
    pub why: String,
}

/// How large each change is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// A candidate's size. One that a figure of it has no case for was never sized.
    pub of: Formula,
    /// What has that size: `migration`.
    pub title: String,
    /// What it is counted in: `lines`.
    pub unit: String,
    /// The steps from small to large; the last has no most.
    pub steps: Vec<SizeStep>,
    /// The largest that would be accepted.
    pub largest: String,
    /// How it is counted, and why the steps end where they do.
    pub why: String,
}

/// One step of sizes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeStep {
    /// Its name.
    pub name: String,
    /// The most that it holds; none for the last.
    pub most: Option<f64>,
}

impl Sizes {
    fn check(&self) -> Result<(), String> {
        let Self { steps, largest, .. } = self;
        let Some((last, before)) = steps.split_last() else {
            return Err("`size.steps` is empty. Name the steps from small to large".to_owned());
        };
        let mosts: Vec<f64> = before.iter().map(|step| step.most.unwrap_or(f64::NAN)).collect();
        let rise = mosts.iter().all(|most| most.is_finite() && *most > 0.0) && mosts.is_sorted();
        ensure(
            last.most.is_none() && rise,
            || "`size.steps` must rise: each has a `most` above that of the one before, and the last has none",
        )?;
        let known: Vec<&str> = steps.iter().map(|step| step.name.as_str()).collect();
        ensure(known.contains(&largest.as_str()), || {
            format!("`size.largest` is `{largest}`, which is no step; there are {}", known.join(", "))
        })
    }

    /// The most that would be accepted; none where anything would be.
    pub(super) fn most(&self) -> Option<f64> {
        self.steps.iter().find(|step| step.name == self.largest)?.most
    }

    /// The step that a size is in.
    pub fn step(&self, size: f64) -> &str {
        let step = self.steps.iter().find(|step| step.most.is_none_or(|most| size <= most));
        step.or(self.steps.last()).map_or("", |step| &step.name)
    }

    /// Whether it is larger than what would be accepted.
    pub(super) fn is_too_large(&self, size: f64) -> bool {
        let place = |name: &str| self.steps.iter().position(|step| step.name == name);
        place(self.step(size)) > place(&self.largest)
    }

    /// `24 lines (S)`; what nothing sized has no size.
    pub fn show(&self, size: Option<f64>) -> String {
        size.map_or_else(
            || "not sized".to_owned(),
            |size| format!("{} {} ({})", crate::Unit::Count.show(size), self.unit, self.step(size)),
        )
    }
}

/// Words of pages and reports.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Titles {
    /// The head of what a candidate saves.
    pub saves: String,
    /// The head of how large a change is.
    pub size: String,
    /// Behind the verdict by what a difference matters: `fail as written, pass in use`.
    pub material: String,
    /// The head of what a difference matters.
    pub matters: String,
    /// The heads of what the costs say of candidates elsewhere, and of what was seen there.
    pub expected: String,
    #[expect(missing_docs, reason = "with the one before")]
    pub seen: String,
}

impl Default for Titles {
    fn default() -> Self {
        let own = str::to_owned;
        Self {
            saves: own("what it saves"),
            size: own("its size"),
            material: own("by what it matters"),
            matters: own("what it matters"),
            expected: own("expected"),
            seen: own("seen"),
        }
    }
}

/// What the costs are tested on.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Tests {
    /// The largest median error, as a part of what was seen; none where they are not held to one.
    pub largest_error: Option<f64>,
    /// The tests.
    pub row: Vec<Test>,
}

/// What an expression must foresee, at every combination of coordinates that has been seen.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// It is asked where the view has these coordinates.
    #[serde(default)]
    pub at: BTreeMap<String, String>,
    /// The coordinates, by axis.
    #[serde(deserialize_with = "over")]
    pub over: IndexMap<String, Vec<String>>,
    /// What is foreseen.
    pub expected: Formula,
    /// What was seen.
    pub seen: Formula,
}

fn over<'de, D: serde::Deserializer<'de>>(written: D) -> Result<IndexMap<String, Vec<String>>, D::Error> {
    IndexMap::<String, Vec<Coordinate>>::deserialize(written).map(texts)
}

/// What the costs say of candidates that were seen elsewhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Predictions {
    /// The largest error, as a part of what was seen.
    pub largest_error: f64,
    /// What is expected of a candidate.
    pub expected: Formula,
    /// What was seen.
    pub row: Vec<SeenElsewhere>,
}

/// A candidate that was seen elsewhere.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenElsewhere {
    /// The candidate.
    pub candidate: String,
    /// What was seen of it.
    pub seen: Formula,
    /// The set that it was seen in: within one, the order of candidates must be foreseen.
    pub set: String,
    /// Why the costs are not held to this one; the prediction is then shown with this remark.
    pub apart: Option<String>,
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
    /// Why each subject was not chosen, in words of the rules.
    pub lost: BTreeMap<String, Vec<String>>,
    /// Each point that failed as written, by subject; a `?` where the interval does not tell.
    pub fails: BTreeMap<String, Vec<String>>,
}

impl DecisionFile {
    /// Reads the text; `file` is the name to use in messages.
    pub(crate) fn from_toml(file: &str, text: &str) -> Result<Self, RulesError> {
        let decision: Self =
            toml::from_str(text).map_err(|error| RulesError::malformed(file, error.to_string()))?;
        decision.check().map_err(|problem| RulesError::malformed(file, problem))?;
        let names: Vec<&str> = decision.parameters.iter().map(|it| it.name.as_str()).collect();
        let against = decision.parameters.iter().filter_map(|it| it.against.as_deref());
        match against.into_iter().find(|name| !names.contains(name)) {
            Some(unknown) => Err(RulesError::unknown(file, "parameter.against", unknown, &names)),
            None => Ok(decision),
        }
    }

    /// Numbers with which nothing could be computed, and names that are there twice.
    fn check(&self) -> Result<(), String> {
        let errors = [
            ("test.largest-error", self.test.largest_error),
            ("prediction.largest-error", self.prediction.as_ref().map(|it| it.largest_error)),
        ];
        for (key, error) in errors.into_iter().filter_map(|(key, error)| Some((key, error?))) {
            ensure(error > 0.0 && error < 1.0, || {
                format!("`{key}` is {error}, which is not a part between 0 and 1")
            })?;
        }
        for (index, parameter) in self.parameters.iter().enumerate() {
            parameter.check()?;
            ensure(self.parameters[..index].iter().all(|known| known.name != parameter.name), || {
                format!("the parameter `{}` is there twice. Delete one", parameter.name)
            })?;
        }
        let Candidates { of, axes, today } = &self.candidates;
        ensure(
            !of.is_empty() && !axes.is_empty() && !today.is_empty(),
            || "`candidates` needs `of`, a measure; `axes`; and `today`, the candidate of today",
        )?;
        self.size.as_ref().map_or(Ok(()), Sizes::check)?;
        for test in &self.test.row {
            test.over.iter().try_for_each(|(axis, values)| some(axis, values))?;
        }
        let mut seen = HashSet::new();
        self.gates.must_hold.iter().try_for_each(|id| {
            ensure(seen.insert(id), || format!("`gates.must-hold` has `{id}` twice. Delete one"))
        })
    }

    /// Whether it names gates that there are: of others it would say nothing, and nobody would notice.
    ///
    /// # Errors
    /// [`RulesError`] for the first that is not there.
    pub(crate) fn check_gates(&self, file: &str, gates: &Gates) -> Result<(), RulesError> {
        let known = gates.ids();
        match self.gates.must_hold.iter().find(|id| !known.contains(&id.as_str())) {
            Some(id) => Err(RulesError::unknown(file, "gates.must-hold", id, &known)),
            None => Ok(()),
        }
    }

    /// The parameter of that name; `-` may stand for `_`.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        let letters = name.bytes().map(|byte| if byte == b'-' { b'_' } else { byte });
        self.parameters.iter().find(|it| it.name == name || it.name.bytes().eq(letters.clone()))
    }

    /// Every expression with its key.
    pub(crate) fn formulas(&self) -> Vec<(String, &Formula)> {
        let mut all = vec![
            ("saves.of".to_owned(), &self.saves.of),
            ("saves.at-least".to_owned(), &self.saves.at_least),
        ];
        all.extend(self.size.iter().map(|size| ("size.of".to_owned(), &size.of)));
        for parameter in &self.parameters {
            all.push((format!("parameter.{}.value", parameter.name), &parameter.value));
            let range = parameter.range.iter().flatten();
            all.extend(range.map(|end| (format!("parameter.{}.range", parameter.name), end)));
        }
        for Test { expected, seen, .. } in &self.test.row {
            all.extend([("test.expected".to_owned(), expected), ("test.seen".to_owned(), seen)]);
        }
        if let Some(Predictions { expected, row, .. }) = &self.prediction {
            all.push(("prediction.expected".to_owned(), expected));
            all.extend(row.iter().map(|row| (format!("prediction.{}.seen", row.candidate), &row.seen)));
        }
        all
    }

    /// The axes on which its expressions have coordinates.
    pub(crate) fn axes(&self) -> impl Iterator<Item = &str> {
        let of_tests = self.test.row.iter().flat_map(|test| test.over.keys());
        self.candidates.axes.iter().chain(of_tests).map(String::as_str)
    }
}
