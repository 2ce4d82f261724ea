//! Drawn interleavings beside the field's figures.

use bench_crate::schedule::{self, Drawn, Run};
use bench_crate::workload::Workload;

/// Each draw takes as long as a run. The mean of 20 lies within 0.01 of that of 200 for every variant below.
const DRAWS: u64 = 20;

fn draw(representation: &str, pattern: &str, n: usize, concurrency: usize) -> Drawn {
    let run = Run::like_the_field(pattern.parse().unwrap(), concurrency);
    let file = Workload::typical(Workload::SEED).at(n);
    schedule::of(representation).unwrap().draw(&file, &run, DRAWS).unwrap()
}

/// Every variant of the field file (`field-item-query.json`, its block on memo included): 92 items, three
/// tasks at once, copies of every item in a phase. The early drops that were measured there are those of
/// the tick and of the tasks.
const FIELD: [(&str, &str, f64); 10] = [
    ("vec", "today", 3.93),
    ("vec", "as-shipped", 4.45),
    ("arc-file", "today", 1.72),
    ("arc-file", "today+drop-tasks", 1.57),
    ("vec", "item-query", 1.45),
    ("arc-file", "item-query", 1.07),
    ("arc-file", "item-query+drop-tasks", 0.13),
    ("vec-arc", "item-query+drop-tasks", 0.0),
    ("memo", "today", 1.73),
    ("memo", "today+drop-tasks", 1.73),
];

#[test]
fn the_mean_of_the_drawn_copies_is_the_fields_for_each_variant_that_was_measured() {
    for (representation, pattern, field) in FIELD {
        let drawn = draw(representation, pattern, 92, 3);
        let (mean, variant) = (drawn.drawn_copies_per_phase, format!("{representation}+{pattern}"));
        assert!((mean - field).abs() <= 0.15, "{variant}: {mean} drawn, {field} in the field");
        assert!(drawn.drawn_copies_per_phase_least <= mean, "{variant}");
        assert!(drawn.drawn_copies_per_phase_most >= mean, "{variant}");
    }
}

#[test]
fn a_mutation_of_one_task_meets_a_snapshot_that_another_still_reads() {
    let drawn = draw("arc-file", "item-query+drop-tasks", 92, 3);
    let mean = drawn.drawn_copies_per_phase;
    assert!(
        (0.05..=0.3).contains(&mean),
        "{mean}: the field has 0.10 to 0.17 here, and paused time has none"
    );
    assert!(drawn.drawn_copies_per_phase_most >= 0.1, "{drawn:?}: the field's fewest is among the drawn");
    // Where nothing runs beside a task, nothing can be met.
    assert_eq!(draw("arc-file", "item-query+drop-tasks", 92, 1).drawn_copies_per_phase_most, 0.0);
}

#[test]
fn a_list_of_shared_items_copies_the_list_for_a_snapshot_and_items_for_writes_as_in_the_field() {
    let drawn = draw("vec-arc", "item-query+drop-tasks", 92, 3);
    let (lists, items) = (drawn.drawn_snapshots_per_phase, drawn.drawn_items_cloned_by_writes_per_phase);
    assert!((lists - 1.45).abs() <= 0.15, "{lists} lists drawn, 1.45 in the field");
    assert!((items - 1.67).abs() <= 0.15, "{items} items drawn, 1.67 in the field");
}

#[test]
fn the_same_seeds_draw_the_same() {
    let file = Workload::typical(Workload::SEED).at(30);
    let run = Run::like_the_field("today+drop-tasks".parse().unwrap(), 3);
    let loop_of = schedule::of("arc-file").unwrap();
    let of = |seed| loop_of.count_drawn(&file, &run, seed).unwrap();
    assert_eq!(of(7), of(7));
    let copies: Vec<u64> = (0..10).map(|seed| of(seed).values.deep_copies).collect();
    assert!(
        copies.iter().any(|&other| other != copies[0]),
        "another seed is another interleaving: {copies:?}"
    );
}

#[test]
fn early_drops_of_tasks_save_a_part_of_what_rewritten_handlers_save() {
    let of = |pattern| draw("arc-file", pattern, 92, 3).drawn_copies_per_phase;
    let (late, tasks, all) = (of("today"), of("today+drop-tasks"), of("today+drop-all"));
    assert!(late > tasks + 0.1 && tasks > all + 1.0, "{late}, {tasks}, {all}");
}
