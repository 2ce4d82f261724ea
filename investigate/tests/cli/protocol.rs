//! What the measured programs print is read as parts of a record, and their parts become one.

use std::collections::BTreeMap;
use std::time::Duration;

use bench_crate::count::{Cell, Count, Table, Varied};
use bench_crate::model::BacklogFile;
use bench_crate::protocol::RecordPart;
use bench_crate::round::{self, Options};
use bench_crate::round_part;
use bench_crate::schedule::{self, CountedLoop, LoopPoint, Run, TimedLoop};
use bench_crate::workload::{Summary, Workload};
use evidence::Record;

fn workload() -> (Workload, Summary) {
    let workload = Workload::typical(Workload::SEED);
    let summary = workload.summary().unwrap();
    (workload, summary)
}

#[track_caller]
fn read(part: &RecordPart) -> Record {
    let part = Record::from_json("part", &part.to_json().unwrap()).unwrap();
    assert_eq!(Record::from_json("again", &part.to_json()).unwrap(), part);
    part
}

fn round(seed: u64) -> Record {
    let options = Options { seed, budget: Duration::ZERO, slice: Duration::from_micros(5) };
    let mut round = round::run("push", &workload().0.at(5), options).unwrap();
    // What the clock said is of no interest here, and on a busy machine no record.
    for series in &mut round.series {
        (series.nanoseconds, series.ratio, series.quartiles) = (2.0, 1.0, [1.0, 3.0]);
    }
    read(&round.part("slices"))
}

/// A loop that is asked as today, counted and drawn or timed.
fn point(n: usize) -> LoopPoint {
    LoopPoint { representation: "memo", request: "today+drop-all".parse().unwrap(), n, concurrency: 3 }
}

fn timed(file: &BacklogFile, run: &Run) -> TimedLoop {
    let mut timing = schedule::of("memo").unwrap().time(file, run, false).unwrap();
    // Of a run as short as this, the save at its end can take longer than all before it.
    let shares = &mut timing.shares;
    for share in [&mut shares.disk, &mut shares.yaml, &mut shares.change, &mut shares.snapshot_and_drop] {
        *share = 0.25;
    }
    (shares.snapshot, shares.drop) = (0.125, 0.125);
    TimedLoop { point: point(5), agent_ms: 1, commits: false, runs: vec![timing] }
}

#[test]
fn lists_rounds_counts_and_loops_are_parts_of_a_record_that_fit_together() {
    let (workload, summary) = workload();
    let mut record = Record::new("whole");
    record.add(read(&round_part::list("slices", &summary))).unwrap();
    for seed in [1, 2] {
        record.add(round(seed)).unwrap();
    }

    let cell = |representation| Cell { operation: "push", n: 5, representation };
    let count = |representation| Count {
        cell: cell(representation),
        values: BTreeMap::from([("clones", 5.0), ("retained-bytes", 9.0)]),
    };
    let varied = vec![Varied { cell: cell("vec"), measures: vec!["clones"] }];
    let table = Table { counts: ["vec", "vec-again"].map(count).into(), varied, workload: summary.clone() };
    record.add(read(&table.part("counts"))).unwrap();

    let file = workload.at(5);
    let memo = schedule::of("memo").unwrap();
    let run = Run { phases: 6, ..Run::like_the_field(point(5).request, 3) };
    let counted = CountedLoop {
        point: point(5),
        counts: memo.count(&file, &run).unwrap(),
        drawn: Some(memo.draw(&file, &run, 2).unwrap()),
    };
    record.add(read(&schedule::counted("loops", &summary, 20, &[counted]).unwrap())).unwrap();
    let timed = timed(&file, &run);
    for _ in 0..2 {
        record.add(read(&schedule::timed("loops", &summary, &timed))).unwrap();
    }
    record.add(read(&schedule::list("loops", &summary))).unwrap();

    let whole = Record::from_json("whole", &record.to_json()).unwrap();
    for (measure, point, numbers) in [
        ("time", "push/vec-again/5", 2),
        ("time-ratio", "push/memo/5", 2),
        ("time-upper-quartile", "push/memo/5", 2),
        ("build-place", "push/vec-again/5", 2),
        ("sets", "push/5", 2),
        ("clones", "push/vec-again/5", 1),
        ("draws", "memo/today+drop-all/5/3", 1),
        ("site-line", "memo/today+drop-all/5/3/tick", 1),
        ("wall-ns", "memo/today+drop-all/5/3/1/no", 2),
    ] {
        let figure = whole.figure(measure, point).unwrap_or_else(|| panic!("{measure}/{point}"));
        assert_eq!(figure.numbers().len(), numbers, "{measure}/{point}");
    }
    assert_eq!(whole.figure("seed", "push/5").unwrap().numbers(), [1.0, 2.0]);
    assert_eq!(whole.tables["varied-counts"].rows.len(), 1);
    assert_eq!(whole.label("workload-items"), "92");
}

#[test]
fn a_part_states_the_units_that_records_have_had_for_the_names() {
    let (workload, summary) = workload();
    let (file, run) = (workload.at(5), Run { phases: 2, ..Run::like_the_field(point(5).request, 3) });
    let timed = timed(&file, &run);
    let part = read(&schedule::timed("loops", &summary, &timed));
    assert_eq!(part.measures.len(), 22);
    for (id, measure) in &part.measures {
        assert_eq!(measure.unit, evidence::Unit::of(id), "{id}");
    }
}
