//! After how many rounds a cell is finished.

use super::*;

#[test]
fn a_calm_cell_is_finished_after_twelve_rounds() {
    let project = measured(&[]);
    let record = loaded(&project);
    assert_eq!((rounds(&record, "snapshot"), rounds(&record, "push")), (12, 12));
    let taken = record.rounds.as_ref().unwrap();
    assert_eq!(taken.looks, [12, 24, 48]);
    assert!((taken.level - (1.0 - 0.05 / 3.0)).abs() < 1e-5, "{}", taken.level);
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
Counting allocations and clones, about [..] left
Counting instructions, about [..] left
Counting the scheduler's loop, about [..] left
Timing the scheduler's loop, about [..] left

"#]]);
    let record = loaded(&project);
    assert_eq!((rounds(&record, "snapshot"), rounds(&record, "push")), (48, 12));
    assert_eq!(record.rounds.unwrap().least, 12);
}

#[test]
fn the_minutes_end_the_looks_after_a_whole_round_but_never_before_the_first() {
    let project = Project::new();
    measure(&project, &["--minutes", "0.000001"]).env("FAKE_NOISY", "snapshot").assert().success();
    let record = loaded(&project);
    assert_eq!(rounds(&record, "snapshot"), 12);
    assert_eq!(
        record.notes,
        ["Some cells are not within ±5 %: snapshot at n = 5 (12 rounds), snapshot at n = 92 (12 rounds)."]
    );
}

#[test]
fn a_fixed_number_of_rounds_is_looked_at_once() {
    let project = Project::new();
    measure(&project, &["--rounds", "13"]).env("FAKE_NOISY", "snapshot").assert().success();
    let record = loaded(&project);
    assert_eq!((rounds(&record, "snapshot"), rounds(&record, "push")), (13, 13));
    let taken = record.rounds.unwrap();
    assert_eq!((taken.looks, taken.level), (vec![13], 0.95));
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
