//! `serde`. The gate's own tests stand beside it; here is what its user meets.

use evidence::Record;
use evidence::point::Point;
use serde_json::{Map, Value};
use snapbox::str;

use crate::fixture::Project;

fn record(text: &str) -> Record {
    Record::from_json("a record of the gate", text).unwrap()
}

fn figure(record: &Record, path: &str) -> f64 {
    Point::of(record, path).unwrap_or_else(|| panic!("no {path}")).value().value
}

/// The rows of a table, each by the names of its columns.
fn rows(record: &Record, table: &str) -> Vec<Value> {
    record.tables[table].read::<Map<String, Value>>().unwrap().into_iter().map(Value::from).collect()
}

#[test]
fn every_representation_agrees_and_the_record_has_no_text_of_the_file() {
    let project = Project::new()
        .with("elsewhere/Backlog.yaml", "schema_version: 3\nitems:\n- {id: A-1, title: a, status: secret}\n");
    let run = project.command().args(["serde", "--record", "--json", "elsewhere/Backlog.yaml"]);
    let run = run.assert().success().stderr_eq(str![[r#"
Wrote records/serde/backlog.json

"#]]);

    let printed = record(&String::from_utf8_lossy(&run.get_output().stdout));
    let inputs = rows(&printed, "inputs");
    let representations = printed.values("representation");
    assert!(representations.len() >= 3, "{representations:?}");
    for entry in &inputs {
        assert_eq!(entry["agree"], representations.len(), "{entry}");
        assert_eq!(entry["differ"], Value::Array(Vec::new()), "{entry}");
    }
    let entry = |name: &str| inputs.iter().find(|entry| entry["input"] == name).unwrap();
    assert_eq!(entry("full, 500 items")["items"], 500);
    assert_eq!(entry("`items:` blank")["items"], 0);
    let libraries = ["serde_yaml", "serde_yaml_ng", "yaml_serde", "serde-saphyr"];
    let of_one = inputs.iter().filter(|entry| entry["input"] == "typical, 92 items");
    assert!(of_one.map(|entry| &entry["library"]).eq(libraries), "{inputs:?}");
    assert!(inputs.iter().all(|entry| entry["outcome"] != "stopped"), "{inputs:?}");
    assert!(printed.tables["crossings"].rows.is_empty(), "a library does not read another's file");
    assert!(figure(&printed, "crossed") > 300.0);
    assert_eq!(figure(&printed, "crossed"), figure(&printed, "crossed-same"));
    assert_eq!(entry("alias bomb as items")["outcome"], "refused");
    assert!(entry("Backlog.yaml")["message"].as_str().unwrap().contains("`secret`"));

    // What pages show.
    for value in representations {
        assert_eq!(figure(&printed, &format!("differences/{}", value.id)), 0.0, "{}", value.id);
    }
    assert_eq!(figure(&printed, "differences-all"), 0.0);
    let by_input = rows(&printed, "by-input");
    assert_eq!(figure(&printed, "inputs"), f64::from(u32::try_from(by_input.len()).unwrap()));
    let shown = by_input.iter().find(|row| row["input"] == "full, 500 items").unwrap();
    assert!(libraries.iter().all(|library| shown[library] == "500 items"), "{shown}");
    assert_eq!(printed.tables["by-input"].columns[2].head(), "serde_yaml_ng");
    let summary = printed.label("summary");
    assert!(
        summary.starts_with(&format!(
            "{} representations, {} inputs, 4 libraries (serde_yaml ",
            representations.len(),
            by_input.len()
        )),
        "{summary}"
    );
    assert!(summary.ends_with("): no difference"), "{summary}");

    let text = project.read("records/serde/backlog.json");
    assert!(!text.contains("secret") && !text.contains("elsewhere"), "{text}");
    let kept = record(&text);
    assert_eq!(kept.command, "cargo run -- serde --record Backlog.yaml");
    // Of several records, expressions tell it by what was read.
    assert_eq!(kept.coordinates["inputs"], "backlog");
    assert_eq!(rows(&kept, "libraries")[1]["name"], "serde_yaml_ng");
    assert_eq!((&kept.axes, &kept.figures), (&printed.axes, &printed.figures));
    let entries = rows(&kept, "inputs");
    assert_eq!(entries.len(), inputs.len());
    let file = entries.last().unwrap();
    assert_eq!((&file["input"], &file["message"]), (&"Backlog.yaml".into(), &"at line 3 column 31".into()));
    assert_eq!(file["sha256"].as_str().map(str::len), Some(64));
    let message = rows(&kept, "messages").pop().unwrap();
    assert_eq!(message["message"], "at line 3 column 31");
    assert_eq!(project.names("records/serde"), ["backlog.json"]);
}

#[test]
fn a_difference_exits_with_1_and_shows_the_first() {
    let items = ["A-1", "A-2"].map(|id| {
        format!("- {{id: {id}, title: a, status: new, created: 2026-02-20T00:00:00Z, updated: 2026-02-20T00:00:00Z}}\n")
    });
    let project = Project::new().with("two.yaml", format!("schema_version: 3\nitems:\n{}", items.concat()));
    // The built-in inputs are many, and the gate's own tests have it fail on them.
    let run = project.command().args(["serde", "--add-faulty", "--files-only", "two.yaml"]);
    run.assert().code(1).stderr_eq(str![[r#"
error: [..] of [..] results differ from today's. The first:
  input:          two.yaml
  representation: faulty
  library:        serde_yaml
  difference:     what was read is written otherwise, first in line 3
    vec: - id: A-1
    faulty: - id: A-2

"#]]);
}

#[test]
fn files_alone_are_recorded_under_a_name_and_many_by_their_number() {
    let mut project = Project::new();
    for file in ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"] {
        project = project.with(file, "schema_version: 3\nitems: []\n");
    }
    let arguments = ["serde", "--files-only", "--record", "--name", "old-ones"];
    let files = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"];
    project.command().args(arguments).args(files).assert().success();
    let record = record(&project.read("records/serde/old-ones.json"));
    assert_eq!((figure(&record, "inputs"), record.tables["inputs"].rows.len()), (5.0, 5 * 4));
    assert_eq!(
        record.command,
        "cargo run -- serde --record --files-only --name old-ones a.yaml (and 4 more files)"
    );
}

#[test]
fn a_faulty_representation_is_never_recorded() {
    let project = Project::new();
    project.command().args(["serde", "--add-faulty", "--record"]).assert().code(2);
    assert!(project.names("records").is_empty());
}

#[test]
fn a_text_that_one_library_reads_as_another_value_is_not_reported_as_accepted_alike() {
    let tagged = "schema_version: 3\nitems:\n- id: WRK-001\n  title: !!binary aGVsbG8=\n  status: new\n  \
                  created: 2026-02-20T00:00:00Z\n  updated: 2026-02-20T00:00:00Z\n";
    let project = Project::new().with("tagged.yaml", tagged);
    let run = project.command().args(["serde", "--files-only", "tagged.yaml"]).assert().success();
    let said = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    let line = said.lines().find(|line| line.contains("serde-saphyr  ")).unwrap_or_else(|| panic!("{said}"));
    assert!(line.ends_with("accepted, 1 item, as another value"), "{said}");
}
