//! The commands that the README and the book print are ones that a reader can type.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use regex::Regex;
use walkdir::WalkDir;

use crate::fixture::{Project, investigate, root};

/// What stands for something of the reader's.
const PLACEHOLDERS: [(&str, &str); 10] = [
    ("YOUR-CRATE", "bench-crate"),
    ("Type.name", "BacklogFile.items"),
    ("BACKLOG.yaml", "backlog.yaml"),
    ("PATH", "backlog.yaml"),
    ("NAME", "amd-epyc-family-25-model-1-2-cores-typical"),
    (" N ", " 5 "),
    (" N", " 5"),
    (" R", " 11"),
    ("=N", "=5"),
    ("=R", "=11"),
];

/// Every command with the file that prints it.
fn printed() -> Vec<(PathBuf, String)> {
    let chapters = WalkDir::new(root().join("src")).into_iter().map(|entry| entry.unwrap().into_path());
    let files = chapters.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let command = Regex::new(r"cargo run(?: --release)? -- ([^`\n#]*)").unwrap();
    // A shell reads what a backslash goes on with as one line.
    let continued = Regex::new(r"\\\n\s*").unwrap();
    let mut found = Vec::new();
    for file in files.chain(["README.md", "mdbook-evidence/README.md"].map(|file| root().join(file))) {
        let text = fs::read_to_string(&file).unwrap();
        let text = continued.replace_all(&text, "");
        for printed in command.captures_iter(&text) {
            let mut words = format!("{} ", printed[1].split("  ").next().unwrap().trim());
            for (placeholder, instead) in PLACEHOLDERS {
                words = words.replace(placeholder, instead);
            }
            found.push((file.clone(), words.trim().to_owned()));
        }
    }
    found
}

#[test]
fn every_printed_command_is_understood() {
    let nowhere = tempfile::tempdir().unwrap();
    let commands = printed();
    assert!(commands.len() > 40, "{}", commands.len());
    for (file, command) in commands {
        // Where there is no project, a command that is understood says so. A word alone is the command's name in a sentence.
        let mut run = investigate().args(command.split(' ')).current_dir(nowhere.path());
        if !command.contains(' ') {
            run = run.arg("--help");
        }
        let output = run.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let understood = said.contains("has a book.toml") || output.status.success();
        assert!(understood, "{}: `{command}`: {said}", file.display());
    }
}

#[test]
fn every_printed_decision_is_taken() {
    let project = Project::checkout();
    // Each once, with the last file that prints it.
    let printed: BTreeMap<String, PathBuf> =
        printed().into_iter().map(|(file, command)| (command, file)).collect();
    let decisions = printed.into_iter().filter(|(command, _)| command.starts_with("decide"));
    let mut taken = 0;
    for (command, file) in decisions.filter(|(command, _)| !command.contains("--accept")) {
        let output = project.command().args(command.split(' ')).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: `{command}`: {said}", file.display());
        taken += 1;
    }
    assert!(taken >= 5, "{taken}");
}
