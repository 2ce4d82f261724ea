//! A folder with one whole record of invented samples.

use std::fs;
use std::path::{Path, PathBuf};

use evidence::Evidence;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder of records.
#[derive(Debug)]
pub(crate) struct Folder(TempDir);

impl Folder {
    /// With the record `m-typical`.
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap()).with("m-typical.json", whole_record().to_string())
    }

    /// With `m-typical` after `change`.
    pub(crate) fn changed(change: impl FnOnce(&mut Value)) -> Self {
        let mut record = whole_record();
        change(&mut record);
        Self::new().with("m-typical.json", record.to_string())
    }

    /// With that file.
    pub(crate) fn with(self, file: &str, contents: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Why it cannot be loaded; the folder is `RECORDS`.
    pub(crate) fn refusal(&self) -> String {
        let error = Evidence::load(self.path()).expect_err("the folder must not load");
        error.to_string().replace(&self.path().display().to_string(), "RECORDS")
    }
}

/// The project's own records.
pub(crate) fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../records")
}

/// A record with times, a count, a loop, its times and a table.
pub(crate) fn whole_record() -> Value {
    let of = ["operation", "container", "n"];
    json!({
        "schema": 2,
        "name": "m-typical",
        "machine": {
            "name": "m", "cpu": "Invented", "cores": 2, "memory_bytes": 1024, "os": "Invented 1", "kernel": "1",
            "governor": null, "virtualised": false,
        },
        "toolchain": { "rustc": "rustc 1.95.0", "host": "none", "profile": "release" },
        "inputs": [
            { "kind": "package", "name": "bench-crate", "dirty": false, "sha256": "aa" },
            { "kind": "dependencies", "name": "bench-crate", "sha256": "bb" },
        ],
        "command": "cargo run -- measure --quick",
        "started": "2026-11-24T08:00:00Z",
        "seconds": 1.0,
        "rounds": { "least": 2, "looks": [2], "level": 0.95, "seed": 1, "budget_ms": 20 },
        "coordinates": { "machine": "m", "workload": "typical" },
        "labels": {
            "mode": "quick", "workload-items": "92", "workload-yaml-bytes": "37557",
            "workload-sha256": "00", "workload-seed": "1",
        },
        "axes": {
            "operation": [{ "id": "push", "title": "Push", "about": "push one", "in": "write" }],
            "container": [{ "id": "vec", "title": "Vec" }],
            "pattern": [{ "id": "today" }],
            "site": [{ "id": "triage" }],
            "commits": [{ "id": "yes" }, { "id": "no" }],
            "n": "number",
            "concurrency": "number",
            "client-ms": "number",
        },
        "measures": {
            "time": {
                "unit": "ns", "axes": of, "baseline": { "container": "vec" },
                "control": { "container": "vec-again" }, "paired": "time-ratio",
            },
            "time-ratio": { "unit": "ratio", "axes": of, "control": { "container": "vec-again" } },
            "allocations": { "unit": "count", "axes": of },
            "dumps-per-stage": { "unit": "count", "axes": ["container", "pattern", "n", "concurrency"] },
            "site-dumps": { "unit": "count", "axes": ["container", "pattern", "n", "concurrency", "site"] },
            "wall-ns": { "unit": "ns", "axes": ["container", "pattern", "n", "concurrency", "client-ms", "commits"] },
            "wall-git-share": { "unit": "share", "axes": ["container", "pattern", "n", "concurrency", "client-ms", "commits"] },
        },
        "figures": {
            "time": { "push/vec/92": [1.0, 1.0], "push/vec-again/92": [1.0, 1.0] },
            "time-ratio": { "push/vec/92": [1.0, 1.0], "push/vec-again/92": [1.0, 1.0] },
            "allocations": { "push/vec/92": 2.0 },
            "dumps-per-stage": { "vec/today/92/3": 4.0 },
            "site-dumps": { "vec/today/92/3/triage": 1.0 },
            "wall-ns": { "vec/today/92/3/20/yes": { "value": 5.0, "runs": [5.0, 6.0, 4.0] } },
            "wall-git-share": { "vec/today/92/3/20/yes": [0.5, 0.5, 0.6] },
        },
        "tables": {
            "places": { "columns": [{ "id": "file" }, { "id": "line" }], "rows": [["a.rs", 1], ["b.rs", 2]] },
        },
    })
}
