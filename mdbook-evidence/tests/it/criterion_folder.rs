//! Folders as criterion leaves them, in a book's root.

use crate::book_test::BookTest;

/// Estimates with that median, as criterion 0.5 to 0.8 write them.
pub(crate) fn estimates(median: &str) -> String {
    let estimate = |point: &str| {
        format!(
            r#"{{"confidence_interval":{{"confidence_level":0.95,"lower_bound":1.0,"upper_bound":9.0}},"point_estimate":{point},"standard_error":0.1}}"#
        )
    };
    let other = estimate("5.5");
    format!(
        r#"{{"mean":{other},"median":{},"median_abs_dev":{other},"slope":null,"std_dev":{other}}}"#,
        estimate(median)
    )
}

/// What a benchmark of that group, function and value is said to be.
pub(crate) fn benchmark(group: &str, function: Option<&str>, value: Option<&str>) -> String {
    let id: Vec<&str> = [Some(group), function, value].into_iter().flatten().collect();
    serde_json::json!({
        "group_id": group, "function_id": function, "value_str": value, "throughput": null,
        "full_id": id.join("/"), "directory_name": id.join("/"), "title": id.join("/"),
    })
    .to_string()
}

impl BookTest {
    /// With one benchmark in a folder that criterion saved to, and what else criterion leaves beside it.
    pub(crate) fn bench(self, home: &str, [group, function, value]: [&str; 3], median: f64) -> Self {
        let of = |part: &'static str| format!("{home}/{group}/{function}/{value}/{part}");
        self.write(&of("new/benchmark.json"), &benchmark(group, Some(function), Some(value)))
            .write(&of("new/estimates.json"), &estimates(&median.to_string()))
            .write(&of("new/sample.json"), "{}")
            .write(&of("base/benchmark.json"), &benchmark(group, Some(function), Some(value)))
            .write(&of("base/estimates.json"), &estimates("1e9"))
            .write(&of("change/estimates.json"), r#"{"mean":{},"median":{}}"#)
            .write(&of("report/index.html"), "<p>")
    }

    /// With so many runs of two maps at two sizes, in `target/run-1` and so on. A tree takes half as long again as a hash in every
    /// run, and each run of both is disturbed in its own way.
    pub(crate) fn runs_of_maps(self, runs: u32) -> Self {
        (1..=runs).fold(self, |test, run| {
            let home = format!("target/run-{run}");
            let disturbed = 1.0 + f64::from(run * 7 % 11) / 100.0;
            [("1000", 20.0), ("100", 10.0)].into_iter().fold(test, |test, (n, time)| {
                test.bench(&home, ["get", "HashMap", n], time * disturbed).bench(
                    &home,
                    ["get", "BTreeMap", n],
                    1.5 * time * disturbed,
                )
            })
        })
    }
}
