//! Which runs of the scheduler's loop are timed, and what the program says of one candidate's.

use std::collections::{BTreeMap, BTreeSet};

use crate::measured::Measured;
use crate::measured::{Candidate, DropEarly, Wall};
use serde::Deserialize;

use super::record_file::rounded;

/// The real backlog's size and the most phases that the real scheduler runs at once.
const LIKE_THE_FIELD: [&str; 4] = ["--n", "92", "--concurrency", "3"];

/// How often each candidate is timed, in rounds that visit all of them: the load of a machine changes within minutes,
/// and would otherwise be taken for a difference between candidates. Fewer than six values have no interval of 95 %;
/// eight leave a margin for a run's wider confidence.
pub(super) const ROUNDS: usize = 8;

/// What the program answers for one candidate.
#[derive(Debug, Deserialize)]
pub(super) struct TimedCandidate {
    candidate: Candidate,
    n: usize,
    concurrency: usize,
    agent_ms: u64,
    git: bool,
    runs: Vec<WallTiming>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct WallTiming {
    wall: f64,
    phases: f64,
    snapshots: f64,
    writes: f64,
    handler_per_phase: f64,
    drop_per_phase: f64,
    shares: BTreeMap<String, f64>,
    queue: f64,
    snapshot_round_trip: RoundTrips,
    write_round_trip: RoundTrips,
}

#[derive(Debug, Deserialize)]
struct RoundTrips {
    p50: f64,
    p99: f64,
    max: f64,
}

/// What a reader asks about beside the baseline: the shared file as it would be adopted first and with the fewest
/// copies, the memo, and the brief's own candidate.
const ASKED_ABOUT: [(&str, &str); 4] =
    [("arc-file", "today"), ("arc-file", "item-query+drop-tasks"), ("memo", "today"), ("im", "today")];

/// The arguments of each call: the baseline in every pattern that was counted, without commits and with them, and what
/// readers ask about with commits.
pub(super) fn calls(record: &Measured) -> Vec<Vec<String>> {
    let baseline = &record.subjects.baseline;
    let counted = record.loops.iter().map(|run| &run.candidate);
    let patterns: BTreeSet<&str> = counted
        .filter(|candidate| {
            candidate.representation == *baseline && candidate.drop_early == DropEarly::Nothing
        })
        .map(|candidate| candidate.pattern.as_str())
        .collect();
    let call = |representation: &str, pattern: &str, git: bool| {
        let words = ["wall", "--representation", representation, "--pattern", pattern];
        let words =
            words.into_iter().chain(LIKE_THE_FIELD).chain(["--runs", "1"]).chain(git.then_some("--git"));
        words.map(str::to_owned).collect()
    };
    let of_baseline =
        patterns.iter().flat_map(|pattern| [false, true].map(|git| call(baseline, pattern, git)));
    let known = |id: &str| record.subjects.representations.iter().any(|known| known.id == id);
    let asked_about = ASKED_ABOUT.iter().filter(|(id, _)| known(id) && !patterns.is_empty());
    of_baseline.chain(asked_about.map(|(id, pattern)| call(id, pattern, true))).collect()
}

/// Adds the values of a round to those of the rounds before, candidate by candidate.
pub(super) fn add(round: Wall, walls: &mut Vec<Wall>) {
    let same = |wall: &&mut Wall| wall.candidate == round.candidate && wall.git == round.git;
    if let Some(known) = walls.iter_mut().find(same) {
        for (name, values) in round.values {
            known.values.entry(name).or_default().extend(values);
        }
    } else {
        walls.push(round);
    }
}

impl From<TimedCandidate> for Wall {
    fn from(timed: TimedCandidate) -> Self {
        let TimedCandidate { candidate, n, concurrency, agent_ms, git, runs } = timed;
        let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for (name, value) in runs.into_iter().flat_map(WallTiming::named) {
            values.entry(name).or_default().push(rounded(value));
        }
        Self { candidate, n, concurrency, agent_ms, git, values }
    }
}

impl WallTiming {
    /// Each value by a name that ends in its unit.
    fn named(self) -> Vec<(String, f64)> {
        let mut values: Vec<(String, f64)> =
            self.shares.into_iter().map(|(name, share)| (format!("{name}-share"), share)).collect();
        for (name, value) in [
            ("wall-ns", self.wall),
            ("handler-per-phase-ns", self.handler_per_phase),
            ("drop-per-phase-ns", self.drop_per_phase),
            ("phases", self.phases),
            ("snapshots", self.snapshots),
            ("writes", self.writes),
            ("queued", self.queue),
        ] {
            values.push((name.to_owned(), value));
        }
        for (name, trips) in [("snapshot", self.snapshot_round_trip), ("write", self.write_round_trip)] {
            for (quantile, value) in [("p50", trips.p50), ("p99", trips.p99), ("max", trips.max)] {
                values.push((format!("{name}-round-trip-{quantile}-ns"), value));
            }
        }
        values
    }
}
