//! Ctrl-C and kill, and going on.

use std::sync::LazyLock;

use super::*;

/// A run that the signal ended after some processes.
fn interrupted(signal: &str, after: usize) -> Project {
    let project = Project::new();
    stop(&project, signal, after);
    assert!(!project.names("records").iter().any(|name| name.ends_with(".json")));
    project
}

/// Begins a run that the signal ends after some processes.
fn stop(project: &Project, signal: &str, after: usize) {
    let _ = fs::remove_file(project.path("calls"));
    let stopped = measure(project, &["--seed", "5"]).env("FAKE_SIGNAL", signal);
    let output = stopped.env("FAKE_STOP", after.to_string()).output().unwrap();
    assert!(!output.status.success());
}

/// The record of the same run when nothing ends it.
static UNINTERRUPTED: LazyLock<String> = LazyLock::new(|| record(&measured(&["--seed", "5"])));

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
    assert_eq!(record(&project), *UNINTERRUPTED);
    assert!(project.names("records/.partial").is_empty());
}

#[test]
fn goes_on_after_a_kill() {
    let project = interrupted("KILL", 10);
    measure(&project, &["--seed", "5", "--resume"]).assert().success();
    // The process under way at the kill is the only one that runs again.
    assert_eq!(calls(&project).len(), PROCESSES + 1);
    assert_eq!(record(&project), *UNINTERRUPTED);
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
    assert_eq!(record(&project), *UNINTERRUPTED);
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
error: [PROJECT]/records/.partial/[..]-typical.jsonl was begun with other sources or dependencies of bench-crate. Repeat its options, or start anew without --resume.

"#]]);
}

#[test]
fn does_not_go_on_with_a_line_that_no_run_writes() {
    let project = interrupted("INT", 10);
    let [name] = &project.names("records/.partial")[..] else { panic!("one file was expected") };
    let name = format!("records/.partial/{name}");
    let text = project.read(&name).replacen('\n', "\n{}\n", 1);
    project.write(&name, &text);
    measure(&project, &["--seed", "5", "--resume"]).assert().code(2).stderr_eq(str![[r#"
error: [PROJECT]/records/.partial/[..]-typical.jsonl:2: this is not a finished round. Start anew without --resume.

"#]]);
    assert_eq!(project.read(&name), text);
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
error: [PROJECT]/records/.partial/[..]-typical.jsonl is in use: another measurement of this project is under way, and the two would measure each other. Wait for it to end.

"#]]);
}

#[test]
fn is_set_aside_by_a_new_one_and_none_is_ever_lost() {
    let project = interrupted("INT", 10);
    let rounds = |project: &Project| -> Vec<String> {
        let names = project.names("records/.partial").into_iter();
        names.map(|name| project.read(&format!("records/.partial/{name}"))).collect()
    };
    let mut kept = rounds(&project);
    for stopped in 1..=3 {
        stop(&project, "INT", 10);
        let names = project.names("records/.partial");
        assert_eq!(names.len(), stopped + 1, "{names:?}");
        let now = rounds(&project);
        assert!(kept.iter().all(|former| now.contains(former)), "{names:?}");
        kept = now;
    }
    measure(&project, &["--seed", "5"]).assert().success();
    let names = project.names("records/.partial");
    assert!(
        (1..=4).all(|number| names.iter().any(|name| name.ends_with(&format!(".previous-{number}.jsonl"))))
    );
    assert_eq!(names.len(), 4, "{names:?}");
}
