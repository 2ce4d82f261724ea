//! Where a number came from. Every kind of evidence says it in these two types, and the page shows it in one way.

use std::fmt;

use evidence::metric::{Ask, Metric};
use evidence::record::Machine;
use evidence::{Basis, Estimate, Record, TO, Unit};
use minijinja::{Value, context};
use serde::{Deserialize, Serialize};

use crate::page::html::escape;
use crate::page::template;

/// Where one number came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Provenance {
    /// What the number is: a metric by its name, or a phrase.
    pub(crate) what: String,
    /// What stands behind it, such as how many rounds.
    pub(crate) basis: String,
    /// What it shares with other numbers; none where no record holds it.
    pub(crate) source: Option<Source>,
    /// The figures that it was computed from, as predicates name them.
    pub(crate) metrics: Vec<Metric>,
}

/// What all numbers of one record share. A missing part was not recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    /// The record's name, or what many are called.
    pub(crate) name: String,
    /// Whether it is of many records.
    pub(crate) of_many: bool,
    /// Where all its figures stand: each axis with the value.
    pub(crate) at: Vec<(String, String)>,
    /// When, as a date.
    pub(crate) date: Option<String>,
    /// At which commit of the sources.
    pub(crate) commit: Option<String>,
    /// The command that takes it again.
    pub(crate) command: Option<String>,
    /// Whatever else a reader needs to judge it, as a phrase; empty where there is nothing.
    pub(crate) about: String,
}

impl Provenance {
    /// Of a figure of any record; `metric` is how it was asked for.
    pub(crate) fn figure(metric: Metric, estimate: &Estimate, record: &Record) -> Self {
        let what = match (metric.ask, metric.named.get(TO)) {
            (Ask::Ratio, Some(other)) => format!("{} divided by that of {other}", estimate.metric),
            (Ask::Ratio, None) => format!("{} divided by its baseline", estimate.metric),
            _ => estimate.metric.clone(),
        };
        let basis = match estimate.basis {
            Basis::Rounds(rounds) => {
                format!("median of {rounds} rounds, brackets hold the {} interval", level(record))
            }
            Basis::Range { rounds: 1, .. } => {
                "one run: it says nothing of what changes from run to run".to_owned()
            }
            Basis::Range { rounds, confidence } => format!(
                "median of {rounds} runs, brackets hold their range: the true median is in it with {}",
                Unit::Share.show_round(confidence)
            ),
            Basis::Runs(runs) => format!("as the tool gives it, brackets hold the range of {runs} runs"),
            Basis::Unpaired => {
                "unpaired: the two figures were not taken in pairs, brackets hold every quotient of their intervals"
                    .to_owned()
            }
            Basis::Counted => "counted exactly".to_owned(),
            Basis::Given => "as it was handed over, no interval was recorded".to_owned(),
        };
        Self { what, basis, source: Some(record.into()), metrics: vec![metric] }
    }

    /// Of something that was found or counted in a record.
    pub(crate) fn found(
        what: impl Into<String>,
        basis: impl Into<String>,
        source: impl Into<Source>,
    ) -> Self {
        Self { what: what.into(), basis: basis.into(), source: Some(source.into()), metrics: Vec::new() }
    }

    /// Of something that no record holds.
    pub(crate) fn stated(what: impl Into<String>, by: impl Into<String>) -> Self {
        Self { what: what.into(), basis: by.into(), source: None, metrics: Vec::new() }
    }

    /// The whole as one line.
    pub(crate) fn line(&self) -> String {
        match &self.source {
            Some(source) => format!("{self}; {source}"),
            None => self.to_string(),
        }
    }
}

/// The number's own part, without what it shares with others.
impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.basis)
    }
}

impl Source {
    /// What has figures of many records, by what it is called.
    pub(crate) fn of_many(name: &str) -> Self {
        Self { name: name.to_owned(), of_many: true, ..Self::default() }
    }

    /// All of it, as HTML.
    pub(crate) fn html(&self) -> String {
        let about = Some(escape(&self.about)).filter(|about| !about.is_empty());
        [self.facts()].into_iter().chain(about).collect::<Vec<_>>().join("; ") + "."
    }

    /// What it is and where it was taken, as HTML.
    pub(crate) fn facts(&self) -> String {
        let at = self.at.iter().map(|(axis, value)| (axis.as_str(), value));
        let when = [("date", &self.date), ("commit", &self.commit)];
        let when = when.into_iter().filter_map(|(name, fact)| Some((name, fact.as_ref()?)));
        let facts: Vec<Value> =
            at.chain(when).map(|(name, fact)| Value::from((name, fact.as_str()))).collect();
        let (name, command) = (&self.name, self.command.as_deref());
        template::html("source", context! { name, facts, command })
    }
}

/// The parts that there are, as one line.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.of_many { "" } else { "record " }, self.name)?;
        for (axis, value) in &self.at {
            write!(f, ", {axis} {value}")?;
        }
        for (name, part) in [("taken", &self.date), ("commit", &self.commit)] {
            if let Some(part) = part {
                write!(f, ", {name} {part}")?;
            }
        }
        self.command.as_ref().map_or(Ok(()), |command| write!(f, ", by {command}"))
    }
}

impl From<&Record> for Source {
    fn from(record: &Record) -> Self {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let about = [
            said(record.about.trim_end_matches('.')),
            record.machine.as_ref().map(described),
            record.toolchain.as_ref().map(|it| it.rustc.clone()),
            record
                .archived
                .as_ref()
                .map(|reason| format!("archived, of the sources of its commit: {reason}")),
            record.waiver.as_ref().map(|it| format!("stands though its inputs changed: {}", it.reason)),
        ];
        let notes = record.notes.iter().map(|note| note.trim_end_matches('.').to_owned());
        let about: Vec<String> = about.into_iter().flatten().chain(notes).collect();
        let mut at: Vec<(String, String)> =
            record.coordinates.iter().map(|(axis, value)| (axis.clone(), value.clone())).collect();
        if let Some(machine) = record.machine.as_ref().filter(|_| !record.coordinates.contains_key("machine"))
        {
            at.push(("machine".to_owned(), machine.name.clone()));
        }
        Self {
            name: record.name.clone(),
            of_many: false,
            at,
            date: said(record.started.get(..10).unwrap_or(&record.started)),
            commit: commit(record),
            command: said(&record.command),
            // What shows it ends the sentence.
            about: about.join("; ").trim_end_matches('.').to_owned(),
        }
    }
}

/// The commit of the first input that names one, as people write it.
fn commit(record: &Record) -> Option<String> {
    record.inputs.iter().find_map(|it| {
        let (commit, changes) =
            (it.commit.as_deref()?, if it.dirty == Some(true) { " with changes" } else { "" });
        Some(format!("{}{changes}", commit.get(..7).unwrap_or(commit)))
    })
}

/// A machine in a phrase.
pub(crate) fn described(machine: &Machine) -> String {
    let virtualised = if machine.virtualised { ", virtualised" } else { "" };
    format!("{}, {} cores{virtualised}, {}", machine.cpu, machine.cores, machine.os)
}

/// The confidence of a record's intervals: where it looked more than once each is wider, so that all looks together have 95 %.
fn level(record: &Record) -> String {
    let of_one_look = record.rounds.as_ref().filter(|rounds| rounds.looks.len() < 2);
    Unit::Share.show_round(of_one_look.map_or(0.95, |rounds| rounds.level))
}
