//! The `counts` binary as a user runs it.

use std::process::{Command, Output};

use bench_crate::registry;
use serde_json::Value;

fn counts(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_counts")).args(args).output().unwrap()
}

#[track_caller]
fn run(args: &[&str]) -> Value {
    let output = counts(&[&["run"], args].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn value(table: &Value, representation: &str, measure: &str) -> f64 {
    let figures = table["figures"][measure].as_object().unwrap();
    let part = format!("/{representation}/");
    let (_, count) = figures.iter().find(|(point, _)| point.contains(&part)).unwrap();
    count.as_f64().unwrap_or_else(|| panic!("no {measure} in {count}"))
}

#[test]
fn a_snapshot_of_today_clones_every_item_and_a_shared_one_allocates_nothing() {
    let table = run(&["--operation", "snapshot", "--sizes", "92"]);
    assert_eq!(table["figures"]["clones"].as_object().unwrap().len(), registry::representations().len() + 1);
    assert_eq!((value(&table, "vec", "clones"), value(&table, "vec-again", "clones")), (92.0, 92.0));
    // `memo` clones once, before the iterations that are counted have their median.
    for shared in
        ["arc-file", "arc-vec", "arc-vec-arc", "im", "im-arc", "imbl", "imbl-arc", "rpds", "ecow", "memo"]
    {
        assert_eq!(value(&table, shared, "allocations"), 0.0, "{shared}");
    }
    assert_eq!((value(&table, "vec-arc", "allocations"), value(&table, "vec-arc", "clones")), (1.0, 0.0));
}

#[test]
fn a_write_under_a_snapshot_clones_what_each_table_says() {
    let table = run(&["--operation", "update-outstanding", "--sizes", "30"]);
    for (representation, clones) in
        [("vec", 0.0), ("arc-file", 30.0), ("im", 30.0), ("im-arc", 1.0), ("rpds", 1.0), ("memo", 0.0)]
    {
        assert_eq!(value(&table, representation, "clones"), clones, "{representation}");
    }
    assert!(value(&table, "im", "retained-bytes") > value(&table, "im-arc", "retained-bytes"));
    assert!(table["labels"]["workload-sha256"].is_string());
    assert_eq!(table["measures"]["retained-bytes"]["unit"], "bytes");
}

#[test]
fn everything_is_counted_twice_alike() {
    let args = ["--sizes", "5"];
    assert_eq!(run(&args), run(&args));
}

#[test]
fn an_unknown_operation_and_no_items_are_refused() {
    for (args, word) in [
        (["run", "--operation", "nothing"], "there is no operation"),
        (["run", "--sizes", "0"], "1 to 1000000"),
    ] {
        let output = counts(&args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(word), "{error}");
    }
}
