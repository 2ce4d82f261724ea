//! Which runs of the scheduler's loop are timed.

use evidence::Record;

/// The real backlog's size and the most phases that the real scheduler runs at once.
const LIKE_THE_FIELD: [&str; 4] = ["--n", "92", "--concurrency", "3"];

/// How often each candidate is timed, in rounds that visit all of them: the load of a machine changes within minutes,
/// and would otherwise be taken for a difference between candidates. Fewer than six values have no interval of 95 %;
/// eight leave a margin for a run's wider confidence.
pub(super) const ROUNDS: usize = 8;

/// What a reader asks about beside the baseline: the shared file as it would be adopted first and with the fewest
/// copies, the memo, and the brief's own candidate.
const ASKED_ABOUT: [(&str, &str); 4] =
    [("arc-file", "today"), ("arc-file", "item-query+drop-tasks"), ("memo", "today"), ("im", "today")];

/// The arguments of each call, by the record of what the loop counts: the baseline in every pattern, without commits and with them, and what
/// readers ask about with commits. Patterns that also drop early have a `+` in their names.
pub(super) fn calls(record: &Record) -> Vec<Vec<String>> {
    let ids = |axis: &str| record.values(axis).iter().map(|value| value.id.as_str());
    let patterns: Vec<&str> = ids("pattern").filter(|id| !id.contains('+')).collect();
    let call = |representation: &str, pattern: &str, git: bool| {
        let words = ["--representation", representation, "--pattern", pattern];
        let words =
            words.into_iter().chain(LIKE_THE_FIELD).chain(["--runs", "1"]).chain(git.then_some("--git"));
        words.map(str::to_owned).collect()
    };
    let mut baselines = record.measures.values().filter_map(|measure| measure.baseline.values().next());
    let baseline = baselines.next().map_or("", String::as_str);
    let of_baseline =
        patterns.iter().flat_map(|pattern| [false, true].map(|git| call(baseline, pattern, git)));
    let known = |id: &str| ids("representation").any(|known| known == id);
    let asked_about = ASKED_ABOUT.iter().filter(|(id, _)| known(id) && !patterns.is_empty());
    of_baseline.chain(asked_about.map(|(id, pattern)| call(id, pattern, true))).collect()
}
