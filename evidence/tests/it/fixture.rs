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

/// A record with a cell, a count, a loop and its times.
pub(crate) fn whole_record() -> Value {
    let candidate = json!({"representation": "vec", "pattern": "today", "drop_early": false});
    json!({
        "schema": 1,
        "name": "m-typical",
        "machine": {
            "name": "m", "cpu": "Invented", "cores": 2, "memory_bytes": 1024, "os": "Invented 1", "kernel": "1",
            "governor": null, "virtualised": false,
        },
        "workload": { "name": "typical", "items": 92, "yaml_bytes": 37557, "sha256": "00", "seed": 1 },
        "toolchain": { "rustc": "rustc 1.95.0", "host": "none", "profile": "release" },
        "source": { "commit": null, "dirty": false, "bench_sources": "aa", "dependencies": "bb" },
        "run": {
            "command": "cargo run -- measure --quick", "mode": "quick", "seed": 1, "started": "2026-11-24T08:00:00Z",
            "duration_seconds": 1.0, "rounds": 2, "budget_ms": 20,
        },
        "subjects": {
            "baseline": "vec", "control": "vec-again",
            "representations": [{ "id": "vec", "title": "Vec" }],
            "operations": [{ "id": "push", "title": "Push", "about": "push one", "kind": "write" }],
        },
        "cells": [{ "operation": "push", "n": 92, "series": [
            { "representation": "vec", "nanoseconds": [1.0, 1.0], "ratio": [1.0, 1.0] },
            { "representation": "vec-again", "nanoseconds": [1.0, 1.0], "ratio": [1.0, 1.0] },
        ]}],
        "counts": [{ "operation": "push", "n": 92, "representation": "vec", "values": { "allocations": 2.0 } }],
        "loops": [{
            "candidate": candidate, "n": 92, "concurrency": 3, "values": { "snapshots-per-phase": 4.0 },
            "sites": [{ "site": "triage", "snapshots": 1.0 }],
        }],
        "walls": [{
            "candidate": candidate, "n": 92, "concurrency": 3, "agent_ms": 20, "git": true,
            "values": { "wall-ns": [5.0, 6.0] },
        }],
    })
}
