//! `mdbook-evidence install`: what it puts into a book, and what it leaves alone.

use std::fs;

use mdbook_driver::config::Config;
use mdbook_evidence::style::{self, ASSETS};
use snapbox::cmd::{Command, OutputAssert};
use snapbox::str;

use crate::book_test::BookTest;

const BARE: &str = "[book]\ntitle = \"t\"\n";

fn book(toml: &str) -> BookTest {
    BookTest::without_records("text\n").write("book.toml", toml)
}

fn install(test: &BookTest, arguments: &[&str]) -> OutputAssert {
    let command = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).current_dir(test.root());
    command.arg("install").args(arguments).assert()
}

fn read(test: &BookTest, file: &str) -> String {
    fs::read_to_string(test.root().join(file)).unwrap()
}

/// What the book's pages lack, by the configuration as mdBook reads it.
fn lacks(test: &BookTest) -> Vec<String> {
    let config: Config = read(test, "book.toml").parse().unwrap();
    style::lacks(test.root(), &config)
}

#[test]
fn a_bare_book_gets_all_that_it_needs_and_the_second_time_nothing() {
    let test = book(BARE);
    assert_eq!(lacks(&test).len(), 2);
    install(&test, &[]).success().stdout_eq(str![[r#"
theme/evidence.css: written
theme/evidence.js: written
book.toml: added [preprocessor.evidence], theme/evidence.css in `additional-css`, theme/evidence.js in `additional-js`

"#]]);
    snapbox::assert_data_eq!(
        read(&test, "book.toml"),
        str![[r#"
[book]
title = "t"

[preprocessor.evidence]
command = "mdbook-evidence"
after = ["links"]
records = "records"

[output.html]
additional-css = ["theme/evidence.css"]
additional-js = ["theme/evidence.js"]

"#]]
    );
    assert_eq!(lacks(&test), Vec::<String>::new());
    let before = read(&test, "book.toml");
    install(&test, &[]).success().stdout_eq(str![[r#"
theme/evidence.css: as it should be
theme/evidence.js: as it should be
book.toml: as it should be

"#]]);
    assert_eq!(read(&test, "book.toml"), before);
}

#[test]
fn what_a_book_has_already_stays_to_the_letter() {
    let own = "# Ours.\n[output.html] # the pages\nadditional-css = [\"own.css\"] # dark\ndefault-theme   = \"navy\"\n\n\
               [preprocessor.evidence]\ncommand = \"../mdbook-evidence\" # built here\nrecords = \"figures\"\n\n[build]\nbuild-dir = \"out\"\n";
    let test = book(own);
    install(&test, &[]).success();
    let now = read(&test, "book.toml");
    let without = now
        .replace("[\"own.css\", \"theme/evidence.css\"]", "[\"own.css\"]")
        .replace("additional-js = [\"theme/evidence.js\"]\n", "");
    assert_eq!(without, own);
    assert_eq!(lacks(&test), Vec::<String>::new());
}

#[test]
fn a_book_may_write_its_tables_in_any_way() {
    for toml in [
        "book.title = \"t\"\noutput.html.default-theme = \"navy\"\n",
        "[book]\ntitle = \"t\"\n[output]\nhtml = { default-theme = \"navy\" }\n[preprocessor]\nlinks = {}\n",
        "output = { html = { additional-css = [] } }\npreprocessor = { links = {} }\n",
        "[output.html]\nadditional-css = [\n  \"own.css\", # ours\n]\n",
    ] {
        let test = book(toml);
        install(&test, &[]).success();
        assert_eq!(lacks(&test), Vec::<String>::new(), "{}", read(&test, "book.toml"));
        let whole: Config = read(&test, "book.toml").parse().unwrap();
        assert_eq!(whole.get::<String>("preprocessor.evidence.records").unwrap().unwrap(), "records");
    }
}

#[test]
fn a_file_of_the_authors_own_is_kept_unless_it_is_let_go() {
    let test = book(BARE).write("theme/evidence.js", "alert('mine')\n");
    install(&test, &[]).code(2).stderr_eq(str![[r#"
error: theme/evidence.js is not a file that this tool wrote. Give yours another name, or let it go with --replace.

"#]]);
    assert_eq!(read(&test, "theme/evidence.js"), "alert('mine')\n");
    assert!(!test.root().join("theme/evidence.css").exists(), "nothing is written by halves");
    assert_eq!(read(&test, "book.toml"), BARE);
    install(&test, &["--replace"]).success();
    assert_eq!(read(&test, "theme/evidence.js"), ASSETS[1].text);
}

#[test]
fn a_file_of_an_earlier_version_is_written_anew() {
    let test =
        book(BARE).write("theme/evidence.css", "/* mdbook-evidence 0.0.9, by install */\np { color: red }\n");
    install(&test, &[]).success();
    assert_eq!(read(&test, "theme/evidence.css"), ASSETS[0].text);
}

#[test]
fn lines_that_end_as_on_windows_are_no_other_version() {
    let test = book(BARE);
    install(&test, &[]).success();
    let test = test.write("theme/evidence.css", &ASSETS[0].text.replace('\n', "\r\n"));
    assert_eq!(lacks(&test), Vec::<String>::new());
}

#[test]
fn what_cannot_be_edited_is_refused_with_the_line_to_write() {
    for (toml, said) in [
        ("preprocessor = 1\n", "preprocessor"),
        ("[output]\nhtml = \"yes\"\n", "output"),
        ("[output.html]\nadditional-css = \"own.css\"\n", "additional-css"),
        ("[book\n", "book.toml:1: "),
        ("[output.html]\nadditional-css = [3]\n", "book.toml: `additional-css` is no list of files."),
        ("[preprocessor]\nevidence = 3\n", "book.toml: `preprocessor.evidence` is no table."),
    ] {
        let test = book(toml);
        let output = install(&test, &[]).code(2).get_output().clone();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said), "{toml}: {error}");
        assert_eq!(read(&test, "book.toml"), toml);
        assert!(!test.root().join("theme").exists());
    }
    let test = book(BARE);
    fs::create_dir_all(test.root().join("theme/evidence.css")).unwrap();
    install(&test, &[]).code(2).stderr_eq(str![[r#"
error: cannot read theme/evidence.css: [..]. Move it away.

"#]]);
    install(&test, &["--root", "nowhere"]).code(2).stderr_eq(str![[r#"
error: nowhere/book.toml: [..]. Name the folder of the book.

"#]]);
}

#[test]
fn lines_end_and_the_file_begins_as_they_did() {
    let test = book("\u{feff}[book]\r\ntitle = \"t\"\r\n");
    install(&test, &[]).success();
    let text = read(&test, "book.toml");
    assert!(text.starts_with("\u{feff}[book]\r\n"), "{text:?}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    install(&test, &[]).success();
    assert_eq!(read(&test, "book.toml"), text);
}
