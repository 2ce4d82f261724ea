//! What is measured after the timing, each by a program that is compiled by itself.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::named::named;

named! {
    option
    /// One of those programs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub(super) enum Part {
        /// Allocations, bytes and clones of every operation
        Counts = "counts",
        /// Instructions of every operation that a gate asks for; needs valgrind
        Instructions = "instructions",
        /// What the scheduler's loop asks for and copies
        Loops = "loops",
        /// What the loop takes on a real clock, with real files and commits
        Walls = "walls",
    }
}

impl Part {
    /// Every part, in the order in which they run.
    pub(super) const ALL: [Self; 4] = [Self::Counts, Self::Instructions, Self::Loops, Self::Walls];

    /// The feature of the measured package that the program needs.
    pub(super) fn feature(self) -> Option<&'static str> {
        match self {
            Self::Counts | Self::Loops => Some("counts"),
            Self::Instructions => Some("instructions"),
            Self::Walls => None,
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
