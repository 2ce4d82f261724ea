//! Where a number came from. Every kind of evidence says it in these two types, and the page shows it in one way.

use std::fmt;

use evidence::metric::{Ask, Metric};
use evidence::record::Machine;
use evidence::{Basis, Estimate, Measured, Record, Unit};

use crate::html::escape;

/// Where one number came from.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// The record's name.
    pub(crate) name: String,
    /// Where it was taken.
    pub(crate) machine: Option<String>,
    /// What it was taken on.
    pub(crate) workload: Option<String>,
    /// When, as a date.
    pub(crate) date: Option<String>,
    /// At which commit of the sources.
    pub(crate) commit: Option<String>,
    /// The command that takes it again.
    pub(crate) command: Option<String>,
    /// Whatever else a reader needs to judge it, as a phrase.
    pub(crate) about: String,
}

impl Provenance {
    /// Of a figure of any record; `metric` is how it was asked for.
    pub(crate) fn figure(metric: Metric, estimate: &Estimate, record: &Record) -> Self {
        let what = match metric.ask {
            Ask::Ratio => format!("{} divided by its baseline", estimate.metric),
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
    /// All of it, as HTML.
    pub(crate) fn html(&self) -> String {
        let fact = |name: &str, fact: &Option<String>| {
            let fact = fact.as_deref().map_or_else(|| "not recorded".to_owned(), escape);
            format!("{name}: {fact}")
        };
        let command = self
            .command
            .as_deref()
            .map_or_else(|| "not recorded".to_owned(), |command| format!("<code>{}</code>", escape(command)));
        format!(
            "<strong>{}</strong>; {}; {}; {}; {}; command: {command}; {}.",
            escape(&self.name),
            fact("machine", &self.machine),
            fact("workload", &self.workload),
            fact("date", &self.date),
            fact("commit", &self.commit),
            escape(&self.about)
        )
    }
}

/// The parts that there are, as one line.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {}", self.name)?;
        let parts = [
            ("on", &self.machine),
            ("workload", &self.workload),
            ("taken", &self.date),
            ("commit", &self.commit),
        ];
        for (name, part) in parts {
            if let Some(part) = part {
                write!(f, ", {name} {part}")?;
            }
        }
        self.command.as_ref().map_or(Ok(()), |command| write!(f, ", by {command}"))
    }
}

impl From<&Measured> for Source {
    fn from(record: &Measured) -> Self {
        let machine = &record.machine;
        let virtualised = if machine.virtualised { ", virtualised" } else { "" };
        Self {
            name: record.name.clone(),
            machine: Some(machine.name.clone()),
            workload: Some(record.workload.name.clone()),
            date: Some(date(&record.run.started)),
            commit: record.source.commit.as_deref().map(|commit| short(commit, record.source.dirty)),
            command: Some(record.run.command.clone()),
            about: format!(
                "{}, {} cores{virtualised}, {}, {}, {} items in the workload{}",
                machine.cpu,
                machine.cores,
                machine.os,
                record.toolchain.rustc,
                record.workload.items,
                standing(&record.source)
            ),
        }
    }
}

impl From<&Record> for Source {
    fn from(record: &Record) -> Self {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let machine = record.machine.as_ref();
        let virtualised = |it: &Machine| if it.virtualised { ", virtualised" } else { "" };
        let about = [
            said(&record.about),
            machine.map(|it| format!("{}, {} cores{}, {}", it.cpu, it.cores, virtualised(it), it.os)),
            record.toolchain.as_ref().map(|it| it.rustc.clone()),
            record.archived.as_ref().map(|reason| format!("archived: {reason}")),
            record.waiver.as_ref().map(|it| format!("stands though its inputs changed: {}", it.reason)),
        ];
        let about: Vec<String> = about.into_iter().flatten().chain(record.notes.iter().cloned()).collect();
        let about = about.join("; ");
        let commit =
            record.inputs.iter().find_map(|it| Some(short(it.commit.as_deref()?, it.dirty == Some(true))));
        Self {
            name: record.name.clone(),
            machine: machine.map(|it| &it.name).or_else(|| record.coordinates.get("machine")).cloned(),
            workload: record.coordinates.get("workload").cloned(),
            date: said(&date(&record.started)),
            commit,
            command: said(&record.command),
            // What shows it ends the sentence.
            about: if about.is_empty() {
                "it says no more".to_owned()
            } else {
                about.trim_end_matches('.').to_owned()
            },
        }
    }
}

/// The confidence of a record's intervals: where it looked more than once each is wider, so that all looks together have 95 %.
fn level(record: &Record) -> String {
    let of_one_look = record.rounds.as_ref().filter(|rounds| rounds.looks.len() < 2);
    Unit::Share.show_round(of_one_look.map_or(0.95, |rounds| rounds.level))
}

/// What a record says of its age, to be added to what it says of itself.
fn standing(source: &evidence::measured::Source) -> String {
    if let Some(reason) = &source.archived {
        return format!("; archived, of the sources of its commit: {reason}");
    }
    source
        .waiver
        .as_ref()
        .map(|waiver| format!("; stands though its sources changed: {}", waiver.reason))
        .unwrap_or_default()
}

/// The date of a time in RFC 3339.
pub(crate) fn date(time: &str) -> String {
    time.get(..10).unwrap_or(time).to_owned()
}

/// A commit as people write it.
pub(crate) fn short(commit: &str, dirty: bool) -> String {
    format!("{}{}", commit.get(..7).unwrap_or(commit), if dirty { " with changes" } else { "" })
}
