//! `--export`: a record for other programs.

use evidence::record::{Axis, Figure};
use serde_json::json;
use snapbox::str;

use crate::fixture::{BookTest, Project, changed};

/// A project whose record has a cell, a count, a loop and its times.
fn project() -> Project {
    let project = BookTest::new().project();
    let record = changed(&project.read("records/fixture.json"), |record| {
        // Enough rounds for an interval; the three times of the loop are a range, which has no ends here.
        for figure in record.figures.values_mut().flat_map(|figures| figures.values_mut()) {
            let one = figure.numbers()[0];
            *figure = Figure::Rounds(vec![one, one, one, one, one, one, 0.9 * one, 1.1 * one]);
        }
        let Axis::Listed(patterns) = &mut record.axes["pattern"] else { panic!("it is no list") };
        patterns.push(serde_json::from_value(json!({"id": "today"})).unwrap());
        let run = ["representation", "pattern", "n", "concurrency"];
        for (measure, point, value) in [
            ("allocations", "snapshot/vec/92", 182.0),
            ("instructions", "snapshot/vec/92", 51234.0),
            ("snapshots-per-phase", "vec/today/92/3", 3.9),
        ] {
            let axes =
                if point.starts_with("vec/") { &run[..] } else { &["operation", "representation", "n"] };
            record.declare(measure, axes);
            record.put(measure, point, Figure::Exact(value));
        }
        record.declare("wall-snapshot-share", &[&run[..], &["agent-ms", "commits"]].concat());
        let times = Figure::Rounds(vec![0.01, 0.02, 0.03]);
        record.put("wall-snapshot-share", "vec/today/92/3/20/yes", times);
    });
    project.with("records/fixture.json", record)
}

#[test]
fn bencher_metric_format_has_every_metric_with_the_ends_of_its_interval() {
    let project = project();
    let printed = project.command().args(["measure", "--export", "bmf"]).assert().success();
    printed.stderr_eq(str![""]).stdout_eq(snapbox::file!["../../expected/export.json": Text]);
    let named = ["measure", "--export", "bmf", "--record", "fixture"];
    project.command().args(named).assert().success();
}

#[test]
fn an_export_measures_nothing_and_names_the_records_there_are() {
    let project = project();
    let unknown = ["measure", "--export", "bmf", "--record", "nobody"];
    project.command().args(unknown).assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: there is no record `nobody`; there are fixture

"#]]);
    project.command().args(["measure", "--quick", "--export", "bmf"]).assert().code(2);
    project.command().args(["measure", "--record", "fixture"]).assert().code(2);
}
