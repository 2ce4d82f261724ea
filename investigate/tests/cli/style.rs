//! How the project's own files are written.

use std::fs;
use std::path::PathBuf;

use mdbook_driver::config::Config;
use mdbook_evidence::style;
use walkdir::WalkDir;

use crate::fixture::{own, root};

#[test]
fn the_book_has_the_files_that_ship_with_the_preprocessor_and_names_them() {
    let config: Config = own("book.toml").parse().unwrap();
    assert_eq!(style::lacks(root(), &config), [""; 0]);
}

#[test]
fn no_line_of_a_chapter_is_longer_than_an_editor_shows() {
    let chapters = fs::read_dir(root().join("src")).unwrap();
    let mut read = 0;
    let is_chapter = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    for chapter in chapters.map(|entry| entry.unwrap().path()).filter(is_chapter) {
        let text = fs::read_to_string(&chapter).unwrap();
        for (line, number) in text.lines().zip(1..) {
            let length = line.chars().count();
            assert!(
                length <= 200,
                "{}:{number} has {length} characters: break it within a directive",
                chapter.display()
            );
        }
        read += 1;
    }
    assert!(read > 30, "{read} chapters");
}

/// What each chapter on an approach answers, in this order.
const SKELETON: [&str; 8] = [
    "What it is",
    "What one write copies",
    "In code",
    "What it costs",
    "What changes in the code",
    "For and against",
    "When it is right",
    "Verdict",
];

#[test]
fn every_chapter_on_an_approach_answers_the_same_questions_in_the_same_order() {
    let summary = own("src/SUMMARY.md");
    let (_, after) = summary.split_once("# The approaches\n").unwrap();
    let (approaches, _) = after.split_once("\n# ").unwrap();
    let files: Vec<&str> =
        approaches.lines().filter_map(|line| line.rsplit_once("](")?.1.strip_suffix(')')).collect();
    assert!(files.len() > 8, "{files:?}");
    for file in files {
        let chapter = own(&format!("src/{file}"));
        let headings = chapter.lines().filter_map(|line| line.strip_prefix("## "));
        let headings: Vec<&str> = headings.map(|it| it.split(" {#").next().unwrap_or(it)).collect();
        assert!(headings.starts_with(&SKELETON), "{file}: {headings:?}");
    }
}

/// The name of the processor that the author sits at comes into a snapshot by itself, and fails on all others.
#[test]
fn no_test_expects_the_machine_that_it_was_written_on() {
    let machine = |name: String| Some(name.strip_suffix("-typical.json")?.to_owned());
    let records = fs::read_dir(root().join("records")).unwrap();
    let machines: Vec<String> =
        records.filter_map(|entry| machine(entry.unwrap().file_name().into_string().unwrap())).collect();
    assert!(machines.len() > 2, "{machines:?}");
    let tests = WalkDir::new(root().join("investigate/tests")).into_iter();
    let files: Vec<PathBuf> =
        tests.map(|entry| entry.unwrap().into_path()).filter(|it| it.is_file()).collect();
    for file in files.iter().filter(|it| it.extension().is_some_and(|it| it == "rs")) {
        let text = fs::read_to_string(file).unwrap();
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| line.contains("[PROJECT]")) {
            let named = machines.iter().find(|name| line.contains(name.as_str()));
            assert_eq!(named, None, "{}:{number}: write [..] for the machine", file.display());
        }
    }
}
