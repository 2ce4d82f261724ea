//! What the loop is, what it did and what it took, as parts of a record.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::count::Counts;
use super::draw::Drawn;
use super::pattern::{ItemSource, Pattern, Request};
use super::site::RequestSite;
use super::wall::{RoundTrips, Shares, Timing};
use crate::protocol::{Coordinate, Figure, Measure, N, REPRESENTATION, RecordPart};
use crate::workload::Summary;

const PATTERN: &str = "pattern";
const CONCURRENCY: &str = "concurrency";
const SITE: &str = "site";
const AGENT: &str = "agent-ms";
const COMMITS: &str = "commits";

/// A representation that is asked by a pattern, and what the loop over it ran with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoopPoint {
    /// The representation's id.
    pub representation: &'static str,
    /// How the scheduler asks.
    pub request: Request,
    /// Items at the start.
    pub n: usize,
    /// Agents at work at once.
    pub concurrency: usize,
}

impl fmt::Display for LoopPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{}", self.representation, self.request, self.n, self.concurrency)
    }
}

/// A loop that was counted: exactly, and in the interleavings that were drawn, if any were.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedLoop {
    /// Which loop.
    pub point: LoopPoint,
    /// What it did.
    pub counts: Counts,
    /// What it did when it was drawn.
    pub drawn: Option<Drawn>,
}

/// A loop that was timed.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedLoop {
    /// Which loop.
    pub point: LoopPoint,
    /// How long an agent run took, in milliseconds.
    pub agent_ms: u64,
    /// Whether what phases leave was committed.
    pub commits: bool,
    /// Each run.
    pub runs: Vec<Timing>,
}

/// What there is: the patterns, and the sites with where each gets its item from under each pattern.
#[must_use]
pub fn list(program: &'static str, workload: &Summary) -> RecordPart {
    let mut part = RecordPart::new(program).on(workload);
    part.representations();
    part.axis(PATTERN, Request::all().map(Coordinate::of));
    part.axis(SITE, RequestSite::ALL.map(|site| Coordinate::of(site.id())));
    let patterns = Pattern::ALL.map(Pattern::id);
    let columns = [SITE, "line", "needs-the-whole-list"].into_iter().chain(patterns);
    let rows = RequestSite::ALL.map(|site| {
        let sources = Pattern::ALL.map(|pattern| {
            // Nothing else asks when a completion is handled.
            let asks = site != RequestSite::Completion || pattern.asks_per_completion();
            asks.then(|| pattern.source(site).id()).into()
        });
        let site = [site.id().into(), site.line().into(), site.needs_the_whole_list().into()];
        site.into_iter().chain(sources).collect()
    });
    part.table("sites", columns, rows);
    part
}

/// What loops did.
///
/// # Errors
///
/// When a count has no form in JSON; that is a fault of this crate.
pub fn counted(
    program: &'static str,
    workload: &Summary,
    agent_ms: u64,
    loops: &[CountedLoop],
) -> Result<RecordPart, serde_json::Error> {
    let mut part = RecordPart::new(program).on(workload);
    part.label("loop-agent-ms", agent_ms);
    axes(&mut part, loops.iter().map(|one| one.point.request));
    let seen =
        |site: &RequestSite| loops.iter().any(|one| one.counts.sites.iter().any(|it| it.site == *site));
    part.axis(SITE, RequestSite::ALL.into_iter().filter(seen).map(|site| Coordinate::of(site.id())));
    for CountedLoop { point, counts, drawn } in loops {
        for (measure, count) in named(&counts.values)?.into_iter().chain(named(drawn)?) {
            let axes = &[REPRESENTATION, PATTERN, N, CONCURRENCY];
            part.declare(&measure, Measure::named(&measure, axes).with_baseline());
            part.put(&measure, point, Figure::Exact(count));
        }
        for site in &counts.sites {
            for (measure, count) in named(site)? {
                let measure = format!("site-{measure}");
                let axes = &[REPRESENTATION, PATTERN, N, CONCURRENCY, SITE];
                part.declare(&measure, Measure::named(&measure, axes).with_baseline());
                part.put(&measure, format!("{point}/{}", site.site.id()), Figure::Exact(count));
            }
        }
    }
    Ok(part)
}

/// What a loop took.
#[must_use]
pub fn timed(program: &'static str, workload: &Summary, one: &TimedLoop) -> RecordPart {
    let mut part = RecordPart::new(program).on(workload);
    axes(&mut part, [one.point.request]);
    part.numbers([AGENT]);
    part.axis(COMMITS, ["yes", "no"].map(Coordinate::of));
    let commits = if one.commits { "yes" } else { "no" };
    let point = format!("{}/{}/{commits}", one.point, one.agent_ms);
    let mut samples: Vec<(String, Vec<f64>)> = Vec::new();
    for run in &one.runs {
        for (place, (measure, sample)) in run.named().into_iter().enumerate() {
            match samples.get_mut(place) {
                Some((_, known)) => known.push(sample),
                None => samples.push((measure, vec![sample])),
            }
        }
    }
    for (measure, samples) in samples {
        let axes = &[REPRESENTATION, PATTERN, N, CONCURRENCY, AGENT, COMMITS];
        part.declare(&measure, Measure::named(&measure, axes).with_baseline());
        part.put(&measure, &point, Figure::Rounds(samples));
    }
    part
}

/// The axes of every loop, with the patterns that were asked by, in their order.
fn axes(part: &mut RecordPart, requests: impl IntoIterator<Item = Request>) {
    let requests: Vec<Request> = requests.into_iter().collect();
    part.representations();
    part.axis(PATTERN, Request::all().filter(|request| requests.contains(request)).map(Coordinate::of));
    part.numbers([N, CONCURRENCY]);
}

/// Counts by the names of their fields; none of nothing.
fn named(counts: &impl Serialize) -> Result<BTreeMap<String, f64>, serde_json::Error> {
    let counts: Option<_> = serde_json::from_value(serde_json::to_value(counts)?)?;
    Ok(counts.unwrap_or_default())
}

impl ItemSource {
    /// The id in lists.
    fn id(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Tick => "tick",
            Self::Completion => "completion",
            Self::Item => "item",
        }
    }
}

impl Timing {
    /// Each number by a name that ends in its unit.
    fn named(&self) -> Vec<(String, f64)> {
        let Shares { snapshot, drop, snapshot_and_drop, change, yaml, disk, git } = self.shares;
        let mut named: Vec<(String, f64)> = [
            ("ns", self.wall as f64),
            ("phases", self.phases as f64),
            ("snapshots", self.snapshots as f64),
            ("writes", self.writes as f64),
            ("handler-per-phase-ns", self.handler_per_phase),
            ("drop-per-phase-ns", self.drop_per_phase),
            ("snapshot-share", snapshot),
            ("drop-share", drop),
            ("snapshot-and-drop-share", snapshot_and_drop),
            ("change-share", change),
            ("yaml-share", yaml),
            ("disk-share", disk),
            ("git-share", git),
            ("queued", self.queue),
        ]
        .map(|(name, value)| (format!("wall-{name}"), value))
        .into();
        for (of, trips) in [("snapshot", self.snapshot_round_trip), ("write", self.write_round_trip)] {
            let RoundTrips { count, p50, p99, max } = trips;
            let trips = [("s", count), ("-p50-ns", p50), ("-p99-ns", p99), ("-max-ns", max)];
            named.extend(trips.map(|(end, value)| (format!("wall-{of}-round-trip{end}"), value as f64)));
        }
        named
    }
}
