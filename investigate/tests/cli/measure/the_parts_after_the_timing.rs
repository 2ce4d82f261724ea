//! What is counted after the timing.

use super::*;

#[test]
fn are_in_the_record_with_the_values_of_one_cell_in_one_count() {
    let project = measured(&[]);
    let record = loaded(&project);
    for measure in ["allocations", "bytes", "clones", "instructions", "retained-bytes"] {
        assert!(record.figure(measure, "snapshot/vec/92").is_some(), "{measure}");
    }
    let timed: Vec<&String> = record.figures["wall-ns"].keys().collect();
    assert_eq!(timed, ["vec/today/92/3/20/no", "vec/today/92/3/20/yes", "im/today/92/3/20/yes"]);
    let samples = |measure: &str| record.figure(measure, "vec/today/92/3/20/no").unwrap().numbers().to_vec();
    assert_eq!(samples("wall-ns"), [3_126_200_000.0, 3_445_300_000.0].repeat(8));
    assert_eq!(samples("wall-snapshot-share"), [0.0027; 16]);
    assert_eq!(samples("wall-write-round-trip-p99-ns").len(), 16);
    let of_loop = loop_record(&project);
    assert_eq!(of_loop.figure("snapshots-per-phase", "vec/today/92/3").unwrap().numbers(), [3.5]);
    assert_eq!((&of_loop.machine, of_loop.coordinates["workload"].as_str()), (&None, "typical"));
    assert_eq!(of_loop.command, "cargo run -- measure --again loops");
    assert!(record.figures.keys().all(|measure| !of_loop.figures.contains_key(measure)));
    let parts = parts(&project);
    assert_eq!(
        parts[..3],
        [
            "counts run --workload typical",
            "instructions run --workload typical",
            "loops count --workload typical"
        ]
    );
    // In rounds, so that a change of the machine's load meets all candidates alike.
    let round = [
        "walls --representation vec --pattern today --n 92 --concurrency 3 --runs 1 --workload typical",
        "walls --representation vec --pattern today --n 92 --concurrency 3 --runs 1 --git --workload typical",
        "walls --representation im --pattern today --n 92 --concurrency 3 --runs 1 --git --workload typical",
    ];
    assert_eq!(parts[3..], round.repeat(8));
}

#[test]
fn are_fewer_in_a_quick_run_and_the_record_says_so() {
    let project = measured(&["--quick"]);
    assert_eq!(parts(&project), ["counts run --workload typical", "loops count --n 92 --workload typical"]);
    assert_eq!(
        loaded(&project).notes,
        [
            "Instructions were not counted: a quick run leaves that out.",
            "The scheduler's loop was not timed: a quick run leaves that out."
        ]
    );
}

#[test]
fn are_of_the_same_operations_as_the_timing() {
    let project = measured(&["--operation", "push"]);
    assert_eq!(
        parts(&project),
        [
            "counts run --operation push --workload typical",
            "instructions run --operation push --workload typical"
        ]
    );
    assert_eq!(
        loaded(&project).notes,
        [
            "The scheduler's loop was not counted: the run was of some operations only.",
            "The scheduler's loop was not timed: the run was of some operations only."
        ]
    );
}

#[test]
fn can_be_skipped_and_the_record_says_so() {
    let project = measured(&["--skip", "counts,instructions,loops,walls"]);
    assert!(!project.path("parts").exists());
    let record = loaded(&project);
    assert_eq!(record.command, "cargo run -- measure --skip counts,instructions,loops,walls");
    assert_eq!(
        record.notes,
        [
            "Allocations and clones were not counted: the run was told to skip that.",
            "Instructions were not counted: the run was told to skip that.",
            "The scheduler's loop was not counted: the run was told to skip that.",
            "The scheduler's loop was not timed: the run was told to skip that."
        ]
    );
}

#[test]
fn are_noted_as_missing_without_valgrind() {
    let project = Project::new();
    measure(&project, &[]).env("FAKE_VALGRIND", "missing").assert().success().stderr_eq(str![[r#"
Measuring 3 cells in 12 to 48 rounds, 1000 ms each: at most 36.0 min
...
Look after 12 rounds: 3 of 3 cells are within ±5 %
Counting allocations and clones, about [..] left
Counting instructions, about [..] left
Instructions were not counted: valgrind is not installed.
Counting the scheduler's loop, about [..] left
Timing the scheduler's loop, about [..] left

"#]]);
    assert_eq!(loaded(&project).notes, ["Instructions were not counted: valgrind is not installed."]);
}

#[test]
fn do_not_cost_the_timing_when_they_fail() {
    let project = Project::new();
    measure(&project, &[]).env("FAKE_COUNTS", "fail").assert().success().stderr_eq(str![[r#"
Measuring 3 cells in 12 to 48 rounds, 1000 ms each: at most 36.0 min
...
Look after 12 rounds: 3 of 3 cells are within ±5 %
Counting allocations and clones, about [..] left
error: `counts run` failed (exit status: 1): the control differs from the baseline
Allocations and clones were not counted: the control came out unlike the baseline, though both are the same code.
Counting instructions, about [..] left
Counting the scheduler's loop, about [..] left
Timing the scheduler's loop, about [..] left

"#]]);
    assert_eq!(
        loaded(&project).notes,
        [
            "Allocations and clones were not counted: the control came out unlike the baseline, though both are the same code."
        ]
    );
}

#[test]
fn do_not_cost_the_timing_when_they_answer_nonsense() {
    let project = Project::new();
    for nonsense in ["negative", "otherwise"] {
        measure(&project, &["--replace"]).env("FAKE_COUNTS", nonsense).assert().success();
        assert_eq!(
            loaded(&project).notes,
            [
                "Allocations and clones were not counted: the program `counts` answered with what cannot be counted."
            ]
        );
    }
}

#[test]
fn are_noted_as_missing_when_their_program_does_not_compile() {
    let project = Project::new();
    let only_slices = project.path("programs");
    fs::create_dir(&only_slices).unwrap();
    fs::copy(fake_programs().join("slices"), only_slices.join("slices")).unwrap();
    project.command().args(["measure", "--quick", "--programs"]).arg(&only_slices).assert().success();
    assert_eq!(
        loaded(&project).notes,
        [
            "Allocations and clones were not counted: the program `counts` does not compile.",
            "Instructions were not counted: a quick run leaves that out.",
            "The scheduler's loop was not counted: the program `loops` does not compile.",
            "The scheduler's loop was not timed: a quick run leaves that out."
        ]
    );
}

#[test]
fn run_once_though_the_run_is_interrupted_between_them() {
    for signal in ["INT", "KILL"] {
        let project = Project::new();
        let output = measure(&project, &[])
            .env("FAKE_SIGNAL", signal)
            .env("FAKE_PART_STOP", "instructions")
            .output()
            .unwrap();
        assert!(!output.status.success());
        assert!(!project.names("records").iter().any(|name| name.ends_with(".json")));
        measure(&project, &["--resume"]).assert().success();
        let names: Vec<String> =
            parts(&project).iter().map(|call| call.split(' ').next().unwrap().to_owned()).collect();
        let walls = vec!["walls"; 3 * 8];
        assert_eq!(
            names,
            [&["counts", "instructions", "instructions", "loops"], &walls[..]].concat(),
            "{signal}"
        );
        assert_eq!(calls(&project).len(), PROCESSES, "nothing was timed again");
        let whole = Project::new();
        measure(&whole, &[]).assert().success();
        assert_eq!(record(&project), record(&whole));
        assert_eq!(loop_record(&project).figures, loop_record(&whole).figures);
    }
}

#[test]
fn the_loop_is_not_timed_when_it_is_not_counted() {
    let project = measured(&["--skip", "loops"]);
    assert_eq!(
        loaded(&project).notes,
        [
            "The scheduler's loop was not counted: the run was told to skip that.",
            "The scheduler's loop was not timed: that needs its counts."
        ]
    );
}

#[test]
fn a_loop_in_which_nothing_happens_is_no_evidence() {
    let project = Project::new();
    measure(&project, &[]).env("FAKE_PHASES", "0").assert().success();
    let record = loaded(&project);
    assert!(record.figures.keys().all(|measure| !measure.contains("phase") && !measure.starts_with("wall-")));
    assert!(!project.path("records/loop").exists());
    assert_eq!(
        record.notes,
        [
            "The scheduler's loop was not counted: the scheduler finds nothing to do in this workload.",
            "The scheduler's loop was not timed: that needs its counts."
        ]
    );
}

#[test]
fn are_counted_anew_while_the_control_is_unlike_the_baseline_and_given_up_after_four_tries() {
    let project = Project::new();
    measure(&project, &["--skip", "counts,loops,walls"]).env("FAKE_CONTROL", "differs").assert().success();
    assert_eq!(parts(&project), ["instructions run --workload typical"; 4]);
    let note = "Instructions were not counted: the control came out unlike the baseline, though both are the same code.";
    assert!(loaded(&project).notes.iter().any(|there| there == note), "{:?}", loaded(&project).notes);
}

#[test]
fn can_be_taken_again_for_a_record_that_lacks_one() {
    let project = Project::new();
    measure(&project, &[]).env("FAKE_VALGRIND", "missing").assert().success();
    let before = loaded(&project);
    assert_eq!(before.figure("instructions", "snapshot/vec/92"), None);

    measure(&project, &["--again", "instructions"]).assert().success();
    let after = loaded(&project);
    assert_eq!(after.figure("instructions", "snapshot/vec/92").unwrap().numbers(), [812_345.0]);
    assert!(after.notes.iter().all(|note| !note.starts_with("Instructions")), "{:?}", after.notes);
    for (measure, figures) in &before.figures {
        assert_eq!(&after.figures[measure], figures);
    }
    let both = format!("{} && cargo run -- measure --again instructions", before.command);
    assert_eq!(after.command, both);
}

#[test]
fn that_fail_again_leave_the_record_as_it_was() {
    let project = Project::new();
    measure(&project, &[]).env("FAKE_VALGRIND", "missing").assert().success();
    let before = loaded(&project);
    let assert = measure(&project, &["--again", "instructions"]).env("FAKE_VALGRIND", "missing").assert();
    assert.code(1).stderr_eq(str![[r#"
...
error: Instructions were not counted: valgrind is not installed. The record is as it was.

"#]]);
    assert_eq!(loaded(&project), before);
}

#[test]
fn are_not_taken_again_without_a_record() {
    let project = Project::new();
    let assert = measure(&project, &["--again", "counts"]).assert();
    assert.code(2).stderr_eq(snapbox::str![[r#"
error: there is no record [PROJECT]/records/[..]-typical.json to put that into: No such file or directory (os error 2). Measure without --again first.

"#]]);
}

#[test]
fn are_not_put_into_a_record_of_other_sources() {
    let project = measured(&[]);
    project.write("bench-crate/src/new.rs", "// More.\n");
    let assert = measure(&project, &["--again", "counts"]).assert();
    assert.code(2).stderr_eq(snapbox::str![[r#"
error: [PROJECT]/records/[..]-typical.json is of other sources or dependencies of bench-crate. Measure all of it again, without --again.

"#]]);
}

#[test]
fn are_put_into_a_record_that_was_waived_for_the_sources_as_they_are() {
    let project = measured(&[]);
    project.write("bench-crate/src/new.rs", "pub struct More;\n");
    let name = loaded(&project).name;
    measure(&project, &["--again", "loops"]).assert().success();
    let because = ["--because", "A name is new.", "--programs"];
    project.command().args(["waive", &name]).args(because).arg(fake_programs()).assert().success();
    measure(&project, &["--again", "counts"]).assert().success();

    project.write("bench-crate/src/new.rs", "pub struct Other;\n");
    measure(&project, &["--again", "counts"]).assert().code(2);
}

fn loop_record(project: &Project) -> Record {
    Record::from_json("loop", &project.read("records/loop/typical.json")).unwrap()
}

/// How often the loop was counted so far.
fn counted(project: &Project) -> usize {
    parts(project).iter().filter(|call| call.starts_with("loops ")).count()
}

#[test]
fn the_loop_is_counted_once_for_each_state_of_the_code_whatever_the_machine() {
    let project = measured(&["--as", "one"]);
    measure(&project, &["--as", "two"]).assert().success();
    measure(&project, &["--as", "three", "--quick"]).assert().success();
    assert_eq!(counted(&project), 1);
    project.write("bench-crate/src/new.rs", "pub fn more() {}\n");
    measure(&project, &["--as", "four"]).env("FAKE_PHASES", "61").assert().success();
    assert_eq!(counted(&project), 2);
    assert_eq!(loop_record(&project).figure("phases", "vec/today/92/3").unwrap().numbers(), [61.0]);
    // The loop over other items is another.
    measure(&project, &["--as", "four", "--workload", "full"]).assert().success();
    assert_eq!(counted(&project), 3);
    assert_eq!(project.names("records/loop"), ["full.json", "typical.json"]);
}

#[test]
fn a_quick_run_replaces_no_count_of_more_sizes_and_says_so() {
    let project = measured(&["--quick", "--as", "one"]);
    measure(&project, &["--as", "two"]).assert().success();
    assert_eq!(counted(&project), 2, "the full run has more sizes");
    let before = project.read("records/loop/typical.json");
    project.write("bench-crate/src/new.rs", "pub fn more() {}\n");
    measure(&project, &["--quick", "--as", "three"]).assert().success();
    let three = Record::from_json("three", &project.read("records/three-typical.json")).unwrap();
    assert_eq!(
        three.notes[1],
        "The scheduler's loop was not counted: a quick run does not replace records/loop/typical.json, which has more sizes."
    );
    measure(&project, &["--quick", "--again", "loops"]).assert().code(1);
    assert_eq!(project.read("records/loop/typical.json"), before);
}

#[test]
fn the_loop_can_be_counted_alone_and_anew() {
    let project = Project::new();
    measure(&project, &["--again", "loops"]).assert().success().stdout_eq(str![[r#"
Wrote records/loop/typical.json: the loop, counted in [..].

"#]]);
    assert_eq!(project.names("records").into_iter().filter(|name| name.ends_with(".json")).count(), 0);
    measure(&project, &["--again", "loops"]).env("FAKE_PHASES", "61").assert().success();
    assert_eq!(loop_record(&project).figure("phases", "vec/today/92/3").unwrap().numbers(), [61.0]);
}

#[test]
fn a_run_that_goes_on_leaves_the_loop_as_another_counted_it_meanwhile() {
    let project = Project::new();
    let interrupted =
        measure(&project, &[]).env("FAKE_SIGNAL", "KILL").env("FAKE_PART_STOP", "walls").output();
    assert!(!interrupted.unwrap().status.success());
    assert!(!project.path("records/loop").exists());
    measure(&project, &["--again", "loops"]).assert().success();
    let counted = project.read("records/loop/typical.json");
    measure(&project, &["--resume"]).assert().success();
    assert_eq!(project.read("records/loop/typical.json"), counted);
    assert!(loaded(&project).figures.contains_key("wall-ns"));
}

#[test]
fn the_loop_over_other_items_of_the_same_name_is_replaced_only_when_that_is_asked_for() {
    let project = measured(&["--again", "loops"]);
    let other = crate::fixture::changed(&project.read("records/loop/typical.json"), |record| {
        record.labels.insert("workload-sha256".to_owned(), "cd".into());
    });
    project.write("records/loop/typical.json", &other);
    measure(&project, &[]).assert().success();
    assert_eq!(
        loaded(&project).notes,
        [
            "The scheduler's loop was not counted: records/loop/typical.json is of other items under the same name; rename the file, or add --replace.",
            "The scheduler's loop was not timed: that needs its counts."
        ]
    );
    measure(&project, &["--again", "loops"]).assert().code(1);
    assert_eq!(project.read("records/loop/typical.json"), other);
    measure(&project, &["--replace"]).assert().success();
    assert_eq!(loop_record(&project).label("workload-sha256"), "ab");
}
