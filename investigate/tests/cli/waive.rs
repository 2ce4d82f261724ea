//! `waive`: a stale record holds only when its counts, taken again, are the same.
#![cfg(unix)]

use std::fs;

use evidence::freshness::Freshness;
use evidence::record::{Input, InputKind};
use evidence::source::fingerprint;
use evidence::{Evidence, Record};
use snapbox::cmd::Command;
use snapbox::str;

use crate::fixture::{Project, changed, fake_programs};

/// A project with one record, `m-typical`, of the sources that it then had.
fn measured() -> Project {
    let project = Project::new();
    let measure = ["measure", "--quick", "--as", "m", "--programs"];
    project.command().args(measure).arg(fake_programs()).assert().success();
    project
}

/// The same after a rename in the measured code.
fn renamed() -> Project {
    measured().with("bench-crate/src/lib.rs", "pub fn renamed() {}\n")
}

fn waive(project: &Project, names: &[&str]) -> Command {
    let because = ["--because", "Only a\n name changed.", "--programs"];
    project.command().arg("waive").args(names).args(because).arg(fake_programs())
}

fn record(project: &Project, name: &str) -> Record {
    Record::from_json(name, &project.read(&format!("records/{name}.json"))).unwrap()
}

#[test]
fn equal_counts_let_a_record_hold_until_the_code_changes_again() {
    let project = renamed();
    waive(&project, &["m-typical"]).assert().success().stdout_eq(str![[r#"
m-typical holds for the sources of now: Only a name changed. 6 counts were taken again and are the same.

"#]]);
    let now = || fingerprint(&project.path(""), "bench-crate").unwrap();
    let reason = "Only a name changed. 6 counts were taken again and are the same.";
    assert_eq!(record(&project, "m-typical").freshness(&now()), Some(Freshness::Stands(reason)));
    // Again, for a record that is computed from it is waived together with it.
    waive(&project, &["m-typical"]).assert().success();
    project.write("bench-crate/src/lib.rs", "pub fn faster() {}\n");
    assert!(matches!(record(&project, "m-typical").freshness(&now()), Some(Freshness::Lapsed(_))));
}

#[test]
fn a_count_that_differs_is_named_and_the_record_stays_as_it_was() {
    let project = renamed();
    let all = || ["m-typical", "loop/typical"].map(|name| project.read(&format!("records/{name}.json")));
    let before = all();
    waive(&project, &["m-typical", "loop/typical"]).env("FAKE_PHASES", "61").assert().code(1).stderr_eq(str![[r#"
Counting allocations and clones of m-typical, about 5 s left
Counting the scheduler's loop of loop/typical, about 4 s left
error: loop/typical does not hold: 1 of 4 counts differ: phases/vec/today/92/3 was 60 and is 61. Measure again.

"#]]);
    assert_eq!(all(), before);
}

#[test]
fn counts_of_other_items_say_nothing_though_they_are_equal() {
    let project = renamed();
    let before = project.read("records/m-typical.json");
    let only_counts = changed(&before, |record| {
        let axes = |measure: &str| record.measures[measure].axes.clone();
        let loops: Vec<String> = record
            .figures
            .keys()
            .filter(|id| axes(id).iter().any(|axis| axis == "pattern"))
            .cloned()
            .collect();
        record.figures.retain(|id, _| !loops.contains(id));
    });
    project.write("records/m-typical.json", &only_counts);
    waive(&project, &["m-typical"]).env("FAKE_ITEMS", "cd").assert().code(2).stderr_eq(str![[r#"
Counting allocations and clones of m-typical, about 5 s left
error: m-typical is of the items with the SHA-256 `ab`, and what was counted now of those with `cd`. Name the backlog that it is of with --backlog.

"#]]);
    assert_eq!(project.read("records/m-typical.json"), only_counts);
}

#[test]
fn a_file_that_is_no_backlog_is_bad_input() {
    let project = Project::new().with("backlog.yaml", "items: []\n").with("not-a-backlog.yaml", "items: 3\n");
    let measure = ["measure", "--quick", "--as", "m", "--backlog", "backlog.yaml", "--programs"];
    project.command().args(measure).arg(fake_programs()).assert().success();
    let project = project.with("bench-crate/src/lib.rs", "pub fn renamed() {}\n");
    let before = project.read("records/m-backlog.json");
    let refused = waive(&project, &["m-backlog", "--backlog", "not-a-backlog.yaml"]).assert().code(2);
    refused.stderr_eq(str![[r#"
Counting allocations and clones of m-backlog, about 5 s left
error: item 3 has no id

"#]]);
    assert_eq!(project.read("records/m-backlog.json"), before);
}

#[test]
fn a_count_that_is_gone_or_new_differs_too() {
    let project = renamed();
    let file = project.path("records/m-typical.json");
    let text = changed(&project.read("records/m-typical.json"), |record| {
        let figures = record.figures.get_mut("allocations").unwrap();
        let count = figures.swap_remove("snapshot/vec/92").unwrap();
        figures.insert("push/vec/92".to_owned(), count);
    });
    fs::write(file, text).unwrap();
    let said = waive(&project, &["m-typical"]).assert().code(1);
    let said = String::from_utf8_lossy(&said.get_output().stderr).into_owned();
    let both = "allocations/push/vec/92 was 93 and is not counted, allocations/snapshot/vec/92 was not counted and is 93";
    assert!(said.contains(both), "{said}");
}

#[test]
fn a_change_that_counts_do_not_see_is_not_waived() {
    for (file, text, what) in [
        (
            "Cargo.lock",
            "version = 4\n[[package]]\nname = \"bench-crate\"\nversion = \"0.1.0\"\ndependencies = [\"a\"]\n\
             [[package]]\nname = \"a\"\nversion = \"1.0.0\"\n",
            "what bench-crate depends on",
        ),
        ("Cargo.toml", "[workspace]\n[profile.release]\nopt-level = 1\n", "how bench-crate is built"),
    ] {
        let project = renamed().with(file, text);
        let manifest = "[package]\nname = \"bench-crate\"\n[dependencies]\na = \"1\"\n";
        let project = project.with("bench-crate/Cargo.toml", manifest);
        let said = waive(&project, &["m-typical"]).assert().code(2);
        let said = String::from_utf8_lossy(&said.get_output().stderr).into_owned();
        let refusal = "error: m-typical: WHAT changed, and equal counts would say nothing of what that does to times. Take the record again by its command.\n";
        let refusal = refusal.replace("WHAT", what);
        assert!(said.contains(&refusal), "{said}");
    }
}

#[test]
fn what_was_computed_from_a_record_is_waived_with_it_and_not_alone() {
    let project = renamed();
    let mut derived = Record::new("agreement/m");
    derived.inputs.clone_from(&record(&project, "m-typical").inputs);
    derived.inputs.retain(|input| input.kind == InputKind::Package);
    derived.inputs.push(record(&project, "m-typical").as_input());
    let project = project.with("records/agreement/m.json", derived.to_json());
    waive(&project, &["agreement/m"]).assert().code(2).stderr_eq(str![[r#"
error: agreement/m has no counts that could be taken again, nor was it computed from a record that is waived with it. Take it again by its command.

"#]]);
    derived.put_count("compared-all", 7);
    derived.command = "cargo run -- agree --runs 12".to_owned();
    project.write("records/agreement/m.json", derived.to_json());
    waive(&project, &["agreement/m"]).assert().code(2).stderr_eq(str![[r#"
error: agreement/m: `cargo run -- agree --runs 12` is no command of `measure`, so that its counts cannot be taken again.

"#]]);
    waive(&project, &["agreement/m", "m-typical", "loop/typical"]).assert().success();
    let evidence = Evidence::load(&project.path("records")).unwrap();
    let outdated = evidence.outdated(fingerprint(&project.path(""), "bench-crate").unwrap());
    assert_eq!((outdated.stale.len(), outdated.standing.len()), (0, 3), "{outdated:?}");
}

#[test]
fn what_cannot_be_waived_is_refused_with_the_reason() {
    let project = measured();
    let refused = |project: &Project, name: &str| {
        let said = waive(project, &[name]).assert().code(2);
        String::from_utf8_lossy(&said.get_output().stderr).into_owned()
    };
    let fresh = "error: m-typical is of the sources that the repository has. It needs no reason to hold.\n";
    assert_eq!(refused(&project, "m-typical"), fresh);
    let project = renamed();
    let of_no_backlog = waive(&project, &["m-typical", "--backlog", "backlog.yaml"]).assert().code(2);
    of_no_backlog.stderr_eq(str![[r#"
error: --backlog: m-typical is not of a backlog file. Leave the option out.

"#]]);
    let held = fs::File::open(project.path("records")).unwrap();
    held.lock().unwrap();
    assert!(refused(&project, "m-typical").contains("another measurement of this project is under way"));
    drop(held);
    let text = project.read("records/m-typical.json");
    let change =
        |change: &dyn Fn(&mut Record)| project.write("records/m-typical.json", changed(&text, change));
    change(&|record| record.command = "bench --all".to_owned());
    let no_command =
        "m-typical: `bench --all` is no command of `measure`, so that its counts cannot be taken again.";
    assert!(refused(&project, "m-typical").contains(no_command));
    change(&|record| record.archived = Some("That machine is gone.".to_owned()));
    assert!(
        refused(&project, "m-typical")
            .contains("m-typical is archived: it is shown with its commit, and never stale.")
    );
    change(&|record| {
        let of_a_record = |input: &Input| input.kind == InputKind::Record;
        record.inputs.retain(of_a_record);
    });
    assert!(refused(&project, "m-typical").contains("is not of the measured sources"));
    change(&|record| drop(record.labels.shift_remove("workload-sha256")));
    let other = "m-typical is of the items with the SHA-256 ``, and what was counted now of those with `ab`.";
    assert!(refused(&project, "m-typical").contains(other));
}

#[test]
fn a_program_that_fails_or_does_not_compile_waives_nothing() {
    let project = renamed();
    let before = project.read("records/m-typical.json");
    waive(&project, &["m-typical"]).env("FAKE_COUNTS", "fail").assert().code(1);
    let gone = ["waive", "m-typical", "--because", "Fine.", "--programs", "bench-crate"];
    project.command().args(gone).assert().code(1);
    assert_eq!(project.read("records/m-typical.json"), before);
}
