//! `measure`, with a stand-in for the program that times: nothing here depends on how fast a machine is.
#![cfg(unix)]

use std::fs;

use evidence::{Evidence, Record};
use snapbox::cmd::{Command, OutputAssert};
use snapbox::str;

use crate::fixture::{Project, fake_programs, investigate};

/// Three cells of twelve rounds.
const PROCESSES: usize = 36;

fn measure(project: &Project, options: &[&str]) -> Command {
    project
        .command()
        .arg("measure")
        .args(options)
        .arg("--programs")
        .arg(fake_programs())
        .env("FAKE_CALLS", project.path("calls"))
        .env("FAKE_PARTS", project.path("parts"))
}

fn calls(project: &Project) -> Vec<String> {
    project.read("calls").lines().map(str::to_owned).collect()
}

/// The calls of the programs after the timing.
fn parts(project: &Project) -> Vec<String> {
    project.read("parts").lines().map(str::to_owned).collect()
}

/// The only record.
fn loaded(project: &Project) -> Record {
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let [record] = evidence.records() else { panic!("one record was expected") };
    record.clone()
}

/// How many rounds an operation has at 92 items.
fn rounds(record: &Record, operation: &str) -> usize {
    record.cell(operation, 92).unwrap().series[0].ratio.len()
}

/// The record's text without what differs between two runs of one command.
fn record(project: &Project) -> String {
    let names = project.names("records");
    let [name] = names.iter().filter(|name| !name.starts_with('.')).collect::<Vec<_>>()[..] else {
        panic!("one record was expected among {names:?}")
    };
    let text = project.read(&format!("records/{name}"));
    let lines =
        text.lines().filter(|line| !line.contains("\"started\"") && !line.contains("\"duration_seconds\""));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn help_shows_an_example() {
    investigate().args(["measure", "--help"]).assert().success().stdout_eq(str![[r#"
Measure on this machine and write a record

Usage: investigate measure [OPTIONS]

Options:
      --quick
          End within three minutes, compilation left out

      --workload <WORKLOAD>
          Which generated items to measure

          Possible values:
          - typical: Items as full as the real backlog's usually are
          - full:    Every field of every item filled
          
          [default: typical]

      --backlog <FILE>
          Measure the items of this backlog file instead; its text is not recorded

      --source-commit <COMMIT>
          The commit that the backlog file comes from, to be recorded with it

      --seed <SEED>
          Seed of every order: of the cells, of the builds and of the slices
          
          [default: 1]

      --operation <ID>
          Measure only this operation; may be given more than once

      --minutes <M>
          Most minutes for the timing of a full run; the first 12 rounds are always finished
          
          [default: 36]

      --rounds <N>
          Exactly so many fresh processes for each cell, at least 12, instead of as many as its precision needs

      --skip <PART>
          Leave out what comes after the timing

          Possible values:
          - counts:       Allocations, bytes and clones of every operation
          - instructions: Instructions of every operation that a gate asks for; needs valgrind
          - loops:        What the scheduler's loop asks for and copies

      --resume
          Go on with an interrupted run of the same options

      --root <DIR>
          The project's root folder; without it, the nearest folder with a book.toml

  -h, --help
          Print help (see a summary with '-h')

Examples:
  cargo run -- measure --quick
  cargo run -- measure --quick --backlog ../my-project/backlog.yaml
  cargo run -- measure --workload full --minutes 60
  cargo run -- measure --workload full --minutes 60 --resume    (after Ctrl-C)

The record goes to records/<machine>-<workload>.json, with the operations added to that name when only some are measured.
A full run looks at each cell after 12, 24 and 48 rounds, and goes on with those whose intervals are wider than ±5 %.
What was finished before an interruption is kept in records/.partial. Let the machine do nothing else meanwhile.

"#]]);
}

#[test]
fn a_record_has_every_cell_with_twelve_rounds() {
    let project = Project::new();
    measure(&project, &["--quick"]).assert().success().stdout_eq(str![[r#"
Wrote records/[..]-typical.json: 3 cells of 12 rounds, measured in [..].
Note: Instructions were not counted: a quick run leaves that out.
Read the book with it: cargo run

"#]]);

    let evidence = Evidence::load(&project.path("records")).unwrap();
    let [record] = evidence.records() else { panic!("one record was expected") };
    assert_eq!(record.cells.len(), 3);
    for series in record.cells.iter().flat_map(|cell| &cell.series) {
        assert_eq!(series.ratio.len(), 12);
    }
    assert_eq!(record.time("snapshot/im/92").unwrap().value, 7.1235);
    assert_eq!(record.run.command, "cargo run -- measure --quick");
    assert!(record.run.budget_ms >= 20);
    assert_eq!(record.source.commit, None, "the temporary folder is outside git");
    assert!(record.name.ends_with("-typical"), "{}", record.name);
}

#[test]
fn a_representation_without_an_operation_is_recorded_with_the_reason() {
    let project = Project::new();
    measure(&project, &["--quick"]).assert().success();
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let message = evidence.records()[0].time("push/im/92").unwrap_err().to_string();
    assert!(message.ends_with("`im` in `push` at n = 92: It is not written yet."), "{message}");
}

#[test]
fn each_series_is_one_line_of_the_record() {
    let project = Project::new();
    measure(&project, &["--quick"]).assert().success();
    let twelve = ["0.012346"; 12].join(", ");
    assert!(record(&project).contains(&format!("          \"ratio\": [{twelve}]\n")));
}

#[test]
fn every_round_visits_every_cell_in_another_order_with_another_seed() {
    let project = Project::new();
    measure(&project, &[]).assert().success();
    let calls = calls(&project);
    assert_eq!(calls.len(), PROCESSES);
    let cells = |round: &[String]| -> Vec<String> {
        round.iter().map(|call| call.rsplit_once(' ').unwrap().0.to_owned()).collect()
    };
    let orders: Vec<Vec<String>> = calls.chunks(3).map(cells).collect();
    assert!(orders.iter().any(|order| *order != orders[0]));
    for order in &orders {
        let mut sorted = order.clone();
        sorted.sort();
        assert_eq!(sorted, ["push 92", "snapshot 5", "snapshot 92"]);
    }
    let mut unique = calls.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), PROCESSES, "every process has a seed of its own");
}

#[test]
fn a_backlog_is_recorded_by_its_name_alone() {
    let project = Project::new().with("elsewhere/Backlog-4bc9b7a.yaml", "items: []\n");
    let options = ["--quick", "--backlog", "elsewhere/Backlog-4bc9b7a.yaml", "--source-commit", "4bc9b7a"];
    measure(&project, &options).assert().success();
    let text = record(&project);
    assert!(!text.contains("elsewhere"), "{text}");
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let record = &evidence.records()[0];
    assert_eq!(record.workload.name, "backlog-4bc9b7a");
    assert_eq!(record.workload.source_commit.as_deref(), Some("4bc9b7a"));
    assert_eq!(
        record.run.command,
        "cargo run -- measure --quick --backlog Backlog-4bc9b7a.yaml --source-commit 4bc9b7a"
    );
    assert!(record.name.ends_with("-backlog-4bc9b7a"), "{}", record.name);
}

#[test]
fn a_run_of_one_operation_does_not_replace_the_record_of_all() {
    let project = Project::new();
    measure(&project, &["--quick"]).assert().success();
    measure(&project, &["--quick", "--operation", "push"]).assert().success();
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let mut cells: Vec<usize> = evidence.records().iter().map(|record| record.cells.len()).collect();
    cells.sort_unstable();
    assert_eq!(cells, [1, 3]);
}

mod a_bad_backlog_is_refused_in_one_sentence {
    use super::*;

    /// Runs with that file's contents; the record of an earlier run must not change.
    fn refused(contents: Option<&[u8]>) -> OutputAssert {
        let project = &Project::new();
        project.write("backlog.yaml", "items: []\n");
        measure(project, &["--quick", "--backlog", "backlog.yaml"]).assert().success();
        let before = record(project);
        fs::remove_file(project.path("backlog.yaml")).unwrap();
        if let Some(contents) = contents {
            project.write("backlog.yaml", contents);
        }
        let refusal = measure(project, &["--quick", "--backlog", "backlog.yaml"]).assert();
        assert_eq!(record(project), before);
        refusal.code(2).stdout_eq(str![""])
    }

    #[test]
    fn when_there_is_no_such_file() {
        refused(None).stderr_eq(str![[r#"
error: cannot read the backlog backlog.yaml: No such file or directory (os error 2). Check the path.

"#]]);
    }

    #[test]
    fn when_it_is_empty() {
        refused(Some(b" \n")).stderr_eq(str![[r#"
error: the backlog backlog.yaml is empty. Name a file with items.

"#]]);
    }

    #[test]
    fn when_it_is_not_yaml() {
        refused(Some(b"items: [a\nb: }")).stderr_eq(str![[r#"
error: the backlog backlog.yaml is not YAML: did not find expected ',' or ']' at line 2 column 2, while parsing a flow sequence at line 1 column 8. Name a backlog file.

"#]]);
    }

    #[test]
    fn when_it_is_plain_text() {
        refused(Some(b"Dear backlog")).stderr_eq(str![[r#"
error: the backlog backlog.yaml is not YAML: it has no keys. Name a backlog file.

"#]]);
    }

    #[test]
    fn when_it_is_a_picture() {
        refused(Some(b"\x89PNG\r\n\x1a\n\0\xff")).stderr_eq(str![[r#"
error: the backlog backlog.yaml is not YAML: it is not text. Name a backlog file.

"#]]);
    }

    #[test]
    fn when_the_measured_code_refuses_its_items() {
        let project = Project::new().with("not-a-backlog.yaml", "items: 3\n");
        let measure = measure(&project, &["--quick", "--backlog", "not-a-backlog.yaml"]);
        measure.assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: item 3 has no id

"#]]);
    }
}

#[test]
fn an_unknown_operation_is_refused_with_those_there_are() {
    let project = Project::new();
    measure(&project, &["--operation", "pop"]).assert().code(2).stderr_eq(str![[r#"
error: there is no operation `pop`; there are snapshot, push

"#]]);
}

#[test]
fn fewer_than_twelve_rounds_are_refused() {
    let project = Project::new();
    measure(&project, &["--rounds", "11"]).assert().code(2).stderr_eq(str![[r#"
error: invalid value '11' for '--rounds <N>': 11 is not in 12..=65535

For more information, try '--help'.

"#]]);
}

#[test]
fn a_failing_process_ends_the_run_with_its_message() {
    let project = Project::new();
    measure(&project, &["--quick"]).env("FAKE_FAIL", "push").assert().code(1).stderr_eq(str![[r#"
error: `slices round --operation push --n 92 --seed 1 --budget-ms 1` failed (exit status: 1): the checksum of im differs from that of vec

"#]]);
    assert!(!project.names("records").iter().any(|name| name.ends_with(".json")));
}

#[test]
fn outside_the_project_the_root_is_asked_for() {
    let project = Project::new().with("records/README.md", "");
    project.command().args(["measure", "--root", "records"]).assert().code(2).stderr_eq(str![[r#"
error: records has no book.toml. Name the project's root folder with --root.

"#]]);
}

mod looks {
    use super::*;

    #[test]
    fn a_calm_cell_is_finished_after_twelve_rounds() {
        let project = Project::new();
        measure(&project, &[]).assert().success();
        let record = loaded(&project);
        assert_eq!((rounds(&record, "snapshot"), rounds(&record, "push")), (12, 12));
        assert_eq!(record.run.looks(), [12, 24, 48]);
        assert!((record.run.confidence - (1.0 - 0.05 / 3.0)).abs() < 1e-5, "{}", record.run.confidence);
        assert_eq!(record.notes, [""; 0]);
    }

    #[test]
    fn a_noisy_cell_goes_on_to_the_last_look_alone_and_is_named() {
        let project = Project::new();
        measure(&project, &[])
            .env("FAKE_NOISY", "snapshot")
            .assert()
            .success()
            .stdout_eq(str![[r#"
Wrote records/[..]-typical.json: 3 cells of 12 to 48 rounds, measured in [..].
Note: Some cells are not within ±5 %: snapshot at n = 5 (48 rounds), snapshot at n = 92 (48 rounds).
False decisions: 0 of 1002 resampled A/A comparisons.
Read the book with it: cargo run

"#]])
            .stderr_eq(str![[r#"
Measuring 3 cells in 12 to 48 rounds, 1000 ms each: at most 36.0 min
...
Look after 12 rounds: 1 of 3 cells are within ±5 %
...
Look after 24 rounds: 1 of 3 cells are within ±5 %
...
Counting allocations and clones, about 5 s left
Counting instructions, about 60 s left
Counting the scheduler's loop, about 30 s left

"#]]);
        let record = loaded(&project);
        assert_eq!((rounds(&record, "snapshot"), rounds(&record, "push")), (48, 12));
        assert_eq!(record.run.rounds, 12);
    }

    #[test]
    fn the_minutes_end_the_looks_after_a_whole_round_but_never_before_the_first() {
        let project = Project::new();
        measure(&project, &["--minutes", "0.000001"]).env("FAKE_NOISY", "snapshot").assert().success();
        let record = loaded(&project);
        assert_eq!(rounds(&record, "snapshot"), 12);
        assert_eq!(
            record.notes,
            [
                "Some cells are not within ±5 %: snapshot at n = 5 (12 rounds), snapshot at n = 92 (12 rounds)."
            ]
        );
    }

    #[test]
    fn a_fixed_number_of_rounds_is_looked_at_once() {
        let project = Project::new();
        measure(&project, &["--rounds", "13"]).env("FAKE_NOISY", "snapshot").assert().success();
        let record = loaded(&project);
        assert_eq!((rounds(&record, "snapshot"), rounds(&record, "push")), (13, 13));
        assert_eq!((record.run.looks(), record.run.confidence), (vec![13], 0.95));
    }

    #[test]
    fn minutes_must_be_a_positive_number() {
        let project = Project::new();
        measure(&project, &["--minutes", "0"]).assert().code(2).stderr_eq(str![[r#"
error: invalid value '0' for '--minutes <M>': this is not a number of minutes; write one such as 60 or 0.5

For more information, try '--help'.

"#]]);
    }

    #[test]
    fn resumed_between_two_looks_the_same_cells_go_on() {
        let project = Project::new();
        let noisy = |options: &[&str]| measure(&project, options).env("FAKE_NOISY", "snapshot");
        noisy(&[]).env("FAKE_SIGNAL", "KILL").env("FAKE_STOP", "61").output().unwrap();
        assert!(!project.names("records").iter().any(|name| name.ends_with(".json")));
        noisy(&["--resume"]).assert().success();

        let whole = Project::new();
        measure(&whole, &[]).env("FAKE_NOISY", "snapshot").assert().success();
        assert_eq!(record(&project), record(&whole));
        // The process under way at the kill is the only one that ran twice.
        assert_eq!(calls(&project).len(), calls(&whole).len() + 1);
    }
}

mod the_parts_after_the_timing {
    use super::*;

    #[test]
    fn are_in_the_record_with_the_values_of_one_cell_in_one_count() {
        let project = Project::new();
        measure(&project, &[]).assert().success();
        let record = loaded(&project);
        let [vec, again] = &record.counts[..] else { panic!("{:?}", record.counts) };
        assert_eq!((vec.representation.as_str(), again.representation.as_str()), ("vec", "vec-again"));
        let measures: Vec<&str> = vec.values.keys().map(String::as_str).collect();
        assert_eq!(measures, ["allocations", "bytes", "clones", "instructions", "retained-bytes"]);
        assert_eq!(record.in_loop("snapshots-per-phase/vec+today/92/3").unwrap().value, 3.5);
        assert_eq!(
            parts(&project),
            [
                "counts run --workload typical",
                "instructions run --workload typical",
                "loops count --workload typical"
            ]
        );
    }

    #[test]
    fn are_fewer_in_a_quick_run_and_the_record_says_so() {
        let project = Project::new();
        measure(&project, &["--quick"]).assert().success();
        assert_eq!(
            parts(&project),
            ["counts run --workload typical", "loops count --n 92 --workload typical"]
        );
        assert_eq!(loaded(&project).notes, ["Instructions were not counted: a quick run leaves that out."]);
    }

    #[test]
    fn are_of_the_same_operations_as_the_timing() {
        let project = Project::new();
        measure(&project, &["--operation", "push"]).assert().success();
        assert_eq!(
            parts(&project),
            [
                "counts run --operation push --workload typical",
                "instructions run --operation push --workload typical"
            ]
        );
        assert_eq!(
            loaded(&project).notes,
            ["The scheduler's loop was not counted: the run was of some operations only."]
        );
    }

    #[test]
    fn can_be_skipped_and_the_record_says_so() {
        let project = Project::new();
        measure(&project, &["--skip", "counts,instructions,loops"]).assert().success();
        assert!(!project.path("parts").exists());
        let record = loaded(&project);
        assert_eq!(record.run.command, "cargo run -- measure --skip counts,instructions,loops");
        assert_eq!(
            record.notes,
            [
                "Allocations and clones were not counted: the run was told to skip that.",
                "Instructions were not counted: the run was told to skip that.",
                "The scheduler's loop was not counted: the run was told to skip that."
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
Counting allocations and clones, about 5 s left
Counting instructions, about 60 s left
Instructions were not counted: valgrind is not installed.
Counting the scheduler's loop, about 30 s left

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
Counting allocations and clones, about 5 s left
error: `counts run` failed (exit status: 1): the control differs from the baseline
Allocations and clones were not counted: the program `counts` failed.
Counting instructions, about 60 s left
Counting the scheduler's loop, about 30 s left

"#]]);
        assert_eq!(
            loaded(&project).notes,
            ["Allocations and clones were not counted: the program `counts` failed."]
        );
    }

    #[test]
    fn do_not_cost_the_timing_when_they_answer_nonsense() {
        let project = Project::new();
        measure(&project, &[]).env("FAKE_COUNTS", "negative").assert().success();
        assert_eq!(
            loaded(&project).notes,
            [
                "Allocations and clones were not counted: the program `counts` answered with what cannot be counted."
            ]
        );
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
                "The scheduler's loop was not counted: the program `loops` does not compile."
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
            assert_eq!(names, ["counts", "instructions", "instructions", "loops"], "{signal}");
            assert_eq!(calls(&project).len(), PROCESSES, "nothing was timed again");
            let whole = Project::new();
            measure(&whole, &[]).assert().success();
            assert_eq!(record(&project), record(&whole));
        }
    }
}

mod an_interrupted_run {
    use super::*;

    /// A run that the signal ended after some processes.
    fn interrupted(signal: &str, after: usize) -> Project {
        let project = Project::new();
        let output = measure(&project, &["--seed", "5"])
            .env("FAKE_SIGNAL", signal)
            .env("FAKE_STOP", after.to_string())
            .output()
            .unwrap();
        assert!(!output.status.success());
        assert!(!project.names("records").iter().any(|name| name.ends_with(".json")));
        project
    }

    fn uninterrupted() -> String {
        let project = Project::new();
        measure(&project, &["--seed", "5"]).assert().success();
        record(&project)
    }

    #[test]
    fn says_how_to_go_on() {
        let project = Project::new();
        measure(&project, &[]).env("FAKE_SIGNAL", "INT").env("FAKE_STOP", "10").assert().code(130).stderr_eq(
            str![[r#"
Measuring 3 cells in 12 to 48 rounds, 1000 ms each: at most 36.0 min
Timing: round 1 of at most 48 is done, at most [..] left
Timing: round 2 of at most 48 is done, at most [..] left
Timing: round 3 of at most 48 is done, at most [..] left
error: stopped after 10 timed processes; those are kept. Go on with the same command and --resume.

"#]],
        );
    }

    #[test]
    fn goes_on_after_ctrl_c_and_measures_nothing_twice() {
        let project = interrupted("INT", 10);
        measure(&project, &["--seed", "5", "--resume"]).assert().success();
        assert_eq!(calls(&project).len(), PROCESSES);
        assert_eq!(record(&project), uninterrupted());
        assert!(project.names("records/.partial").is_empty());
    }

    #[test]
    fn goes_on_after_a_kill() {
        let project = interrupted("KILL", 10);
        measure(&project, &["--seed", "5", "--resume"]).assert().success();
        // The process under way at the kill is the only one that runs again.
        assert_eq!(calls(&project).len(), PROCESSES + 1);
        assert_eq!(record(&project), uninterrupted());
    }

    #[test]
    fn loses_only_a_line_that_was_cut_off() {
        let project = interrupted("INT", 10);
        let [name] = &project.names("records/.partial")[..] else { panic!("one file was expected") };
        let name = format!("records/.partial/{name}");
        let text = project.read(&name);
        project.write(&name, &text[..text.len() - 20]);
        measure(&project, &["--seed", "5", "--resume"]).assert().success();
        assert_eq!(calls(&project).len(), PROCESSES + 1);
        assert_eq!(record(&project), uninterrupted());
    }

    #[test]
    fn does_not_go_on_with_another_seed() {
        let project = interrupted("INT", 10);
        measure(&project, &["--seed", "6", "--resume"]).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records/.partial/[..]-typical.jsonl was begun with another seed and another command. Repeat its options, or start anew without --resume.

"#]]);
    }

    #[test]
    fn does_not_go_on_with_other_code() {
        let project = interrupted("INT", 10).with("bench-crate/src/lib.rs", "pub fn faster() {}\n");
        measure(&project, &["--seed", "5", "--resume"]).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records/.partial/[..]-typical.jsonl was begun with other sources of bench-crate. Repeat its options, or start anew without --resume.

"#]]);
    }

    #[test]
    fn does_not_go_on_when_there_is_none() {
        let project = Project::new();
        measure(&project, &["--resume"]).assert().code(2).stderr_eq(str![[r#"
error: there is no interrupted run in [PROJECT]/records/.partial/[..]-typical.jsonl. Start one without --resume.

"#]]);
    }

    #[test]
    fn does_not_go_on_while_another_process_measures_the_same() {
        let project = interrupted("INT", 10);
        let [name] = &project.names("records/.partial")[..] else { panic!("one file was expected") };
        let file = fs::File::open(project.path(&format!("records/.partial/{name}"))).unwrap();
        file.lock().unwrap();
        measure(&project, &["--seed", "5", "--resume"]).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records/.partial/[..]-typical.jsonl is in use: the same measurement is under way in another process. Wait for it to end.

"#]]);
    }

    #[test]
    fn is_set_aside_by_a_new_one() {
        let project = interrupted("INT", 10);
        measure(&project, &["--seed", "5"]).assert().success();
        let names = project.names("records/.partial");
        assert!(matches!(&names[..], [name] if name.ends_with(".previous.jsonl")), "{names:?}");
        assert_eq!(record(&project), uninterrupted());
    }
}
