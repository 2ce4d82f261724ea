//! What is recorded of a catalog, and under which name.

use evidence::Record;
use serde_json::Value;
use snapbox::str;

use super::{catalog, json};
use crate::fixture::Project;

#[test]
fn the_record_has_places_and_kinds_but_no_code_and_no_machine_s_path() {
    let project = Project::new();
    let run = catalog(&project, "calls", &["--calls", "Handle::snapshot", "--record", "--json"]);
    let run = run.assert().success().stderr_eq(str![[r#"
Wrote records/catalog/calls-test-handle-snapshot.json

"#]]);
    let text = project.read("records/catalog/calls-test-handle-snapshot.json");
    assert_eq!(String::from_utf8_lossy(&run.get_output().stdout), text);
    let record: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(record["schema"], 2);
    assert_eq!(
        record["command"],
        "cargo run -- catalog calls --calls Handle::snapshot --commit test --record"
    );
    assert!(!text.contains(env!("CARGO_MANIFEST_DIR")) && !text.contains("/tmp"), "{text}");
    assert!(!text.contains("filter(") && !text.contains("none"), "{text}");
    let read = Record::from_json("it.json", &text).unwrap();
    assert_eq!(read.tables["calls"].rows.len(), 6);
    assert_eq!(project.names("records/catalog"), ["calls-test-handle-snapshot.json"]);
}

#[test]
fn a_record_is_replaced_only_when_asked_for() {
    let project = Project::new();
    let run = || catalog(&project, "uses", &["--field", "Backlog.items", "--record"]);
    run().assert().success();
    let name = "records/catalog/uses-test-backlog-items.json";
    let first = project.read(name);
    project.write(name, "another");
    run().assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: [PROJECT]/records/catalog/uses-test-backlog-items.json is there already. Give the new record another name, or replace the old one with --replace.

"#]]);
    assert_eq!(project.read(name), "another");
    run().arg("--replace").assert().success();
    assert_eq!(project.read(name), first);
    assert_eq!(project.names("records/catalog"), ["uses-test-backlog-items.json"]);
}

#[test]
fn a_record_takes_a_name_and_features_are_passed_on() {
    let project = Project::new();
    let lists = ["catalog", "a", "--field", "List.items"];
    let project = project
        .with(
            "a/Cargo.toml",
            "[package]\nname = \"a\"\nedition = \"2024\"\n[workspace]\n[features]\nmore = []\n",
        )
        .with(
            "a/src/lib.rs",
            "pub struct List { pub items: Vec<u32> }\n\
             #[cfg(feature = \"more\")] pub fn n(it: &List) -> usize { it.items.len() }\n",
        );
    let count = |document: &Value| document["uses"].as_array().unwrap().len();
    assert_eq!(count(&json(project.command().args(lists))), 0);
    let more = json(project.command().args(lists).args(["--features", "more", "--record=my-list"]));
    assert_eq!(count(&more), 1);
    assert_eq!(more["command"], "cargo run -- catalog a --field List.items --features more --record=my-list");
    assert_eq!(project.names("records/catalog"), ["my-list.json"]);
}
