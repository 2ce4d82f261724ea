//! Which of a catalog's uses or calls to count.

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::{CatalogRecord, Site, Subject, Use, VERDICTS};

/// What a use or a call can be chosen by, besides its place and what families make of it.
const TRAITS: [&str; 8] = ["kind", "operation", "needs", "access", "loop", "spawned", "before", "after"];

/// What else there is to say.
const OTHERS: [&str; 5] = ["what", "within", "file", "family", "verdict"];

/// A choice among the uses of a subject or the calls of a method: `within` is `code` or `tests`, `family` goes with
/// `verdict`, `what` is what to count (`places`, `files` or `functions`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    options: BTreeMap<String, String>,
}

/// Why nothing can be counted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FilterError {
    /// There is no such option.
    #[error("a catalog is not filtered by `{name}`; there are {known}")]
    Option {
        /// What was given.
        name: String,
        /// What there is.
        known: String,
    },
    /// There is no such subject or method.
    #[error("the catalog `{record}` has no `{name}`; it has {known}")]
    Subject {
        /// The record's name.
        record: String,
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// A value never occurs: it is misspelt, and its count would be 0.
    #[error("there is no {option} `{value}`; there are {known}")]
    Value {
        /// The option.
        option: String,
        /// What was asked for.
        value: String,
        /// What there is.
        known: String,
    },
    /// Only one of the two was given.
    #[error("family and verdict go together")]
    Alone,
    /// Something else is to be counted.
    #[error("cannot count `{0}`; there are places, files, functions")]
    What(String),
}

impl Filter {
    /// The names of all options.
    pub fn names() -> impl Iterator<Item = &'static str> {
        OTHERS.into_iter().chain(TRAITS)
    }

    /// Adds an option.
    ///
    /// # Errors
    /// [`FilterError::Option`] when there is none of that name.
    pub fn with(mut self, name: &str, value: &str) -> Result<Self, FilterError> {
        if !Self::names().any(|known| known == name) {
            let known = Vec::from_iter(Self::names()).join(", ");
            return Err(FilterError::Option { name: name.to_owned(), known });
        }
        self.options.insert(name.to_owned(), value.to_owned());
        Ok(self)
    }

    /// What is counted of a subject, in words.
    pub fn describe(&self, of: &str) -> String {
        let only = Self::names()
            .filter(|name| *name != "what")
            .filter_map(|name| Some(format!(", {name} {}", self.get(name)?)));
        format!("{} of {of}{}", self.what(), only.collect::<String>())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.options.get(name).map(String::as_str)
    }

    fn what(&self) -> &str {
        self.get("what").unwrap_or("places")
    }
}

impl CatalogRecord {
    /// Counts the chosen uses of a subject, or calls of a method.
    ///
    /// # Errors
    /// [`FilterError`] when the record has nothing of a name that was given.
    pub fn count(&self, of: &str, filter: &Filter) -> Result<usize, FilterError> {
        let mut entries: Vec<Entry<'_>> = match self.calls.iter().find(|calls| calls.method == of) {
            Some(calls) => calls.sites.iter().map(Entry::from).collect(),
            None => self.judged(self.subject(of)?, filter)?.into_iter().map(Entry::from).collect(),
        };
        let traits = || TRAITS.iter().filter_map(|name| Some((*name, filter.get(name)?)));
        for (name, wanted) in traits() {
            one_of(entries.iter().filter_map(|it| it.traits.get(name).copied()), name, wanted)?;
        }
        if let Some(file) = filter.get("file") {
            one_of(entries.iter().map(|it| it.file), "file", file)?;
            entries.retain(|it| it.file == file);
        }
        for (name, wanted) in traits() {
            entries.retain(|it| it.traits.get(name) == Some(&wanted));
        }
        if let Some(within) = filter.get("within") {
            one_of(["code", "tests"].into_iter(), "within", within)?;
            entries.retain(|it| it.test == (within == "tests"));
        }
        match filter.what() {
            "places" => Ok(entries.len()),
            "files" => Ok(entries.iter().map(|it| it.file).collect::<BTreeSet<_>>().len()),
            "functions" => Ok(entries.iter().map(|it| (it.file, it.function)).collect::<BTreeSet<_>>().len()),
            other => Err(FilterError::What(other.to_owned())),
        }
    }

    /// The subject of that name.
    ///
    /// # Errors
    /// [`FilterError::Subject`] says what there is instead.
    pub fn subject(&self, name: &str) -> Result<&Subject, FilterError> {
        self.subjects.iter().find(|it| it.subject == name).ok_or_else(|| self.unknown(name))
    }

    /// That there is no subject and no method of that name.
    pub fn unknown(&self, name: &str) -> FilterError {
        let subjects = self.subjects.iter().map(|it| it.subject.as_str());
        let known: Vec<&str> = subjects.chain(self.calls.iter().map(|it| it.method.as_str())).collect();
        FilterError::Subject { record: self.name.clone(), name: name.to_owned(), known: known.join(", ") }
    }

    /// The uses of which a family says the verdict; all, when neither is given.
    fn judged<'a>(&self, subject: &'a Subject, filter: &Filter) -> Result<Vec<&'a Use>, FilterError> {
        let (family, verdict) = match (filter.get("family"), filter.get("verdict")) {
            (None, None) => return Ok(subject.uses.iter().collect()),
            (Some(family), Some(verdict)) => (family, verdict),
            _ => return Err(FilterError::Alone),
        };
        one_of(self.families.iter().map(|it| it.id.as_str()), "family", family)?;
        one_of(VERDICTS.into_iter(), "verdict", verdict)?;
        Ok(subject
            .uses
            .iter()
            .filter(|it| it.families.get(family).is_some_and(|said| said == verdict))
            .collect())
    }
}

/// Where something stands, and what it is there.
struct Entry<'a> {
    file: &'a str,
    function: Option<&'a str>,
    test: bool,
    traits: BTreeMap<&'a str, &'a str>,
}

impl<'a> From<&'a Use> for Entry<'a> {
    fn from(it: &'a Use) -> Self {
        let traits = [("kind", it.kind.as_str()), ("operation", it.operation.as_str())];
        Self { file: &it.file, function: it.function.as_deref(), test: it.test, traits: traits.into() }
    }
}

impl<'a> From<&'a Site> for Entry<'a> {
    fn from(it: &'a Site) -> Self {
        let spawned = it.spawned.map_or("unknown", |spawned| if spawned { "yes" } else { "no" });
        let written = |names: &[String]| if names.is_empty() { "nothing" } else { "something" };
        let traits = [
            ("needs", it.needs.as_str()),
            ("access", it.access.as_str()),
            ("loop", it.in_loop.as_deref().unwrap_or("none")),
            ("spawned", spawned),
            ("before", written(&it.before)),
            ("after", written(&it.after)),
        ];
        Self { file: &it.file, function: it.function.as_deref(), test: it.test, traits: traits.into() }
    }
}

fn one_of<'a>(known: impl Iterator<Item = &'a str>, option: &str, value: &str) -> Result<(), FilterError> {
    let known: BTreeSet<&str> = known.collect();
    if known.contains(value) {
        return Ok(());
    }
    let known = if known.is_empty() { "none".to_owned() } else { Vec::from_iter(known).join(", ") };
    Err(FilterError::Value { option: option.to_owned(), value: value.to_owned(), known })
}
