//! What is measured after the timing, each by a program that is compiled by itself.

use std::collections::BTreeMap;

use crate::measured::Measured;
use crate::measured::{LoopCounts, OperationCounts, Wall};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

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
    /// What the loop takes on a real clock, with real files and commits
    Walls,
}

/// What a part answers: lists of one kind, and more that a record does not keep.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct PartAnswer {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) counts: Vec<OperationCounts>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) loops: Vec<LoopCounts>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) walls: Vec<Wall>,
}

impl Part {
    /// Every part, in the order in which they run.
    pub(super) const ALL: [Self; 4] = [Self::Counts, Self::Instructions, Self::Loops, Self::Walls];

    /// Its name on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Instructions => "instructions",
            Self::Loops => "loops",
            Self::Walls => "walls",
        }
    }

    /// The program's name.
    pub(super) fn program(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Instructions => "instructions",
            Self::Loops | Self::Walls => "loops",
        }
    }

    /// The feature of the measured package that the program needs.
    pub(super) fn feature(self) -> Option<&'static str> {
        match self {
            Self::Counts => Some("counts"),
            Self::Instructions => Some("instructions"),
            // It counts by itself, with nothing that would slow down what is timed.
            Self::Loops | Self::Walls => None,
        }
    }

    /// What is under way, for the progress.
    pub(super) fn doing(self) -> &'static str {
        match self {
            Self::Counts => "Counting allocations and clones",
            Self::Instructions => "Counting instructions",
            Self::Loops => "Counting the scheduler's loop",
            Self::Walls => "Timing the scheduler's loop",
        }
    }

    /// The sentence that a record without the part has, up to the reason.
    fn not_done(self) -> &'static str {
        match self {
            Self::Counts => "Allocations and clones were not counted",
            Self::Instructions => "Instructions were not counted",
            Self::Loops => "The scheduler's loop was not counted",
            Self::Walls => "The scheduler's loop was not timed",
        }
    }

    /// The note of a record that lacks the part.
    pub(super) fn note(self, reason: &str) -> String {
        format!("{}: {reason}.", self.not_done())
    }

    /// Whether a record's note says that it lacks the part.
    pub(super) fn is_noted_by(self, note: &str) -> bool {
        note.starts_with(self.not_done())
    }

    /// About how long it takes, in seconds, for the progress alone.
    pub(super) fn expected_seconds(self, quick: bool) -> f64 {
        match self {
            Self::Counts => 5.0,
            Self::Instructions => 60.0,
            Self::Loops if quick => 4.0,
            Self::Loops => 65.0,
            Self::Walls => 160.0,
        }
    }
}

impl PartAnswer {
    /// Whether it holds nothing that a record keeps.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.loops.is_empty() && self.walls.is_empty()
    }

    /// Whether it is of a scheduler that found nothing to do, as where every item waits for another or is done.
    pub(super) fn is_idle(&self) -> bool {
        let idle = |run: &LoopCounts| run.values.get("phases").is_some_and(|phases| *phases <= 0.0);
        !self.loops.is_empty() && self.loops.iter().all(idle)
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
    pub(super) fn add_to(self, record: &mut Measured) {
        record.loops.extend(self.loops);
        record.walls.extend(self.walls);
        let mut counts: BTreeMap<(String, usize, String), OperationCounts> = BTreeMap::new();
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
