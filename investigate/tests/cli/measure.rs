//! `measure`, with a stand-in for the program that times: nothing here depends on how fast a machine is.
#![cfg(unix)]

mod an_interrupted_run;
mod export;
mod looks;
mod the_parts_after_the_timing;

use std::fs;

use evidence::point::Point;
use evidence::{Coordinates, Evidence, Record};
use snapbox::cmd::Command;
use snapbox::str;

use crate::fixture::{BookTest, Project, fake_programs};

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

/// A project that was measured with these options.
fn measured(options: &[&str]) -> Project {
    let project = Project::new();
    measure(&project, options).assert().success();
    project
}

fn calls(project: &Project) -> Vec<String> {
    project.read("calls").lines().map(str::to_owned).collect()
}

/// The calls of the programs after the timing.
fn parts(project: &Project) -> Vec<String> {
    project.read("parts").lines().map(str::to_owned).collect()
}

/// The only record of a machine.
fn loaded(project: &Project) -> Record {
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let of_machines: Vec<&Record> = evidence.all().iter().filter(|record| record.machine.is_some()).collect();
    let [record] = of_machines[..] else { panic!("one record was expected") };
    record.clone()
}

/// How many rounds an operation has at 92 items.
fn rounds(record: &Record, operation: &str) -> usize {
    record.figure("time-ratio", &format!("{operation}/vec/92")).unwrap().numbers().len()
}

/// The cells that were timed, each an operation at a number of items.
fn cells(record: &Record) -> usize {
    record.figures["time"].keys().filter(|point| point.contains("/vec/")).count()
}

/// The text of the only record of a machine, without what differs between two runs of one command.
fn record(project: &Project) -> String {
    let names = project.names("records");
    let [name] = names.iter().filter(|name| name.ends_with(".json")).collect::<Vec<_>>()[..] else {
        panic!("one record was expected among {names:?}")
    };
    let text = project.read(&format!("records/{name}"));
    let lines = text.lines().filter(|line| !line.contains("\"started\"") && !line.contains("\"seconds\""));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_record_has_every_cell_with_twelve_rounds() {
    let project = Project::new();
    measure(&project, &["--quick"]).assert().success().stdout_eq(str![[r#"
Wrote records/[..]-typical.json: 3 cells of 12 rounds, measured in [..].
Note: Instructions were not counted: a quick run leaves that out.
Note: The scheduler's loop was not timed: a quick run leaves that out.
Read the book with it: cargo run

"#]]);

    let record = &loaded(&project);
    assert_eq!(cells(record), 3);
    for figure in record.figures["time-ratio"].values() {
        assert_eq!(figure.numbers().len(), 12);
    }
    assert_eq!(Point::of(record, "time/snapshot/im/92").unwrap().value().value, 1.1235);
    assert_eq!(record.command, "cargo run -- measure --quick");
    assert!(record.rounds.as_ref().unwrap().budget_ms >= Some(20));
    assert!(record.inputs.iter().all(|it| it.commit.is_none()), "the temporary folder is outside git");
    assert!(record.name.ends_with("-typical"), "{}", record.name);
}

#[test]
fn a_record_keeps_what_is_known_of_each_round_and_the_figures_are_shown() {
    let chapter = "# Rounds\n\n[= fig(\"time-lower-quartile/snapshot/im/92\") =] to [= fig(\"time-upper-quartile/snapshot/im/92\") =] in \
                   [= fig(\"sets/snapshot/92\") =] sets, built as number [= fig(\"build-place/snapshot/im/92\") =].\n";
    let project = BookTest::new().chapter("rounds.md", chapter).project().without("records/fixture.json");
    measure(&project, &["--quick", "--as", "test-2-cores"]).assert().success();
    let record = &loaded(&project);
    let samples = |measure: &str, point: &str| record.figure(measure, point).unwrap().numbers().to_vec();
    for (measure, sample) in [
        ("time-lower-quartile", 1.0),
        ("time", 1.1235),
        ("time-upper-quartile", 1.6543),
        ("build-place", 1.0),
    ] {
        assert_eq!(samples(measure, "snapshot/im/92"), [sample; 12], "{measure}");
    }
    assert_eq!(samples("sets", "snapshot/92"), [8.0; 12]);
    assert_eq!(record.figures.get("iterations"), None, "that is for the journal");
    let calls = calls(&project);
    let called = calls.iter().filter_map(|call| call.strip_prefix("snapshot 92 ")?.parse().ok());
    assert_eq!(samples("seed", "snapshot/92"), called.collect::<Vec<f64>>(), "each seed in its round");
    project.command().arg("build").assert().success();
    let page = project.read("book/rounds.html");
    for shown in ["1.00\u{a0}ns", "1.65\u{a0}ns", ">8</", ">1</"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
}

#[test]
fn a_representation_without_an_operation_is_recorded_with_the_reason() {
    let project = measured(&["--quick"]);
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let anywhere = Coordinates::default();
    let message = evidence.point("time/push/im/92", &anywhere, &anywhere).unwrap_err().to_string();
    assert!(message.ends_with(" has no `time/push/im/92`: It is not written yet."), "{message}");
}

#[test]
fn each_series_is_one_line_of_the_record() {
    let project = measured(&["--quick"]);
    let twelve = ["0.012346"; 12].join(", ");
    assert!(record(&project).contains(&format!("\n      \"snapshot/im/92\": [{twelve}]")));
}

#[test]
fn every_round_visits_every_cell_in_another_order_with_another_seed() {
    let project = measured(&[]);
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
    let record = &evidence.all()[0];
    assert_eq!(record.coordinates["workload"], "backlog-4bc9b7a");
    assert_eq!(record.label("workload-commit"), "4bc9b7a");
    assert_eq!(
        record.command,
        "cargo run -- measure --quick --backlog Backlog-4bc9b7a.yaml --source-commit 4bc9b7a"
    );
    assert!(record.name.ends_with("-backlog-4bc9b7a"), "{}", record.name);
}

#[test]
fn a_backlog_that_is_refused_leaves_the_record_of_an_earlier_one() {
    let project = Project::new().with("backlog.yaml", "items: []\n");
    let run = || measure(&project, &["--quick", "--backlog", "backlog.yaml"]).assert();
    run().success();
    let before = record(&project);
    project.write("backlog.yaml", " \n");
    run().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: the backlog backlog.yaml is empty. Name a file with items.

"#]]);
    assert_eq!(record(&project), before);
}

#[test]
fn a_backlog_whose_items_the_measured_code_refuses_is_refused() {
    let project = Project::new().with("not-a-backlog.yaml", "items: 3\n");
    let measure = measure(&project, &["--quick", "--backlog", "not-a-backlog.yaml"]);
    measure.assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: item 3 has no id

"#]]);
}

#[test]
fn a_commit_that_is_none_is_refused() {
    let project = Project::new().with("backlog.yaml", "items: []\n");
    for commit in ["", "4bc\n9b7a", "4bc\u{1b}[2J", "a b", "../a", "🦀"] {
        let options = ["--quick", "--backlog", "backlog.yaml", "--source-commit", commit];
        measure(&project, &options).assert().code(2);
    }
    assert!(project.names("records").is_empty());
}

#[test]
fn a_machine_can_be_named_and_the_record_stands_beside_the_others() {
    let project = measured(&["--quick"]);
    measure(&project, &["--quick", "--as", "my-laptop"]).assert().success();
    assert_eq!(project.names("records").iter().filter(|name| name.ends_with(".json")).count(), 2);
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let record = evidence.any("my-laptop-typical").unwrap();
    assert_eq!(record.machine.as_ref().unwrap().name, "my-laptop");
    assert_eq!(record.coordinates["machine"], "my-laptop");
    assert_eq!(record.command, "cargo run -- measure --quick --as my-laptop");
}

#[test]
fn the_book_shows_a_named_machine_beside_the_others() {
    let table = "# Machines\n\n[= list(what=\"records\", caption=\"Every record.\") =]\n";
    let project = BookTest::new().chapter("machines.md", table).project();
    measure(&project, &["--quick", "--as", "my-laptop"]).assert().success();
    project.command().arg("build").assert().success();
    let page = project.read("book/machines.html");
    assert!(page.contains("<code>fixture</code> (this book's numbers)"), "{page}");
    assert!(page.contains("<code>my-laptop-typical</code>"), "{page}");
    assert!(page.contains("cargo run -- measure --quick --as my-laptop"), "{page}");
}

#[test]
fn a_record_is_replaced_only_when_that_is_asked_for() {
    for name in [&[][..], &["--as", "my-laptop"]] {
        let project = Project::new();
        measure(&project, &[&["--quick"], name].concat()).assert().success();
        let before = record(&project);
        let again = [&["--quick", "--seed", "7"], name].concat();
        measure(&project, &again).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records/[..]-typical.json is there. Add --replace to measure it anew, or give this machine another name with --as.

"#]]);
        assert_eq!(record(&project), before);
        measure(&project, &[&again[..], &["--replace"]].concat()).assert().success();
        assert_ne!(record(&project), before);
    }
}

#[test]
fn a_record_is_not_replaced_by_one_that_knows_less() {
    let project = measured(&["--rounds", "14"]);
    let before = record(&project);
    measure(&project, &["--quick", "--replace"]).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records/[..]-typical.json is of a full run, and this run would be of a quick one. Give it another name with --as, or remove the record first.

"#]]);
    measure(&project, &["--rounds", "12", "--replace"]).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records/[..]-typical.json is of 14 rounds, and this run would be of 12. Give it another name with --as, or remove the record first.

"#]]);
    assert_eq!(record(&project), before);
    measure(&project, &["--rounds", "14", "--seed", "2", "--replace"]).assert().success();
    measure(&project, &["--quick", "--as", "another"]).assert().success();
}

#[test]
fn a_round_that_takes_no_time_ends_the_run_at_once() {
    let project = Project::new();
    let run = measure(&project, &["--rounds", "14"]).env("FAKE_ZERO", "snapshot");
    run.assert().code(1).stderr_eq(str![[r#"
...
error: `slices round --operation snapshot [..]` answered with what is no part of a record: time/snapshot/vec/[..]: 0 took no time at all. Correct the program in bench-crate; its source and the command's must be of one commit.

"#]]);
    assert!(project.names("records").iter().all(|name| !name.ends_with(".json")));
    assert!(!project.path("calls").exists() || calls(&project).len() <= 1);
}

#[test]
fn two_measurements_at_once_would_measure_each_other() {
    let project = Project::new();
    fs::create_dir_all(project.path("records")).unwrap();
    let held = fs::File::open(project.path("records")).unwrap();
    held.lock().unwrap();
    measure(&project, &["--quick"]).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records is in use: another measurement of this project is under way, and the two would measure each other. Wait for it to end.

"#]]);
    drop(held);
    measure(&project, &["--quick"]).assert().success();
}

#[test]
fn a_name_of_another_machine_is_refused() {
    let project = measured(&["--quick", "--as", "my-laptop"]);
    let mut other = loaded(&project);
    let machine = other.machine.as_mut().unwrap();
    (machine.cpu, machine.cores) = ("Another".to_owned(), 96);
    project.write("records/my-laptop-typical.json", other.to_json());
    let full = ["--quick", "--as", "my-laptop", "--workload", "full"];
    measure(&project, &full).assert().code(2).stderr_eq(str![[r#"
error: records/my-laptop-typical.json calls another machine `my-laptop`: Another, 96 cores. Choose another name.

"#]]);
}

#[test]
fn a_run_of_one_operation_does_not_replace_the_record_of_all() {
    let project = measured(&["--quick"]);
    measure(&project, &["--quick", "--operation", "push"]).assert().success();
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let of_machines = evidence.all().iter().filter(|record| record.machine.is_some());
    let mut cells: Vec<usize> = of_machines.map(cells).collect();
    cells.sort_unstable();
    assert_eq!(cells, [1, 3]);
}

#[test]
fn an_unknown_operation_is_refused_with_those_there_are() {
    let project = Project::new();
    measure(&project, &["--operation", "pop"]).assert().code(2).stderr_eq(str![[r#"
error: there is no operation `pop`; there are snapshot, push

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
