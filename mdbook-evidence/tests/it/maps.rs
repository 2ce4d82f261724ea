//! The second investigation, examples/maps: what a stranger wrote with this crate alone stands, and falls when it has to.

use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, OutputAssert};
use tempfile::TempDir;
use walkdir::WalkDir;

/// A copy of the example's book.
struct Maps(TempDir);

impl Maps {
    fn new() -> Self {
        let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/maps/book");
        let folder = tempfile::tempdir().unwrap();
        let entries = WalkDir::new(&book).into_iter().filter_entry(|entry| entry.path() != book.join("book"));
        for entry in entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
            let copy = folder.path().join(entry.path().strip_prefix(&book).unwrap());
            fs::create_dir_all(copy.parent().unwrap()).unwrap();
            fs::copy(entry.path(), copy).unwrap();
        }
        Self(folder)
    }

    /// The same book with another text in a file.
    fn with(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
        self
    }

    /// The same book with every sample of a figure so many times what it is.
    fn falsified(self, point: &str, times: f64) -> Self {
        let path = self.0.path().join("records/maps.json");
        let mut record: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for sample in record["figures"]["time"][point].as_array_mut().unwrap() {
            *sample = (sample.as_f64().unwrap() * times).into();
        }
        fs::write(path, record.to_string()).unwrap();
        self
    }

    fn build(&self) -> OutputAssert {
        let command = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).current_dir(self.0.path());
        command.args(["build", "--strict"]).assert()
    }

    fn refusal(&self) -> String {
        let output = self.build().code(1).stdout_eq("").get_output().clone();
        assert!(!self.0.path().join("book").exists());
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn the_book_builds_strictly_from_what_is_committed() {
    let maps = Maps::new();
    maps.build().success().stdout_eq("Built book.\n").stderr_eq("");
    let page = fs::read_to_string(maps.0.path().join("book/which-map.html")).unwrap();
    assert!(page.contains("median of 10 rounds") && page.contains("<svg class=\"chart wide\""), "{page}");
    // A number stands in it, and none in the chapter's source.
    assert!(page.contains(">5.29\u{a0}×<"), "{page}");
    let evidence = fs::read_to_string(maps.0.path().join("book/evidence.html")).unwrap();
    assert!(evidence.contains("The rules choose <code>HashMap</code>.</p>"), "{evidence}");
}

#[test]
fn a_number_that_makes_a_claim_false_is_refused_with_its_chapter_and_line() {
    let said = Maps::new().falsified("iterate/IndexMap/1000", 4.0).refusal();
    let expected = "src/which-map.md:28: claim `index-map-walks-fastest` is false: `greatest(\"ratio\", \"time/iterate/IndexMap/*\") < 0.8";
    assert!(said.contains(expected) && said.contains("ratio(\"time/iterate/IndexMap/1000\") = "), "{said}");
}

#[test]
fn a_changed_sentence_is_refused_until_somebody_accepts_it() {
    let maps = Maps::new().with("src/which-map.md", "With ten entries a", "With a handful of entries a");
    let said = maps.refusal();
    let expected =
        "src/which-map.md:15: claim `tree-is-fastest-when-small` has another sentence than was accepted.";
    assert!(said.contains(expected), "{said}");
    let accept = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).current_dir(maps.0.path());
    accept.args(["accept", "tree-is-fastest-when-small"]).assert().success();
    maps.build().success();
}

#[test]
fn a_decision_that_no_longer_follows_is_refused() {
    let walked = Maps::new().with("decision.toml", "value = 1\n", "value = 1000\n").refusal();
    let no_longer = "src/which-map.md:3: claim `hash-map` is false: `decides(\"HashMap\")`";
    assert!(walked.contains(no_longer), "{walked}");
    // The rules are as they were, and other numbers were measured.
    let measured = Maps::new().falsified("get/HashMap/100000", 10.0).refusal();
    assert!(measured.contains(no_longer), "{measured}");
}

#[test]
fn the_example_uses_nothing_that_a_stranger_has_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/maps");
    for entry in WalkDir::new(&folder).into_iter().filter_entry(|entry| entry.file_name() != "target") {
        let entry = entry.unwrap();
        if let Ok(text) = fs::read_to_string(entry.path()).map(|text| text.to_lowercase()) {
            let own = ["investigate", "bench-crate"].into_iter().find(|word| text.contains(word));
            assert_eq!(own, None, "{}", entry.path().display());
        }
    }
}
