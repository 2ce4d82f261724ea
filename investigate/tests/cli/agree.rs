//! `agree`: criterion's order beside the record's.

use evidence::Record;
use evidence::record::{Axis, Figure};
use serde_json::{Value, json};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::fixture::{Project, changed, own, rows};

/// A project whose record has `im` take twice what `vec` takes, give or take a hundredth.
pub(crate) fn project() -> Project {
    let record = changed(&own("investigate/tests/cli/fixture/record.json"), |record| {
        let times = record.figures["time"]["snapshot/vec/92"].numbers();
        let (rounds, time) = (times.len(), times[0]);
        let around = |middle: f64| -> Vec<f64> {
            [middle, 1.01 * middle, 0.99 * middle].into_iter().cycle().take(rounds).collect()
        };
        record.put("time", "snapshot/im/92", Figure::Rounds(around(2.0 * time)));
        record.put("time-ratio", "snapshot/im/92", Figure::Rounds(around(2.0)));
        let Axis::Listed(known) = &mut record.axes["representation"] else { panic!("it is no list") };
        known.push(serde_json::from_value(json!({"id": "im", "title": "im"})).unwrap());
    });
    let places = "[preprocessor.evidence]\nrecords = \"records\"\n\
                  coordinates = { machine = \"test-2-cores\", workload = \"typical\" }\n\
                  gates = \"gates.toml\"\ndecision = \"decision.toml\"\n";
    Project::new().with("book.toml", places).with("records/fixture.json", record)
}

/// What criterion saves of as many runs as it makes when not told.
pub(crate) fn saved(project: Project, id: &str, times: [f64; 8]) -> Project {
    times.iter().zip(1..).fold(project, |project, (time, run)| {
        let folder = format!("saved/{id}/run-{run}");
        project
            .with(&format!("{folder}/benchmark.json"), json!({"group_id": "any", "full_id": id}).to_string())
            .with(
                &format!("{folder}/estimates.json"),
                json!({"median": {"point_estimate": time}}).to_string(),
            )
    })
}

fn agree(project: &Project, more: &[&str]) -> OutputAssert {
    let command = project.command().args(["agree", "--saved", "saved", "--operations", "snapshot"]);
    command.args(more).assert()
}

pub(crate) const VEC: [f64; 8] = [100.0, 101.0, 99.0, 102.0, 98.0, 100.0, 101.0, 99.0];

#[test]
fn the_same_order_exits_with_0() {
    let project =
        saved(saved(project(), "snapshot/vec/92", VEC), "snapshot/im/92", VEC.map(|time| 1.9 * time));
    agree(&project, &[]).success().stdout_eq(str![[r#"
operation              n   pairs   apart in both   agree  disagree
snapshot              92       1               1       1         0

Of 1 pairs 1 are apart in both; 1 agree, 0 disagree (8 runs of criterion, ratios of fixture)

"#]]);
}

#[test]
fn another_order_exits_with_1_and_names_the_pair_with_both_ratios() {
    let project =
        saved(saved(project(), "snapshot/vec/92", VEC), "snapshot/im/92", VEC.map(|time| time / 3.0));
    agree(&project, &[])
        .code(1)
        .stdout_eq(str![[r#"
operation              n   pairs   apart in both   agree  disagree
snapshot              92       1               1       0         1

Criterion and the record disagree on:
  snapshot at 92: vec takes 3.00 × of im by criterion, 0.498 × by the record

Of 1 pairs 1 are apart in both; 0 agree, 1 disagree (8 runs of criterion, ratios of fixture)

"#]])
        .stderr_eq(str![[r#"
error: criterion and the record order 1 of 1 pairs otherwise

"#]]);
}

#[test]
fn a_pair_whose_runs_overlap_is_not_compared_and_alone_says_nothing() {
    let mut drifting = VEC.map(|time| time / 3.0);
    drifting[5] = 130.0;
    let project = saved(saved(project(), "snapshot/vec/92", VEC), "snapshot/im/92", drifting);
    let output = agree(&project, &["--json"]).code(1);
    let found: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(found["cells"][0]["pairs"], 1);
    assert_eq!(found["cells"][0]["compared"], 0);
}

#[test]
fn what_was_not_run_or_not_recorded_exits_with_2() {
    let one = saved(project(), "snapshot/vec/92", VEC);
    agree(&one, &[]).code(2).stderr_eq(str![[r#"
error: saved has no `snapshot/im/92` of the baseline run-1. Run the benches again.

"#]]);
    agree(&one, &["--runs", "5"]).code(2).stderr_eq(str![[r#"
error: invalid value '5' for '--runs <N>': 5 is not in 6..=99

For more information, try '--help'.

"#]]);
}

#[test]
fn a_record_of_other_sources_is_not_measured_against() {
    let project = project();
    let command = project.command().args(["agree", "--operations", "snapshot"]);
    command.assert().code(2).stderr_eq(str![[r#"
error: the record fixture was measured from other sources than these. Measure again: cargo run -- measure

"#]]);
}

#[test]
fn a_book_without_places_exits_with_2() {
    Project::new().command().arg("agree").assert().code(2).stderr_eq(str![[r#"
error: book.toml has no [preprocessor.evidence] table. Run `mdbook-evidence install`, which adds it, or add one with `records`.

"#]]);
}

#[test]
fn a_record_s_runs_are_compared_again_with_what_its_reference_says_now() {
    let project = recorded(project(), |record| {
        record.put(
            "criterion-median-ns",
            "snapshot/im/92",
            Figure::Rounds(VEC.map(|time| time / 3.0).to_vec()),
        );
    });
    project.command().args(["agree", "--again", "here"]).assert().code(1).stderr_eq(str![[r#"
Wrote records/agreement/here.json
error: criterion and the record order 1 of 1 pairs otherwise

"#]]);
    let record = rows(&project.read("records/agreement/here.json"));
    assert_eq!(record["figures"]["disagree-all"][""], 1.0);
    assert_eq!(record["other-order"][0]["faster"], "im");
    let reference = Record::from_json("fixture", &project.read("records/fixture.json")).unwrap();
    assert_eq!(record["inputs"][1]["sha256"], reference.sha256());
}

/// The project with a record of runs that agree, as it stood before they were compared, but for a change.
pub(crate) fn recorded(project: Project, change: impl FnOnce(&mut Record)) -> Project {
    let reference = Record::from_json("fixture", &project.read("records/fixture.json")).unwrap();
    let mut record = Record::new("agreement/here");
    record.inputs = vec![reference.inputs[0].clone()];
    record.axes = reference.axes;
    record.coordinates.insert("machine".to_owned(), "test-2-cores".to_owned());
    record.labels = [("reference".to_owned(), "fixture".into())].into_iter().collect();
    record.declare("criterion-median-ns", &["operation", "representation", "n"]);
    for (id, times) in [("vec", VEC), ("im", VEC.map(|time| 1.9 * time))] {
        record.put("criterion-median-ns", format!("snapshot/{id}/92"), Figure::Rounds(times.to_vec()));
    }
    change(&mut record);
    project.with("records/agreement/here.json", record.to_json())
}
