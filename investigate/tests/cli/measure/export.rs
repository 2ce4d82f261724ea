//! `--export`: a record for other programs.

use evidence::Measured;
use serde_json::json;
use snapbox::str;

use crate::fixture::{BookTest, Project, fields, of_fields};

/// A project whose record has a cell, a count, a loop and its times.
fn project() -> Project {
    let project = BookTest::new().project();
    let mut record = fields::<Measured>(&project.read("records/fixture.json"));
    let candidate = json!({ "representation": "vec", "pattern": "today", "drop_early": "nothing" });
    // Enough rounds for an interval; the three times of the loop are a range, which has no ends here.
    for series in record["cells"][0]["series"].as_array_mut().unwrap() {
        for samples in ["nanoseconds", "ratio"] {
            let one = series[samples][0].as_f64().unwrap();
            series[samples] = json!([one, one, one, one, one, one, 0.9 * one, 1.1 * one]);
        }
    }
    record["counts"] = json!([{ "operation": "snapshot", "n": 92, "representation": "vec",
        "values": { "allocations": 182.0, "instructions": 51234.0 } }]);
    record["loops"] = json!([{ "candidate": candidate, "n": 92, "concurrency": 3,
        "values": { "snapshots-per-phase": 3.9 } }]);
    record["walls"] = json!([{ "candidate": candidate, "n": 92, "concurrency": 3, "agent_ms": 20, "git": true,
        "values": { "snapshot-share": [0.01, 0.02, 0.03] } }]);
    project.with("records/fixture.json", of_fields::<Measured>(record))
}

#[test]
fn bencher_metric_format_has_every_metric_with_the_ends_of_its_interval() {
    let project = project();
    let printed = project.command().args(["measure", "--export", "bmf"]).assert().success();
    printed.stderr_eq(str![""]).stdout_eq(str![[r#"
{
  "loop-with-commits/vec+today/92/3": {
    "snapshot-share": {
      "value": 0.02
    }
  },
  "loop/vec+today/92/3": {
    "snapshots-per-phase": {
      "value": 3.9
    }
  },
  "snapshot/vec-again/92": {
    "latency": {
      "value": 1500.0,
      "lower_value": 1490.3,
      "upper_value": 1509.7
    },
    "ratio": {
      "value": 1.0,
      "lower_value": 0.99356,
      "upper_value": 1.0064
    }
  },
  "snapshot/vec/92": {
    "allocations": {
      "value": 182.0
    },
    "instructions": {
      "value": 51234.0
    },
    "latency": {
      "value": 1500.0,
      "lower_value": 1490.3,
      "upper_value": 1509.7
    },
    "ratio": {
      "value": 1.0,
      "lower_value": 0.99356,
      "upper_value": 1.0064
    }
  }
}

"#]]);
    let named = ["measure", "--export", "bmf", "--record", "fixture"];
    project.command().args(named).assert().success();
}

#[test]
fn an_export_measures_nothing_and_names_the_records_there_are() {
    let project = project();
    let unknown = ["measure", "--export", "bmf", "--record", "nobody"];
    project.command().args(unknown).assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: there is no record `nobody`; the folder has fixture

"#]]);
    project.command().args(["measure", "--quick", "--export", "bmf"]).assert().code(2);
    project.command().args(["measure", "--record", "fixture"]).assert().code(2);
}

#[test]
fn an_export_without_a_name_needs_a_reference_in_the_book() {
    Project::new().command().args(["measure", "--export", "bmf"]).assert().code(2).stderr_eq(str![[r#"
error: book.toml has no [preprocessor.evidence] table. Run `mdbook-evidence install`, which adds it, or add one with `records`.

"#]]);
}
