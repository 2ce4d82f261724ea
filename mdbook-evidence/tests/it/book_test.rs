//! A small book in a temporary folder, with records of invented but whole samples.

use std::fs;
use std::path::Path;

use evidence::{Kind, Measured};
use mdbook_driver::MDBook;
use mdbook_evidence::{ChapterCoverage, EvidencePreprocessor};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A book of one chapter, expanded in process.
#[derive(Debug)]
pub(crate) struct BookTest {
    folder: TempDir,
}

impl BookTest {
    /// A book whose only chapter is `chapter`, with one record, `machine-typical`.
    pub(crate) fn with_chapter(chapter: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let test = Self { folder };
        test.write(
            "book.toml",
            "[book]\ntitle = \"t\"\n[preprocessor.evidence]\ncommand = \"none\"\n\
             records = \"records\"\nreference = \"machine-typical\"\n",
        )
        .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n")
        .write("src/chapter.md", chapter)
        .record("typical", |_| {})
    }

    /// A book whose only chapter is `chapter`, without a record and without one that directives cite.
    pub(crate) fn without_records(chapter: &str) -> Self {
        let test = Self { folder: tempfile::tempdir().unwrap() };
        test.write(
            "book.toml",
            "[book]\ntitle = \"t\"\n[preprocessor.evidence]\ncommand = \"none\"\nrecords = \"records\"\n",
        )
        .write("records/.gitkeep", "")
        .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n")
        .write("src/chapter.md", chapter)
    }

    /// Adds or replaces a file.
    pub(crate) fn write(self, path: &str, text: &str) -> Self {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Adds or replaces the record of a workload, after `change`.
    pub(crate) fn record(self, workload: &str, change: impl FnOnce(&mut Value)) -> Self {
        self.record_on("machine", workload, change)
    }

    /// The same for a machine of this name.
    pub(crate) fn record_on(self, machine: &str, workload: &str, change: impl FnOnce(&mut Value)) -> Self {
        let mut record = whole_record(workload);
        record["machine"]["name"] = machine.into();
        record["name"] = format!("{machine}-{workload}").into();
        change(&mut record);
        let path = format!("records/{machine}-{workload}.json");
        let measured: Measured = serde_json::from_value(record).unwrap();
        self.write(&path, &measured.to_record().to_json())
    }

    /// The book's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The expanded chapter as mdBook's renderer writes it, or every message of the failure.
    pub(crate) fn build(&self) -> Result<String, String> {
        let mut book = MDBook::load(self.root()).unwrap();
        book.with_preprocessor(EvidencePreprocessor::reading());
        self.rendered(&book)
    }

    /// What each chapter was found to hold.
    pub(crate) fn coverage(&self) -> Vec<ChapterCoverage> {
        let mut book = MDBook::load(self.root()).unwrap();
        let preprocessor = EvidencePreprocessor::reading();
        let coverage = preprocessor.coverage();
        book.with_preprocessor(preprocessor);
        book.build().unwrap();
        coverage.chapters()
    }

    /// The same as for publishing.
    pub(crate) fn build_strictly(&self) -> Result<String, String> {
        let mut book = MDBook::load(self.root()).unwrap();
        book.with_preprocessor(EvidencePreprocessor::strict());
        self.rendered(&book)
    }

    /// The same with the preprocessor started as a command, as `mdbook build` does.
    pub(crate) fn build_by_command(&self) -> Result<String, String> {
        let toml = self.root().join("book.toml");
        let command = format!("command = {:?}", env!("CARGO_BIN_EXE_mdbook-evidence"));
        let text = fs::read_to_string(&toml).unwrap().replace("command = \"none\"", &command);
        fs::write(&toml, text).unwrap();
        self.rendered(&MDBook::load(self.root()).unwrap())
    }

    fn rendered(&self, book: &MDBook) -> Result<String, String> {
        book.build().map_err(|error| format!("{error:#}"))?;
        Ok(self.page("chapter"))
    }

    /// The body of one page of the book that was built.
    pub(crate) fn page(&self, name: &str) -> String {
        let html = fs::read_to_string(self.root().join(format!("book/{name}.html"))).unwrap();
        let page = scraper::Html::parse_document(&html);
        let main = page.select(&scraper::Selector::parse("main").unwrap()).next().unwrap();
        main.inner_html().trim().to_owned()
    }

    /// The error of a book that must not build.
    pub(crate) fn refusal(&self) -> String {
        self.build().expect_err("the book must not build")
    }
}

/// Multiplies what was measured of one representation in one cell: its times, and so its ratios.
pub(crate) fn scale(record: &mut Value, cell: usize, series: usize, times: f64) {
    for samples in ["nanoseconds", "ratio"] {
        for sample in record["cells"][cell]["series"][series][samples].as_array_mut().unwrap() {
            *sample = (sample.as_f64().unwrap() * times).into();
        }
    }
}

fn whole_record(workload: &str) -> Value {
    let series = |representation: &str, time: f64, ratio: f64| {
        let spread = [0.98, 1.0, 1.02, 1.01, 0.99, 1.0, 1.0, 1.03, 0.97, 1.0, 1.01, 0.99];
        let times: Vec<f64> = spread.iter().map(|part| part * time).collect();
        let ratios: Vec<f64> = spread.iter().map(|part| part * ratio).collect();
        json!({"representation": representation, "nanoseconds": times, "ratio": ratios})
    };
    let cell = |operation: &str, n: usize, unit: f64| {
        json!({"operation": operation, "n": n, "series": [
            series("plain", unit, 1.0), series("plain-again", unit, 1.0), series("shared", unit / 1000.0, 0.001),
        ]})
    };
    let run = |representation: &str, pattern: &str, early: bool, copies: f64| {
        json!({"candidate": {"representation": representation, "pattern": pattern, "drop_early": if early { "all" } else { "nothing" }},
            "n": 92, "concurrency": 3, "values": {"copies-per-phase": copies, "held-share": 0.625}})
    };
    json!({
        "name": format!("machine-{workload}"),
        "machine": {"name": "machine", "cpu": "Invented CPU", "cores": 2, "memory_bytes": 1024,
            "os": "Invented OS 1", "kernel": "1.0", "governor": null, "virtualised": true},
        "workload": {"name": workload, "items": 92, "yaml_bytes": 37557, "sha256": "00", "seed": 1},
        "toolchain": {"rustc": "rustc 1.95.0", "host": "none", "profile": "release"},
        "source": {"commit": "0123456789abcdef", "dirty": false, "inputs": [{"kind": "package", "name": "bench-crate", "sha256": "aa"}]},
        "run": {"command": "cargo run -- measure --quick", "mode": "quick", "seed": 1,
            "started": "2026-11-23T08:00:00Z", "duration_seconds": 10.0, "rounds": 12, "budget_ms": 100},
        "subjects": {
            "baseline": "plain", "control": "plain-again",
            "representations": [{"id": "plain", "title": "Plain"}, {"id": "shared", "title": "Shared"}],
            "operations": [
                {"id": "snapshot", "title": "Snapshot", "about": "take one and drop it", "kind": "snapshot"},
                {"id": "push", "title": "Push", "about": "push and truncate", "kind": "write"}],
        },
        "cells": [cell("snapshot", 5, 1_000.0), cell("snapshot", 92, 20_000.0), {
            "operation": "push", "n": 92, "series": [series("plain", 50.0, 1.0), series("plain-again", 50.0, 1.0)],
            "missing": [{"representation": "shared", "reason": "It cannot push."}],
        }],
        "counts": [
            {"operation": "snapshot", "n": 92, "representation": "plain", "values": {"allocations": 552, "bytes": 60_000}},
            {"operation": "snapshot", "n": 92, "representation": "shared", "values": {"allocations": 0, "bytes": 0}},
        ],
        "walls": [{"candidate": {"representation": "plain", "pattern": "today", "drop_early": "nothing"}, "n": 92,
            "concurrency": 3, "agent_ms": 20, "git": true,
            "values": {"snapshot-share": [0.002, 0.003, 0.002], "git-share": [0.7, 0.71, 0.69]}}],
        "loops": [
            run("plain", "today", false, 3.9), run("plain", "today", true, 3.9),
            run("shared", "today", false, 1.7), run("shared", "today", true, 0.5),
        ],
    })
}

/// The text of each cell of a page's first table, by row.
pub(crate) fn cells(page: &str) -> Vec<Vec<String>> {
    let page = scraper::Html::parse_document(page);
    let select = |selector: &str| scraper::Selector::parse(selector).unwrap();
    let table = page.select(&select("table")).next().unwrap();
    let cells = select("th, td");
    table
        .select(&select("tr"))
        .map(|row| row.select(&cells).map(|cell| cell.text().collect()).collect())
        .collect()
}
