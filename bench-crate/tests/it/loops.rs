//! The scheduler's loop: beside the field's figures, where a pattern could read what is no longer so, and
//! the `loops` binary as a user runs it.

use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;

use bench_crate::model::{
    Assessments, BacklogFile, BacklogItem, DimensionLevel, ItemStatus, Mutation, SizeLevel, View,
};
use bench_crate::registry;
use bench_crate::schedule::{
    self, Backlog, Chances, Coordinator, Counts, DropEarly, Durations, Halt, Handle, InMemory, Limits,
    NewItem, NoGit, Pace, Pattern, Request, RequestSite, Run, RunCounters, Running, Snapshot,
    is_small_and_safe,
};
use bench_crate::workload::Workload;
use serde_json::{Value, json};

fn request(id: &str) -> Request {
    id.parse().unwrap()
}

fn count(representation: &str, pattern: &str, n: usize, concurrency: usize) -> Counts {
    let run = Run::like_the_field(request(pattern), concurrency);
    let file = Workload::typical(Workload::SEED).at(n);
    schedule::of(representation).unwrap().count(&file, &run).unwrap()
}

fn snapshots_at(counts: &Counts, site: RequestSite) -> u64 {
    counts.sites.iter().find(|it| it.site == site).map_or(0, |it| it.snapshots)
}

#[track_caller]
fn assert_near(what: &str, value: f64, field: f64, tolerance: f64) {
    assert!((value - field).abs() <= tolerance, "{what}: {value} is not within {tolerance} of {field}");
}

/// What the real loop did in 60 phases with three agents and two items in the pipeline: medians of
/// three runs each, from the field record (`scheduler-runs.json`: `snap_handler`, `cow_copy`,
/// `cow_unique`). It was not run with one agent.
struct Field {
    n: usize,
    base_snapshots: u32,
    shipped_snapshots: u32,
    copies: u32,
    writes: u32,
}

const FIELD: [Field; 2] = [
    Field { n: 30, base_snapshots: 226, shipped_snapshots: 260, copies: 101, writes: 166 },
    Field { n: 92, base_snapshots: 234, shipped_snapshots: 264, copies: 104, writes: 170 },
];

#[test]
fn the_loop_takes_as_many_snapshots_as_the_real_one() {
    for field in FIELD {
        for (pattern, real) in [("today", field.base_snapshots), ("as-shipped", field.shipped_snapshots)] {
            let counts = count("vec", pattern, field.n, 3);
            assert_eq!((counts.halt, counts.values.phases), (Halt::Cap, 60));
            let real = f64::from(real) / 60.0;
            assert_near(pattern, counts.values.snapshots_per_phase, real, real / 10.0);
        }
    }
}

#[test]
fn each_site_takes_as_many_snapshots_as_the_real_one_at_30_items() {
    let sites = |pattern| {
        let counts = count("vec", pattern, 30, 3);
        RequestSite::ALL.map(|site| snapshots_at(&counts, site))
    };
    // In the order of RequestSite::ALL. Two field runs of three give the first line, all three the second.
    assert_eq!(sites("today"), [61, 41, 41, 0, 0, 0, 0, 0, 19, 19, 7, 19, 19, 0]);
    assert_eq!(sites("as-shipped"), [61, 41, 41, 0, 0, 0, 0, 0, 0, 19, 0, 19, 19, 60]);
}

#[test]
fn a_shared_file_is_copied_as_often_as_in_the_real_loop() {
    for field in FIELD {
        let values = count("arc-file", "today", field.n, 3).values;
        let real = f64::from(field.copies) / f64::from(field.writes);
        assert_near("copies per write", values.copies_per_write, real, 0.1);
        assert_near("writes", values.writes as f64, f64::from(field.writes), f64::from(field.writes) / 10.0);
    }
}

#[test]
fn what_happens_is_the_same_whatever_holds_the_backlog_and_however_it_is_asked_for() {
    let story = |representation, request: Request| {
        let values = count(representation, &request.to_string(), 30, 3).values;
        (values.phases, values.triages, values.promotions, values.completed, values.writes, values.saves)
    };
    let today = story("vec", request("today"));
    for info in registry::representations() {
        for request in Request::all() {
            assert_eq!(story(info.id, request), today, "{} with {request}", info.id);
        }
    }
}

#[test]
fn the_same_run_counts_the_same() {
    for pattern in ["today", "tick-cache+drop-tasks"] {
        assert_eq!(count("im", pattern, 92, 3), count("im", pattern, 92, 3));
    }
}

#[test]
fn a_deep_clone_copies_at_each_snapshot_and_a_shared_file_at_no_more_than_there_are() {
    for request in Request::all() {
        for concurrency in [1, 3] {
            let pattern = request.to_string();
            let vec = count("vec", &pattern, 30, concurrency).values;
            assert_eq!((vec.deep_copies, vec.copies_per_write), (vec.snapshots, 0.0), "{pattern}");
            let shared = count("arc-file", &pattern, 30, concurrency).values;
            assert!(shared.deep_copies <= shared.snapshots.min(shared.writes), "{pattern}");
        }
    }
}

#[test]
fn asking_for_items_and_dropping_early_leaves_no_copy_of_a_shared_file_in_paused_time() {
    for concurrency in [1, 3] {
        for n in [30, 92] {
            let values = count("arc-file", "item-query+drop-all", n, concurrency).values;
            assert_eq!(values.deep_copies, 0);
            // What it costs: a message and a clone of one item each.
            assert!(values.item_queries > values.phases, "{values:?}");
        }
    }
}

#[test]
fn a_tick_cache_asks_again_only_for_what_the_tick_has_written() {
    let counts = count("vec", "tick-cache", 92, 3);
    let asking: Vec<RequestSite> = counts.sites.iter().map(|it| it.site).collect();
    assert_eq!(asking, [RequestSite::Tick, RequestSite::TriageCheck, RequestSite::TriageRouting]);
}

#[test]
fn every_kind_of_completion_is_met_and_ends_alike_under_every_pattern() {
    let chances = Chances {
        subphase: 15,
        failed: 10,
        blocked: 10,
        cancelled: 5,
        follow_up: 30,
        assessed: 30,
        duplicate: 25,
    };
    let file = Workload::full(3).at(60);
    let run = |request| Run {
        phases: 200,
        chances,
        inbox: vec![NewItem { title: "Ring".to_owned(), context: Some("From the inbox".to_owned()) }],
        ..Run::like_the_field(request, 3)
    };
    let unlike = BacklogFile {
        items: file
            .items
            .iter()
            .map(|item| BacklogItem { status: ItemStatus::New, dependencies: Vec::new(), ..item.clone() })
            .collect(),
        ..file
    };
    let vec = schedule::of("vec").unwrap();
    let mut stories = Vec::new();
    for request in Request::all() {
        let counts = vec.count(&unlike, &run(request)).unwrap();
        if request == request_today() {
            for site in RequestSite::ALL.into_iter().filter(|&site| site != RequestSite::Completion) {
                assert!(snapshots_at(&counts, site) > 0, "{site:?}");
            }
        }
        stories.push((counts.halt, counts.values.phases, counts.values.writes, counts.values.completed));
    }
    assert!(stories.windows(2).all(|pair| pair[0] == pair[1]), "{stories:?}");
}

fn request_today() -> Request {
    Request { pattern: Pattern::Today, drop_early: DropEarly::Nothing }
}

// --- Where what was read is no longer so ---

fn coordinator(items: Vec<BacklogItem>) -> Handle {
    let file = BacklogFile { items, ..BacklogFile::default() };
    let parts = Coordinator {
        backlog: Backlog::of::<Arc<BacklogFile>>(file),
        storage: InMemory::default().into(),
        git: NoGit::default().into(),
        inbox: Vec::new(),
        counters: Arc::new(RunCounters::default()),
        times: Arc::default(),
        samples: None,
        pace: Pace::default(),
    };
    parts.spawn().0
}

fn item(id: &str, status: ItemStatus) -> BacklogItem {
    BacklogItem { id: id.to_owned(), status, ..BacklogItem::default() }
}

const SMALL: Mutation = Mutation::Assess(Assessments {
    size: Some(SizeLevel::Small),
    complexity: None,
    risk: Some(DimensionLevel::Low),
    impact: None,
});

#[tokio::test]
async fn a_cached_snapshot_would_send_a_small_item_through_research() {
    let handle = coordinator(vec![item("WRK-1", ItemStatus::New)]);
    let cached = handle.snapshot(RequestSite::Tick).await.unwrap();
    handle.update("WRK-1", SMALL).await.unwrap();
    let fresh = handle.snapshot(RequestSite::TriageRouting).await.unwrap();
    let skips = |snapshot: &Snapshot| is_small_and_safe(snapshot.find("WRK-1").unwrap());
    assert!(!skips(&cached), "by the cache it needs research");
    assert!(skips(&fresh), "by its assessments it is ready");
}

#[tokio::test]
async fn a_cached_snapshot_would_miss_that_triage_blocked_its_item() {
    let handle = coordinator(vec![item("WRK-1", ItemStatus::New)]);
    let cached = handle.snapshot(RequestSite::Tick).await.unwrap();
    handle.update("WRK-1", Mutation::Block("why".to_owned())).await.unwrap();
    let fresh = handle.snapshot(RequestSite::TriageCheck).await.unwrap();
    assert_eq!(cached.find("WRK-1").unwrap().status, ItemStatus::New);
    assert_eq!(fresh.find("WRK-1").unwrap().status, ItemStatus::Blocked);
}

#[tokio::test]
async fn a_cached_snapshot_would_merge_with_an_item_that_is_gone() {
    let items = ["WRK-1", "WRK-2", "WRK-3"].map(|id| item(id, ItemStatus::New));
    let handle = coordinator(items.into());
    let cached = handle.snapshot(RequestSite::Tick).await.unwrap();
    handle.merge("WRK-2", "WRK-1").await.unwrap();
    assert!(cached.find("WRK-2").is_some(), "by the cache there is something to merge");
    let refused = handle.merge("WRK-3", "WRK-2").await.unwrap_err();
    assert!(refused.to_string().contains("there is no item WRK-2"), "{refused}");
}

#[tokio::test]
async fn two_item_queries_can_show_a_backlog_that_never_was() {
    let items = ["WRK-1", "WRK-2"].map(|id| item(id, ItemStatus::New));
    let handle = coordinator(items.into());
    let target = handle.item(RequestSite::Merge, "WRK-1").await.unwrap().unwrap();
    handle.merge("WRK-2", "WRK-1").await.unwrap();
    let source = handle.item(RequestSite::Merge, "WRK-2").await.unwrap();
    // Before the merge both were there; after it, the target says so. Here the source is simply lost.
    assert_eq!((&target.description, source), (&None, None));
}

#[tokio::test]
async fn an_item_that_a_phase_works_on_can_be_rewritten_meanwhile_under_every_pattern() {
    let items = ["WRK-1", "WRK-2"].map(|id| item(id, ItemStatus::InProgress));
    let handle = coordinator(items.into());
    let snapshot = handle.snapshot(RequestSite::PhaseTask).await.unwrap();
    let query = handle.item(RequestSite::PhaseTask, "WRK-1").await.unwrap().unwrap();
    handle.merge("WRK-2", "WRK-1").await.unwrap();
    let now = handle.item(RequestSite::PhaseTask, "WRK-1").await.unwrap().unwrap();
    assert!(now.description.is_some(), "the agent would have to know what was merged");
    assert_eq!(snapshot.find("WRK-1"), Some(&*query), "but a snapshot is as old as an answer");
    assert_eq!(query.description, None);
}

#[tokio::test]
async fn a_selection_from_a_snapshot_of_an_earlier_tick_would_start_what_is_archived() {
    let mut done = item("WRK-1", ItemStatus::InProgress);
    done.phase = Some("review".to_owned());
    let handle = coordinator(vec![done]);
    let earlier = handle.snapshot(RequestSite::Tick).await.unwrap();
    handle.update("WRK-1", Mutation::Transition(ItemStatus::Done)).await.unwrap();
    handle.archive("WRK-1").await.unwrap();
    let limits = Limits { concurrency: 1, wip: 1 };
    assert_eq!(schedule::select(&*earlier, &Running::new(), limits).len(), 1);
    let now = handle.snapshot(RequestSite::Tick).await.unwrap();
    assert_eq!(schedule::select(&*now, &Running::new(), limits).len(), 0);
}

// --- The binary ---

fn loops(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_loops")).args(args).output().unwrap()
}

fn walls() -> Command {
    Command::new(env!("CARGO_BIN_EXE_walls"))
}

#[track_caller]
fn answer(args: &[&str]) -> Value {
    read(&loops(args))
}

#[track_caller]
fn read(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Fails unless the arguments are refused with exit code 2 and a sentence that holds these words.
#[track_caller]
fn assert_refused(args: &[&str], words: &str) {
    let output = loops(args);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{error}");
    assert!(error.contains(words), "{words:?} is not in: {error}");
}

#[test]
fn the_list_names_every_pattern_site_and_representation() {
    let list = answer(&["list"]);
    let len = |axis: &str| list["axes"][axis].as_array().unwrap().len();
    assert_eq!((len("pattern"), len("site")), (12, RequestSite::COUNT));
    assert_eq!(len("representation"), registry::representations().len());
    assert_eq!(list["axes"]["pattern"][1]["id"], "today+drop-tasks");
    let sites = &list["tables"]["sites"]["rows"];
    assert_eq!(sites[0], json!(["tick", 607, true, "own", "own", "own", "own"]));
    assert_eq!(sites[2], json!(["success", 1156, false, "own", "tick", "own", "item"]));
    assert_eq!(sites[13], json!(["completion", 1074, false, null, null, "own", null]));
}

#[test]
fn a_count_has_one_loop_for_each_candidate_size_and_concurrency() {
    let counted = answer(&[
        "count",
        "--representation",
        "arc-file",
        "--pattern",
        "today+drop-all",
        "--n",
        "30",
        "--n",
        "5",
        "--concurrency",
        "3",
        "--phases",
        "7",
        "--draws",
        "3",
    ]);
    let figures = counted["figures"].as_object().unwrap();
    let points = ["arc-file/today+drop-all/30/3", "arc-file/today+drop-all/5/3"];
    for measure in [
        "snapshots",
        "snapshots-per-tick",
        "deep-copies-per-phase",
        "copies-per-write",
        "item-queries",
        "drawn-copies-per-phase",
        "drawn-copies-per-phase-least",
        "drawn-copies-per-phase-most",
    ] {
        let counted: Vec<&String> = figures[measure].as_object().unwrap().keys().collect();
        assert_eq!(counted, points, "{measure}");
    }
    assert_eq!(figures["draws"][points[0]], 3.0);
    assert!(figures["site-held-at-copies"][format!("{}/tick", points[0])].is_number());
    assert_eq!(figures["site-line"][format!("{}/tick", points[1])], 607.0);
    assert_eq!(counted["labels"]["loop-agent-ms"], "20");
}

#[test]
fn a_timed_run_saves_and_commits_for_real() {
    let args = [
        "--representation",
        "arc-file",
        "--pattern",
        "item-query",
        "--n",
        "5",
        "--phases",
        "3",
        "--agent-ms",
        "1",
        "--runs",
        "1",
        "--git",
    ];
    let timed = read(&walls().args(args).output().unwrap());
    let of = |measure: &str| {
        let samples = &timed["figures"][format!("wall-{measure}")]["arc-file/item-query/5/3/1/yes"];
        samples[0].as_f64().unwrap_or_else(|| panic!("{measure}: {samples}"))
    };
    assert_eq!(of("phases"), 3.0);
    let share = |part: &str| of(&format!("{part}-share"));
    for part in ["snapshot", "drop", "change", "yaml", "disk", "git"] {
        assert!(share(part) > 0.0, "{part}: {timed}");
    }
    assert!((share("snapshot") + share("drop") - share("snapshot-and-drop")).abs() < 1e-12, "{timed}");
    assert!(of("ns") > 0.0 && of("handler-per-phase-ns") > 0.0 && of("drop-per-phase-ns") > 0.0);
    assert_eq!(of("snapshot-round-trips"), of("snapshots"));
    assert!(of("write-round-trips") >= of("writes"));
    assert!(of("write-round-trip-p50-ns") <= of("write-round-trip-max-ns"));
}

#[test]
fn an_unknown_name_is_refused_with_the_known_ones() {
    assert_refused(&["count", "--pattern", "never"], "today+drop-all");
    assert_refused(&["count", "--representation", "never"], "there is no representation \"never\"");
    assert_refused(&["count", "--n", "0"], "--n");
    assert_refused(&["count", "--backlog", "no-such.yaml"], "cannot read the backlog no-such.yaml");
}

#[test]
fn with_one_agent_the_story_does_not_depend_on_how_long_it_takes() {
    let file = Workload::typical(Workload::SEED).at(92);
    let run = |agent| Run {
        durations: Durations { agent, ..Durations::FIELD },
        ..Run::like_the_field(request_today(), 1)
    };
    let arc_file = schedule::of("arc-file").unwrap();
    let short = arc_file.count(&file, &run(Duration::from_millis(20))).unwrap().values;
    let long = arc_file.count(&file, &run(Duration::from_secs(600))).unwrap().values;
    assert_eq!((short.writes, short.snapshots), (long.writes, long.snapshots));
}
