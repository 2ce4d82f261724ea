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
        let entries = list["axes"][what].as_array().unwrap();
        entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids("operation"), registry::operations().map(|info| info.id).collect::<Vec<_>>());
    let representations: Vec<_> = registry::representations().iter().map(|info| info.id).collect();
    assert_eq!(ids("representation"), representations);
    let time = &list["measures"]["time"];
    let of_time = |side: &str| time[side]["representation"].as_str();
    assert_eq!((of_time("baseline"), of_time("control")), (Some("vec"), Some("vec-again")));
    assert_eq!(list["labels"]["workload-name"], "typical");
    assert_eq!(list["labels"]["workload-items"], "92");
    assert_eq!(list["labels"]["workload-seed"], Workload::SEED.to_string());
    assert_eq!(list["labels"]["workload-sha256"].as_str().unwrap().len(), 64);
    assert_eq!(keys(&list["axes"]["operation"][0]), ["about", "id", "in", "title"]);
    let cells = list["tables"]["cells"]["rows"].as_array().unwrap();
    assert_eq!(cells.len(), registry::operations().map(|info| info.sizes.len()).sum::<usize>());
    let lacking = registry::missing()
        .map(|(operation, ..)| registry::operations().find(|info| info.id == operation).unwrap().sizes.len());
    assert_eq!(list["absent"].as_object().unwrap().len(), lacking.sum::<usize>());
}

#[test]
fn a_round_measures_every_contestant_of_every_operation() {
    for operation in registry::operations() {
        let round = json(&round(operation.id, "5"));
        let sample = |measure: &str, point: &str| {
            let samples = round["figures"][measure][point].as_array().unwrap();
            assert_eq!(samples.len(), 1, "{measure}/{point}");
            samples[0].as_f64().unwrap()
        };
        let point = |id: &str| format!("{}/{id}/5", operation.id);
        let cell = format!("{}/5", operation.id);
        assert_eq!(sample("seed", &cell), 3.0);
        assert!(sample("sets", &cell) >= 8.0);
        let missing = registry::missing().filter(|(id, ..)| *id == operation.id).count();
        let contestants = registry::representations().len() + 1 - missing;
        let mut places = Vec::new();
        for measure in ["time", "time-ratio", "time-lower-quartile", "time-upper-quartile", "build-place"] {
            assert_eq!(round["figures"][measure].as_object().unwrap().len(), contestants, "{measure}");
        }
        for point in keys(&round["figures"]["time"]) {
            let [lower, time, upper] =
                ["time-lower-quartile", "time", "time-upper-quartile"].map(|measure| sample(measure, point));
            assert!(lower <= time && time <= upper, "{point}: {lower} {time} {upper}");
            assert!(sample("iterations", point) >= 1.0, "{point}");
            places.push(sample("build-place", point) as usize);
        }
        places.sort_unstable();
        assert_eq!(places, (1..=contestants).collect::<Vec<_>>());
        assert_eq!(sample("time-ratio", &point("vec")), 1.0);
    }
}

#[test]
fn the_seed_fixes_the_order_of_building() {
    let order = || json(&round("get", "5"))["figures"]["build-place"].clone();
    assert_eq!(order(), order());
}

#[test]
fn a_seed_that_no_figure_holds_exactly_is_refused() {
    let largest = "281474976710656";
    let with = |seed| ["round", "--operation", "get", "--n", "5", "--budget-ms", "1", "--seed", seed];
    assert_eq!(json(&with(largest))["figures"]["seed"]["get/5"][0].as_f64(), largest.parse().ok());
    assert_refused(&with("281474976710657"), &["--seed", largest]);
}

#[test]
fn a_backlog_of_ones_own_is_measured_under_its_name_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.yaml");
    model::save(&path, &Workload::full(5).at(3)).unwrap();
    let path = path.to_str().unwrap();
    let labels = json(&["list", "--backlog", path])["labels"].take();
    assert_eq!((&labels["workload-name"], &labels["workload-items"]), (&"mine.yaml".into(), &"3".into()));
    assert_eq!(labels["workload-seed"], Value::Null);
    let round = json(&[round("snapshot", "7"), vec!["--backlog", path]].concat());
    assert!(round["figures"]["time"]["snapshot/vec/7"].is_array());
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
