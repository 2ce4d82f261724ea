//! What is measured after the timing, each by a program that is compiled by itself.

use std::collections::BTreeMap;

use clap::ValueEnum;
use evidence::Record;
use evidence::record::{Count, Loop};
use serde::{Deserialize, Serialize};

use super::options::Options;

/// One of those programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Part {
    /// Allocations, bytes and clones of every operation
    Counts,
    /// Instructions of every operation that a gate asks for; needs valgrind
    Instructions,
    /// What the scheduler's loop asks for and copies
    Loops,
}

/// What a part answers: lists of one kind, and more that a record does not keep.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Answer {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    counts: Vec<Count>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    loops: Vec<Loop>,
}

impl Part {
    /// Every part, in the order in which they run.
    pub(super) const ALL: [Self; 3] = [Self::Counts, Self::Instructions, Self::Loops];

    /// The program's name, which is the part's on the command line too.
    pub(super) fn program(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Instructions => "instructions",
            Self::Loops => "loops",
        }
    }

    /// The feature of the measured package that the program needs.
    pub(super) fn feature(self) -> Option<&'static str> {
        match self {
            Self::Counts => Some("counts"),
            Self::Instructions => Some("instructions"),
            // It counts by itself, with nothing that would slow down what is timed.
            Self::Loops => None,
        }
    }

    /// What is under way, for the progress.
    pub(super) fn doing(self) -> &'static str {
        match self {
            Self::Counts => "Counting allocations and clones",
            Self::Instructions => "Counting instructions",
            Self::Loops => "Counting the scheduler's loop",
        }
    }

    /// The sentence that a record without the part has, up to the reason.
    fn not_done(self) -> &'static str {
        match self {
            Self::Counts => "Allocations and clones were not counted",
            Self::Instructions => "Instructions were not counted",
            Self::Loops => "The scheduler's loop was not counted",
        }
    }

    /// The note of a record that lacks the part.
    pub(super) fn note(self, reason: &str) -> String {
        format!("{}: {reason}.", self.not_done())
    }

    /// About how long it takes, in seconds, for the progress alone.
    pub(super) fn expected_seconds(self, quick: bool) -> f64 {
        match self {
            Self::Counts => 5.0,
            Self::Instructions => 60.0,
            Self::Loops if quick => 1.0,
            Self::Loops => 30.0,
        }
    }

    /// Why the options leave it out, where they do.
    pub(super) fn left_out(self, options: &Options) -> Option<&'static str> {
        if options.skip.contains(&self) {
            Some("the run was told to skip that")
        } else if self == Self::Instructions && options.quick {
            Some("a quick run leaves that out")
        } else if self == Self::Loops && !options.operations.is_empty() {
            Some("the run was of some operations only")
        } else {
            None
        }
    }

    /// What the program is called with, besides the workload.
    pub(super) fn arguments(self, options: &Options) -> Vec<String> {
        let mut arguments = match self {
            Self::Counts | Self::Instructions => vec!["run".to_owned()],
            Self::Loops => vec!["count".to_owned()],
        };
        if self == Self::Loops {
            if options.quick {
                arguments.extend(["--n".to_owned(), QUICK_LOOP.to_string()]);
            }
        } else {
            arguments.extend(options.operations.iter().flat_map(|id| ["--operation".to_owned(), id.clone()]));
        }
        arguments
    }
}

/// The real backlog's size: larger ones take most of the time.
const QUICK_LOOP: usize = 92;

impl Answer {
    /// Whether it holds nothing that a record keeps.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.loops.is_empty()
    }

    /// The same with the measures' names that a record uses.
    pub(super) fn named(mut self) -> Self {
        for count in &mut self.counts {
            count.values = std::mem::take(&mut count.values).into_iter().map(named).collect();
        }
        self
    }

    /// Adds it to the record. Values of one operation, n and representation become one count, whichever program they
    /// are of.
    pub(super) fn add_to(self, record: &mut Record) {
        record.loops.extend(self.loops);
        let mut counts: BTreeMap<(String, usize, String), Count> = BTreeMap::new();
        for count in std::mem::take(&mut record.counts).into_iter().chain(self.counts) {
            let key = (count.operation.clone(), count.n, count.representation.clone());
            counts.entry(key).and_modify(|entry| entry.values.extend(count.values.clone())).or_insert(count);
        }
        record.counts = counts.into_values().collect();
        let operations = record.subjects.operations.iter().map(|operation| &operation.id);
        let representations = record.subjects.representations.iter().map(|named| &named.id);
        record.counts.sort_by_key(|count| {
            (
                place(operations.clone(), &count.operation),
                count.n,
                place(representations.clone(), &count.representation),
            )
        });
    }
}

/// Where an id stands in a list; at its end where it does not, as the control.
fn place<'a>(mut ids: impl ExactSizeIterator<Item = &'a String>, id: &str) -> usize {
    let all = ids.len();
    ids.position(|known| known == id).unwrap_or(all)
}

/// A measure's name says its unit by its last part.
fn named((name, value): (String, f64)) -> (String, f64) {
    let name = if name == "retained" { "retained-bytes".to_owned() } else { name };
    (name, value)
}
