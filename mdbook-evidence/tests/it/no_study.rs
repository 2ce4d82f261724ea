//! The general crates and the example know nothing of the study that this repository was made for: not one word of it.

use std::fs;
use std::path::{Path, PathBuf};

/// What the study is about, and the crates that it measures.
const WORDS: [&str; 14] = [
    "backlog",
    "snapshot",
    "scheduler",
    "coordinator",
    "representation",
    "phase",
    "tick",
    "agent",
    "brief",
    "golem",
    "im",
    "imbl",
    "rpds",
    "ecow",
];

/// What the test's own tools are called.
const TOOLS: [&str; 3] = ["assert_snapshot!", "\"SNAPSHOTS\"", "`SNAPSHOTS=overwrite"];

/// Every text of a folder, but for what is generated.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_text = path.extension().is_some_and(|extension| {
            ["rs", "md", "toml", "snap", "css", "js", "json", "html"].iter().any(|known| extension == *known)
        });
        if path.is_dir() {
            // What cargo and mdBook wrote.
            if !path.ends_with("target") && !path.ends_with("book/book") {
                files(&path, found);
            }
        } else if is_text {
            found.push(path);
        }
    }
}

/// The words of a line: parts of names too, in the singular.
fn words(line: &str) -> Vec<String> {
    let line = TOOLS.iter().fold(line.to_owned(), |line, tool| line.replace(tool, ""));
    let mut spaced = String::new();
    let mut before = ' ';
    for letter in line.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if letter.is_alphabetic() { letter } else { ' ' });
        before = letter;
    }
    let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_lowercase();
    spaced.split_whitespace().map(singular).collect()
}

/// Where a text has a word of the study, each with its line.
fn of_the_study(name: &str, text: &str) -> Vec<String> {
    let lines = text.lines().zip(1..);
    let wrong = lines.filter(|(line, _)| {
        line.to_lowercase().contains("serde gate")
            || words(line).iter().any(|it| WORDS.contains(&it.as_str()))
    });
    wrong.map(|(line, number)| format!("{name}:{number}: {}", line.trim())).collect()
}

#[test]
fn no_word_of_the_study_stands_in_a_general_crate_or_in_the_example() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut all = Vec::new();
    for package in ["evidence", "mdbook-evidence", "examples/maps"] {
        files(&crates.join(package), &mut all);
    }
    assert!(all.len() > 100, "only {} files", all.len());
    let of_this = Path::new("mdbook-evidence/tests/it/no_study.rs");
    let mut wrong = Vec::new();
    for path in all.iter().filter(|path| !path.ends_with(of_this)) {
        let name = path.strip_prefix(crates).unwrap().display().to_string();
        wrong.extend(of_the_study(&name, &fs::read_to_string(path).unwrap()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_word_is_found_in_the_plural_and_within_a_name() {
    for line in
        ["two Backlogs", "let snapshot_share = 1;", "struct TickCache;", "time/push/im/92", "the Serde gate"]
    {
        assert_eq!(of_the_study("a.rs", line).len(), 1, "{line}");
    }
    for line in ["a time-stamp and an image", "insta::assert_snapshot!(page);", "ticket, phased, agency"] {
        assert_eq!(of_the_study("a.rs", line), [""; 0], "{line}");
    }
}
