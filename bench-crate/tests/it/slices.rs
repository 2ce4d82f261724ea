//! The `slices` binary as a user runs it.

use std::process::{Command, Output};

use bench_crate::model;
use bench_crate::registry;
use bench_crate::workload::Workload;
use serde_json::Value;

fn slices(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_slices")).args(args).output().unwrap()
}

#[track_caller]
fn json(args: &[&str]) -> Value {
    let output = slices(args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Fails unless the arguments are refused with exit code 2 and a sentence that holds these words.
#[track_caller]
fn assert_refused(args: &[&str], words: &[&str]) {
    let output = slices(args);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{error}");
    for word in words {
        assert!(error.contains(word), "{word:?} is not in: {error}");
    }
}

fn round<'a>(operation: &'a str, n: &'a str) -> Vec<&'a str> {
    vec!["round", "--operation", operation, "--n", n, "--seed", "3", "--budget-ms", "1", "--slice-us", "2"]
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_list_holds_what_the_registry_holds() {
    let list = json(&["list"]);
    let ids = |what: &str| -> Vec<String> {
        let entries = list[what].as_array().unwrap();
        entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("operations"), registry::operations().map(|info| info.id).collect::<Vec<_>>());
    let representations: Vec<_> = registry::representations().iter().map(|info| info.id).collect();
    assert_eq!(ids("representations"), representations);
    assert_eq!((&list["baseline"], &list["control"]), (&"vec".into(), &"vec-again".into()));
    assert_eq!(list["workload"]["name"], "typical");
    assert_eq!(list["workload"]["items"], 92);
    assert_eq!(list["workload"]["seed"], Workload::SEED);
    assert_eq!(list["workload"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(keys(&list["operations"][0]), ["about", "id", "kind", "sizes", "title"]);
}

#[test]
fn a_round_measures_every_contestant_of_every_operation() {
    for operation in registry::operations() {
        let round = json(&round(operation.id, "5"));
        assert_eq!(keys(&round), ["build_order", "n", "operation", "seed", "series", "sets"]);
        assert_eq!(
            (&round["operation"], &round["n"], &round["seed"]),
            (&operation.id.into(), &5.into(), &3.into())
        );
        assert!(round["sets"].as_u64() >= Some(8));
        let series = round["series"].as_array().unwrap();
        let missing = registry::missing().filter(|(id, ..)| *id == operation.id).count();
        assert_eq!(series.len(), registry::representations().len() + 1 - missing);
        for one in series {
            assert_eq!(keys(one), ["iterations", "nanoseconds", "ratio", "representation"]);
            assert!(one["iterations"].as_u64() >= Some(1), "{one}");
            assert!(one["nanoseconds"].is_number() && one["ratio"].is_number(), "{one}");
        }
        assert_eq!((&series[0]["representation"], &series[0]["ratio"]), (&"vec".into(), &1.0.into()));
    }
}

#[test]
fn the_seed_fixes_the_order_of_building() {
    let order = || json(&round("get", "5"))["build_order"].clone();
    assert_eq!(order(), order());
}

#[test]
fn a_backlog_of_ones_own_is_measured_under_its_name_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.yaml");
    model::save(&path, &Workload::full(5).at(3)).unwrap();
    let path = path.to_str().unwrap();
    let list = json(&["list", "--backlog", path]);
    assert_eq!((&list["workload"]["name"], &list["workload"]["items"]), (&"mine.yaml".into(), &3.into()));
    assert_eq!(list["workload"]["seed"], Value::Null);
    let round = json(&[round("snapshot", "7"), vec!["--backlog", path]].concat());
    assert_eq!(round["n"], 7);
}

#[test]
fn an_unknown_operation_is_refused_with_the_known_ones() {
    assert_refused(&round("nothing", "5"), &["there is no operation \"nothing\"", "snapshot"]);
}

#[test]
fn no_items_are_refused() {
    assert_refused(&round("snapshot", "0"), &["--n"]);
}

#[test]
fn a_backlog_that_is_missing_or_broken_is_refused_with_the_file_and_the_line() {
    assert_refused(&["list", "--backlog", "no-such.yaml"], &["cannot read the backlog no-such.yaml"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.yaml");
    std::fs::write(&path, "schema_version: 3\nitems:\n- id: A\n").unwrap();
    assert_refused(&["list", "--backlog", path.to_str().unwrap()], &["broken.yaml", "line 3"]);
}
