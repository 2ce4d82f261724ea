//! A small book in a temporary folder, with records of invented but whole samples.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use mdbook_driver::MDBook;
use mdbook_evidence::{ChapterCoverage, EvidencePreprocessor};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The line of book.toml that chooses the record `machine-typical`.
pub(crate) const DEFAULTS: &str = "coordinates = { machine = \"machine\", workload = \"typical\" }\n";

/// A book.toml that names the records and nothing else that a directive needs.
pub(crate) const BARE: &str =
    "[book]\ntitle = \"t\"\n[preprocessor.evidence]\ncommand = \"none\"\nrecords = \"records\"\n";

/// A book of one chapter, expanded in process.
#[derive(Debug)]
pub(crate) struct BookTest {
    folder: TempDir,
}

impl BookTest {
    /// A book whose only chapter is `chapter`, with one record, `machine-typical`.
    pub(crate) fn with_chapter(chapter: &str) -> Self {
        let test = Self::without_records(chapter).record("typical", |_| {});
        test.write("book.toml", &format!("{BARE}{DEFAULTS}after = [\"links\"]\n"))
    }

    /// A book whose only chapter is `chapter`, without a record and without one that directives cite.
    pub(crate) fn without_records(chapter: &str) -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
            .write("book.toml", BARE)
            .write("records/.gitkeep", "")
            .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n")
            .write("src/chapter.md", chapter)
    }

    /// With that line in the preprocessor's table, the fifth of book.toml.
    pub(crate) fn with_key(self, line: &str) -> Self {
        let toml = fs::read_to_string(self.root().join("book.toml")).unwrap();
        self.write("book.toml", &toml.replace("records =", &format!("{line}\nrecords =")))
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
        record["coordinates"]["machine"] = machine.into();
        record["name"] = format!("{machine}-{workload}").into();
        change(&mut record);
        self.write(&format!("records/{machine}-{workload}.json"), &record.to_string())
    }

    /// The book's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The expanded chapter as mdBook's renderer writes it, or every message of the failure.
    pub(crate) fn build(&self) -> Result<String, String> {
        self.rendered(&self.loaded(EvidencePreprocessor::reading()))
    }

    /// What each chapter was found to hold.
    pub(crate) fn coverage(&self) -> Vec<ChapterCoverage> {
        let preprocessor = EvidencePreprocessor::reading();
        let coverage = preprocessor.coverage();
        self.loaded(preprocessor).build().unwrap();
        coverage.found().chapters
    }

    /// The same as for publishing.
    pub(crate) fn build_strictly(&self) -> Result<String, String> {
        self.rendered(&self.loaded(EvidencePreprocessor::strict()))
    }

    fn loaded(&self, preprocessor: EvidencePreprocessor) -> MDBook {
        let mut book = MDBook::load(self.root()).unwrap();
        book.with_preprocessor(preprocessor);
        book
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

    /// What the command does in the book's folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence"));
        command.args(arguments).current_dir(self.root()).output().unwrap()
    }
}

/// A chapter as it is expanded.
pub(crate) fn expand(chapter: &str) -> String {
    BookTest::with_chapter(chapter).build().expect("the book builds")
}

/// Why a chapter is not.
pub(crate) fn refusal(chapter: &str) -> String {
    BookTest::with_chapter(chapter).refusal()
}

/// Sees to it that a text has each of these parts.
#[track_caller]
pub(crate) fn has<const N: usize>(text: &str, parts: [&str; N]) {
    for part in parts {
        assert!(text.contains(part), "{part} in {text}");
    }
}

/// What a command said of what went wrong.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Multiplies what was measured at a point: its times, and so its ratios.
pub(crate) fn scale(record: &mut Value, point: &str, times: f64) {
    for measure in ["time", "time-ratio"] {
        for sample in record["figures"][measure][point].as_array_mut().unwrap() {
            *sample = (sample.as_f64().unwrap() * times).into();
        }
    }
}

fn whole_record(workload: &str) -> Value {
    let mut figures = json!({});
    let mut put = |measure: &str, point: &str, figure: Value| figures[measure][point] = figure;
    let spread = [0.98, 1.0, 1.02, 1.01, 0.99, 1.0, 1.0, 1.03, 0.97, 1.0, 1.01, 0.99];
    let around = |middle: f64| json!(spread.map(|part| part * middle));
    for (cell, unit) in [("dump/{}/5", 1_000.0), ("dump/{}/92", 20_000.0), ("push/{}/92", 50.0)] {
        for (id, ratio) in [("plain", 1.0), ("plain-again", 1.0), ("shared", 0.001)] {
            if (id, cell) != ("shared", "push/{}/92") {
                put("time", &cell.replace("{}", id), around(unit * ratio));
                put("time-ratio", &cell.replace("{}", id), around(ratio));
            }
        }
    }
    for (id, allocations, bytes) in [("plain", 552, 60_000), ("shared", 0, 0)] {
        put("allocations", &format!("dump/{id}/92"), json!(allocations));
        put("bytes", &format!("dump/{id}/92"), json!(bytes));
    }
    for (run, copies) in [
        ("plain/today", 3.9),
        ("plain/today+drop-all", 3.9),
        ("shared/today", 1.7),
        ("shared/today+drop-all", 0.5),
    ] {
        put("copies-per-stage", &format!("{run}/92/3"), json!(copies));
        put("held-share", &format!("{run}/92/3"), json!(0.625));
    }
    put("wall-dump-share", "plain/today/92/3/20/yes", json!([0.002, 0.003, 0.002]));
    put("wall-git-share", "plain/today/92/3/20/yes", json!([0.7, 0.71, 0.69]));
    let timed = ["operation", "container", "n"];
    let run = ["container", "pattern", "n", "concurrency", "client-ms", "commits"];
    let (baseline, control) = (json!({"container": "plain"}), json!({"container": "plain-again"}));
    let measure = |unit: &str, axes: &[&str]| json!({"unit": unit, "axes": axes, "baseline": baseline});
    let mut time = measure("ns", &timed);
    (time["control"], time["paired"]) = (control.clone(), json!("time-ratio"));
    json!({
        "schema": 2,
        "name": format!("machine-{workload}"),
        "machine": {"name": "machine", "cpu": "Invented CPU", "cores": 2, "memory_bytes": 1024,
            "os": "Invented OS 1", "kernel": "1.0", "governor": null, "virtualised": true},
        "toolchain": {"rustc": "rustc 1.95.0", "host": "none", "profile": "release"},
        "inputs": [{"kind": "package", "name": "bench-crate", "commit": "0123456789abcdef", "dirty": false, "sha256": "aa"}],
        "command": "cargo run -- measure --quick",
        "started": "2026-11-23T08:00:00Z",
        "seconds": 10.0,
        "rounds": {"least": 12, "looks": [12], "level": 0.95, "seed": 1, "budget_ms": 100},
        "coordinates": {"machine": "machine", "workload": workload},
        "labels": {"mode": "quick"},
        "axes": {
            "operation": [
                {"id": "dump", "title": "Dump", "about": "take one and drop it", "in": "dump"},
                {"id": "push", "title": "Push", "about": "push and truncate", "in": "write"}],
            "container": [{"id": "plain", "title": "Plain"}, {"id": "shared", "title": "Shared"}],
            "pattern": [{"id": "today"}, {"id": "today+drop-all"}],
            "commits": [{"id": "yes"}],
            "n": "number", "concurrency": "number", "client-ms": "number",
        },
        "measures": {
            "time": time,
            "time-ratio": {"unit": "ratio", "axes": timed, "control": control},
            "allocations": measure("count", &timed), "bytes": measure("bytes", &timed),
            "copies-per-stage": measure("count", &run[..4]), "held-share": measure("share", &run[..4]),
            "wall-dump-share": measure("share", &run), "wall-git-share": measure("share", &run),
        },
        "figures": figures,
        "absent": {"time/push/shared/92": "It cannot push."},
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
