//! README.md's way from a criterion bench to a page, walked in a copy of a small crate. What stands for the reader's own tools: a
//! `cargo` that leaves what a bench would, and the driver in the place of the `mdbook` that it is the library of.

use std::fs;
use std::path::Path;
use std::process::Command;

use mdbook_driver::MDBook;
use mdbook_evidence::EvidencePreprocessor;

use crate::book_test::{BookTest, has};

const README: &str = include_str!("../../README.md");

/// The blocks of that language in the section.
fn blocks(language: &str) -> Vec<&'static str> {
    let section = README.split("\n## ").find(|section| section.starts_with("Ten minutes")).unwrap();
    let opened = format!("```{language}\n");
    section.split(opened.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// A crate whose benches were compiled, with a book that has a title only.
fn own_crate() -> BookTest {
    let chapter = blocks("markdown").concat();
    let cargo = "#!/bin/sh\n[ \"$1\" = bench ] && mkdir -p target && cp -r \"saved/$(basename \"$CRITERION_HOME\")\" \"$CRITERION_HOME\"\n";
    let test = BookTest::without_records("")
        .runs_of_maps(10)
        .write("book/book.toml", "[book]\ntitle = \"Maps\"\n")
        .write("book/src/SUMMARY.md", "- [Chapter](chapter.md)\n")
        .write("book/src/chapter.md", &chapter)
        .write("bin/cargo", cargo);
    fs::rename(test.root().join("target"), test.root().join("saved")).unwrap();
    let bin = test.root().join("bin");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_mdbook-evidence"), bin.join("mdbook-evidence")).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(bin.join("cargo")).status().unwrap().success());
    test
}

/// Types commands into a shell.
fn typed(root: &Path, commands: &str) {
    let path = format!("{}:{}", root.join("bin").display(), std::env::var("PATH").unwrap());
    let shell = Command::new("sh").args(["-eu", "-c", commands]).current_dir(root).env("PATH", path).output();
    let output = shell.unwrap();
    assert!(output.status.success(), "{commands}{}", String::from_utf8_lossy(&output.stderr));
}

/// `mdbook build book`, with the command that book.toml names.
fn built(root: &Path) -> String {
    let toml = root.join("book/book.toml");
    let command = format!("command = {:?}", env!("CARGO_BIN_EXE_mdbook-evidence"));
    let text = fs::read_to_string(&toml).unwrap().replace("command = \"mdbook-evidence\"", &command);
    fs::write(&toml, text).unwrap();
    MDBook::load(root.join("book")).unwrap().build().unwrap();
    page(root)
}

fn page(root: &Path) -> String {
    fs::read_to_string(root.join("book/book/chapter.html")).unwrap().replace('\u{a0}', " ")
}

/// What is typed: into the book, the measuring, and the build.
fn commands() -> [&'static str; 3] {
    blocks("sh").try_into().unwrap()
}

#[test]
fn the_commands_of_the_readme_lead_from_benches_to_a_page() {
    let test = own_crate();
    commands().into_iter().for_each(|command| typed(test.root(), command));
    let by_build = page(test.root());
    let page = built(test.root());
    assert_eq!(by_build, page, "mdbook does the same");
    has(
        &page,
        [
            "1.50 ×",
            "median of 10 rounds, brackets hold the 95 % interval",
            "by mdbook-evidence import --from criterion target/run-1 target/run-10 target/run-2 ",
            "<caption>A tree is slower at every size.</caption>",
        ],
    );
}

#[test]
fn when_the_benches_say_otherwise_the_sentence_is_refused() {
    let test = own_crate();
    let [install, measured, _] = commands();
    typed(test.root(), install);
    typed(test.root(), measured);
    let strict = |test: &BookTest| {
        let mut book = MDBook::load(test.root().join("book")).unwrap();
        book.with_preprocessor(EvidencePreprocessor::strict());
        book.build().map_err(|error| format!("{error:#}"))
    };
    strict(&test).unwrap();
    let test = (1..=10)
        .fold(test, |test, run| test.bench(&format!("saved/run-{run}"), ["get", "BTreeMap", "1000"], 5.0));
    typed(test.root(), &format!("rm -r target\n{}", measured.replace("--name", "--replace --name")));
    let said = strict(&test).unwrap_err();
    assert!(said.contains("src/chapter.md:1: claim `tree-is-slower` is false"), "{said}");
}
